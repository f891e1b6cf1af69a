import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { master, reachedFleet, untilPrinted } from './machines-fleet.js';
import { isEvent, isPlan, isStatus } from './schemas.js';

const two = ['workers: [{ machine: ETL01 }, { machine: ETL02 }]'];
const policy = 'policy: { registrationTimeout: 1m }';

/** A fleet of bare machines and the topology that brings them into service. */
async function bareFleet(worker: readonly string[] = [], machines: readonly string[] = two) {
  const fleet = await reachedFleet(machines);
  const write = (name = 'topology.yaml', ...more: readonly string[]) =>
    fleet.topology(
      name,
      'scaleOut: { enabled: true }',
      master,
      'workers:',
      '  - machine: ETL01',
      '    enabled: true',
      '    description: Nightly loads',
      '    settings: { MaxTaskCount: 8 }',
      `    ${fleet.access('ETL01')}`,
      `  - { machine: ETL02, enabled: true, ${fleet.access('ETL02')} }`,
      ...worker,
      fleet.access('SQLETL01'),
      policy,
      ...more,
    );
  await write();
  return { ...fleet, write, [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose]() };
}

describe('bare machines, reached as any others', () => {
  test('plan, apply, status, and a second plan that is empty', async () => {
    await using fleet = await bareFleet();
    const planned = await fleet.run('plan', '--json', '--detailed-exitcode');
    expect(planned).toMatchObject({ code: 2, err: '' });
    const plan = JSON.parse(planned.out);
    expect(isPlan(plan), JSON.stringify(isPlan.errors)).toBe(true);
    expect(plan).toMatchObject({ complete: true, summary: { add: 2, change: 3, unknown: 0, manual: 0 } });

    const applied = await fleet.run('apply', '--yes', '--json');
    const events = applied.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify([event, isEvent.errors])).toBe(true);
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done', errored: 0, skipped: 0 });

    const status = JSON.parse((await fleet.run('status', '--json')).out);
    expect(isStatus(status), JSON.stringify(isStatus.errors)).toBe(true);
    expect(status.workers).toMatchObject([
      { machine: 'ETL01', enabled: true, online: true, description: 'Nightly loads' },
      { machine: 'ETL02', enabled: true, online: true, description: null },
    ]);
    expect(status.machines).toMatchObject([
      { machine: 'SQLETL01', state: 'seen', services: [{ state: 'running', startMode: 'automatic' }] },
      { machine: 'ETL01', state: 'seen', services: [{ state: 'running' }] },
      { machine: 'ETL02', state: 'seen', services: [{ state: 'running' }] },
    ]);

    const again = await fleet.run('plan', '--detailed-exitcode');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('Nothing to do: all is as the topology says.');
  });

  test('--target brings one worker into service with what it needs, and leaves the other bare', async () => {
    await using fleet = await bareFleet();
    const applied = await fleet.run('apply', '--yes', '--target', 'worker/ETL01');
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(applied.out).not.toMatch(/^ {2}done {5}worker\/ETL02/m);
    const status = JSON.parse((await fleet.run('status', '--json')).out);
    expect(status.workers).toMatchObject([
      { machine: 'ETL01', enabled: true, online: true },
      { machine: 'ETL02', standing: 'awaitingRegistration' },
    ]);
    const rest = await fleet.run('plan');
    expect(rest.out).toContain('+ worker/ETL02  it is not registered;');
    expect(rest.out).not.toContain('worker/ETL01  ');
  });

  // A sandbox that is changed on the disk has to be stopped by a signal before.
  test.skipIf(lacking.signals)(
    'a service that somebody stopped and a config that somebody changed are found, named and mended',
    async () => {
      await using fleet = await bareFleet();
      expect((await fleet.run('apply', '--yes')).code).toBe(0);
      await fleet.edit(({ machines = {} }) => {
        const { ETL01, ETL02 } = machines;
        if (ETL01 === undefined || ETL02 === undefined) throw new Error('no machines');
        ETL01.service = 'stopped';
        ETL01.startMode = 'disabled';
        ETL01.stoppedAt = new Date().toISOString();
        ETL02.config = String(ETL02.config).replace('sqletl01.corp.example', 'elsewhere.corp.example');
      });
      await fleet.write();
      const planned = await fleet.run('plan');
      expect(planned.out).toContain('~ worker/ETL01  its service is disabled; its service does not run');
      expect(planned.out).toContain(
        'WorkerSettings.MasterEndpoint: "https://elsewhere.corp.example:8391" -> "https://sq',
      );
      expect((await fleet.run('apply', '--yes')).code).toBe(0);
      expect((await fleet.run('plan', '--detailed-exitcode')).code).toBe(0);
    },
  );
});

describe.skipIf(lacking.signals)('what Windows refuses', () => {
  test('configs that cannot be replaced, a firewall that cannot be seen: each has its code, and all else is done', async () => {
    await using fleet = await bareFleet();
    await fleet.edit(({ machines = {}, windows = {} }) => {
      Object.assign(machines.ETL01 ?? {}, { configInUse: 'shared' });
      Object.assign(machines.ETL02 ?? {}, { configReadOnly: true });
      Object.assign(windows.SQLETL01 ?? {}, { firewallError: 'There are no more endpoints available.' });
    });
    await fleet.write();
    const planned = await fleet.run('plan');
    expect(planned.out).toContain('The firewall of SQLETL01 could not be looked at: There are no more endpoints');
    expect(planned.out).toContain('[plan.part-unseen]');
    const applied = await fleet.run('apply', '--yes');
    expect(applied.code).toBe(6);
    expect(applied.out).toContain('[machine.config-in-use]');
    expect(applied.out).toContain('WorkerSettings.config has the read-only attribute: it was not replaced.');
    expect(applied.out).toContain('[machine.config-read-only]');
    expect(applied.out).toContain('done     worker/ETL01:trustOn/SQLETL01');
    await fleet.edit(({ machines = {} }) => {
      Object.assign(machines.ETL01 ?? {}, { configInUse: 'alone' });
      Object.assign(machines.ETL02 ?? {}, { configReadOnly: false });
    });
    await fleet.write();
    const unseen = await fleet.run('plan', '--detailed-exitcode');
    expect(unseen.code).toBe(2);
    expect(unseen.out).toMatch(/Another program holds .*WorkerSettings\.config open, and it cannot be read/);
  });
});

