import { setTimeout as delay } from 'node:timers/promises';
import type { EventBody, Plan } from '../../src/domain/documents.js';
import { isScaleoutError, registry } from '../../src/errors/errors.js';
import { type ApplyOutcome, apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../src/reconciler/rollout/rollout.js';
import type { Topology } from '../../src/topology/topology.js';
import {
  type FaultedFleet,
  type Hit,
  openThroughProxies,
  type Place,
  type Side,
  startFaultedFleet,
} from './faulted-fleet.js';

/** What `scaleout apply` came to: it could not begin, or it has an outcome. */
export type End =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'ended'; readonly outcome: ApplyOutcome; readonly codes: readonly string[] };

export interface FaultedRun {
  /** False: the message never came. */
  readonly happened: boolean;
  readonly end: End;
  readonly places: readonly Place[];
  /** What must not be; empty where all is well. */
  readonly problems: readonly string[];
}

const never = new AbortController().signal;

/** Milliseconds for a whole apply with a fault; and for one without. */
const longest = 30_000;

/** Applies a topology to a bare fleet with one fault on the wire, then once more without. */
export async function runWithFault(topology: Topology, hit?: Hit): Promise<FaultedRun> {
  const problems: string[] = [];
  const rejected = (reason: unknown) => problems.push(`unhandled rejection: ${String(reason)}`);
  process.on('unhandledRejection', rejected);
  try {
    await using fleet = await startFaultedFleet(topology);
    const through = await openThroughProxies(topology, fleet, hit);
    const end = await within('the apply with the fault', applyOnce(topology, through)).finally(() =>
      within('its end', through[Symbol.asyncDispose]()),
    );
    problems.push(...(await problemsOf(topology, fleet, end)));
    return { happened: through.happened(), end, places: through.places(), problems };
  } finally {
    process.off('unhandledRejection', rejected);
  }
}

async function problemsOf(topology: Topology, fleet: FaultedFleet, end: End): Promise<readonly string[]> {
  await using side = fleet.open();
  const problems: string[] = [];
  const before = await planned(topology, side);
  if (end.kind === 'ended') {
    if (end.outcome.result === 'done' && before.steps.length + before.changes.length > 0) {
      problems.push(`said to be done, but ${idsOf(before)} remains`);
    }
    if (end.outcome.result !== 'done' && end.outcome.errored + end.outcome.unresolved === 0) {
      problems.push(`${end.outcome.result}, but nothing failed`);
    }
  }
  const codes = end.kind === 'refused' ? [end.code] : end.codes;
  for (const code of codes) {
    if (!(code in registry) || code === 'command.unexpected') problems.push(`the code ${code}`);
  }
  const next = await within('the next apply', applyOnce(topology, side));
  if (next.kind === 'refused') problems.push(`the next apply was refused with ${next.code}`);
  else if (next.outcome.result !== 'done')
    problems.push(`the next apply: ${next.outcome.result}, ${next.codes.join()}`);
  const after = await planned(topology, side);
  if (after.steps.length + after.changes.length > 0 || !after.complete)
    problems.push(`in the end ${idsOf(after)} remains`);
  return [...problems, ...repeated(fleet)];
}

function repeated({ writes }: FaultedFleet): readonly string[] {
  const counts = new Map<string, number>();
  for (const write of writes) counts.set(write, (counts.get(write) ?? 0) + 1);
  return [...counts].flatMap(([write, count]) =>
    count === 1 || (write.includes('"restartService"') && count === 2) ? [] : [`${count} times ${write}`],
  );
}

export async function planned(topology: Topology, side: Side): Promise<Plan> {
  return planOf(topology, await observe(topology, side, never));
}

function planOf(topology: Topology, observation: Parameters<typeof plan>[1]): Plan {
  return plan(topology, observation, { createdAt: new Date().toISOString(), toolVersion: '0.0.0' });
}

/** Observes, plans and carries out, as the command does. */
export async function applyOnce(topology: Topology, { catalog, machines }: Side): Promise<End> {
  const events: EventBody[] = [];
  try {
    const observation = await observe(topology, { catalog, machines }, never);
    const made = planOf(topology, observation);
    if (!made.applyable) return { kind: 'refused', code: made.diagnostics[0]?.code ?? 'none' };
    const outcome = await apply(made, {
      catalog,
      machines,
      parallelism: topology.policy.parallelism,
      rollout: rolloutLimits(topology.policy.rollout, observation.catalog),
      emit: (event) => events.push(event),
      clock: () => performance.now(),
      pause: (milliseconds, signal) => delay(milliseconds / 20, undefined, { signal }),
      stop: never,
      abort: never,
    });
    const codes = events.flatMap((event) => (event.type === 'step_errored' ? [event.diagnostic.code] : []));
    return { kind: 'ended', outcome, codes };
  } catch (error) {
    if (isScaleoutError(error)) return { kind: 'refused', code: error.code };
    throw error;
  }
}

const idsOf = (made: Plan) => [...made.changes, ...made.steps].map(({ id }) => id).join(', ') || 'an unseen part';

export async function within<T>(what: string, work: Promise<T>, limit = longest): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
