import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resealed, savedPlan } from '../reconciler/saved-plan/saved-plan.js';
import { type Folder, runCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { plainSteps, stepOf } from '../support/step-of.js';
import { isEvent, isPlan } from './schemas.js';
import { topologyText, twoWorkers } from './topologies.js';

/** A folder with a topology; `run` works on its sandbox, and `runs` says where. */
async function place(text = twoWorkers, runs: typeof runHere | typeof runCli = runHere) {
  const folder = await temporaryFolder();
  await folder.write('topology.yaml', text);
  const run = (...words: readonly string[]) => runs([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  const show = (...words: readonly string[]) => runs(['show', 'plan.json', ...words], { cwd: folder.path });
  return { folder, run, show, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The same, with a plan that was saved. */
async function planned(
  text = twoWorkers,
  words: readonly string[] = [],
  runs: typeof runHere | typeof runCli = runHere,
) {
  const made = await place(text, runs);
  const { code, err } = await made.run('plan', '--create', '--out', 'plan.json', ...words);
  const next = 'Wrote plan.json. Next: scaleout apply plan.json --sandbox fleet\n';
  expect({ code, err: err.replace(/^Made a new sandbox.*\n/, '') }).toEqual({ code: 0, err: next });
  return made;
}

function planIn(folder: Folder) {
  return JSON.parse(readFileSync(folder.file('plan.json'), 'utf8'));
}

describe('a saved plan', () => {
  test('is carried out exactly, once', async () => {
    await using made = await planned(twoWorkers, [], runCli);
    expect(isPlan(planIn(made.folder)), JSON.stringify(isPlan.errors)).toBe(true);
    const applied = await made.run('apply', 'plan.json', '--yes', '--json');
    expect(applied).toMatchObject({ code: 0, err: '' });
    const events = applied.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done', done: 6 });

    const again = await made.run('apply', 'plan.json', '--yes');
    expect(again.code).toBe(5);
    expect(again.err).toContain('[guard.plan-used]');
    expect(again.err).toContain('apply 1 of the history');
    expect((await made.run('plan', '--detailed-exitcode')).code).toBe(0);
  });

  test('is used up by an apply that did it only in part', async () => {
    const text = topologyText('workers:', '  - { machine: ETL01, tags: night }', '  - { machine: ETL09, tags: x }');
    await using made = await planned(text);
    // A fresh fleet has the machine of each name: another topology is what it lacks.
    rmSync(made.folder.file('fleet'), { recursive: true });
    await made.folder.write('topology.yaml', topologyText('workers: [{ machine: ETL01 }]'));
    await made.run('plan', '--create');
    await made.folder.write('topology.yaml', text);
    await made.run('plan', '--out', 'plan.json');
    expect((await made.run('apply', 'plan.json', '--yes')).code).toBe(6);
    const again = await made.run('apply', 'plan.json', '--yes');
    expect(again).toMatchObject({ code: 5, err: expect.stringContaining('[guard.plan-used]') });
  });

  test('is for the part that was chosen, without saying so again', async () => {
    await using made = await planned(twoWorkers, ['--target', 'worker/ETL01']);
    expect(planIn(made.folder).targets).toEqual({ include: ['worker/ETL01'], exclude: [] });
    expect((await made.run('apply', '-f', 'plan.json', '--yes')).code).toBe(0);
    const rest = await made.run('plan', '--json');
    expect(JSON.parse(rest.out).changes.map((change: { id: string }) => change.id)).toEqual([
      'catalog/defaultExecutionMode',
      'worker/ETL02',
    ]);
  });

  test('that holds no step ends with 0, as often as it is asked for', async () => {
    await using made = await place();
    await made.run('apply', '--yes');
    await made.run('plan', '--out', 'plan.json');
    for (const _ of [1, 2]) expect(await made.run('apply', 'plan.json')).toMatchObject({ code: 0, err: '' });
  });

  test('is asked for as any other: no terminal, no consent', async () => {
    const off = topologyText('workers: [{ machine: ETL01, enabled: false }, { machine: ETL02, enabled: false }]');
    await using made = await place();
    await made.run('apply', '--yes');
    await made.folder.write('topology.yaml', off);
    await made.run('plan', '--out', 'plan.json');
    expect(await made.run('apply', 'plan.json', '--allow-destructive')).toMatchObject({
      code: 5,
      err: expect.stringContaining('[guard.no-terminal]'),
    });
    expect(await made.run('apply', 'plan.json', '--yes')).toMatchObject({
      code: 5,
      out: expect.stringContaining('[guard.destructive-consent]'),
    });
    // None of them has used it up.
    expect((await made.run('apply', 'plan.json', '--yes', '--allow-destructive')).code).toBe(0);
  });

  test('that was refused when it was made is refused, and shown', async () => {
    await using made = await place();
    await made.run('apply', '--yes');
    await made.folder.write('topology.yaml', topologyText('scaleOut: { enabled: false }', 'workers: []'));
    expect((await made.run('plan', '--out', 'plan.json')).code).toBe(5);
    const refused = await made.run('apply', 'plan.json', '--yes');
    expect(refused.code).toBe(5);
    expect(refused.out).toContain('guard.scale-out-cannot-be-disabled');
  });

  test('leaves alone what else differs now, and names it', async () => {
    await using made = await planned(
      topologyText('workers: [{ machine: ETL01, tags: a }, { machine: ETL02, tags: "" }]'),
    );
    await made.folder.write('other.yaml', topologyText('workers: [{ machine: ETL02, tags: drifted }]'));
    await made.run('apply', 'other.yaml', '--yes');
    const applied = await made.run('apply', 'plan.json', '--yes');
    expect(applied.code).toBe(0);
    expect(applied.out).toMatch(/plan\.also-drifted\][\s\S]*worker\/ETL02:tags/);
    expect((await made.run('status')).out).toContain('ETL02');
    expect((await made.run('plan')).out).toContain('"drifted" -> (none)');
  });
});

describe('refused, with nothing changed', () => {
  test('the world moved on: each step that no longer fits says why', async () => {
    await using made = await planned();
    const drift = ['scaleOut: { enabled: true }', 'workers: [{ machine: ETL01, enabled: true, description: Mine }]'];
    await made.folder.write('other.yaml', topologyText(...drift));
    const before = await made.run('apply', 'other.yaml', '--yes');
    expect(before.code, before.err).toBe(0);
    const stale = await made.run('apply', 'plan.json', '--yes');
    expect(stale.code).toBe(5);
    for (const part of [
      '[guard.plan-stale]',
      'scaleOut:enable: it was done already: Scale Out is enabled',
      'worker/ETL01:enable: it was done already: the worker is enabled',
      'worker/ETL01:description: value has changed since: (none) -> "Mine"',
    ])
      expect(stale.err).toContain(part);
    expect((await made.run('status')).out).not.toContain('Loader 1');
    expect((await made.show()).code).toBe(0);
  });

  test('the topology was edited, is gone, or is another', async () => {
    await using made = await planned();
    const refused = () => made.run('apply', 'plan.json', '--yes');
    await made.folder.write('topology.yaml', `${twoWorkers}# edited\n`);
    expect(await refused()).toMatchObject({ code: 5, err: expect.stringContaining('[guard.plan-topology-changed]') });
    rmSync(made.folder.file('topology.yaml'));
    expect(await refused()).toMatchObject({ code: 3, err: expect.stringContaining('[topology.file-not-found]') });
    await made.folder.write('moved.yaml', twoWorkers);
    const moved = await made.run('apply', 'plan.json', '-f', 'moved.yaml', '--yes');
    expect(moved).toMatchObject({ code: 0, err: '' });
  });

  test('another place than the plan was made for', async () => {
    await using made = await planned();
    const words = ['apply', 'plan.json', '--yes'];
    const elsewhere = await runCli([...words, '--sandbox', 'other'], { cwd: made.folder.path });
    expect(elsewhere).toMatchObject({ code: 5, err: expect.stringContaining('[guard.plan-other-catalog]') });
    expect(elsewhere.err).not.toContain('Made a new sandbox');
    const real = await runCli(words, { cwd: made.folder.path });
    expect(real).toMatchObject({ code: 5, err: expect.stringContaining('Add --sandbox fleet.') });
    const same = await runCli([...words, '--sandbox', made.folder.file('fleet')], { cwd: made.folder.path });
    expect(same.code).toBe(0);
  });

  test('a plan that was edited, sealed again or not', async () => {
    await using made = await planned();
    const plan = planIn(made.folder);
    const { steps } = plan;
    const forged = { ...plan, steps: [{ ...steps[0], risk: 'destructive' }, ...steps.slice(1)] };
    writeFileSync(made.folder.file('plan.json'), JSON.stringify(forged));
    expect(await made.run('apply', 'plan.json', '--yes')).toMatchObject({
      code: 5,
      err: expect.stringContaining('[guard.plan-tampered]'),
    });
    expect((await made.show()).code).toBe(5);
    writeFileSync(made.folder.file('plan.json'), JSON.stringify(resealed(forged)));
    expect(await made.run('apply', 'plan.json', '--yes')).toMatchObject({
      code: 5,
      err: expect.stringContaining('[guard.plan-stale]'),
    });
    expect((await made.run('plan', '--detailed-exitcode')).code).toBe(2);
  });

  test('command lines that make no sense, in JSON once', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    writeFileSync(folder.file('plan.json'), JSON.stringify(savedPlan()));
    const wrong: readonly (readonly [string, readonly string[]])[] = [
      ['command.usage', ['apply', 'plan.json', '--target', 'worker/ETL01']],
      ['command.usage', ['apply', 'plan.json', '--exclude', 'worker/ETL01']],
      ['command.usage', ['apply', 'plan.json', '-f', 'plan.json']],
      ['command.usage', ['apply', 'topology.yaml', '-f', 'topology.yaml']],
      ['command.plan-unreadable', ['apply', 'none.json']],
      ['command.plan-unreadable', ['show', 'topology.yaml']],
    ];
    for (const [code, words] of wrong) {
      const refused = await runCli([...words, '--json'], { cwd: folder.path });
      expect(refused).toMatchObject({ code: 3, err: expect.stringContaining(`[${code}]`) });
      const lines = refused.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const types = words[0] === 'apply' ? ['version', 'diagnostic', 'apply_summary'] : [undefined];
      expect(lines.map((line) => line.type)).toEqual(types);
    }
  });
});

describe('show', () => {
  test('what it is, what it would change and every step, without connecting', async () => {
    await using made = await planned();
    rmSync(made.folder.file('fleet'), { recursive: true });
    const shown = await made.show();
    expect(shown).toMatchObject({ code: 0, err: '' });
    for (const part of [
      'ago, by scaleout',
      'sandbox fleet',
      'unchanged since',
      'not yet, as far as the history here knows',
      '~ worker/ETL01',
    ])
      expect(shown.out).toContain(part);
    expect(shown.out).toMatch(/ 1\. scaleOut:enable: turn Scale Out on\n/);
    expect(shown.out).toMatch(/\d\. worker\/ETL01:enable: enable the worker \[after 1\]\n/);
    await made.folder.write('topology.yaml', `${twoWorkers}#\n`);
    expect((await made.show()).out).toContain('changed since');
  });

  test('as JSON it is the document', async () => {
    await using made = await planned();
    const shown = await made.show('--json');
    expect(JSON.parse(shown.out)).toEqual(planIn(made.folder));
  });

  test('what somebody wrote into a plan cannot move the cursor', async () => {
    await using made = await planned();
    const evil = '\u001b[2J\u202e';
    const plan = planIn(made.folder);
    const forged = resealed({
      ...plan,
      createdAt: evil,
      observedAt: evil,
      tool: { ...plan.tool, version: evil },
      topology: { ...plan.topology, name: evil, file: evil },
      targets: { include: [evil], exclude: [] },
      changes: [
        { id: evil, action: 'update', reason: evil, risk: 'safe', fields: [{ path: evil, before: evil, after: null }] },
      ],
      steps: [
        { ...plainSteps.setMasterAddress, id: evil, target: evil, arguments: { address: evil } },
        stepOf('startService', `${evil}:start`, { arguments: { machine: evil, service: evil } }),
        stepOf('byHand', `${evil}:byHand`, { arguments: { machine: evil, command: evil } }),
      ],
      diagnostics: [{ severity: 'error', code: evil, summary: evil, detail: evil, remedy: evil }],
    });
    writeFileSync(made.folder.file('plan.json'), JSON.stringify(forged));
    const shown = await made.show();
    expect(shown.code).toBe(0);
    for (const character of evil.replace('[2J', '')) expect(shown.out).not.toContain(character);
    for (const step of [{ operation: evil }, { ...plainSteps.byHand, [evil]: evil }]) {
      writeFileSync(made.folder.file('plan.json'), JSON.stringify({ ...plan, steps: [step] }));
      const refused = await made.show();
      expect(refused.code).toBe(3);
      for (const character of evil.replace('[2J', '')) expect(refused.err).not.toContain(character);
    }
  });
});

test('no secret is in a plan, a history or what is printed', async () => {
  await using sandbox = await servedSandbox();
  const { folder, served } = sandbox;
  const secret = sandbox.passwordOf('scaleout');
  await folder.write(
    'topology.yaml',
    [
      'apiVersion: ssis-scaleout/v1',
      'name: served',
      'catalog:',
      `  server: "${served.host},${served.port}"`,
      '  trustServerCertificate: true',
      '  authentication: { type: sql, user: scaleout, password: { file: password.txt } }',
      'workers: [{ machine: ETL01, tags: night }]',
      '',
    ].join('\n'),
  );
  await folder.write('password.txt', secret);
  const options = { cwd: folder.path };
  const outputs = [
    await runCli(['plan', '--out', 'plan.json', '--log-level', 'debug'], options),
    await runCli(['apply', 'plan.json', '--yes', '--log-level', 'debug'], options),
    await runCli(['show', 'plan.json'], options),
    await runCli(['history', '1'], options),
    await runCli(['history', '--json'], options),
  ];
  expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  const files = ['plan.json', '.scaleout/served.history.jsonl'].map((name) => readFileSync(folder.file(name), 'utf8'));
  for (const text of [...files, ...outputs.flatMap(({ out, err }) => [out, err])]) expect(text).not.toContain(secret);
});
