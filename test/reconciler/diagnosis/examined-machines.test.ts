import { describe, expect, test } from 'vitest';
import type { MachineExamination, SystemEvent } from '../../../src/domain/examination.js';
import type { LogTrouble } from '../../../src/domain/machines.js';
import { rowOf } from '../../support/build.js';
import {
  causesOf,
  changeRow,
  configOf,
  type DiagnosedFleet,
  resultOf,
  silence,
  silenceMaster,
  workerNames,
  workerOf,
} from '../../support/diagnosed-fleet.js';
import { changeService } from '../../support/edit-fleet.js';
import {
  change,
  diagnosisWith,
  examinationOf,
  examine,
  examinedFleet,
  unseenCatalog,
} from '../../support/examined-fleet.js';
import { sshTopology } from '../../support/scale-out-world.js';

const known = <T>(value: T) => ({ known: true, value }) as const;
const before = '2026-11-24T01:00:00.000Z';
const lately = '2026-11-24T02:10:00.000Z';
const event = (parts: Partial<SystemEvent>): SystemEvent => ({
  at: lately,
  source: 'Service Control Manager',
  id: 7038,
  service: 'SSISScaleOutWorker160',
  error: 1909,
  message: 'The referenced account is currently locked out.',
  ...parts,
});
const worker = 'ETL02';
const node = 'SQLETL01';

function stop(fleet: DiagnosedFleet, name: string): void {
  const machine = fleet.machines[name];
  if (machine === undefined || typeof machine === 'string') throw new Error(name);
  const installations = machine.installations.map((one) => ({
    ...one,
    service: { ...one.service, state: 'stopped' as const },
  }));
  change(fleet, name, { installations });
}
const reached = (host: string, port: number, result: 'silent' | 'refused' | 'unresolved') =>
  known([
    { host, port, result, addresses: result === 'unresolved' ? [] : ['10.0.0.1'] },
    {
      host: host === 'SQLETL01' ? 'sqletl01.corp.example' : 'SQLETL01',
      port: host === 'SQLETL01' ? 8391 : 1433,
      result: 'open' as const,
      addresses: ['10.0.0.1'],
    },
  ]);
const folder = (role: 'master' | 'worker', use: 'logs' | 'tasks' | 'logCache', parts: object) =>
  known([
    {
      role,
      use,
      path: 'C:\\Logs',
      exists: true,
      files: 3,
      bytes: 1_000,
      isMore: false,
      oldest: null,
      newest: null,
      ...parts,
    },
  ]);
const off = (...names: readonly string[]) =>
  known({ protocols: names.map((name) => ({ name, enabled: false })), strongCrypto: null, systemDefault: null });
const versions = ['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'];

