import { readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan, RehearsalDocument } from '../../../src/domain/documents.js';
import { lacking } from '../../support/posix.js';
import { rehearsalOf } from '../../support/rehearsal-of.js';
import type { Folder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { type Served, servedSandbox } from '../../support/served-sandbox.js';
import { isEvent } from '../schemas.js';
import { topologyText } from '../topologies.js';

const fleet = (enabled: boolean, ...policy: readonly string[]) =>
  topologyText(
    'scaleOut: { enabled: true }',
    'workers:',
    '  - { machine: ETL01, enabled: true }',
    `  - { machine: ETL02, enabled: ${enabled} }`,
    ...policy,
  );
/** ETL02 is to be disabled, which is disruptive. */
const bound = fleet(false, 'policy: { requireRehearsal: disruptive }');

describe('under policy.requireRehearsal', () => {
  let served: Served;
  let folder: Folder;
  const run = (words: readonly string[], input?: string) =>
    runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path, ...(input === undefined ? {} : { input }) });
  const apply = (...words: readonly string[]) => run(['apply', '--yes', ...words]);
  const planned = async (): Promise<Plan> => JSON.parse((await run(['plan', '--json'])).out);
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const write = (name: string, value: unknown) => writeFileSync(folder.file(name), JSON.stringify(value));
  beforeAll(async () => {
    served = await servedSandbox(fleet(true));
    folder = served.folder;
    await folder.write('topology.yaml', fleet(true));
    expect((await apply()).code).toBe(0);
    await folder.write('topology.yaml', bound);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  test('a plan says that an apply needs one, with the commands of this run; so does a saved plan, and Markdown', async () => {
    const line =
      'scaleout rehearse --sandbox fleet --out rehearsal.json, then scaleout apply --sandbox fleet --rehearsal rehearsal.json. Or do both at once: scaleout apply --sandbox fleet --rehearse.';
    const { code, out } = await run(['plan', '--json']);
    expect(code).toBe(0);
    const note = (JSON.parse(out) as Plan).diagnostics.find((found) => found.code === 'plan.rehearsal-needed');
    expect(note).toMatchObject({ severity: 'note', remedy: `Rehearse it before: ${line}` });
    await run(['plan', '--out', 'plan.json']);
    const shown = await runHere(['show', 'plan.json'], { cwd: folder.path });
    const oneLine = (text: string) => text.replace(/\s+/g, ' ');
    expect(oneLine(shown.out)).toContain('scaleout rehearse plan.json --sandbox fleet --out rehearsal.json');
    const markdown = await runHere(['show', 'plan.json', '--format', 'markdown'], { cwd: folder.path });
    expect(oneLine(markdown.out)).toContain('plan.rehearsal-needed');
    const one = await run(['plan', '--target', 'worker/ETL02']);
    expect(oneLine(one.out)).toContain('scaleout apply --sandbox fleet --target worker/ETL02 --rehearse.');
  });

  test('an apply without one is refused, and the history says so', async () => {
    const { code, err, out } = await apply();
    expect({ code, err }).toEqual({ code: 5, err: '' });
    expect(out).toContain('[guard.rehearsal-required]');
    expect(out).toContain('worker/ETL02');
    const { applies } = JSON.parse((await runHere(['history', '--json'], { cwd: folder.path })).out);
    expect(applies[0]).toMatchObject({ state: 'refused', codes: ['guard.rehearsal-required'] });
    expect((await planned()).steps.length).toBeGreaterThan(0);
  });

  test.each<[string, (fit: RehearsalDocument) => RehearsalDocument, RegExp]>([
    ['an old one', (fit) => ({ ...fit, createdAt: hoursAgo(30) }), /1 d 6 h ago, and one\s+counts for a day/],
    [
      'one of another sandbox',
      (fit) => ({ ...fit, catalog: { ...fit.catalog, sandbox: 'other' } }),
      /\(sandbox other\), and the plan is\s+for/,
    ],
    [
      'one of the live servers',
      ({ catalog: { sandbox: _, ...catalog }, ...fit }) => ({ ...fit, catalog }),
      /It is of SSISDB on SQLETL01, and the plan/,
    ],
    ['a forged one', (fit) => ({ ...fit, steps: [] }), /It is not as scaleout wrote it/],
  ])('%s does not count', async (_name, changed, words) => {
    write('r.json', changed(rehearsalOf(await planned(), hoursAgo(0))));
    const { code, out } = await apply('--rehearsal', 'r.json');
    expect({ code, out }).toEqual({ code: 5, out: expect.stringMatching(words) });
    expect(out).toContain('[guard.rehearsal-unfit]');
    expect(out.replace(/\s+/g, ' ')).toContain('scaleout rehearse --sandbox fleet --out rehearsal.json');
  });

  test('what is no rehearsal is refused before anything is connected to: 3', async () => {
    const fit = rehearsalOf(await planned(), hoursAgo(0));
    const { result: _, ...without } = fit;
    const files: readonly [string, string | Buffer, string][] = [
      ['missing', '', 'does not exist'],
      ['cut', JSON.stringify(fit).slice(0, 200), 'is not JSON'],
      ['lacking', JSON.stringify(without), '/result is missing'],
      ['strange', JSON.stringify({ ...fit, steps: [{ ...fit.steps[0], outcome: 'perfect' }] }), '/steps/0/outcome'],
      ['hostile', JSON.stringify({ ...fit, '\u001b[31m': 1 }), 'is not known'],
      ['plan', readFileSync(folder.file('plan.json')), 'is not as schemas/rehearsal.schema.json'],
      ['bytes', Buffer.from([0xff, 0xfe, 0, 0xd8]), ''],
      ['null', 'null', 'its top must be object'],
    ];
    for (const [name, text, words] of files) {
      if (name !== 'missing') writeFileSync(folder.file(name), text);
      const { code, err } = await runHere(['apply', '--yes', '--rehearsal', name], { cwd: folder.path });
      expect({ name, code, err }).toEqual({ name, code: 3, err: expect.stringContaining(words) });
      expect(err).toContain('[command.rehearsal-unreadable]');
      expect(err).not.toContain('\u001b');
    }
    write('newer', { ...fit, formatVersion: 2 });
    const newer = await apply('--rehearsal', 'newer');
    expect(newer).toMatchObject({ code: 3, err: expect.stringContaining('[command.rehearsal-too-new]') });
    writeFileSync(folder.file('huge'), '');
    truncateSync(folder.file('huge'), 65 * 1024 * 1024);
    expect(await apply('--rehearsal', 'huge')).toMatchObject({ code: 3, err: expect.stringContaining('large') });
    expect((await apply('--rehearsal', '.')).code).toBe(3);
  });

  test.each([
    [['--rehearse', '--rehearsal', 'r.json'], 'name one'],
    [['--assume', '30m'], '--assume is for --rehearse'],
    [['--rehearse', '--assume', '0s'], 'It must be from 1s'],
    [['--rehearsal', '-', '-f', '-'], 'cannot be the topology and the rehearsal'],
  ])('%s makes no sense', async (words, why) => {
    expect(await apply(...words)).toMatchObject({ code: 3, err: expect.stringContaining(why) });
  });

  test('an edit makes another file than the one that was rehearsed, and rehearses nothing without --apply', async () => {
    const edit = ['set', 'worker/ETL01', 'tags=x', '--yes'];
    const named = await run([...edit, '--apply', '--rehearsal', 'r.json']);
    expect(named).toMatchObject({ code: 3, err: expect.stringContaining('Add --rehearse') });
    const unapplied = await run([...edit, '--rehearse']);
    expect(unapplied).toMatchObject({ code: 3, err: expect.stringContaining('--rehearse would do nothing') });
    expect(readFileSync(folder.file('topology.yaml'), 'utf8')).toBe(bound);
  });

  test('a rehearsal from standard input cannot answer the question as well', async () => {
    const asked = await run(['apply', '--rehearsal', '-'], '{}');
    expect(asked).toMatchObject({ code: 3, err: expect.stringContaining('Add --yes') });
  });

  test('what is safe needs none, and a drain by name needs none', async () => {
    await folder.write(
      'safe.yaml',
      fleet(true, 'policy: { requireRehearsal: disruptive }').replace('ETL02,', 'ETL02, tags: x,'),
    );
    expect((await apply('-f', 'safe.yaml')).code).toBe(0);
    const drained = await run(['drain', 'worker/ETL02', '-f', 'safe.yaml', '--reason', 'disk', '--yes']);
    expect(drained).toMatchObject({ code: 0, err: '' });
    expect((await run(['undrain', 'worker/ETL02', '-f', 'safe.yaml', '--yes'])).code).toBe(0);
  });

  test('one that is named holds also where the policy wants none, and of drain', async () => {
    await folder.write('free.yaml', fleet(false));
    write('r.json', rehearsalOf(await planned(), hoursAgo(0)));
    const other = await apply('-f', 'free.yaml', '--rehearsal', 'r.json');
    expect(other).toMatchObject({ code: 5, out: expect.stringContaining('[guard.rehearsal-unfit]') });
    const drained = await run(['drain', 'worker/ETL01', '--reason', 'disk', '--yes', '--rehearsal', 'r.json']);
    expect(drained).toMatchObject({ code: 5, out: expect.stringContaining('[guard.rehearsal-unfit]') });
    expect(drained.out.replace(/\s+/g, ' ')).toContain('the same command with --rehearse');
  });

  test('a fit one lets it be done; events and history have it, and a second apply has nothing to do', async () => {
    const fit = rehearsalOf(await planned(), hoursAgo(0.1));
    const { code, out } = await run(['apply', '--yes', '--json', '--rehearsal', '-'], JSON.stringify(fit));
    expect(code).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    const said = { fingerprint: fit.plan.fingerprint, createdAt: fit.createdAt };
    const told = events.filter(({ type }) => type === 'rehearsal');
    expect(told).toMatchObject([{ ...said, result: 'done', capacity: { before: 3, lowest: 2, after: 3 } }]);
    const { applies } = JSON.parse((await runHere(['history', '--json'], { cwd: folder.path })).out);
    expect(applies[0]).toMatchObject({ state: 'ended', rehearsal: { ...said, before: 3, lowest: 2 } });
    const shown = await runHere(['history', String(applies[0].number)], { cwd: folder.path });
    expect(shown.out).toMatch(/Rehearsed {3}.*\): at worst 2 of 3 workers could take work/);
    write('r.json', fit);
    expect((await apply('--rehearsal', 'r.json')).code).toBe(0);
  });

  test('a watch waits for an approval, which is given by a rehearsal alone, and then does it', async () => {
    await folder.write('topology.yaml', `${bound}# watched\n`);
    expect((await apply('-f', 'safe.yaml')).code).toBe(0);
    const watch = () => run(['watch', '--mode', 'safe', '--once', '--no-listen', '--json']);
    const { out } = await watch();
    const digits = /scaleout approve ([0-9a-f]{64}) --rehearsal FILE/.exec(out)?.[1] ?? '';
    const fit = rehearsalOf(await planned(), hoursAgo(0));
    expect(digits).toBe(fit.plan.fingerprint);
    expect((await run(['status'])).out).toContain(
      `It needs a rehearsal, then: scaleout approve ${digits.slice(0, 8)} --rehearsal FILE`,
    );
    const approve = (...words: readonly string[]) => run(['approve', digits.slice(0, 8), ...words]);
    const bare = await approve();
    expect(bare).toMatchObject({ code: 5, err: expect.stringContaining('[guard.rehearsal-required]') });
    expect(bare.err.replace(/\s+/g, ' ')).toContain(
      `scaleout rehearse --sandbox fleet --out rehearsal.json, then scaleout approve ${digits.slice(0, 16)} --sandbox fleet --rehearsal rehearsal.json.`,
    );
    // One that nobody has told of: which risk it has is not known.
    const ahead = await run(['approve', '0'.repeat(64), '--ahead']);
    expect(ahead).toMatchObject({ code: 5, err: expect.stringContaining('[guard.rehearsal-required]') });
    write('r.json', { ...fit, createdAt: hoursAgo(25) });
    const old = await approve('--rehearsal', 'r.json');
    expect(old).toMatchObject({ code: 5, err: expect.stringContaining('[guard.rehearsal-unfit]') });
    write('r.json', fit);
    const approved = await approve('--rehearsal', 'r.json', '--json');
    expect(approved.code).toBe(0);
    const { createdAt } = fit;
    expect(JSON.parse(approved.out)).toMatchObject({
      approval: { fingerprint: digits, rehearsal: { createdAt, before: 3, lowest: 2 } },
    });
    expect((await watch()).code).toBe(0);
    const { applies } = JSON.parse((await runHere(['history', '--json'], { cwd: folder.path })).out);
    expect(applies[0]).toMatchObject({ approval: {}, rehearsal: { fingerprint: digits, createdAt, lowest: 2 } });
  });

  test.skipIf(lacking.links)(
    'what rehearse has written counts; a link is followed to it, and to no device',
    async () => {
      await folder.write('topology.yaml', `${bound}# again\n`);
      expect((await run(['apply', '--yes', '-f', 'safe.yaml'])).code).toBe(0);
      expect((await run(['rehearse', '--out', 'real.json'])).code).toBe(0);
      symlinkSync('real.json', folder.file('link'));
      symlinkSync('/dev/zero', folder.file('zero'));
      expect((await apply('--rehearsal', 'zero')).code).toBe(3);
      const { code, out } = await apply('--rehearsal', 'link');
      expect(code).toBe(0);
      expect(out).toMatch(/\nRehearsed .*\): at worst 1 of 2 workers could take work\./);
    },
  );

  test('--rehearse tries the plan on a twin, tells how it ends, and goes on; drain and undrain can as well', async () => {
    await folder.write('topology.yaml', `${bound}# rehearsed\n`);
    expect((await apply('-f', 'safe.yaml')).code).toBe(0);
    const shown = await run(['rehearse']);
    expect(shown.code).toBe(0);
    // The next command is one that the policy lets through.
    expect(shown.out).toContain('scaleout apply --sandbox fleet --rehearse\n');
    const { code, out } = await apply('--rehearse', '--json');
    expect(code, out).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const event of events) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    const [tried] = events.filter(({ type }) => type === 'rehearsal');
    expect(tried).toMatchObject({ result: 'done', capacity: { before: 2, lowest: 1, after: 1 } });
    const { applies } = JSON.parse((await runHere(['history', '--json'], { cwd: folder.path })).out);
    const { fingerprint, createdAt } = tried;
    expect(applies[0]).toMatchObject({ result: 'done', fingerprint, rehearsal: { fingerprint, createdAt, lowest: 1 } });
    for (const words of [
      ['drain', 'worker/ETL02', '--reason', 'disk'],
      ['undrain', 'worker/ETL02'],
    ]) {
      const done = await run([...words, '-f', 'safe.yaml', '--yes', '--rehearse']);
      expect(done, done.out).toMatchObject({ code: 0, err: '' });
      if (words[0] === 'undrain')
        expect(done.out).toContain('Rehearsal on a twin, nothing was changed so far:\nIt would end');
    }
  });

  test('what would fail on the twin is told, and nothing is begun', async () => {
    const waits = '  - { machine: ETL09, enabled: true, access: { transport: manual } }\n';
    await folder.write('new.yaml', fleet(true).replace('  - { machine: ETL01', `${waits}  - { machine: ETL01`));
    const { code, out } = await apply('-f', 'new.yaml', '--rehearse');
    expect({ code, out }).toEqual({ code: 5, out: expect.stringContaining('[guard.rehearsal-failed]') });
    expect(out).toContain('It would not end well');
    expect(out).toContain('What would fail:');
    expect(out).not.toContain('Applied');
    const { applies } = JSON.parse((await runHere(['history', '--json'], { cwd: folder.path })).out);
    expect(applies[0]).toMatchObject({ state: 'refused', codes: ['guard.rehearsal-failed'] });
  });
});

test('a rotation is bound by the policy, and --rehearse meets it', async () => {
  const text = topologyText(
    'scaleOut: { enabled: true }',
    'master: { machines: [SQLETL01], endpoint: "https://sqletl01:8391" }',
    'workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]',
  ).replace('{ transport: none }', '{ transport: ssh, user: scaleout, identity: { file: key } }');
  await using served = await servedSandbox(text);
  const { folder } = served;
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  await folder.write('topology.yaml', text);
  expect(await run('apply', '--yes')).toMatchObject({ code: 0, err: '' });
  await folder.write('topology.yaml', `${text}policy: { requireRehearsal: disruptive }\n`);
  const refused = await run('rotate', 'worker/ETL01', '--yes');
  expect(refused).toMatchObject({ code: 5, out: expect.stringContaining('[guard.rehearsal-required]') });
  expect(refused.out.replace(/\s+/g, ' ')).toContain('Rehearse it first: the same command with --rehearse, which');
  const rotated = await run('rotate', 'worker/ETL01', '--yes', '--rehearse');
  expect(rotated, rotated.out).toMatchObject({ code: 0, err: '' });
  expect(rotated.out).toContain('Rehearsal on a twin, nothing was changed so far:\nIt would end well: all 9 steps');
});
