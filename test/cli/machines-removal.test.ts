import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { master, type ReachedFleet, reachedFleet } from './machines-fleet.js';

let fleet: ReachedFleet;
beforeAll(async () => {
  fleet = await reachedFleet(['workers: [{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL03 }]']);
  await write('topology.yaml', ['ETL01', 'ETL02', 'ETL03'], fleet.access('SQLETL01'));
  const { code, out, err } = await fleet.run('apply', '--yes');
  expect({ code, out, err }).toMatchObject({ code: 0, err: '' });
});
afterAll(() => fleet[Symbol.asyncDispose]());

async function write(name: string, machines: readonly string[], access: string): Promise<void> {
  const workers = machines.map(
    (machine) =>
      `  - { machine: ${machine}, enabled: true, settings: { AgentHeartbeatInterval: "00:00:01" }, ${fleet.access(machine)} }`,
  );
  const policy = 'policy: { prune: true, registrationTimeout: 30s, drain: { timeout: 1m } }';
  await fleet.topology(name, 'scaleOut: { enabled: true }', master, 'workers:', ...workers, access, policy);
}

async function workers(): Promise<readonly unknown[]> {
  const { code, out, err } = await fleet.run('status', '--json', '-f', 'topology.yaml', '--sandbox', 'fleet');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const status = JSON.parse(out) as { readonly workers: readonly { readonly machine: string; standing: string }[] };
  return status.workers.filter(({ standing }) => standing !== 'awaitingRegistration').map(({ machine }) => machine);
}

describe('a worker that the topology does not list any more, under prune', () => {
  test('consent is asked for by name, and nothing is done without it', async () => {
    await write('less.yaml', ['ETL01', 'ETL03'], 'access: { transport: ssh, user: svc }');
    const words = ['apply', '--yes', '-f', 'less.yaml', '--sandbox', 'fleet'];
    const { code, out, err } = await fleet.run(...words);
    expect({ code, err }).toEqual({ code: 5, err: '' });
    expect(out).toContain('- worker/ETL02  not in the topology [destructive]');
    expect(out).toContain('[guard.destructive-consent]');
    expect(out).toContain('Refused: nothing was changed.');
    expect(await workers()).toEqual(['ETL01', 'ETL02', 'ETL03']);
  });

  test('it is emptied, stopped, deleted and distrusted, in this order, and does not come back', async () => {
    await write('less.yaml', ['ETL01', 'ETL03'], 'access: { transport: ssh, user: svc }');
    const words = ['apply', '--yes', '--allow-destructive', '-f', 'less.yaml', '--sandbox', 'fleet'];
    const { code, out, err } = await fleet.run(...words);
    expect({ code, out, err }).toMatchObject({ code: 0, err: '' });
    const done = [...out.matchAll(/^ {2}done {5}worker\/ETL02:(\S+)/gm)].map(([, step]) =>
      step?.replace(/\/\w{8}$/, ''),
    );
    // The start mode and the stop are side by side.
    expect(done.map((step) => (step === 'startMode' ? 'stop' : step))).toEqual([
      'disable',
      'stop',
      'stop',
      'remove',
      'distrustOn/SQLETL01',
    ]);
    expect(out).not.toContain('plan.will-register-again');
    // Two of its heartbeats and more: a running service would have registered again.
    const before = Date.now();
    while (Date.now() - before < 2_500) expect(await workers()).toEqual(['ETL01', 'ETL03']);
    const again = await fleet.run('plan', '--detailed-exitcode', '-f', 'less.yaml', '--sandbox', 'fleet');
    expect(again).toMatchObject({ code: 0 });
    await fleet.edit(({ machines = {} }) => {
      expect(machines.ETL02).toMatchObject({ service: 'stopped', startMode: 'manual' });
    });
  });

  test('one whose machine cannot be looked at: said so, and its certificate alone keeps it out', async () => {
    // What the file says of all machines is the way to one that it does not list: here that leads to the master.
    await write('least.yaml', ['ETL01'], fleet.access('SQLETL01'));
    const { code, out, err } = await fleet.run('apply', '--yes', '--allow-destructive', '-f', 'least.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('[plan.will-register-again]');
    expect(out).toContain('Its machine could not be looked at: Where ETL03 is looked for, SQLETL01 answers.');
    expect(out).not.toContain('..');
    expect(out).not.toMatch(/worker\/ETL03:stop/);
    expect(out).toContain('done     worker/ETL03:distrustOn/SQLETL01');
    const before = Date.now();
    while (Date.now() - before < 2_500) expect(await workers()).toEqual(['ETL01']);
  });

  test('a worker that came back is brought into service like a new one', async () => {
    await write('topology.yaml', ['ETL01', 'ETL02', 'ETL03'], fleet.access('SQLETL01'));
    const planned = await fleet.run('plan');
    expect(planned.out).toContain('worker/ETL02  it is not registered');
    const { code, out } = await fleet.run('apply', '--yes');
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(await workers()).toEqual(['ETL01', 'ETL02', 'ETL03']);
  });
});

test('a worker with state: absent leaves without prune, and the plan says when its entry may be deleted', async () => {
  const lines = (...workers: readonly string[]) =>
    fleet.topology(
      'leaves.yaml',
      'scaleOut: { enabled: true }',
      master,
      'workers:',
      ...workers.map((worker) => `  - { ${worker} }`),
      fleet.access('SQLETL01'),
      'policy: { maxRemovals: 0, drain: { timeout: 1m } }',
    );
  const stays = ['ETL01', 'ETL03'].map((machine) => `machine: ${machine}, enabled: true, ${fleet.access(machine)}`);
  await lines(...stays, `machine: ETL02, state: absent, ${fleet.access('ETL02')}`);
  const words = ['-f', 'leaves.yaml', '--sandbox', 'fleet'];
  const refused = await fleet.run('apply', '--yes', ...words);
  expect(refused).toMatchObject({ code: 5, err: '' });
  expect(refused.out).toContain('- worker/ETL02  it leaves for good (state: absent) [destructive]');
  const applied = await fleet.run('apply', '--yes', '--allow-destructive', ...words);
  expect({ code: applied.code, out: applied.out }).toMatchObject({ code: 0 });
  const before = Date.now();
  while (Date.now() - before < 2_500) expect(await workers()).toEqual(['ETL01', 'ETL03']);
  await fleet.edit(({ machines = {} }) => {
    expect(machines.ETL02).toMatchObject({ service: 'stopped', startMode: 'manual' });
  });
  // At other ports now.
  await lines(
    ...['ETL01', 'ETL03'].map((machine) => `machine: ${machine}, enabled: true, ${fleet.access(machine)}`),
    `machine: ETL02, state: absent, ${fleet.access('ETL02')}`,
  );
  const after = await fleet.run('plan', '--detailed-exitcode', ...words);
  expect({ code: after.code, out: after.out }).toMatchObject({ code: 0 });
  expect(after.out).toContain('[plan.absent-done]');
  const script = await fleet.run('script', 'ETL02', ...words);
  expect(script).toMatchObject({ code: 3, out: '' });
  expect(script.err).toContain('[command.worker-leaves]');
});
