import type { CatalogExamination, MachineExamination } from '../../src/domain/examination.js';
import type { Known } from '../../src/domain/known.js';
import type { MachineObservation, MachineRole } from '../../src/domain/machines.js';
import { checks } from '../../src/reconciler/diagnosis/checks.js';
import { type Diagnosis, diagnoseBy } from '../../src/reconciler/diagnosis/diagnose.js';
import { type DiagnosedFleet, healthyFleet, nodeNames } from './diagnosed-fleet.js';
import { seenMachines } from './machine-build.js';

const known = <T>(value: T): Known<T> => ({ known: true, value });
const rights = ['replaceProcessToken', 'adjustMemoryQuotas', 'impersonate'] as const;
const gigabyte = 1024 ** 3;

/** What a machine shows of which nothing is wrong. */
export function examinationOf(role: MachineRole, sid: string): MachineExamination {
  const name = `SSISScaleOut${role === 'master' ? 'Master' : 'Worker'}160`;
  const path = `C:\\Logs\\${role === 'master' ? 'Master' : 'Agent'}`;
  const folder = { role, path, exists: true, files: 3, bytes: 1_000, isMore: false, oldest: null, newest: null };
  return {
    services: known([{ name, rights: known(rights), administrator: known(false) }]),
    events: known([]),
    listeners: known(role === 'master' ? [{ port: 8391, processId: 4, process: 'System' }] : []),
    urls: known(role === 'master' ? [{ url: 'https://+:8391/', accounts: [sid] }] : []),
    reached: known([
      { host: 'sqletl01.corp.example', port: 8391, result: 'open', addresses: ['10.0.0.1'] },
      { host: 'SQLETL01', port: 1433, result: 'open', addresses: ['10.0.0.2'] },
    ]),
    folders: known([
      { ...folder, use: 'logs' },
      ...(role === 'master'
        ? []
        : ([
            { ...folder, use: 'tasks' },
            { ...folder, use: 'logCache' },
          ] as const)),
    ]),
    disks: known([{ name: 'C:\\', freeBytes: 60 * gigabyte, totalBytes: 120 * gigabyte }]),
    tls: known({ protocols: [], strongCrypto: null, systemDefault: null }),
    root: known({ certificates: 60, subjectBytes: 5_000 }),
    load: known({ cpuPercent: 10, freeMemoryMegabytes: 8_000 }),
  };
}

/** The healthy fleet, examined. */
export function examinedFleet(): DiagnosedFleet {
  const fleet = healthyFleet();
  for (const [name, machine] of Object.entries(fleet.machines)) {
    if (typeof machine === 'string') continue;
    const role = (nodeNames as readonly string[]).includes(name) ? 'master' : 'worker';
    const sid = machine.installations[0]?.service.accountSid ?? '';
    fleet.machines[name] = { ...machine, build: 20348, examination: examinationOf(role, sid) };
  }
  return fleet;
}

export function examine(fleet: DiagnosedFleet, name: string, parts: Partial<MachineExamination>): void {
  const machine = fleet.machines[name];
  if (machine === undefined || typeof machine === 'string' || machine.examination === undefined) throw new Error(name);
  fleet.machines[name] = { ...machine, examination: { ...machine.examination, ...parts } };
}

export function change(fleet: DiagnosedFleet, name: string, parts: Partial<MachineObservation>): void {
  const machine = fleet.machines[name];
  if (machine === undefined || typeof machine === 'string') throw new Error(name);
  fleet.machines[name] = { ...machine, ...parts };
}

export function diagnosisWith(fleet: DiagnosedFleet, examination?: CatalogExamination): Diagnosis {
  const { topology, catalog, machines } = fleet;
  const examined = examination === undefined ? {} : { examination };
  return diagnoseBy(checks, topology, { catalog, machines: seenMachines(machines), ...examined });
}

const hidden = { known: false, reason: 'nobody asked for it' } as const;

/** An examination of the catalog of which nothing could be read. */
export const unseenCatalog: CatalogExamination = {
  windowsLoginsOnly: hidden,
  availability: hidden,
  logLogin: hidden,
  masterKeyByServer: hidden,
  schemaBuild: hidden,
  pending: hidden,
  repeated: hidden,
  workShare: hidden,
  jobs: hidden,
  growth: { retention: null, cleanupEnabled: null, maintenance: hidden, eventMessages: hidden, perfCounters: hidden },
  failedLogins: hidden,
};
