import { SandboxError } from '../errors.js';
import { timeText } from '../instant.js';
import { beatAtOnce } from '../model/life/change-fleet.js';
import type { Model } from '../model/model.js';
import { flagField, type Store } from '../model/store.js';
import type { World } from '../model/world.js';
import type { Drill, DrillTakes } from './drill.js';
import { drilledFleet, namedAmong, noState, refuseDrill, runFields } from './drilled-fleet.js';
import { drills } from './drills.js';
import { keepMade, keyOfDrill, type MadeDrill, madeDrills, type UndoneDrill, undoDrills } from './made-drills.js';
import { nearestName } from './nearest-name.js';

/** What a sandbox is asked to do with its drills. */
export type DrillRequest =
  | {
      readonly action: 'make';
      readonly drill: string;
      /** Absent, or the word `worker` or `master`: the first that fits. */
      readonly machine?: string | undefined;
      /** Of a certificate that ends; 7 unless told otherwise. */
      readonly days?: number | undefined;
      /** Milliseconds: since when the fault is there; ten minutes unless told otherwise. */
      readonly ago?: number | undefined;
    }
  /** Without a name: all. Without a machine: the drill wherever it was made. */
  | { readonly action: 'undo'; readonly drill?: string | undefined; readonly machine?: string | undefined }
  | { readonly action: 'list' };

export interface ListedDrill {
  readonly drill: string;
  /** A machine of the sandbox that it breaks; without a sandbox `worker` or `master`; absent: it breaks none. */
  readonly machine?: string;
  /** The id of the check that finds it. */
  readonly finding: string;
  readonly says: string;
}

export interface DrillAnswer {
  readonly made?: {
    readonly drill: string;
    readonly machine?: string;
    readonly finding: string;
    readonly began: string;
  };
  readonly undone?: readonly UndoneDrill[];
  readonly listed?: {
    readonly drills: readonly ListedDrill[];
    /** Those that are made now. */
    readonly made: readonly { readonly drill: string; readonly machine?: string; readonly madeAt: string }[];
  };
}

const defaultAgo = 600_000;
const defaultDays = 7;

/** The drills without a sandbox. */
export function listDrills(): readonly ListedDrill[] {
  return drills.map((drill) => listed(drill, drill.takes ?? undefined));
}

function listed({ name, finding, says }: Drill, machine: string | undefined): ListedDrill {
  return { drill: name, ...(machine === undefined ? {} : { machine }), finding, says };
}

/** Throws `sandbox.drill-unknown` and `sandbox.drill-refused`; nothing is changed then. */
export function answerDrill(world: World, request: DrillRequest): DrillAnswer {
  switch (request.action) {
    case 'make':
      return beating(world, () => world.edit((model, now) => makeDrill(model, request, now), ago(request)));
    case 'undo':
      return beating(world, () =>
        world.edit((model, now) => ({
          undone: undoDrills(model, chosenToUndo(madeDrills(model.store), request), now),
        })),
      );
    case 'list':
      return world.edit((model) => listIn(model));
  }
}

/** Workers that come back are heard of at once: nobody who practises has to wait for their next heartbeats. */
function beating(world: World, change: () => DrillAnswer): DrillAnswer {
  const answer = change();
  world.edit(beatAtOnce);
  return answer;
}

/** A whole second, as certificates count. */
function ago({ ago = defaultAgo }: { readonly ago?: number | undefined }): number {
  return Number.isFinite(ago) && ago > 0 ? Math.floor(ago / 1000) * 1000 : 0;
}

function makeDrill(model: Model, request: Extract<DrillRequest, { action: 'make' }>, now: number): DrillAnswer {
  const drill = drillNamed(request.drill);
  const machine = machineFor(model, drill, request.machine);
  const key = keyOfDrill(drill.name, machine);
  const made = madeDrills(model.store);
  const where = machine === '' ? '' : ` on ${machine}`;
  if (made.some((one) => one.key === key)) refuseDrill(`${drill.name} is made${where} already.`);
  const began = now - ago(request);
  const fleet = drilledFleet(model, {
    now,
    began,
    days: request.days ?? defaultDays,
    machine,
    heldDown: made.flatMap(({ runs }) => runs).filter(({ end }) => end === 'stopped'),
  });
  drill.make(fleet);
  const { draft, runs } = fleet;
  const isRun = (table: string, row: string) => runs.some((run) => run.table === table && run.key === row);
  const changes = draft.changes((table, row) => (isRun(table, row) ? runFields : []));
  draft.commit();
  const named = machine === '' ? {} : { machine };
  keepMade(model.store, { key, drill: drill.name, ...named, madeAt: timeText(now), changes, runs });
  return { made: { drill: drill.name, ...named, finding: drill.finding, began: timeText(began) } };
}

