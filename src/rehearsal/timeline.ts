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

/** A worker at the last look. */
interface SeenWorker {
  readonly id: string;
  readonly worker: TwinWorker;
  readonly isBusy: boolean;
  readonly isDraining: boolean;
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
  const seen = new Map<string, SeenWorker>();
  let [wasLetIn, members]: [boolean, readonly string[]] = [false, []];
  let absent = listed;

  const isRestarting = (machine: string, service: string) => {
    const services = underWay.services(machine);
    return services.size > 0 && [...services].some((name) => name.toUpperCase().startsWith(service.toUpperCase()));
  };
  const isUnseen = (machine: string) => unseen.has(machine.toUpperCase());
  const stateOf = ({ worker, isBusy, isDraining }: SeenWorker, isLetIn: boolean): RehearsedState => {
    if (isBusy) return 'restarting';
    if (isDraining) return 'draining';
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
      let able = 0;
      const noted = new Set<string>();
      for (const worker of workers) {
        const last = seen.get(worker.agentId);
        const id = last?.id ?? idOf(worker);
        const isBusy = isRestarting(worker.machine, workerService);
        const isDraining = underWay.isDraining(id);
        // Most are as they were.
        const isSame = last?.worker === worker && last.isBusy === isBusy && last.isDraining === isDraining;
        const isThere = worker.enabled && worker.service === 'running' && worker.connected && isLetIn;
        if (isThere && !isBusy) able += 1;
        // Of several rows of one machine the last one counts.
        if (isSame && wasLetIn === isLetIn && !noted.has(id)) continue;
        noted.add(id);
        const now = { id, worker, isBusy, isDraining };
        seen.set(worker.agentId, now);
        note(workerLines, id, stateOf(now, isLetIn), at);
      }
      wasLetIn = isLetIn;
      if (workers.length !== members.length || workers.some(({ agentId }, index) => agentId !== members[index])) {
        members = workers.map(({ agentId }) => agentId);
        const present = new Set(members.map((agentId) => seen.get(agentId)?.id));
        absent = listed.filter(({ id }) => !present.has(id));
        const current = new Set(members);
        for (const agentId of seen.keys()) if (!current.has(agentId)) seen.delete(agentId);
        const own = new Set(listed.map(({ id }) => id));
        for (const id of workerLines.keys()) if (!present.has(id) && !own.has(id)) note(workerLines, id, 'gone', at);
      }
      for (const { id, machine } of absent) {
        const isBusy = isRestarting(machine, workerService);
        note(workerLines, id, isBusy ? 'restarting' : isUnseen(machine) ? 'unseen' : 'gone', at);
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
