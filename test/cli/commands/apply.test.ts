import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lacking } from '../../support/posix.js';
import { type Folder, runCli, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { isEvent, isPlan, isStatus } from '../schemas.js';
import { topologyText, twoWorkers } from '../topologies.js';

describe('a new sandbox, from nothing to the topology', () => {
  test('plan, apply, status, plan', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    const run = (...words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });

    const planned = await run('plan', '--create', '--json', '--detailed-exitcode');
    expect(planned).toMatchObject({ code: 2, err: 'Made a new sandbox of 3 machines in fleet.\n' });
    const document = JSON.parse(planned.out);
    expect(isPlan(document), JSON.stringify(isPlan.errors)).toBe(true);
    expect(document.catalog).toEqual({ server: 'SQLETL01', database: 'SSISDB', sandbox: 'fleet' });
    expect(document.summary).toMatchObject({ change: 4, remove: 0, unknown: 0, steps: 6 });

    const applied = await run('apply', '--yes', '--json');
    expect(applied).toMatchObject({ code: 0, err: '' });
    const events = applied.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify([event, isEvent.errors])).toBe(true);
    expect(events[0]).toMatchObject({ type: 'version' });
    expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done', done: 6, errored: 0 });

    const status = await run('status', '--json');
    expect(status.code).toBe(0);
    expect(isStatus(JSON.parse(status.out)), JSON.stringify(isStatus.errors)).toBe(true);
    expect(JSON.parse(status.out)).toMatchObject({
      catalog: { server: 'SQLETL01', database: 'SSISDB', sandbox: 'fleet' },
      scaleOut: { state: 'enabled', defaultExecutionMode: 'scaleOut' },
      master: { port: 8391, online: true },
      workers: [
        { machine: 'ETL01', enabled: true, online: true, displayName: 'Loader 1', runningExecutions: 0 },
        { machine: 'ETL02', enabled: true, online: true, displayName: null },
      ],
    });

    const again = await run('plan', '--detailed-exitcode');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('Nothing to do');
    const nothing = await run('apply');
    expect(nothing.code).toBe(0);
  });

  test('the same in words', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    const run = (...words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });
    const planned = await run('plan', '--create');
    expect(planned.out).toMatch(/^test \(topology\.yaml\) against SSISDB on SQLETL01 \(sandbox fleet\), /);
    expect(planned.out).toContain('~ worker/ETL01');
    expect(planned.out).toContain('4 to change, 0 to remove; 6 steps');
    const applied = await run('apply', '--yes');
    expect(applied.out).toMatch(/done {5}worker\/ETL02:enable/);
    expect(applied.out).toMatch(/Applied: 6 steps done/);
    const status = await run('status');
    expect(status.out).toMatch(/^test: SSISDB on SQLETL01 \(sandbox fleet\), /);
    expect(status.out).toMatch(/ETL01 +healthy +yes +yes/);
    expect([planned, applied, status].map(({ out }) => out).join('')).not.toContain('\u001b');
  });

  test('a worker that is not registered: everything else is done, and the end is 6', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
    const more = topologyText(
      'workers:',
      '  - { machine: ETL01, tags: night }',
      '  - { machine: ETL09, enabled: true }',
    );
    await folder.write('topology.yaml', more);
    const applied = await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(applied.code).toBe(6);
    expect(applied.out).toContain('? worker/ETL09');
    expect(applied.out).toContain('done     worker/ETL01:tags');
    expect(applied.out).toContain('1 left unknown');

    const nothingLeft = await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(nothingLeft.code).toBe(6);
    expect(nothingLeft.out).toContain(
      'Nothing applied: there was no step to carry out, but 1 part could not be compared',
    );
    expect(nothingLeft.out).not.toContain('Applied in part');
  });

  test('--out writes the plan document, readable by its owner only', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    await runHere(['plan', '--sandbox', 'fleet', '--create', '--out', 'plan.json'], { cwd: folder.path });
    const { statSync } = await import('node:fs');
    expect(isPlan(JSON.parse(readFileSync(folder.file('plan.json'), 'utf8')))).toBe(true);
    if (lacking.modes === undefined) expect(statSync(folder.file('plan.json')).mode & 0o777).toBe(0o600);
  });
});

