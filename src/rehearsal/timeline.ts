import { serviceNames } from '../facts/windows.js';
import type { RehearsalDocument, RehearsedState } from '../generated/rehearsal.js';
import type { TwinState, TwinWorker } from './twin-state.js';

type Timeline = RehearsalDocument['workers'][number];
type Span = Timeline['spans'][number];
type Capacity = RehearsalDocument['capacity'];

/** What goes on at one moment, beside what the twin shows. */
export interface UnderWay {
  /** Whether a drain of that worker is under way. */
  isDraining(id: string): boolean;
  /** The names of services that are being started or stopped on a machine. */
  services(machine: string): ReadonlySet<string>;
}

export interface TimelineOptions {
  /** The id of a worker of the twin: `worker/ETL01`. */
  readonly idOf: (worker: Pick<TwinWorker, 'agentId' | 'machine'>) => string;
  /** The workers of the topology, in its order; they are shown before the twin has a row of theirs. */
  readonly listed: readonly { readonly id: string; readonly machine: string }[];
  readonly nodes: readonly { readonly id: string; readonly machine: string }[];
  /** Machines that nobody looks at, in upper case. */
  readonly unseen: ReadonlySet<string>;
  readonly underWay: UnderWay;
}

/** Folds what a twin shows from moment to moment into spans and into steps of the capacity. */
export interface TimelineRecorder {
  /** Seconds since the beginning. */
  look(at: number, state: TwinState): void;
  /** Spans without gaps from 0 to the end, of those that are chosen or whose state has changed. */
  ended(at: number, isChosen: (id: string) => boolean): Recorded;
}

interface Recorded {
  readonly workers: Timeline[];
  readonly nodes: Timeline[];
  readonly capacity: Capacity;
}

interface Line {
  readonly id: string;
  state: RehearsedState;
  since: number;
  readonly spans: Span[];
}

const [masterService, workerService] = serviceNames.value as readonly [string, string];

export function timelineRecorder({ idOf, listed, nodes, unseen, underWay }: TimelineOptions): TimelineRecorder {
  const workerLines = new Map<string, Line>();
  const nodeLines = new Map<string, Line>();
  const counted: { at: number; workers: number }[] = [];
  let lowest = { workers: Infinity, at: 0 };
  let before: number | undefined;
  const ids = new Map<string, string>();

  const isRestarting = (machine: string, service: string) =>
    [...underWay.services(machine)].some((name) => name.toUpperCase().startsWith(service.toUpperCase()));
  const isUnseen = (machine: string) => unseen.has(machine.toUpperCase());
  const stateOf = (worker: TwinWorker, id: string, isLetIn: boolean): RehearsedState => {
    if (isRestarting(worker.machine, workerService)) return 'restarting';
    if (underWay.isDraining(id)) return 'draining';
    if (!worker.enabled) return 'out';
    if (worker.service === 'running' && worker.connected && isLetIn) return 'working';
    return isUnseen(worker.machine) ? 'unseen' : 'unheard';
  };
  const note = (lines: Map<string, Line>, id: string, state: RehearsedState, at: number) => {
    const line = lines.get(id);
    if (line === undefined) {
      lines.set(id, { id, state, since: at, spans: at > 0 ? [{ state: 'gone', from: 0, to: at }] : [] });
      return;
    }
    if (line.state === state) return;
    // What lasts no time is no span.
    if (at > line.since) line.spans.push({ state: line.state, from: line.since, to: at });
    line.state = state;
    line.since = at;
  };
  return {
    look(at, { workers, masters }) {
      for (const { id, machine } of nodes) {
        const node = masters.find((one) => one.machine.toUpperCase() === machine.toUpperCase());
        const state = isRestarting(machine, masterService)
          ? 'restarting'
          : node?.service === 'running'
            ? 'working'
            : isUnseen(machine)
              ? 'unseen'
              : 'unheard';
        note(nodeLines, id, state, at);
      }
      const isLetIn = masters.some(
        ({ machine, service }) => service === 'running' && !isRestarting(machine, masterService),
      );
      const present = new Set<string>();
      let able = 0;
      for (const worker of workers) {
        const id = ids.get(worker.agentId) ?? idOf(worker);
        ids.set(worker.agentId, id);
        present.add(id);
        note(workerLines, id, stateOf(worker, id, isLetIn), at);
        const isThere = worker.enabled && worker.service === 'running' && worker.connected && isLetIn;
        if (isThere && !isRestarting(worker.machine, workerService)) able += 1;
      }
      for (const { id, machine } of listed) {
        if (present.has(id)) continue;
        const isBusy = isRestarting(machine, workerService);
        note(workerLines, id, isBusy ? 'restarting' : isUnseen(machine) ? 'unseen' : 'gone', at);
      }
      if (present.size < workerLines.size) {
        const own = new Set(listed.map(({ id }) => id));
        for (const id of workerLines.keys()) if (!present.has(id) && !own.has(id)) note(workerLines, id, 'gone', at);
      }
      if (able < lowest.workers) lowest = { workers: able, at };
      before ??= able;
      // Of what changes at one moment the last is what lasts.
      if (counted.at(-1)?.at === at) counted.pop();
      if (counted.at(-1)?.workers !== able) counted.push({ at, workers: able });
    },
    ended(at, isChosen) {
      return {
        workers: timelines(inOrder(workerLines, listed), at, isChosen),
        nodes: timelines([...nodeLines.values()], at, isChosen),
        capacity: capacityOf({ steps: counted, lowest, before: before ?? 0 }, at),
      };
    },
  };
}

/** Those that are listed in their order, and behind them the others as they came. */
function inOrder(lines: ReadonlyMap<string, Line>, listed: TimelineOptions['listed']): readonly Line[] {
  const places = new Map(listed.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: Line) => places.get(id) ?? listed.length;
  return [...lines.values()].toSorted((one, other) => placeOf(one) - placeOf(other));
}

function timelines(lines: readonly Line[], end: number, isChosen: (id: string) => boolean): Timeline[] {
  return lines.flatMap(({ id, state, since, spans }) => {
    const whole = end > since ? [...spans, { state, from: since, to: end }] : spans;
    const hasChanged = merged(whole).length > 1 || whole.some((span) => span.state !== state);
    return isChosen(id) || hasChanged ? [{ id, after: state, spans: merged(whole) }] : [];
  });
}

/** What was in between for no time leaves two spans of one state behind. */
function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last?.state === span.state) last.to = span.to;
    else found.push({ ...span });
  }
  return found;
}

interface Counted {
  readonly steps: readonly { readonly at: number; readonly workers: number }[];
  readonly lowest: { readonly workers: number; readonly at: number };
  readonly before: number;
}

function capacityOf({ steps, lowest, before }: Counted, end: number): Capacity {
  let lowestSeconds = 0;
  steps.forEach(({ at, workers }, index) => {
    if (workers === lowest.workers) lowestSeconds += Math.max(0, (steps[index + 1]?.at ?? end) - at);
  });
  return {
    before,
    lowest: lowest.workers,
    lowestFrom: lowest.at,
    lowestSeconds: tidy(lowestSeconds),
    after: steps.at(-1)?.workers ?? before,
    steps: [...steps],
  };
}

/** A sum of tenths is a number of tenths. */
function tidy(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