function drillNamed(name: string): Drill {
  const found = drills.find((drill) => drill.name === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearestName(
    name,
    drills.map((drill) => drill.name),
  );
  throw new SandboxError(
    'sandbox.drill-unknown',
    `There is no drill ${JSON.stringify(name)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}

/** The key of the machine; empty for a drill that takes none. */
function machineFor({ store }: Model, drill: Drill, wanted: string | undefined): string {
  if (drill.takes === null) {
    if (wanted !== undefined && wanted !== '') refuseDrill(`${drill.name} takes no machine.`);
    return '';
  }
  const fitting = machinesFor(store, drill.takes);
  const [first] = fitting;
  if (first === undefined) return refuseDrill(noState);
  if (wanted === undefined || wanted === '') return first;
  const found = namedAmong(fitting, wanted) ?? (wanted === drill.takes ? first : undefined);
  if (found !== undefined) return found;
  return refuseDrill(whyNot(store, drill, wanted, fitting));
}

/** The machines with a state of their own that a drill can break; the first is the one that it breaks unless told otherwise. */
function machinesFor(store: Store, takes: NonNullable<DrillTakes>): readonly string[] {
  const table = takes === 'worker' ? 'machines' : 'masters';
  const all = [...store.rows(table)].filter(([key]) => store.get('windows', key) !== undefined);
  const isRunning = (row: { readonly service?: unknown }) => row.service === 'running';
  const isEnabled = (key: string) =>
    [...store.rows('workerAgents').values()].some((row) => flagField(row, 'isEnabled') && row.machineName === key);
  const rank = ([key, row]: (typeof all)[number]) =>
    (isRunning(row) ? 0 : 4) + (takes === 'worker' && !isEnabled(key) ? 2 : 0) + (isOnBoth(store, key) ? 1 : 0);
  return all.sort((one, other) => rank(one) - rank(other)).map(([key]) => key);
}

const isOnBoth = (store: Store, key: string) =>
  store.get('machines', key) !== undefined && store.get('masters', key) !== undefined;

function whyNot(store: Store, { name, takes }: Drill, wanted: string, fitting: readonly string[]): string {
  const all = [...store.rows('machines').keys(), ...store.rows('masters').keys()];
  const known = namedAmong(all, wanted);
  const word = takes === 'worker' ? 'a worker' : 'a node of the master';
  const some = `${fitting.slice(0, 5).join(', ')}${fitting.length > 5 ? ' and others' : ''}`;
  if (known === undefined) {
    const near = nearestName(wanted, all);
    return `There is no machine ${JSON.stringify(wanted)}.${near === undefined ? ` ${name} takes ${word}: ${some}.` : ` Did you mean ${near}?`}`;
  }
  if (store.get('windows', known) === undefined) {
    return `${known} has no state of its own: it was joined by somebody else (transport none), and nobody can look into it.`;
  }
  return `${name} takes ${word}, and ${known} is none. There are ${some}.`;
}

function chosenToUndo(
  made: readonly MadeDrill[],
  { drill: name, machine }: Extract<DrillRequest, { action: 'undo' }>,
): readonly MadeDrill[] {
  if (name === undefined) return made;
  const drill = drillNamed(name);
  const same = made.filter((one) => one.drill === drill.name);
  const isWord = machine === undefined || machine === '' || machine === drill.takes;
  const named = isWord
    ? undefined
    : namedAmong(
        same.flatMap((one) => one.machine ?? []),
        machine,
      );
  const chosen = isWord ? same : same.filter((one) => one.machine !== undefined && one.machine === named);
  if (chosen.length > 0) return chosen;
  const others = made.map((one) => [one.drill, ...(one.machine === undefined ? [] : [one.machine])].join(' '));
  const there = others.length === 0 ? 'No drill is made here.' : `Made are: ${others.join(', ')}.`;
  return refuseDrill(`${drill.name} is not made${isWord ? '' : ` on ${machine}`}. ${there}`);
}

function listIn({ store }: Model): DrillAnswer {
  const of = (takes: DrillTakes) => (takes === null ? undefined : (machinesFor(store, takes)[0] ?? takes));
  return {
    listed: {
      drills: drills.map((drill) => listed(drill, of(drill.takes))),
      made: madeDrills(store).map(({ drill, machine, madeAt }) => ({
        drill,
        ...(machine === undefined ? {} : { machine }),
        madeAt,
      })),
    },
  };
}
