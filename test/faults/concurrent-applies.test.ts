import { beforeAll, describe, expect, test } from 'vitest';
import { layoutOf } from '../../packages/sandbox/src/directory/layout.js';
import { openPersistentStore } from '../../packages/sandbox/src/directory/persistent-store.js';
import { type Finished, type Folder, runCli, temporaryFolder } from '../support/run-cli.js';
import { serveFleet } from '../support/served-sandbox.js';
import { exampleText } from './example-topology.js';
import { isLongRun, tell } from './extent.js';

/** Processes that apply at once. */
const appliers = isLongRun ? 20 : 3;
const limit = isLongRun ? 1_200_000 : 180_000;

interface Told {
  readonly type: string;
  readonly time: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly result?: string;
  readonly done?: number;
  readonly errored?: number;
  readonly skipped?: number;
  readonly summary?: { readonly steps: number };
  readonly diagnostic?: { readonly code: string; readonly severity: string };
}

interface Applied {
  readonly code: number | null;
  readonly err: string;
  readonly codes: readonly string[];
  /** Steps that it did, and those that its plan had. */
  readonly steps: readonly string[];
  readonly planned: number;
  readonly summary: Told | undefined;
}

function readApplied({ code, out, err }: Finished): Applied {
  const events = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Told]));
  const done = ({ type, outcome }: Told) => type === 'step_complete' && outcome === 'done';
  return {
    code,
    err,
    codes: events.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic.code] : [])),
    steps: events.filter(done).flatMap(({ step }) => step ?? []),
    planned: events.find(({ type }) => type === 'change_summary')?.summary?.steps ?? 0,
    summary: events.findLast(({ type }) => type === 'apply_summary'),
  };
}

/** A folder with a bare fleet for the example. */
async function bareFleet(): Promise<Folder> {
  const folder = await temporaryFolder();
  await folder.write('topology.yaml', await exampleText());
  await runCli(['plan', 'topology.yaml', '--sandbox', 'fleet', '--create'], { cwd: folder.path });
  return folder;
}

async function applyIn(folder: Folder, more: readonly string[] = []): Promise<Applied> {
  const words = ['apply', 'topology.yaml', '--yes', '--json', '--sandbox', 'fleet', ...more];
  return readApplied(await runCli(words, { cwd: folder.path }));
}

/** How many rows an installation leaves of each kind: an effect that came twice shows in one of them. */
function effectsIn(folder: Folder): Readonly<Record<string, number>> {
  const fresh = () => {
    throw new Error('there is no fleet');
  };
  const opened = openPersistentStore(layoutOf(folder.file('fleet')), { fresh });
  const tables = ['operations', 'certificates', 'workerAgents', 'masters', 'extendedProperties'] as const;
  const counts = Object.fromEntries(tables.map((table) => [table, opened.store.rows(table).size]));
  opened.close();
  return counts;
}

/** What one apply alone does. */
async function applyAlone() {
  await using folder = await bareFleet();
  const applied = await applyIn(folder);
  expect(applied).toMatchObject({ code: 0, summary: { result: 'done' } });
  return { steps: applied.steps.toSorted(), effects: effectsIn(folder) };
}

/** What so many applies do that begin at one moment on a fleet that another process serves. */
async function applyAtOnce(more: readonly string[]) {
  await using folder = await bareFleet();
  const serving = await serveFleet(folder);
  try {
    const all = await Promise.all(Array.from({ length: appliers }, () => applyIn(folder, more)));
    for (const { code, steps, codes } of all) tell(`ended with ${code}, ${steps.length} steps done ${codes.join()}`);
    const plan = await runCli(['plan', 'topology.yaml', '--detailed-exitcode', '--sandbox', 'fleet'], {
      cwd: folder.path,
    });
    expect(plan).toMatchObject({ code: 0, err: '' });
    const told = await runCli(['history', 'topology.yaml', '--json', '--limit', '100'], { cwd: folder.path });
    expect(told).toMatchObject({ code: 0, err: '' });
    await serving.stop();
    return { all, history: JSON.parse(told.out).applies as readonly unknown[], effects: effectsIn(folder) };
  } finally {
    await serving.stop();
  }
}

/** The one that did something; nobody who says that all is as it should be may have ended before it. */
function theOneThatDid(all: readonly Applied[]): Applied {
  const busy = all.filter(({ steps }) => steps.length > 0);
  expect(busy).toHaveLength(1);
  const [one] = busy;
  if (one?.summary === undefined) throw new Error('it has told no end');
  for (const { code, summary } of all) {
    if (code === 0) expect(Date.parse(summary?.time ?? '')).toBeGreaterThanOrEqual(Date.parse(one.summary.time));
  }
  return one;
}

let alone: Awaited<ReturnType<typeof applyAlone>>;

beforeAll(async () => {
  alone = await applyAlone();
}, limit);

describe(`${appliers} applies of one topology at once do what one does`, () => {
  test(
    'where each waits for its turn: one does all of it, and the others find nothing to do',
    async () => {
      const { all, history, effects } = await applyAtOnce(['--lock-timeout', '20m']);
      expect(all.map(({ code, codes }) => [code, codes])).toEqual(all.map(() => [0, []]));
      const one = theOneThatDid(all);
      expect(one.steps.toSorted()).toEqual(alone.steps);
      expect(one.summary).toMatchObject({ result: 'done', errored: 0, skipped: 0 });
      for (const other of all)
        if (other !== one) expect(other).toMatchObject({ planned: 0, summary: { result: 'done', done: 0 } });
      expect(effects).toEqual(alone.effects);
      expect(history).toHaveLength(appliers);
    },
    limit,
  );

  test(
    'where nobody waits: whoever comes second is refused, or finds nothing to do',
    async () => {
      const { all, effects } = await applyAtOnce([]);
      const one = theOneThatDid(all);
      expect(one.steps.toSorted()).toEqual(alone.steps);
      for (const other of all) {
        if (other === one) continue;
        if (other.code === 0) expect(other).toMatchObject({ planned: 0, summary: { result: 'done', done: 0 } });
        else
          expect(other).toMatchObject({ code: 5, codes: ['guard.lock-held'], summary: { result: 'refused', done: 0 } });
      }
      expect(effects).toEqual(alone.effects);
    },
    limit,
  );
});
