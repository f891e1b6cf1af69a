import type { StepOf } from '../../domain/documents.js';
import type { LogTrouble, MachineObservation } from '../../domain/machines.js';
import type { WorkerRow } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { type CountedTrouble, troubleSince } from '../view/log-trouble.js';
import { silentLog, troubleText } from '../view/machine.js';
import { machineOf } from './machine-step.js';
import type { World } from './step.js';

type AwaitWorker = StepOf<'awaitWorker'>;

/** Milliseconds between two looks at the log: each is a whole look at the machine. */
const interval = 15_000;
/** Milliseconds until the first: a service tries at its start. */
const first = 5_000;

/** The last accepted heartbeat of a worker, and what time it was for the SQL Server when that was read. */
export interface LastHeartbeat {
  /** Null: none was ever accepted. */
  readonly at: string | null;
  readonly serverTime: string;
}

export function lastHeartbeatOf(rows: readonly WorkerRow[]): LastHeartbeat {
  const [latest] = rows.toSorted((one, other) => one.lastOnlineAge - other.lastOnlineAge);
  if (latest === undefined) return { at: null, serverTime: new Date(0).toISOString() };
  const now = Date.parse(latest.lastOnline) + latest.lastOnlineAge * 1000;
  // A time that nobody can read leaves open what came after it: nothing counts then.
  return { at: latest.lastOnline, serverTime: new Date(Number.isNaN(now) ? 0 : now).toISOString() };
}

/** What the log of an awaited worker says. */
export interface SeenLog {
  readonly trouble: readonly CountedTrouble[];
  /** Where there is none: which log says nothing. */
  readonly silence: string;
}

/** The log of a worker that is waited for. The end of the wait ends a look that is under way. */
interface LogWatch extends AsyncDisposable {
  /** Begins a look now and then, without waiting for it; each new kind of trouble is told once. */
  look(last: LastHeartbeat): void;
  /** What it says now; undefined where the machine cannot be looked at. */
  now(last: LastHeartbeat): Promise<SeenLog | undefined>;
}

/** Nobody goes to a machine that is left to a person, not even for its log. */
export function watchLog(step: AwaitWorker, world: World, signal: AbortSignal): LogWatch {
  const machine = machineOf(step);
  const { reached, lastOnline } = step.arguments;
  const began = world.clock();
  const ending = new AbortController();
  const told = new Set<LogTrouble['kind']>();
  let lookedAt = began - interval + first;
  let pending: Promise<void> | undefined;

  const inspected = async (inner: AbortSignal) => {
    const seen = reached === false ? undefined : await world.machines.inspect(machine, inner);
    return seen?.known === true ? seen.value : undefined;
  };
  const tellNew = async (last: LastHeartbeat) => {
    const seen = await inspected(ending.signal);
    if (seen === undefined || ending.signal.aborted) return;
    // Without a restart the service may have written of what the steps before have mended.
    const from = Date.parse(seen.observedAt) - (world.clock() - began);
    for (const found of troubleOf(seen, last)) {
      const isOld = lastOnline === undefined && Date.parse(found.at ?? found.notAfter ?? '') < from;
      if (isOld || told.has(found.kind)) continue;
      told.add(found.kind);
      const { cause, remedy } = troubleText(found.kind);
      const detail = `The log of ${machine} says${found.when}: ${cause} (${found.file}: ${found.line})`;
      world.trouble(diagnostic('plan.log-trouble', detail, { severity: 'warning', remedy }));
    }
  };
  return {
    look(last) {
      if (reached === false || pending !== undefined || world.clock() - lookedAt < interval) return;
      lookedAt = world.clock();
      const done = () => {
        pending = undefined;
      };
      // It throws only where it is ended.
      pending = tellNew(last).then(done, done);
    },
    async now(last) {
      const seen = await inspected(signal);
      if (seen === undefined) return undefined;
      return { trouble: troubleOf(seen, last), silence: silentLog(seen.logs, 'worker') };
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await pending;
    },
  };
}

function troubleOf(seen: MachineObservation, { at, serverTime }: LastHeartbeat): readonly CountedTrouble[] {
  return troubleSince(seen, 'worker', at, { catalog: { observedAt: serverTime } });
}