/** Each fault with what is seen of it, and the one cause that must be found. */
const faults: readonly (readonly [string, 'error' | 'warning', (fleet: DiagnosedFleet) => void])[] = [
  [
    `worker.service-account at worker/${worker}`,
    'error',
    (fleet) => {
      stop(fleet, worker);
      silence(fleet, worker);
      changeRow(fleet, worker, { lastOnline: '2026-11-24T02:00:00.000Z' });
      examine(fleet, worker, { events: known([event({})]) });
    },
  ],
  [
    `master.service-account at master/${node}`,
    'error',
    (fleet) => {
      stop(fleet, node);
      fleet.topology = sshTopology({ nodes: [node], workers: workerNames });
      silenceMaster(fleet);
      fleet.catalog = {
        ...fleet.catalog,
        master: { ...fleet.catalog.master, machineName: node, lastOnline: '2026-11-24T02:00:00.000Z' },
      };
      examine(fleet, node, { events: known([event({ id: 7041, error: null, service: 'SSISScaleOutMaster160' })]) });
    },
  ],
  [
    `worker.account-rights at worker/${worker}`,
    'warning',
    (fleet) =>
      examine(fleet, worker, {
        services: known([
          { name: 'SSISScaleOutWorker160', rights: known(['impersonate']), administrator: known(false) },
        ]),
      }),
  ],
  [
    `master.port at master/${node}`,
    'error',
    (fleet) => {
      silence(fleet, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
      examine(fleet, node, { listeners: known([{ port: 8391, processId: 900, process: 'node' }]) });
    },
  ],
  [
    `master.issuer-list at master/${node}`,
    'warning',
    (fleet) => {
      change(fleet, node, { schannel: { sendTrustedIssuerList: 1, clientAuthTrustMode: null } });
      examine(fleet, node, { root: known({ certificates: 300, subjectBytes: 12_400 }) });
    },
  ],
  [
    `master.tls at master/${node}`,
    'error',
    (fleet) => {
      silence(fleet, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
      examine(fleet, node, { tls: off(...versions.map((one) => `${one} Server`)) });
    },
  ],
  [
    `worker.tls at worker/${worker}`,
    'error',
    (fleet) => {
      silence(fleet, worker);
      examine(fleet, worker, { tls: off(...versions.map((one) => `${one} Client`)) });
    },
  ],
  [
    `master.log-growth at master/${node}`,
    'warning',
    (fleet) => examine(fleet, node, { folders: folder('master', 'logs', { bytes: 3 * 1024 ** 3 }) }),
  ],
  [
    `worker.disk at worker/${worker}`,
    'error',
    (fleet) =>
      examine(fleet, worker, { disks: known([{ name: 'C:\\', freeBytes: 50_000_000, totalBytes: 10 ** 12 }]) }),
  ],
  [
    `worker.log-cache at worker/${worker}`,
    'warning',
    (fleet) =>
      examine(fleet, worker, { folders: folder('worker', 'logCache', { oldest: '2026-11-23T02:00:00.000Z' }) }),
  ],
  [
    `worker.log-database at worker/${worker}`,
    'warning',
    (fleet) =>
      examine(fleet, worker, {
        reached: reached('SQLETL01', 1433, 'silent'),
        folders: folder('worker', 'logCache', { oldest: '2026-11-23T02:00:00.000Z' }),
      }),
  ],
  [
    `worker.endpoint-unreached at worker/${worker}`,
    'error',
    (fleet) => {
      silence(fleet, worker);
      examine(fleet, worker, { reached: reached('sqletl01.corp.example', 8391, 'unresolved') });
    },
  ],
  [
    `worker.limits at worker/${worker}`,
    'warning',
    (fleet) => {
      change(fleet, worker, {
        installations: workerOf(worker, {
          config: { ...configOf(worker), TaskRequestMaxCPU: 70, TaskRequestMinMemory: 100 },
        }).installations,
      });
      examine(fleet, worker, { load: known({ cpuPercent: 95, freeMemoryMegabytes: 4_000 }) });
    },
  ],
];

const line = (parts: Partial<LogTrouble>): LogTrouble => ({
  role: 'worker',
  kind: 'trust',
  file: 'C:\\Agent.log',
  line: 'no trust',
  at: lately,
  ...parts,
});

test('on a healthy fleet that is examined nothing is found, and nothing of its machines is unknown', () => {
  const { findings, results } = diagnosisWith(examinedFleet());
  expect(findings).toEqual([]);
  const machines = results.filter(
    ({ target, id }) => /^(worker|master)\//.test(target) && id !== 'worker.dump-on-errors',
  );
  expect(machines.filter(({ result }) => result !== 'ok')).toEqual([]);
});

test.each(faults)('%s is the one cause of what is seen', (name, severity, apply) => {
  const fleet = examinedFleet();
  apply(fleet);
  const diagnosis = diagnosisWith(fleet);
  expect(causesOf(diagnosis)).toEqual([name]);
  expect(diagnosis.findings[0]?.result).toBe(severity);
});

test('of each fault at one machine and each at another both causes are found, and there is no third', () => {
  const wrong = faults.flatMap(([one, , apply]) =>
    faults.flatMap(([other, , also]) => {
      // At the same machine one may hide the other; and whether a worker could reach a master that cannot answer, nobody can tell.
      const isHidden = one.startsWith('master.') && other.startsWith('worker.endpoint-unreached');
      if (one >= other || one.split('/')[1] === other.split('/')[1] || isHidden) return [];
      const fleet = examinedFleet();
      apply(fleet);
      also(fleet);
      const causes = [...causesOf(diagnosisWith(fleet))].sort();
      return JSON.stringify(causes) === JSON.stringify([one, other].sort()) ? [] : [{ one, other, causes }];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each<[keyof MachineExamination, readonly string[]]>([
  ['services', ['worker.account-rights']],
  ['reached', ['worker.endpoint-unreached', 'worker.log-database']],
  ['folders', ['worker.log-cache']],
  ['disks', ['worker.disk']],
  ['load', ['worker.limits']],
])('where %s could not be read the checks that go by it are unknown, never ok', (part, ids) => {
  const fleet = examinedFleet();
  examine(fleet, worker, { [part]: { known: false, reason: 'Access is denied.' } });
  const diagnosis = diagnosisWith(fleet);
  for (const id of ids) expect(resultOf(diagnosis, id, `worker/${worker}`)).toBe('unknown');
  expect(diagnosis.findings).toEqual([]);
});

describe('the account of a service that does not run', () => {
  const at = (events: readonly SystemEvent[] | string, account?: string) => {
    const fleet = examinedFleet();
    stop(fleet, worker);
    if (account !== undefined) changeService(fleet, worker, { service: { state: 'stopped', account } });
    silence(fleet, worker);
    changeRow(fleet, worker, { lastOnline: '2026-11-24T02:00:00.000Z' });
    examine(fleet, worker, { events: typeof events === 'string' ? { known: false, reason: events } : known(events) });
    return diagnosisWith(fleet);
  };

  test.each([
    [event({ error: 1909 }), 'is locked'],
    [event({ error: 1326 }), 'cannot log on with the password that the service has'],
    [event({ id: 7041, error: 1385 }), 'has lost the right to log on as a service'],
    [event({ id: 7000, error: 1069 }), 'cannot log on'],
  ])('is named with the reason', (told, what) => {
    const [cause] = at([event({ id: 7031, error: null }), told], 'CORP\\etl').findings;
    expect(cause?.summary).toBe(`The account of the worker's service on ${worker} ${what}`);
    expect(cause?.consequences.map(({ id }) => id)).toEqual(['worker.service', 'worker.offline']);
  });

  test("of the service's own, nobody is told of passwords that it has", () => {
    for (const error of [1909, 1330, 1326]) {
      const [cause] = at([event({ error })]).findings;
      expect(cause?.summary).not.toContain('password');
      const [managed] = at([event({ error: 1326 })], 'CORP\\etl$').findings;
      expect(managed?.remedy).toMatch(/^The domain keeps the password of CORP\\etl\$/);
      expect(cause?.remedy).toMatch(/^Windows itself keeps the password of NT Service\\SSISScaleOutWorker160\./);
    }
  });

  test('is not named by an entry from before the last heartbeat, of another service, or of another reason', () => {
    for (const told of [event({ at: before }), event({ service: null }), event({ id: 7034, error: 1067 })]) {
      expect(causesOf(at([told]))).toEqual([`worker.service at worker/${worker}`]);
    }
  });

  test('is unknown where the System log cannot be read', () => {
    const diagnosis = at('Access is denied.');
    expect(resultOf(diagnosis, 'worker.service-account', `worker/${worker}`)).toBe('unknown');
    expect(causesOf(diagnosis)).toEqual([`worker.service at worker/${worker}`]);
  });
});

describe('the log of a silent worker', () => {
  const diagnosed = (trouble: readonly LogTrouble[], apply: (fleet: DiagnosedFleet) => void = () => undefined) => {
    const fleet = examinedFleet();
    silence(fleet, worker);
    changeRow(fleet, worker, { lastOnline: '2026-11-24T02:00:00.000Z' });
    change(fleet, worker, { trouble });
    apply(fleet);
    return diagnosisWith(fleet);
  };

  test('is the cause where nothing else is', () => {
    const { findings } = diagnosed([line({})]);
    expect(findings.map(({ id }) => id)).toEqual(['worker.log']);
    expect(findings[0]?.summary).toContain('says at 2026-11-24 02:10:00 UTC');
    expect(findings[0]?.consequences.map(({ id }) => id)).toEqual(['worker.offline']);
  });

  test('stands beneath a cause that is known', () => {
    const diagnosis = diagnosed([line({})], (fleet) => {
      examine(fleet, worker, { reached: reached('sqletl01.corp.example', 8391, 'silent') });
    });
    expect(causesOf(diagnosis)).toEqual([`worker.endpoint-unreached at worker/${worker}`]);
    expect(diagnosis.findings[0]?.consequences.map(({ id }) => id)).toContain('worker.log');
  });

  test('from before the last heartbeat is told of nowhere', () => {
    const { findings } = diagnosed([
      line({ at: before }),
      line({ kind: 'anonymous', at: undefined, notAfter: before } as unknown as LogTrouble),
    ]);
    expect(JSON.stringify(findings)).not.toContain('no trust');
    expect(findings.map(({ id }) => id)).toEqual(['worker.offline']);
  });

  test('is unknown where no log was found', () => {
    const diagnosis = diagnosed([]);
    expect(resultOf(diagnosis, 'worker.log', `worker/${worker}`)).toBe('unknown');
  });
});

test('the log of a silent master is the cause where nothing else is', () => {
  const fleet = examinedFleet();
  silenceMaster(fleet);
  fleet.catalog = {
    ...fleet.catalog,
    master: { ...fleet.catalog.master, machineName: node, lastOnline: '2026-11-24T02:00:00.000Z' },
  };
  change(fleet, node, { trouble: [line({ role: 'master', kind: 'communication' })] });
  const diagnosis = diagnosisWith(fleet);
  expect(causesOf(diagnosis)).toEqual([`master.log at master/${node}`]);
  expect(diagnosis.findings[0]?.consequences.map(({ id }) => id)).toEqual(['master.silent']);
});

describe('the URL of a master that does not listen', () => {
  const diagnosed = (accounts: readonly string[], isAdministrator = false) => {
    const fleet = examinedFleet();
    silence(fleet, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
    examine(fleet, node, {
      listeners: known([]),
      urls: known([{ url: 'https://+:8391/ClusterManagement/', accounts }]),
      services: known([{ name: 'SSISScaleOutMaster160', rights: known([]), administrator: known(isAdministrator) }]),
    });
    return causesOf(diagnosisWith(fleet));
  };

  test('kept for another account is the cause', () => {
    expect(diagnosed(['S-1-5-21-1-2-3-1601'])).toEqual([`master.url-reservation at master/${node}`]);
  });

  test('kept for every service, or not needed by an administrator, is not', () => {
    expect(diagnosed(['S-1-5-6'])).toEqual([`master.port at master/${node}`]);
    expect(diagnosed(['S-1-5-21-1-2-3-1601'], true)).toEqual([`master.port at master/${node}`]);
  });
});

describe('a dump that was asked for', () => {
  const repeated = (dumpOnError: boolean) => ({
    repeated: known([
      {
        executionId: '7',
        folder: 'F',
        project: 'P',
        package: 'a.dtsx',
        status: 6,
        executedCount: 1,
        worker: rowOf(worker, 2).id,
        ended: null,
        taskId: known(null),
        dumpOnError: known(dumpOnError),
      },
    ]),
  });
  const told = (asked: boolean, isAdministrator: boolean) => {
    const fleet = examinedFleet();
    examine(fleet, worker, {
      services: known([
        {
          name: 'SSISScaleOutWorker160',
          rights: examinationOf('worker', '').services.known
            ? known(['replaceProcessToken', 'adjustMemoryQuotas', 'impersonate'] as const)
            : known([]),
          administrator: known(isAdministrator),
        },
      ]),
    });
    const diagnosis = diagnosisWith(fleet, { ...unseenCatalog, ...repeated(asked) });
    return resultOf(diagnosis, 'worker.dump-on-errors', `worker/${worker}`);
  };

  test('is told where the account may not write it', () => {
    expect([told(true, false), told(true, true), told(false, false)]).toEqual(['warning', 'ok', 'ok']);
  });
});

test('a list of issuers that Schannel cut lately is the cause where nobody is heard of, and one of days ago is not', () => {
  const diagnosed = (at: string) => {
    const fleet = examinedFleet();
    silence(fleet, ...workerNames);
    const cut = event({ at, source: 'Schannel', id: 36885, service: null, error: null });
    examine(fleet, node, { events: known([cut]) });
    return diagnosisWith(fleet).findings.map(({ id }) => id);
  };
  expect(diagnosed(lately)).toEqual(['master.issuer-list']);
  expect(diagnosed('2026-11-20T02:10:00.000Z')).toEqual(workerNames.map(() => 'worker.offline'));
});

test('a long list of issuers is no fault where none is sent', () => {
  const fleet = examinedFleet();
  examine(fleet, node, { root: known({ certificates: 400, subjectBytes: 30_000 }) });
  expect(causesOf(diagnosisWith(fleet))).toEqual([]);
});

test.each([
  ['localhost', undefined, /another machine there/],
  ['SQLETL01', 'ETL', /SQL Server Browser/],
])('whether a worker reaches the server %s is unknown where that cannot be tried', (host, instance, reason) => {
  const fleet = examinedFleet();
  const server = { text: host, host, ...(instance === undefined ? {} : { instance }) };
  fleet.topology = { ...fleet.topology, catalog: { ...fleet.topology.catalog, server } };
  examine(fleet, worker, {
    reached: known([{ host: 'sqletl01.corp.example', port: 8391, result: 'open', addresses: [] }]),
  });
  const { results } = diagnosisWith(fleet);
  const found = results.find(({ id, target }) => id === 'worker.log-database' && target === `worker/${worker}`);
  expect(found).toMatchObject({ result: 'unknown', reason: expect.stringMatching(reason) });
});

test('messages that wait follow from a log login that does not work', () => {
  const fleet = examinedFleet();
  for (const name of workerNames) {
    examine(fleet, name, { folders: folder('worker', 'logCache', { oldest: '2026-11-23T02:00:00.000Z' }) });
  }
  const logLogin = known({ exists: false, disabled: false, user: 'missing', isClusterWorker: false } as const);
  const { findings } = diagnosisWith(fleet, { ...unseenCatalog, logLogin });
  expect(findings.map(({ id }) => id)).toEqual(['catalog.log-login']);
  expect(findings[0]?.consequences.map(({ id }) => id)).toEqual(workerNames.map(() => 'worker.log-cache'));
});