describe('a worker that its own administrator sets up', () => {
  const three = ['workers: [{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL09 }]'];
  const withFile = [
    '  - machine: ETL09',
    '    enabled: true',
    '    access: { transport: manual }',
    // It beats each minute unless told otherwise.
    '    settings: { AgentHeartbeatInterval: "00:00:02" }',
  ];

  test('script, run, and the certificate file that comes back: apply does the rest', async () => {
    await using fleet = await bareFleet(withFile, three);
    const planned = await fleet.run('plan');
    expect(planned.out).toContain('ETL09: run what "scaleout script ETL09" prints');
    expect(planned.out).toContain('[plan.certificate-not-shown]');
    expect((await fleet.run('script', 'ETL09', '--out', 'etl09.ps1')).code).toBe(0);
    const ran = await fleet.run('sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1', '--out', 'etl09.cer');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('SSISScaleOutWorker160 was restarted.');
    await fleet.topology(
      'named.yaml',
      'scaleOut: { enabled: true }',
      master,
      'workers:',
      ...withFile,
      '    certificate: { file: etl09.cer }',
      fleet.access('SQLETL01'),
      policy,
    );
    const applied = await fleet.run('apply', '--yes', '-f', 'named.yaml');
    expect(applied.out).toContain('done     worker/ETL09:enable');
    expect(applied).toMatchObject({ code: 0, err: '' });
    const again = await fleet.run('plan', '--detailed-exitcode', '-f', 'named.yaml');
    expect(again.code).toBe(0);
  });

  test('apply waits while the script runs there, and goes on as soon as the worker is heard of', async () => {
    const certificate = fileURLToPath(new URL('../../examples/certs/etl09.cer', import.meta.url));
    const given = `certificate: { file: ${JSON.stringify(certificate)} }`;
    const machines = [
      'workers:',
      '  - { machine: ETL01 }',
      '  - { machine: ETL02 }',
      `  - { machine: ETL09, ${given} }`,
    ];
    await using fleet = await bareFleet([...withFile, `    ${given}`], machines);
    const applying = fleet.start('apply', '--yes');
    await untilPrinted(applying, 'waiting for ETL09 to be heard of');
    expect((await fleet.run('script', 'ETL09', '--out', 'etl09.ps1')).code).toBe(0);
    expect((await fleet.run('sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1')).code).toBe(0);
    const { code } = await applying.ended;
    expect(applying.text()).toMatch(/done {5}worker\/ETL09:enable/);
    expect({ code, text: applying.text() }).toMatchObject({ code: 0 });
    const twice = await fleet.run('sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1');
    expect(twice.out).toContain('Everything was as wanted already: nothing was changed.');
    expect((await fleet.run('plan', '--detailed-exitcode')).code).toBe(0);
  });

  test.skipIf(lacking.signals)(
    'nobody runs the script: apply says what was waited for, and goes on with the others',
    async () => {
      await using fleet = await bareFleet(withFile, three);
      const text = (await fleet.run('plan', '--json')).out;
      expect(JSON.parse(text).summary).toMatchObject({ manual: 1 });
      const applying = fleet.start('apply', '--yes');
      await untilPrinted(applying, 'done     worker/ETL02:enable');
      applying.interrupt();
      const { code } = await applying.ended;
      expect(code).toBe(130);
      expect(applying.text()).toContain('The wait was ended. It changes nothing, so nothing is left half done.');
      expect(applying.text()).toContain('skipped  worker/ETL09:enable: needs worker/ETL09:register, which was cut off');
      expect(applying.text()).not.toContain('whether it had an effect is not known');
      const status = await fleet.run('status');
      expect(status.out).toMatch(/^! ETL09: awaiting registration/m);
      expect(status.out).toMatch(/^ETL09 +by hand: not looked at/m);
    },
  );
});

describe('a master that its own administrator looks after', () => {
  test('workers are prepared, and the plan names the script of the master and what to put where', async () => {
    await using fleet = await reachedFleet(two);
    await fleet.topology(
      'topology.yaml',
      'scaleOut: { enabled: true }',
      master,
      `workers: [{ machine: ETL01, enabled: true, ${fleet.access('ETL01')} }]`,
      'access: { transport: manual }',
      'policy: { registrationTimeout: 1s }',
    );
    const planned = await fleet.run('plan');
    expect(planned.out).toContain('SQLETL01: run what "scaleout script SQLETL01" prints');
    expect(planned.out).toMatch(
      /ETL01: put the master's certificate [0-9A-F]{40} into LocalMachine\\Root \(setup left/,
    );
    const applied = await fleet.run('apply', '--yes');
    expect(applied.code).toBe(6);
    expect(applied.out).toContain("nobody listens at the master's endpoint");
    expect((await fleet.run('script', 'SQLETL01', '--out', 'master.ps1')).code).toBe(0);
    const ran = await fleet.run('sandbox', 'run', 'fleet', 'SQLETL01', 'master.ps1');
    expect(ran.out).toContain('Port 8391 is open in the firewall now.');
  });
});