describe('guards', () => {
  async function installed() {
    const folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
    return folder;
  }

  test('--yes does not allow disabling the last worker; --allow-destructive does', async () => {
    await using folder = await installed();
    const none = ['workers:', '  - { machine: ETL01, enabled: false }', '  - { machine: ETL02, enabled: false }'];
    await folder.write('topology.yaml', topologyText(...none));
    const refused = await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(refused.code).toBe(5);
    expect(refused.out).toContain('guard.destructive-consent');
    const allowed = await runHere(['apply', '--yes', '--allow-destructive', '--sandbox', 'fleet'], {
      cwd: folder.path,
    });
    expect(allowed.code).toBe(0);
  });

  test('no terminal and no --yes: 5, and nothing is done', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    const refused = await runCli(['apply', '--sandbox', 'fleet'], { cwd: folder.path, input: 'yes\n' });
    expect(refused.code).toBe(5);
    expect(refused.err).toContain('[guard.no-terminal]');
    const plan = await runCli(['plan', '--sandbox', 'fleet', '--detailed-exitcode'], { cwd: folder.path });
    expect(plan.code).toBe(2);
  });

  test('pruning past the limit is refused by plan and by apply', async () => {
    await using folder = await installed();
    const one = ['workers:', '  - { machine: ETL03 }', 'policy: { prune: true, maxRemovals: 1 }'];
    await folder.write('topology.yaml', topologyText(...one));
    for (const words of [['plan'], ['apply', '--yes', '--allow-destructive']]) {
      const refused = await runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
      expect(refused.code).toBe(5);
      expect(refused.out).toContain('guard.prune-limit');
    }
  });

  test('scaleOut.enabled: false on an enabled catalog is refused with the reason', async () => {
    await using folder = await installed();
    await folder.write('topology.yaml', topologyText('scaleOut: { enabled: false }', 'workers: []'));
    const refused = await runHere(['apply', '--yes', '--json', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(refused.code).toBe(5);
    const last = JSON.parse(refused.out.trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'apply_summary', result: 'refused' });
    expect(refused.out).toContain('guard.scale-out-cannot-be-disabled');
  });
});

function running(folder: Folder) {
  return (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
}

test('a chosen part that holds is no all-clear: what was left out is said, in words and as a note', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run('apply', '--yes', '--target', 'worker/ETL01');

  const chosen = await run('plan', '--target', 'worker/ETL01', '--detailed-exitcode');
  expect(chosen.code).toBe(0);
  expect(chosen.out).toContain(
    'Nothing to do for worker/ETL01.\n2 other changes were left out by --target: catalog/defaultExecutionMode, worker/ETL02.',
  );
  expect(chosen.out).not.toContain('as the topology says');
  const applied = await run('apply', '--exclude', 'worker/ETL02', '--exclude', 'catalog/defaultExecutionMode');
  expect(applied.code).toBe(0);
  expect(applied.out).toContain('Nothing to do for the chosen part.\n2 other changes were left out by --exclude:');

  const document = JSON.parse((await run('plan', '--json', '--target', 'worker/ETL01')).out);
  expect(isPlan(document), JSON.stringify(isPlan.errors)).toBe(true);
  expect(document.diagnostics).toMatchObject([{ severity: 'note', code: 'plan.target-left-out' }]);
});

test('one of two workers that are to be disabled: not the last one, so no consent is needed', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = running(folder);
  await run('apply', '--yes');
  const off = ['workers:', '  - { machine: ETL01, enabled: false }', '  - { machine: ETL02, enabled: false }'];
  await folder.write('topology.yaml', topologyText(...off));
  const one = await run('apply', '--yes', '--exclude', 'worker/ETL02');
  expect(one.code).toBe(0);
  expect(one.out).not.toContain('[destructive]');
  const last = await run('apply', '--yes', '--target', 'worker/ETL02');
  expect(last.code).toBe(5);
  expect(last.out).toContain('no other would be left');
});
