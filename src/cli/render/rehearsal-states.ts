import type { Immutable } from '../../domain/documents.js';
import type * as generated from '../../generated/rehearsal.js';
import type { Style } from '../../text/screen.js';

export type Rehearsal = Immutable<generated.RehearsalDocument>;
export type RehearsedMachine = Immutable<generated.RehearsedMachine>;
export type RehearsedState = generated.RehearsedState;
export type RehearsedStep = Immutable<generated.RehearsedStep>;

interface ShownState {
  /** Of a bar; one that says something also where there is no colour. */
  readonly sign: string;
  /** What it means, a phrase. */
  readonly means: string;
  readonly paint: (style: Style) => (text: string) => string;
}

/** The states as they are shown. Where several fall on one character of a bar, the first of them in this order is shown. */
export const states: Readonly<Record<RehearsedState, ShownState>> = {
  unheard: { sign: '!', means: 'not let in by a running master', paint: ({ red }) => red },
  restarting: { sign: 'r', means: 'its service restarts, starts or stops', paint: ({ magenta }) => magenta },
  out: { sign: '.', means: 'disabled', paint: ({ yellow }) => yellow },
  draining: { sign: 'd', means: 'is being drained', paint: ({ cyan }) => cyan },
  unseen: { sign: '?', means: 'nobody sees it', paint: ({ dim }) => dim },
  gone: { sign: '-', means: 'no row in the catalog', paint: ({ dim }) => dim },
  working: { sign: '=', means: 'can take work', paint: ({ green }) => green },
};

export const stateOrder = Object.keys(states) as readonly RehearsedState[];

/** What is not done of what the plan has to do. */
const failed = new Set<RehearsedStep['outcome']>(['errored', 'skipped', 'unfinished']);

export function isFailed(outcome: RehearsedStep['outcome']): boolean {
  return failed.has(outcome);
}

/** States in which a worker can take no work though it has a row. One that is drained is still enabled. */
const unable = new Set<RehearsedState>(['out', 'restarting', 'unheard']);

/** Seconds in which it can take no work. */
export function unableSeconds({ spans }: RehearsedMachine): number {
  return secondsIn(spans, (state) => unable.has(state));
}

/** Seconds in which something is done to it. */
export function busySeconds({ spans }: RehearsedMachine): number {
  return secondsIn(spans, (state) => unable.has(state) || state === 'draining');
}

function secondsIn(spans: RehearsedMachine['spans'], counts: (state: RehearsedState) => boolean): number {
  return spans.reduce((sum, { state, from, to }) => (counts(state) ? sum + to - from : sum), 0);
}

/** Machines that go through the same states in the same order. */
export interface MachineGroup {
  readonly machines: readonly RehearsedMachine[];
  readonly states: readonly RehearsedState[];
}

export interface GroupedMachines {
  /** Of which a step is not done, in the order of the document. */
  readonly failing: readonly RehearsedMachine[];
  /** Those of the others to which something is done for the longest time, in the order of the document. */
  readonly longest: readonly RehearsedMachine[];
  /** All others: the largest group first. */
  readonly groups: readonly MachineGroup[];
}

/** Machines of many: the ones that a person has to see, and the others by what they go through. */
export function groupedMachines(machines: readonly RehearsedMachine[], steps: Rehearsal['steps']): GroupedMachines {
  const failingIds = new Set(steps.filter(({ outcome }) => isFailed(outcome)).map(({ target }) => target));
  const failing = machines.filter(({ id }) => failingIds.has(id));
  const others = machines.filter(({ id }) => !failingIds.has(id));
  const byLength = others.toSorted((one, other) => busySeconds(other) - busySeconds(one));
  const longest = new Set(byLength.slice(0, mostLongest).filter((machine) => busySeconds(machine) > 0));
  const groups = new Map<string, RehearsedMachine[]>();
  for (const machine of others) {
    if (longest.has(machine)) continue;
    const key = passedStates(machine).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [machine]);
    else group.push(machine);
  }
  return {
    failing,
    longest: others.filter((machine) => longest.has(machine)),
    groups: [...groups.values()]
      .map((group) => ({ machines: group, states: group[0] === undefined ? [] : passedStates(group[0]) }))
      .toSorted((one, other) => other.machines.length - one.machines.length),
  };
}

/** What it goes through; who comes first of all has not worked before it. */
function passedStates({ spans, after }: RehearsedMachine): readonly RehearsedState[] {
  const passed = spans.map(({ state }) => state);
  // Of what is over only as the rehearsal ends no span tells.
  if (passed.at(-1) !== after) passed.push(after);
  return passed.length > 1 && passed[0] === 'working' ? passed.slice(1) : passed;
}

/** So many of those that take longest are shown by themselves. */
const mostLongest = 3;

/** When something is first done to one of them, and when the last of them is as it stays; in seconds. */
export function busyFromTo(machines: readonly RehearsedMachine[]): { readonly from: number; readonly to: number } {
  const changes = machines.flatMap(({ spans, after }) => {
    const from = spans[0]?.state === 'working' ? 1 : 0;
    const last = spans.at(-1);
    const end = last === undefined || last.state === after ? [] : [last.to];
    return [...spans.slice(from).map((span) => span.from), ...end];
  });
  return { from: Math.min(...changes), to: Math.max(...changes) };
}
