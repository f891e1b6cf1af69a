import { expect, test } from 'vitest';
import { doctorDocument } from '../../../src/doctor/doctor-document.js';
import { quotedText } from '../../../src/reconciler/diagnosis/powershell.js';
import { type DiagnosedFleet, silence } from '../../support/diagnosed-fleet.js';
import { changeService, machineIn } from '../../support/edit-fleet.js';
import { change, diagnosisWith, examine, examinedFleet, unseenCatalog } from '../../support/examined-fleet.js';
import { seenMachines } from '../../support/machine-build.js';

const known = <T>(value: T) => ({ known: true, value }) as const;
const hostile = "x'; calc; $(calc) \u2019; calc #";

function commandsOf(fleet: DiagnosedFleet): readonly string[] {
  return diagnosisWith(fleet, unseenCatalog).findings.flatMap(({ command }) => command ?? []);
}

function rename(fleet: DiagnosedFleet, machine: string, state: 'running' | 'stopped'): void {
  const [one] = machineIn(fleet, machine).installations;
  if (one === undefined) throw new Error(machine);
  change(fleet, machine, { installations: [{ ...one, service: { ...one.service, name: hostile, state } }] });
}

test('a quotation mark of typography ends a text of PowerShell as the plain one does: each is doubled', () => {
  expect(quotedText("a'b\u2018\u2019\u201a\u201bc")).toBe("'a''b\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201bc'");
  expect(quotedText('a\nb')).toBe("'a\\u{a}b'");
});

test('the name of a service stands quoted in what is to be copied', () => {
  const fleet = examinedFleet();
  rename(fleet, 'ETL02', 'stopped');
  silence(fleet, 'ETL02');
  const name = quotedText(hostile);
  const [finding] = diagnosisWith(fleet, unseenCatalog).findings;
  expect(finding?.remedy).toContain(`Set-Service ${name} -StartupType Automatic; Start-Service ${name}.`);
  expect(finding?.command).toBe('scaleout apply --target worker/ETL02');
});

test('the host of an endpoint, which a config has, stands quoted', () => {
  const fleet = examinedFleet();
  const config = { MasterEndpoint: 'https://x;$(calc);y:8391' };
  changeService(fleet, 'ETL02', { config });
  fleet.topology = { ...fleet.topology, master: { machines: fleet.topology.master?.machines ?? [] } };
  const place = { host: 'x;$(calc);y', port: 8391, result: 'refused', addresses: [] } as const;
  examine(fleet, 'ETL02', { reached: known([place]) });
  silence(fleet, 'ETL02');
  const all = JSON.stringify(diagnosisWith(fleet, unseenCatalog).findings);
  expect(all).toContain("Test-NetConnection 'x;$(calc);y' -Port 8391");
});

test('a path, an URL and an account stand quoted; every URL is kept anew, by words that PowerShell takes', () => {
  const fleet = examinedFleet();
  changeService(fleet, 'SQLETL02', { service: { state: 'stopped', account: hostile } });
  examine(fleet, 'SQLETL02', {
    listeners: known([]),
    urls: known(['+', '*'].map((host) => ({ url: `https://${host}:8391/';calc`, accounts: ['S-1-5-21-1'] }))),
    folders: known([
      {
        ...{ role: 'master', use: 'logs', path: `C:\\${hostile}`, exists: true, files: 10_000, bytes: 1 },
        ...{ isMore: true, oldest: null, newest: null },
      } as const,
    ]),
  });
  const of = (host: string) => `urlacl url='https://${host}:8391/'';calc'`;
  const each = (host: string) =>
    `netsh http delete ${of(host)}; netsh http add ${of(host)} user=${quotedText(hostile)}`;
  const commands = commandsOf(fleet);
  expect(commands).toContain(`${each('+')}; ${each('*')}`);
  expect(commands.find((command) => command.startsWith('Get-ChildItem'))).toContain(quotedText(`C:\\${hostile}`));
});

test('a command of our own has the words that name the topology and the world; without a topology there is none', () => {
  const fleet = examinedFleet();
  const firewall = known([]);
  change(fleet, 'SQLETL01', { firewall });
  const { topology, catalog, machines } = fleet;
  const observation = { catalog, machines: seenMachines(machines) };
  const options = { sandbox: undefined, words: ['prod.yaml', '--sandbox', "'my fleet'"] };
  const commandOf = (isFile: boolean) => doctorDocument(topology, observation, { ...options, isFile }).findings[0];
  expect(commandOf(true)?.command).toBe("scaleout apply prod.yaml --sandbox 'my fleet' --target master/SQLETL01");
  expect(commandOf(false)).toMatchObject({ id: 'master.firewall' });
  expect(commandOf(false)?.command).toBeUndefined();
});

test('a value of a megabyte is cut', () => {
  const fleet = examinedFleet();
  const long = 'x'.repeat(1_000_000);
  changeService(fleet, 'ETL02', { service: { state: 'stopped', account: long } });
  changeService(fleet, 'ETL03', { config: { MasterEndpoint: `https://${long}:8391` } });
  rename(fleet, 'ETL04', 'stopped');
  silence(fleet, 'ETL02', 'ETL03', 'ETL04');
  const { findings, results } = diagnosisWith(fleet, unseenCatalog);
  expect(JSON.stringify([findings, results]).length).toBeLessThan(200_000);
  expect(findings.some(({ target, evidence }) => target === 'worker/ETL03' && evidence[0]?.value.endsWith('x…'))).toBe(
    true,
  );
});
