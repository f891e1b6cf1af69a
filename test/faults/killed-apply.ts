import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isTemporary, layoutOf } from '../../packages/sandbox/src/directory/layout.js';
import { openPersistentStore } from '../../packages/sandbox/src/directory/persistent-store.js';
import { serveSandbox } from '../../packages/sandbox/src/directory/serve.js';
import { joinServer } from '../../packages/sandbox/test/support/join.js';
import { type Folder, finished, runCli, startCli, temporaryFolder } from '../support/run-cli.js';

/** A moment of an apply: the how-manieth event of that kind, from 1. */
export interface Moment {
  readonly type: 'step_start' | 'step_complete';
  readonly nth: number;
}

interface Told {
  readonly type: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly change?: { readonly id: string };
  readonly diagnostic?: { readonly detail: string };
}

const words = ['apply', '--yes', '--json', '--sandbox', 'fleet'];

/** The events of one whole apply in a folder. */
export async function applied(folder: Folder, topology: string): Promise<{ code: number | null; events: Told[] }> {
  const { code, out, err } = await runCli([...words, topology], { cwd: folder.path });
  const events = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Told]));
  if (code !== 0) throw new Error(`apply ended with ${code}: ${err}\n${out}`);
  return { code, events };
}

/** Every moment of an apply that had these events. */
export function momentsOf(events: readonly Told[]): readonly Moment[] {
  return (['step_start', 'step_complete'] as const).flatMap((type) =>
    events.filter((event) => event.type === type).map((_, index) => ({ type, nth: index + 1 })),
  );
}

export async function copyOf(template: Folder): Promise<Folder> {
  const folder = await temporaryFolder();
  await cp(template.path, folder.path, { recursive: true });
  return folder;
}

/**
 * Kills an apply at a moment in a copy of a folder, and applies again. `served`: the fleet lives on in another process,
 * else it dies with the apply. Returns what must not be.
 */
export async function killAndGoOn(
  template: Folder,
  topology: string,
  at: Moment,
  served: boolean,
): Promise<{ readonly problems: readonly string[]; readonly killed: boolean }> {
  await using folder = await copyOf(template);
  const stop = new AbortController();
  const server = served
    ? await serveSandbox(folder.file('fleet'), { join: joinServer, signal: stop.signal })
    : undefined;
  const problems: string[] = [];
  try {
    const first = await applyUntil(folder, topology, at);
    problems.push(...(await filesOf(folder)));
    const out = await disabledWorkers(folder);
    const { events } = await applied(folder, topology);
    const told = events.flatMap(({ change, diagnostic }) => [change?.id ?? '', diagnostic?.detail ?? '']);
    const steps = events.flatMap(({ step, outcome }) => (outcome === 'done' && step !== undefined ? [step] : []));
    for (const machine of out) {
      if (!told.some((text) => text.includes(machine)))
        problems.push(`nothing is said of ${machine}, which is disabled`);
    }
    for (const step of steps) if (first.done.has(step)) problems.push(`${step} was done twice`);
    const { code, out: text } = await runCli(['plan', '--detailed-exitcode', '--sandbox', 'fleet', topology], {
      cwd: folder.path,
    });
    if (code !== 0) problems.push(`the plan after it ends with ${code}: ${text}`);
    problems.push(...(await historyOf(folder)));
    return { problems, killed: first.killed };
  } finally {
    stop.abort();
    await server?.ended;
    if (!served) problems.push(...(await leftoversOf(folder)));
  }
}

async function applyUntil(folder: Folder, topology: string, { type, nth }: Moment) {
  const child = startCli([...words, topology], { cwd: folder.path });
  const ended = finished(child);
  const done = new Set<string>();
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line.startsWith('{') && line.endsWith('}') ? line : '{}') as Told;
    if (event.type === 'step_complete' && event.step !== undefined) done.add(event.step);
    if (event.type === type) seen += 1;
    if (seen === nth && child.exitCode === null) child.kill('SIGKILL');
  }
  const { code } = await ended;
  return { done, killed: code === null };
}

/** What a killed process left that is no whole file of its place. */
async function filesOf(folder: Folder): Promise<readonly string[]> {
  JSON.parse(await readFile(folder.file('fleet/state.json'), 'utf8'));
  const names = await readdir(folder.path);
  const known = ['fleet', '.scaleout', 'topology.yaml', 'changed.yaml'];
  return names.filter((name) => !known.includes(name)).map((name) => `a file ${name} is left`);
}

async function leftoversOf(folder: Folder): Promise<readonly string[]> {
  const names = await readdir(folder.file('fleet'));
  return names.filter((name) => isTemporary(name) || name.startsWith('claim.')).map((name) => `a file ${name} is left`);
}

async function historyOf(folder: Folder): Promise<readonly string[]> {
  const { code, out } = await runCli(['history', 'topology.yaml'], { cwd: folder.path });
  const names = await readdir(folder.file('.scaleout'));
  // The folder that a killed writer leaves is waited for, and taken away by who comes ten seconds later.
  const known = /^[a-z]+\.history\.jsonl(\.lock)?$/;
  const strange = names.filter((name) => !known.test(name)).map((name) => `a file ${name}`);
  return code === 0 ? strange : [...strange, `history ends with ${code}: ${out}`];
}

/** The machines of the workers that are disabled, by the files of a fleet. */
async function disabledWorkers(folder: Folder): Promise<readonly string[]> {
  await using copy = await temporaryFolder();
  await cp(folder.file('fleet'), copy.file('fleet'), { recursive: true });
  const fresh = () => {
    throw new Error('there is no fleet');
  };
  const store = openPersistentStore(layoutOf(join(copy.path, 'fleet')), { fresh });
  const rows = [...store.store.rows('workerAgents').values()];
  store.close();
  return rows.filter((row) => row.isEnabled !== true).map((row) => String(row.machineName));
}
