import { expect, test } from 'vitest';
import type { FleetExecution, FleetWork } from '../../src/domain/fleet-work.js';
import { machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import { describeTwin } from '../../src/rehearsal/twin-description.js';
import { unexplainedByTwin } from '../../src/rehearsal/twin-unseen.js';
import { rowOf } from '../support/build.js';
import { certificateOf, machineOf, seenMachines } from '../support/machine-build.js';
import { masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';

const observedAt = '2026-11-24T02:15:20.000Z';
const topology = sshTopology();
const first = rowOf('ETL01', 1).id;

function workOf(executions: readonly Partial<FleetExecution>[], durations: readonly number[] = []): FleetWork {
  const one = {
    executionId: '7',
    folder: 'Warehouse',
    project: 'Loads',
    package: 'LoadSales.dtsx',
    worker: first,
  } as const;
  const usual = { ...one, status: 'running', started: '2026-11-24T02:05:20.000Z', age: 600 } as const;
  return {
    observedAt,
    executions: { known: true, value: executions.map((parts) => ({ ...usual, ...parts })) },
    durations: {
      known: true,
      value: new Map(durations.length === 0 ? [] : [['Warehouse/Loads/LoadSales.dtsx', durations]]),
    },
  };
}

const idle = workOf([]);
const assumed = { packageSeconds: 900 };

/** All that the topology lists, and nothing wrong with it but what is named. */
function described(
  machines: Readonly<Record<string, MachineObservation | string>> = {},
  work = idle,
  catalog = workingCatalog(),
) {
  const all = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  return describeTwin(topology, { catalog, machines: seenMachines({ ...all, ...machines }) }, work, assumed);
}

const told = (machines: Parameters<typeof described>[0], work = idle) =>
  described(machines, work).diagnostics.map(({ code, severity, detail }) => `${severity} ${code}: ${detail}`);

test('a description is JSON, and nothing has to be said of a world that was seen whole', () => {
  const { description, diagnostics } = described();
  expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  expect(diagnostics).toEqual([]);
  expect(description).toMatchObject({
    login: { name: 'CORP\\dba', kind: 'windows', sysadmin: true },
    master: { nodes: ['SQLETL01'], hosts: ['sqletl01.corp.example'], heard: true },
    workers: [
      { machineName: 'ETL01', heard: true },
      { machineName: 'ETL02', heard: true },
    ],
  });
});

test('marks and notes stand under their names in the database', () => {
  const notes = { suspensions: '{"a":1}', approvals: null, waiting: null, acknowledgements: null };
  const catalog = {
    ...workingCatalog(),
    mark: { known: true, value: 'test' },
    notes: { known: true, value: notes },
  } as const;
  expect(described({}, idle, catalog).description.catalog.properties).toEqual({
    'ssis-scaleout.topology': 'test',
    'ssis-scaleout.suspensions': '{"a":1}',
  });
});

test.each([
  ['before its median', 600, [1200, 900, 1500], { seconds: 1200, basis: 'history', runs: 3 }],
  ['of an even number of runs', 600, [800, 1000], { seconds: 900, basis: 'history', runs: 2 }],
  [
    'longer than its median, and not than every run',
    1300,
    [1200, 900, 1500],
    { seconds: 1500, basis: 'history', runs: 1 },
  ],
  ['longer than every earlier run', 1600, [1200, 900, 1500], { seconds: 1600 + 900, basis: 'assumed', runs: 3 }],
  ['and never ran before', 600, [], { seconds: 600 + 900, basis: 'assumed', runs: 0 }],
] as const)('the end of a package that runs %s', (_, age, runs, expected) => {
  expect(described({}, workOf([{ age }], runs)).description.executions).toMatchObject([expected]);
});

test('one that is pending is of no worker, runs as long as it used to, and may be for certain workers', () => {
  const work = workOf([{ status: 'pending', worker: null }], [300]);
  const { description, diagnostics } = described({}, work);
  expect(description.executions).toMatchObject([{ status: 'pending', worker: null, seconds: 300, basis: 'history' }]);
  expect(diagnostics).toMatchObject([{ code: 'rehearsal.placement-unseen', severity: 'note' }]);
});

test('one that a worker has just pulled is of that worker from then on, and nothing has to be said of it', () => {
  const heldBy = { worker: first, status: 'pulled', leaseLeft: 296 } as const;
  const { description, diagnostics } = described({}, workOf([{ status: 'pending', worker: null, heldBy }], [300]));
  expect(description.executions).toMatchObject([{ status: 'pending', worker: null, holder: heldBy, seconds: 300 }]);
  expect(diagnostics).toEqual([]);
  // After a lost lease it begins anew, on another worker than the catalog names.
  const second = rowOf('ETL02', 2).id;
  const again = described({}, workOf([{ heldBy: { ...heldBy, worker: second } }], [900])).description.executions;
  expect(again).toMatchObject([{ status: 'running', worker: first, holder: { worker: second }, seconds: 900 }]);
  const stray = { ...heldBy, worker: rowOf('ETL77', 77).id };
  const lost = described({}, workOf([{ status: 'pending', worker: null, heldBy: stray }]));
  expect(lost.description.executions).toEqual([]);
  expect(lost.diagnostics.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('Execution 7 names a worker that has no row.'),
  ]);
});

test('what runs unseen, or on a worker without a row, is said to be missing', () => {
  const hidden: FleetWork = { ...idle, executions: { known: false, reason: 'the login sees none.' } };
  expect(told({}, hidden)).toEqual([
    'warning rehearsal.work-unseen: Which packages run is unknown (the login sees none), so none runs in the twin: every drain there is over at once.',
  ]);
  const stray = workOf([{ worker: rowOf('ETL09', 9).id }]);
  expect(described({}, stray).description.executions).toEqual([]);
  expect(told({}, stray)[0]).toContain('rehearsal.not-shown: Execution 7 names a worker that has no row');
});

test('machines and parts that were not seen are named', () => {
  const key = certificateOf('own', { keyReaders: { known: false, reason: 'Access is denied.' } });
  const partly = workerMachine('ETL02', {
    my: [key],
    observation: { firewall: { known: false, reason: 'The service is stopped.' } },
  });
  expect(told({ ETL01: 'no route to host', ETL02: partly })).toEqual([
    'note rehearsal.machine-unseen: ETL01 could not be looked at (no route to host). It cannot be reached in the twin either, and its worker is heard of there as its row says.',
    `note rehearsal.part-unseen: On ETL02 the firewall (The service is stopped), who may use the private key of ${key.thumbprint} (Access is denied) could not be read. The twin does not show it either, and takes it for right where the worker or the master is heard of.`,
  ]);
  const by = { transport: 'manual' } as const;
  const apart = describeTwin(
    { ...topology, workers: topology.workers.map((worker) => ({ ...worker, access: by })) },
    { catalog: workingCatalog(), machines: seenMachines({ SQLETL01: masterMachine('SQLETL01') }) },
    idle,
    assumed,
  );
  expect(apart.diagnostics).toMatchObject([
    { code: 'rehearsal.machine-unseen', detail: expect.stringContaining('ETL01, ETL02 are looked at by nobody') },
  ]);
});

test('of two versions on a machine the twin has the one that is used; a row that cannot be read is told', () => {
  const now = workerMachine('ETL01');
  const older = machineOf('ETL01', 'worker', { service: { name: 'SSISScaleOutWorker150' } }).installations;
  const both = { ...now, installations: [...older.map((one) => ({ ...one, version: '150' })), ...now.installations] };
  const { description, diagnostics } = described({ ETL01: both });
  expect(description.machines[1]?.services.map(({ name }) => name)).toEqual(['SSISScaleOutWorker160']);
  expect(diagnostics).toMatchObject([
    { code: 'rehearsal.not-shown', detail: expect.stringContaining('SSISScaleOutWorker150') },
  ]);
  const bad = {
    id: first,
    machineName: 'ETL09',
    enabled: true,
    column: 'LastOnlineTime',
    value: 'x',
    problem: 'no time',
  };
  const unread = described({}, idle, { ...workingCatalog(), unreadable: [bad] });
  expect(unread.description.unreadable).toEqual([{ id: first, machineName: 'ETL09', enabled: true, lastOnline: 'x' }]);
  expect(unread.diagnostics).toMatchObject([{ code: 'rehearsal.not-shown' }]);
});

test('what the rules do not explain is told, with what is taken for granted', () => {
  const worker = { machine: 'ETL01', role: 'worker', granted: null } as const;
  const details = unexplainedByTwin([
    { ...worker, heard: true, trouble: 'trust' },
    { ...worker, heard: false, trouble: null },
    { machine: 'SQLETL01', role: 'master', heard: true, trouble: null, granted: 'firewall' },
  ]).map(({ code, detail }) => `${code}: ${detail}`);
  expect(details).toEqual([
    "rehearsal.unexplained: The worker on ETL01 is heard of, although by what was seen the master's certificate is not trusted. The twin has it so until its service is started anew or what it meets is changed; then its rules decide.",
    'rehearsal.unexplained: The worker on ETL01 is not heard of, although nothing that was seen stands in its way. The twin has it so until its service is started anew or what it meets is changed; then its rules decide.',
    'rehearsal.unexplained: Workers are heard of through SQLETL01, although no rule of ours in its firewall lets the port of the master in. The twin takes the port for open.',
  ]);
});

test('a machine that goes by two names is one', () => {
  const full = { ...masterMachine('SQLETL01'), machine: machineName('sqletl01.corp.example') };
  const { description } = described({ 'sqletl01.corp.example': full });
  expect(description.machines.map(({ name }) => name)).toEqual(['SQLETL01', 'ETL01', 'ETL02']);
});

test('a host of the master that the topology does not list was not looked at, and this is told', () => {
  const { master: _, ...others } = topology;
  const catalog = workingCatalog();
  const found = describeTwin(others, { catalog, machines: seenMachines({}) }, idle, assumed).diagnostics;
  expect(found.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(/^SQLETL01 hosts the master/));
  const { diagnostics } = describeTwin(topology, { catalog, machines: seenMachines({}) }, idle, assumed);
  expect(diagnostics.map(({ detail }) => detail)).not.toContainEqual(expect.stringContaining('hosts the master'));
});
