import { describe, expect, test } from 'vitest';
import { answerDrill, listDrills } from '../../src/drills/drill-desk.js';
import { isSandboxError } from '../../src/errors.js';
import type { InspectAnswer } from '../../src/model/machines/answers.js';
import { settingReaderOf } from '../../src/model/machines/settings-file.js';
import { freshHarness } from '../model/harness.js';
import { changeConfig, editWindows, inspect, operate } from '../support/sandbox-machines.js';
import { type DrilledHarness, drilledHarness, refusalOf, workers } from './drilled.js';

const service = 'SSISScaleOutWorker160';

function setting(fleet: DrilledHarness, machine: string, name: string): unknown {
  return settingReaderOf(fleet.row('machines', machine))?.(name);
}

describe('several drills at once', () => {
  const orders = [
    ['worker-endpoint-wrong', 'worker-agent-id-cloned', 'worker-config-broken'],
    ['worker-config-broken', 'worker-agent-id-cloned', 'worker-endpoint-wrong'],
    ['worker-agent-id-cloned', 'worker-config-broken', 'worker-endpoint-wrong'],
    ['worker-endpoint-wrong', 'worker-config-broken', 'worker-agent-id-cloned'],
  ];
  test.each(orders)('of one config are undone in any order: %s, %s, %s', async (...order) => {
    const fleet = await drilledHarness();
    const before = fleet.rows();
    for (const drill of orders[0] ?? []) fleet.make(drill, 'ETL03');
    expect(fleet.offline()).toEqual(['ETL03']);
    for (const drill of order) expect(fleet.undo(drill, 'ETL03')).toMatchObject([{ left: [] }]);
    expect(fleet.rows()).toEqual(before);
    expect(fleet.offline()).toEqual([]);
  });

  test.each([
    ['worker-service-stopped', 'worker-service-disabled', 'worker-account-locked'],
    ['worker-account-locked', 'worker-service-disabled', 'worker-service-stopped'],
    ['worker-service-disabled', 'worker-account-locked', 'worker-service-stopped'],
  ])('hold a service down until the last is undone: %s, %s, %s', async (...order) => {
    const fleet = await drilledHarness();
    const before = fleet.rows();
    for (const drill of ['worker-service-stopped', 'worker-service-disabled', 'worker-account-locked']) {
      fleet.make(drill, 'ETL02');
    }
    for (const drill of order) {
      expect(fleet.row('machines', 'ETL02').service).toBe('stopped');
      fleet.undo(drill);
    }
    expect(fleet.row('machines', 'ETL02').service).toBe('running');
    expect(fleet.rows()).toEqual(before);
  });

  test('all in one fleet are undone at once', async () => {
    const fleet = await drilledHarness();
    const before = fleet.rows();
    const refused: string[] = [];
    for (const { drill } of listDrills()) {
      try {
        fleet.make(drill);
      } catch (error) {
        if (!isSandboxError(error, 'sandbox.drill-refused')) throw error;
        refused.push(drill);
      }
    }
    // What another drill has taken away cannot be broken any more.
    expect(refused.length).toBeLessThan(listDrills().length / 2);
    expect(fleet.offline()).toEqual(workers);
    const undone = fleet.undo();
    expect(undone.flatMap(({ left }) => left)).toEqual([]);
    expect(undone).toHaveLength(listDrills().length - refused.length);
    expect(fleet.rows()).toEqual(before);
    expect(fleet.offline()).toEqual([]);
    expect(fleet.undo()).toEqual([]);
  });
});

test('a service that another drill keeps from starting starts when that one is undone', async () => {
  const fleet = await drilledHarness();
  fleet.make('master-service-stopped');
  fleet.make('binding-missing', 'SQLETL01');
  expect(fleet.undo('master-service-stopped')[0]?.left).toHaveLength(1);
  expect(fleet.row('masters', 'SQLETL01').service).toBe('stopped');
  expect(fleet.undo()).toMatchObject([{ drill: 'binding-missing', left: [] }]);
  expect(fleet.row('masters', 'SQLETL01').service).toBe('running');
});

test('in a world that is otherwise each drill is made, and undone without a trace', async () => {
  const fleet = await drilledHarness(['no-retry', 'netbios-names', 'slow-heartbeat', 'late-agent-id', 'typo-spelling']);
  const before = fleet.rows();
  for (const { drill, machine } of listDrills()) {
    fleet.make(drill, machine);
    expect(fleet.undo(drill)).toMatchObject([{ drill, left: [] }]);
    expect(fleet.rows(), drill).toEqual(before);
  }
});

