import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/domain/catalog.js';
import { openLock } from '../../src/providers/ssisdb/lock/open-lock.js';
import { systemClock } from '../../src/providers/waiting.js';
import { readSuspensions, type Suspension, writeSuspensions } from '../../src/reconciler/view/suspensions.js';
import { openPackageFleet, operator, type PackageFleet, sysadmin } from '../support/package-fleet.js';
import { lacking } from '../support/posix.js';
import { connectionTo } from '../support/provider-connection.js';
import { type Folder, finished, startCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { isEvent, isHistory, isPlan, isStatus } from './schemas.js';

const { signal } = new AbortController();

/** Three workers whose `enabled` the topology manages or not; the clock of the server stands until it is moved. */
describe('drain and undrain', () => {
  let fleet: PackageFleet;
  let folder: Folder;
  const env = () => ({ TEST_PASSWORD: fleet.sandbox.passwordOf('scaleout') });
  const run = (...words: readonly string[]) => runHere(words, { cwd: folder.path, env: env() });
  let catalog: Catalog;
  const enabledOf = async (machine: string) =>
    (await catalog.readWorkers([fleet.idOf(machine)], signal)).values().next().value?.enabled;
  const notes = async () => {
    const read = readSuspensions((await catalog.observe(signal)).notes);
    if (!read.known) throw new Error(read.reason);
    return read.value;
  };
  const leave = (all: readonly Suspension[]) => catalog.setNote('suspensions', writeSuspensions(all), signal);
  const now = async (seconds = 0) =>
    new Date(Date.parse((await catalog.observe(signal)).observedAt) + seconds * 1000).toISOString();
  const topology = (...workers: readonly string[]) =>
    folder.write(
      'topology.yaml',
      [
        'apiVersion: ssis-scaleout/v1',
        'name: warehouse',
        'catalog:',
        `  server: "127.0.0.1,${fleet.sandbox.connection.port}"`,
        '  trustServerCertificate: true',
        '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
        'scaleOut: { enabled: true }',
        'workers:',
        ...workers.map((worker) => `  - { machine: ${worker} }`),
        '',
      ].join('\n'),
    );

  beforeAll(async () => {
    fleet = await openPackageFleet(600);
    catalog = fleet.catalogAs(sysadmin);
    folder = await temporaryFolder();
  });
  afterAll(async () => {
    await fleet[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await leave([]);
    fleet.sandbox.clock.advance(1000);
    for (const machine of ['ETL01', 'ETL02']) await catalog.setWorkerEnabled(fleet.idOf(machine), true, signal);
    await topology('ETL01', 'ETL02');
  });

  test('empty, disable and suspend in one go, and bring back in one go: as it was before, of what the file does not manage', async () => {
    const drained = await run('drain', 'worker/ETL02', '--reason', 'patching', '--for', '4h', '--yes');
    expect(drained).toMatchObject({ code: 0 });
    expect(drained.out).toContain('worker/ETL02 is in maintenance by ');
    expect(drained.out).toContain(
      'It takes no work. scaleout undrain worker/ETL02 ends it, and brings the worker back.',
    );
    expect(drained.out).toContain('1 other change was left out by scaleout drain: scaleOut.');
    expect(await enabledOf('ETL02')).toBe(false);
    expect(await notes()).toMatchObject([
      { target: 'worker/ETL02', reason: 'patching', drained: { enabled: true, emptied: true } },
    ]);

    const status = JSON.parse((await run('status', '--json')).out);
    expect(isStatus(status), JSON.stringify(isStatus.errors)).toBe(true);
    expect(status).toMatchObject({
      maintenances: [{ target: 'worker/ETL02', state: 'drained', reason: 'patching', drained: { enabled: true } }],
    });
    expect(status.workers[1]).toMatchObject({ machine: 'ETL02', enabled: false, health: { state: 'healthy' } });
    const shown = (await run('status')).out;
    expect(shown).toMatch(
      /worker\/ETL02 is in maintenance by \S+ until [\d :-]+ \+00:00 \(.*\): patching\. It takes no\s+work\./,
    );
    expect(shown).toMatch(/ETL02 +maintenance +no/);

    const plan = JSON.parse((await run('plan', '--json')).out);
    expect(isPlan(plan), JSON.stringify(isPlan.errors)).toBe(true);
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ id: 'worker/ETL02', suspended: expect.objectContaining({ reason: 'patching' }) }),
    );
    expect(plan.steps.map(({ target }: { target: string }) => target)).toEqual(['scaleOut']);
    expect((await run('plan')).out).toContain('[in maintenance: after it]');
    expect((await run('plan')).out).toContain('scaleout undrain ends a maintenance, and brings the worker back.');
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
    expect(await enabledOf('ETL02')).toBe(false);

    const back = await run('undrain', 'worker/ETL02', '--yes');
    expect(back).toMatchObject({ code: 0 });
    expect(back.out).toContain('the maintenance of worker/ETL02 is ended.');
    expect(back.out).toContain('worker/ETL02 is in maintenance no longer.');
    expect(await enabledOf('ETL02')).toBe(true);
    expect(await notes()).toEqual([]);

    const history = JSON.parse((await run('history', '--json')).out);
    expect(isHistory(history), JSON.stringify(isHistory.errors)).toBe(true);
    const made = history.applies.map(({ options }: { options: { maintenance?: unknown } }) => options.maintenance);
    expect(made).toEqual([
      { command: 'undrain', target: 'worker/ETL02' },
      undefined,
      { command: 'drain', target: 'worker/ETL02', reason: 'patching', forSeconds: 14_400 },
    ]);
    expect((await run('history', '1')).out).toMatch(
      /Command +scaleout drain worker\/ETL02 .*--yes\n +Reason +patching\n/,
    );
  });

  test('with --json print the events of an apply, and what became of the maintenance', async () => {
    const eventsOf = (out: string) =>
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const words = ['--yes', '--json', '--no-history'] as const;
    const drained = eventsOf((await run('drain', 'worker/ETL02', '--reason', 'disk', ...words)).out);
    const back = eventsOf((await run('undrain', 'worker/ETL02', ...words)).out);
    for (const event of [...drained, ...back]) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    const states = (all: readonly { type: string; state?: string }[]) =>
      all.flatMap(({ type, state }) => (type === 'maintenance' ? [state] : []));
    expect(states(drained)).toEqual(['begun', 'drained']);
    expect(states(back)).toEqual(['ending', 'ended']);
    for (const all of [drained, back]) expect(all.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done' });
  });

  /** As a drain has left it that was done. */
  const inMaintenance = async (parts: Partial<Suspension> = {}) => {
    await catalog.setWorkerEnabled(fleet.idOf('ETL02'), false, signal);
    await leave([{ ...(await patching()), drained: { enabled: true, emptied: true }, ...parts }]);
  };

  test('a second drain gives it another reason and time, and remembers how the worker was at first', async () => {
    await inMaintenance({ until: await now(3600) });
    const [first] = await notes();
    fleet.sandbox.clock.advance(60);
    const again = await run('drain', 'worker/ETL02', '--reason', 'still patching', '--for', '3h', '--yes');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('in place of what stood there');
    const [second, ...others] = await notes();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ reason: 'still patching', since: first?.since, drained: { enabled: true } });
    expect(Date.parse(String(second?.until))).toBe(Date.parse(String(first?.until)) + 2 * 3_600_000 + 60_000);
  });

  test('its time is over by the server: the next apply brings it back and takes the note out', async () => {
    await inMaintenance({ until: await now(60) });
    fleet.sandbox.clock.advance(61);
    const status = await run('status', '--json');
    expect(JSON.parse(status.out).maintenances).toMatchObject([{ state: 'over' }]);
    fleet.sandbox.clock.advance(130);
    const found = await run('doctor');
    expect(found.out).toContain('The maintenance of ETL02 is over, and it is not back');
    expect(found.out).toContain('scaleout undrain worker/ETL02');
    const applied = await run('apply', '--yes');
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.out).toMatch(/its maintenance by \S+ has ended; the worker is\s+disabled/);
    expect(applied.out).toContain('worker/ETL02 is in maintenance no longer.');
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
  });

  test('a package that does not end in time: the worker is as it was, nothing stays behind, and that is said', async () => {
    await fleet.start({ only: 'ETL02' });
    fleet.sandbox.clock.advance(30);
    const late = await run('drain', 'worker/ETL02', '--reason', 'patching', '--timeout', '2s', '--yes');
    expect(late).toMatchObject({ code: 6 });
    expect(late.out).toContain('[guard.drain-timeout]');
    expect(late.out).toMatch(/worker\/ETL02 is as it was before, and takes work: its\s+maintenance was taken back/);
    // An apply has nothing to go on with.
    expect(late.out).toContain('scaleout drain worker/ETL02 --reason patching');
    expect(late.out).not.toContain('scaleout apply');
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
    expect(JSON.parse((await run('plan', '--json')).out).steps).toEqual([]);
    // The policy may be to lose it: that needs a consent of its own.
    const words = ['drain', 'worker/ETL02', '--reason', 'fire', '--timeout', '1s', '--on-timeout', 'disable', '--yes'];
    expect(await run(...words)).toMatchObject({ code: 5 });
    expect(await notes()).toEqual([]);
    const lossy = await run(...words, '--allow-destructive');
    expect(lossy).toMatchObject({ code: 0 });
    expect(await enabledOf('ETL02')).toBe(false);
    // It is not to be rebooted yet.
    expect(lossy.out).toContain('[plan.maintenance-at-work]');
    expect(lossy.out).toContain('worker/ETL02 was disabled, and 1 execution of it may still run');
    fleet.sandbox.clock.advance(700);
  });

  test('its time counts from when it is emptied; one that a moment has ended by then ends with 6', async () => {
    await fleet.start({ only: 'ETL02' });
    fleet.sandbox.clock.advance(30);
    // The waits of a drain go by the clock of this machine, the end of a note by the server's.
    const passing = async (seconds: number, ...words: readonly string[]) => {
      const running = run('drain', 'worker/ETL02', '--reason', 'x', '--timeout', '1h', ...words, '--yes');
      await expect.poll(async () => (await notes()).length, { timeout: 20_000 }).toBe(1);
      const [waiting] = await notes();
      fleet.sandbox.clock.advance(seconds);
      return { waiting, ended: await running };
    };
    const { waiting, ended } = await passing(700, '--for', '1m');
    expect(ended.code, ended.out).toBe(0);
    expect(ended.out).toMatch(/is in maintenance by \S+\s+for 1 min once it is emptied: x/);
    expect(ended.out).toMatch(/worker\/ETL02 is taken out of service for maintenance, for 1 min once it is\s+emptied/);
    expect(waiting).toMatchObject({ drained: { lengthSeconds: 60 } });
    expect(waiting).not.toHaveProperty('until');
    const [held] = await notes();
    expect(Date.parse(String(held?.until))).toBeGreaterThan(Date.parse(await now()));
    expect(held?.drained).toEqual({ enabled: true, timeoutSeconds: 3600, emptied: true });

    await leave([]);
    await catalog.setWorkerEnabled(fleet.idOf('ETL02'), true, signal);
    await fleet.start({ only: 'ETL02' });
    fleet.sandbox.clock.advance(30);
    const late = await passing(700, '--until', await now(60));
    expect(late.ended.code).toBe(6);
    expect(late.ended.out).toMatch(/It ends in \d+ \w+, and the packages of the worker are waited for\s+up to 1 h/);
    expect(late.ended.out).toContain('[plan.maintenance-short]');
    expect(late.ended.out).not.toContain('It takes no work');
    expect(late.ended.out).not.toContain('scaleout apply');
    expect(JSON.parse((await run('status', '--json')).out).maintenances).toMatchObject([{ state: 'over' }]);
  });

  /** A drain that waits for a package, and is sent a signal. */
  const endedBy = async (signal: NodeJS.Signals) => {
    const words = ['drain', 'worker/ETL02', '--reason', 'patching', '--timeout', '50m', '--yes', '--no-history'];
    const child = startCli(words, { cwd: folder.path, env: env() });
    const ended = finished(child);
    await new Promise<void>((resolve) => {
      let out = '';
      child.stdout.on('data', (text) => {
        out += text;
        if (out.includes('waiting')) resolve();
      });
      child.on('close', () => resolve());
    });
    child.kill(signal);
    return ended;
  };

  test.skipIf(lacking.signals)(
    'given up by Ctrl-C while it waits: the worker is as it was, and so are the notes',
    async () => {
      await fleet.start({ only: 'ETL02' });
      fleet.sandbox.clock.advance(30);
      const { code, out } = await endedBy('SIGINT');
      expect(code).toBe(130);
      expect(out).toContain('its maintenance was taken back');
      expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
      fleet.sandbox.clock.advance(700);
    },
  );

  test.skipIf(lacking.signals)(
    'killed while it waits: the note stays, and the next apply goes on as it was asked for',
    async () => {
      await fleet.start({ only: 'ETL02' });
      fleet.sandbox.clock.advance(30);
      await endedBy('SIGKILL');
      expect([await enabledOf('ETL02'), (await notes()).length]).toEqual([true, 1]);
      expect((await run('doctor')).out).toContain('ETL02 is in maintenance and has not been emptied yet');
      const plan = JSON.parse((await run('plan', '--json')).out);
      expect(plan.steps).toMatchObject([{ id: 'worker/ETL02:drain', arguments: { timeoutSeconds: 3000 } }]);
      fleet.sandbox.clock.advance(700);
      // The lock of a process that died is free as soon as the server has noticed.
      expect(await run('apply', '--yes', '--lock-timeout', '20s')).toMatchObject({ code: 0 });
      expect(await notes()).toMatchObject([{ drained: { emptied: true } }]);
    },
  );

  test.each([
    ['between the note and the drain', true],
    ['right after the worker was disabled', false],
  ] as const)('killed %s: the next apply goes on', async (_, enabled) => {
    await leave([{ ...(await patching()), drained: { enabled: true } }]);
    await catalog.setWorkerEnabled(fleet.idOf('ETL02'), enabled, signal);
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
    expect([await enabledOf('ETL02'), await notes()]).toMatchObject([false, [{ drained: { emptied: true } }]]);
    expect(JSON.parse((await run('plan', '--json')).out).steps).toEqual([]);
  });

  test('killed in an undrain, after its note: the next apply brings the worker back', async () => {
    await leave([{ ...(await patching()), until: await now(-1), drained: { enabled: true, emptied: true } }]);
    await catalog.setWorkerEnabled(fleet.idOf('ETL02'), false, signal);
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
  });

  const patching = async () => ({
    topology: 'warehouse',
    target: 'worker/ETL02',
    reason: 'patching',
    who: 'anna@build7',
    since: await now(-60),
  });

  test('the last worker needs a consent of its own', async () => {
    await catalog.setWorkerEnabled(fleet.idOf('ETL01'), false, signal);
    const refused = await run('drain', 'worker/ETL02', '--reason', 'patching', '--yes');
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.out).toContain('[guard.destructive-consent]');
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
  });

  test('stays disabled, which is said, where the topology wants it so', async () => {
    await inMaintenance();
    await topology('ETL01', 'ETL02, enabled: false');
    const back = await run('undrain', 'worker/ETL02', '--yes');
    expect(back).toMatchObject({ code: 0 });
    expect(back.out).toContain('[plan.stays-disabled]');
    expect(back.out).toContain('worker/ETL02 takes no work: enabled: false in');
    expect(await notes()).toEqual([]);
  });

  test('are refused with a clear word', async () => {
    const refused = async (code: number, text: string, ...words: readonly string[]) => {
      const ended = await run(...words, '--yes');
      expect({ ...ended, text: `${ended.out}${ended.err}`.includes(text) }).toMatchObject({ code, text: true });
    };
    await refused(3, '[command.target-unknown]', 'drain', 'worker/ETL77', '--reason', 'x');
    await refused(3, 'Name a worker as worker/<MACHINE>.', 'drain', 'ETL77', '--reason', 'x');
    await refused(3, 'Did you mean worker/ETL02?', 'drain', 'ETL02', '--reason', 'x');
    await refused(3, '[watch.not-in-maintenance]', 'undrain', 'worker/ETL02');
    await refused(3, 'is over already', 'drain', 'worker/ETL02', '--reason', 'x', '--until', '2020-01-01T00:00Z');
    await refused(
      3,
      'name one',
      'drain',
      'worker/ETL02',
      '--reason',
      'x',
      '--until',
      '2090-01-01T00:00Z',
      '--for',
      '1h',
    );
    await topology('ETL01', 'ETL02', 'ETL55');
    await refused(5, '[guard.drain-no-row]', 'drain', 'worker/ETL55', '--reason', 'x');
    const asked = await run('drain', 'worker/ETL02', '--reason', 'x');
    expect(asked).toMatchObject({ code: 5, err: expect.stringContaining('[guard.no-terminal]') });
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
  });

  test('a login that may not see the notes drains nothing', async () => {
    const text = readFileSync(await topology('ETL01', 'ETL02'), 'utf8');
    await folder.write('other.yaml', text.replace('user: scaleout', 'user: operator'));
    const drain = () =>
      runHere(['drain', 'worker/ETL02', 'other.yaml', '--reason', 'x', '--yes'], {
        cwd: folder.path,
        env: { TEST_PASSWORD: fleet.sandbox.passwordOf('operator') },
      });
    expect(await drain()).toMatchObject({ code: 4, err: expect.stringContaining('[watch.notes-unseen]') });
    expect([await enabledOf('ETL02'), await notes()]).toEqual([true, []]);
  });

  test('two at one time: the lock lets one of them', async () => {
    await using lock = openLock(connectionTo(fleet.sandbox, operator), {
      ...{ clock: systemClock, random: Math.random, who: 'anna@build7', now: () => new Date() },
    });
    await using _held = await lock.acquire({ purpose: 'apply warehouse', timeout: 0, onWait: () => undefined }, signal);
    for (const words of [
      ['drain', 'worker/ETL02', '--reason', 'x'],
      ['undrain', 'worker/ETL02'],
    ]) {
      const ended = await run(...words, '--yes');
      expect(ended).toMatchObject({ code: 5, err: expect.stringContaining('[guard.lock-held]') });
    }
    expect(await notes()).toEqual([]);
  });

  test('beside a suspension: each is ended by its own command, and undrain tells of the other', async () => {
    await run('suspend', 'worker/ETL02', '--reason', 'disk');
    const drained = await run('drain', 'worker/ETL02', '--reason', 'patching', '--yes');
    expect(drained).toMatchObject({ code: 0 });
    expect(drained.out).toContain('[plan.suspended-taken-in]');
    expect(await run('resume', 'worker/ETL02')).toMatchObject({ code: 0 });
    const again = await run('resume', 'worker/ETL02');
    expect(again).toMatchObject({ code: 3, err: expect.stringContaining('scaleout undrain worker/ETL02') });
    expect(await notes()).toMatchObject([{ reason: 'patching' }]);
    // Who suspends something else leaves an ended maintenance whose worker is not back.
    await leave([{ ...(await patching()), until: await now(-1), drained: { enabled: true, emptied: true } }]);
    await run('suspend', 'worker/ETL01', '--reason', 'disk');
    expect(await notes()).toHaveLength(2);
  });

  test('of a worker that the topology does not list any more the note is ended by resume, and the worker stays', async () => {
    await inMaintenance();
    await topology('ETL01');
    const back = await run('undrain', 'worker/ETL02', '--yes');
    expect(back).toMatchObject({ code: 3, err: expect.stringContaining('scaleout resume worker/ETL02') });
    expect(JSON.parse((await run('status', '--json')).out).maintenances).toMatchObject([{ state: 'unseen' }]);
    expect((await run('doctor')).out).toContain('worker.maintenance');
    expect(await run('resume', 'worker/ETL02')).toMatchObject({ code: 0 });
    expect([await enabledOf('ETL02'), await notes()]).toEqual([false, []]);
  });
});
