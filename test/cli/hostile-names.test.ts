import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { topologyText } from './topologies.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;

/** What somebody who may write to the catalog leaves in a name. */
const hostile = 'Loader\u001b[2J\u009b1A\u202egnirts\u2066\u2028\u200b\ufeff';

let folder: Folder;
const run = (...words: readonly string[]) => runHere(words, { cwd: folder.path });

beforeAll(async () => {
  folder = await temporaryFolder();
  await folder.write(
    'topology.yaml',
    topologyText('scaleOut: { enabled: true }', 'workers: [{ machine: ETL01, displayName: Loader, enabled: true }]'),
  );
  expect((await run('apply', '--yes', '--sandbox', 'fleet')).code).toBe(0);
  // One row that the file names, and one of a machine that it does not.
  edit(({ workerAgents }) => {
    const [row] = Object.values(workerAgents);
    if (row === undefined) throw new Error('There is no worker.');
    row.displayName = hostile;
    row.description = hostile;
    workerAgents['00000000-0000-4000-8000-00000000E7FF'] = { ...row, machineName: hostile };
  });
});
afterAll(() => folder[Symbol.asyncDispose]());

type Rows = Record<string, Record<string, unknown>>;

function edit(change: (tables: { readonly workerAgents: Rows }) => void): void {
  const file = folder.file('fleet/state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  change(state.tables);
  writeFileSync(file, JSON.stringify(state));
}

/** The texts in a document, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('a name in the catalog that holds controls of a terminal', () => {
  test.each([
    [['plan', '--json', '--sandbox', 'fleet']],
    [['status', '--json', '--sandbox', 'fleet']],
    [['rehearse', '--json', '--sandbox', 'fleet']],
    [['watch', '--once', '--json', '--mode', 'observe', '--sandbox', 'fleet']],
    [['import', '--json', '--sandbox', 'fleet']],
    [['apply', '--yes', '--json', '--sandbox', 'fleet']],
    [['history', '--json', '-f', 'topology.yaml']],
  ])('%j prints it as JSON that acts on no terminal', async ([...words]) => {
    const { out, err } = await run(...words);
    expect(out).not.toMatch(dangerous);
    expect(err).not.toMatch(dangerous);
    const documents = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(documents.length).toBeGreaterThan(0);
    if (words[0] === 'plan' || words[0] === 'status') expect(textsIn(documents)).toContain(hostile);
  });

  test.each([
    [['rehearse', '--steps', '--expand', '--sandbox', 'fleet', '--svg', 'timeline.svg', '--keep', 'twin']],
    [['plan', '--sandbox', 'fleet', '--out', 'plan.json']],
    [['show', 'plan.json']],
    [['show', 'plan.json', '--json']],
    [['status', '--sandbox', 'fleet']],
    [['watch', '--once', '--mode', 'observe', '--sandbox', 'fleet']],
    [['history']],
  ])('%j acts on no terminal either', async ([...words]) => {
    const { out, err } = await run(...words);
    expect(out).not.toMatch(dangerous);
    expect(err).not.toMatch(dangerous);
    expect(out).not.toBe('');
  });

  test('a plan and a history on disk can be shown by any tool', async () => {
    await run('plan', '--sandbox', 'fleet', '--out', 'again.json');
    const plan = readFileSync(folder.file('again.json'), 'utf8');
    expect(plan).not.toMatch(dangerous);
    expect(textsIn(JSON.parse(plan)).join()).toContain('worker/');
    // A history names the file that was applied.
    const file = await folder.write('top\u009b\u202e.yaml', readFileSync(folder.file('topology.yaml'), 'utf8'));
    expect((await run('apply', '--yes', '--sandbox', 'fleet', '-f', file)).code).toBe(0);
    const history = readFileSync(folder.file('.scaleout/test.history.jsonl'), 'utf8');
    expect(history).not.toMatch(dangerous);
    const lines = history.trim().split('\n');
    expect(textsIn(lines.map((line) => JSON.parse(line)))).toContain(file);
  });

  test('a file of such a name is told of without it acting', async () => {
    const name = 'no\u009b\u202eyaml';
    const found = await run('validate', '--json', '-f', name);
    expect(found).toMatchObject({ code: 3 });
    expect(found.out).not.toMatch(dangerous);
    expect(JSON.parse(found.out)).toMatchObject({ file: name });
    expect((await run('validate', '-f', name)).out).not.toMatch(dangerous);
  });
});