describe('what was changed since', () => {
  test('by an apply stays, and is told', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-endpoint-wrong', 'ETL01');
    await changeConfig(fleet.ask, 'ETL01', 'worker', { MasterEndpoint: 'https://sqletl02:8391' });
    await operate(fleet.ask, 'ETL01', { operation: 'restartService', service, timeoutSeconds: 60 });
    const [undone] = fleet.undo('worker-endpoint-wrong');
    expect(undone?.left).toEqual([
      'config MasterEndpoint of ETL01 (machines) was changed after the drill, so the undo leaves it as it is now.',
    ]);
    expect(setting(fleet, 'ETL01', 'MasterEndpoint')).toBe('https://sqletl02:8391');
  });

  test('in other fields of the row is kept', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-key-unreadable', 'ETL01');
    editWindows(fleet.world, 'ETL01', () => ({ build: 20348 }));
    await changeConfig(fleet.ask, 'ETL01', 'worker', { MaxTaskCount: 3 });
    expect(fleet.undo()).toMatchObject([{ left: [] }]);
    expect(fleet.row('windows', 'ETL01').build).toBe(20_348);
    expect(setting(fleet, 'ETL01', 'MaxTaskCount')).toBe(3);
    expect(fleet.offline()).toEqual([]);
  });

  test('as the drill is undone anyhow is no word worth', async () => {
    const fleet = await drilledHarness();
    const before = fleet.row('windows', 'SQLETL01').firewall;
    fleet.make('firewall-closed');
    const [rule = ''] = Object.keys(before as object);
    await operate(fleet.ask, 'SQLETL01', { operation: 'openFirewall', name: rule, port: 8391 });
    expect(fleet.undo()).toMatchObject([{ left: [] }]);
    expect(fleet.row('windows', 'SQLETL01').firewall).toEqual(before);
  });

  test('of an execution that was stopped by hand: all of it stays', async () => {
    const fleet = await drilledHarness();
    fleet.make('executions-pinned');
    const [id = ''] = fleet.store.rows('executions').keys();
    fleet.world.edit(({ store }) => store.put('operations', id, { ...store.get('operations', id), status: 4 }));
    expect(fleet.undo()[0]?.left).toHaveLength(1);
    expect(fleet.row('executions', id).packageName).toBe('LoadSales.dtsx');
  });

  test('a service that an apply started stays up, and is not started again', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-service-stopped', 'ETL05');
    await operate(fleet.ask, 'ETL05', { operation: 'startService', service, timeoutSeconds: 60 });
    const { startedAt } = fleet.row('machines', 'ETL05');
    fleet.wait(60);
    expect(fleet.undo()).toMatchObject([{ left: [] }]);
    expect(fleet.row('machines', 'ETL05').startedAt).toBe(startedAt);
  });
});

describe('a fleet lives by its faults', () => {
  test('a service whose account is locked does not start', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-account-locked', 'ETL01');
    const start = () => fleet.ask('ETL01', { operation: 'startService', service, timeoutSeconds: 60 });
    expect(await start()).toMatchObject({ ok: false, message: expect.stringContaining('cannot log on') });
    const events = async () => {
      const answer = await fleet.ask('ETL01', { operation: 'inspect', examine: { connect: [] } });
      const { examination } = (answer as unknown as { value: InspectAnswer }).value;
      return (examination?.events.value ?? []).map((event) => event.id);
    };
    expect(await events()).toEqual([7000, 7038]);
    fleet.undo();
    expect(await start()).toEqual({ ok: true, value: { changed: false } });
    expect(await events()).toEqual([]);
  });

  test('certificates are judged by the clock of who looks', async () => {
    const fleet = await drilledHarness();
    fleet.make('master-certificate-ending', undefined, { days: 1 });
    editWindows(fleet.world, 'ETL02', () => ({ clockOffsetSeconds: 2 * 86_400 }));
    fleet.wait(300);
    expect(fleet.offline()).toEqual(['ETL02']);
    editWindows(fleet.world, 'ETL02', () => ({ clockOffsetSeconds: 0 }));
    expect(fleet.offline()).toEqual([]);
    fleet.undo();
    // A master whose clock runs ten years fast refuses everybody.
    editWindows(fleet.world, 'SQLETL01', () => ({ clockOffsetSeconds: 3650 * 86_400 }));
    fleet.wait(300);
    expect(fleet.offline()).toEqual(workers);
  });

  test('a machine whose clock is fast shows its own time, and is heard of all the same', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-clock-wrong', 'ETL01');
    const { clock } = await inspect(fleet.ask, 'ETL01');
    expect(Date.parse(clock) - fleet.now()).toBe(3_600_000);
    fleet.wait(300);
    expect(fleet.offline()).toEqual([]);
  });

  test('a login that may not see sees nothing, and the drill is undone all the same', async () => {
    const fleet = await drilledHarness();
    fleet.make('login-may-not-see');
    expect(fleet.as('SANDBOX\\scaleout').rows('catalog.worker_agents')).toEqual([]);
    fleet.undo();
    expect(fleet.as('SANDBOX\\scaleout').rows('catalog.worker_agents')).toHaveLength(5);
  });

  test('an execution that is pinned to a deleted worker waits for ever', async () => {
    const fleet = await drilledHarness();
    fleet.make('executions-pinned');
    fleet.wait(86_400);
    expect(fleet.as('scaleout').rows('catalog.executions')).toMatchObject([{ status: 5 }]);
  });

  test('the trouble of a worker is told since the fault began, and nothing that it got over before', async () => {
    const fleet = await drilledHarness();
    const began = fleet.now() - 600_000;
    fleet.make('worker-not-trusted', 'ETL01');
    const log = Object.values(fleet.row('machines', 'ETL01').log ?? {}).map((at) => Date.parse(String(at)));
    expect(log.every((at) => at <= began)).toBe(true);
    fleet.wait(1);
    fleet.undo();
    const after = Object.entries(fleet.row('machines', 'ETL01').log ?? {}).filter(
      ([, at]) => Date.parse(String(at)) > began,
    );
    expect(after.map(([kind]) => kind)).toEqual(['anonymous']);
  });

  test('where a worker that was refused gives up, it comes back with a restart alone', async () => {
    const fleet = await drilledHarness(['no-retry']);
    fleet.make('firewall-closed');
    fleet.wait(120);
    fleet.undo();
    fleet.wait(600);
    expect(fleet.offline()).toEqual(workers);
    await operate(fleet.ask, 'ETL04', { operation: 'restartService', service, timeoutSeconds: 60 });
    expect(fleet.offline()).toEqual(workers.filter((worker) => worker !== 'ETL04'));
  });
});

describe('a drill is refused', () => {
  test('with the name that was meant', async () => {
    const fleet = await drilledHarness();
    const before = fleet.rows();
    expect(refusalOf(() => fleet.make('worker-key-gon'))).toBe(
      'sandbox.drill-unknown: There is no drill "worker-key-gon". Did you mean worker-key-gone?',
    );
    expect(refusalOf(() => fleet.make('anything else at all'))).toBe(
      'sandbox.drill-unknown: There is no drill "anything else at all".',
    );
    expect(refusalOf(() => fleet.make('worker-key-gone', 'ETL0'))).toContain('Did you mean ETL01?');
    expect(refusalOf(() => fleet.make('worker-key-gone', 'SQLETL01'))).toContain(
      'takes a worker, and SQLETL01 is none',
    );
    expect(refusalOf(() => fleet.make('firewall-closed', 'ETL01'))).toContain('takes a node of the master');
    expect(refusalOf(() => fleet.make('mixed-mode-off', 'ETL01'))).toContain('mixed-mode-off takes no machine');
    expect(refusalOf(() => fleet.undo('firewall-closed'))).toContain(
      'firewall-closed is not made. No drill is made here.',
    );
    fleet.make('firewall-closed');
    expect(refusalOf(() => fleet.make('firewall-closed'))).toContain('is made on SQLETL01 already');
    expect(refusalOf(() => fleet.undo('firewall-closed', 'SQLETL02'))).toContain('Made are: firewall-closed SQLETL01.');
    fleet.undo();
    expect(fleet.rows()).toEqual(before);
  });

  test('where nobody can look into the machines, and those of the catalog are made there', () => {
    const harness = freshHarness();
    const make = (drill: string, machine?: string) => answerDrill(harness.world, { action: 'make', drill, machine });
    expect(refusalOf(() => make('worker-key-gone'))).toContain('have no state of their own');
    expect(refusalOf(() => make('worker-key-gone', 'ETL01'))).toContain('have no state of their own');
    expect(refusalOf(() => make('master-certificate-expired'))).toContain('have no state of their own');
    expect(make('login-may-not-see').made?.finding).toBe('catalog.workers-hidden');
    expect(answerDrill(harness.world, { action: 'list' }).listed?.made).toMatchObject([{ drill: 'login-may-not-see' }]);
  });

  test('where what it breaks is broken', async () => {
    const fleet = await drilledHarness();
    fleet.make('worker-not-trusted', 'ETL01');
    const before = fleet.rows();
    expect(refusalOf(() => fleet.make('worker-not-trusted-by-one-node', 'ETL01'))).toContain(
      'is not in Root of SQLETL02',
    );
    expect(fleet.rows()).toEqual(before);
  });
});

describe('the list', () => {
  test('names machines of the fleet that can be drilled, or words for them', async () => {
    const fleet = await drilledHarness();
    const listed = answerDrill(fleet.world, { action: 'list' }).listed?.drills ?? [];
    expect(new Set(listed.map(({ machine }) => machine))).toEqual(new Set(['ETL01', 'SQLETL01', undefined]));
    const words = listDrills();
    expect(new Set(words.map(({ machine }) => machine))).toEqual(new Set(['worker', 'master', undefined]));
    expect(listed.map(({ drill }) => drill)).toEqual(words.map(({ drill }) => drill));
    for (const { drill, machine } of words) {
      expect(fleet.make(drill, machine).made?.finding).toBe(words.find((one) => one.drill === drill)?.finding);
      expect(fleet.undo(drill, machine)).toHaveLength(1);
    }
  });
});
