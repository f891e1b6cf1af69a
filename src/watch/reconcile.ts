import type { Catalog, HeldLock } from '../domain/catalog.js';
import type { Emit, Plan } from '../domain/documents.js';
import { type Diagnostic, diagnostic, diagnosticOf, isScaleoutError, recoveryOf } from '../errors/errors.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import { carryOut } from '../reconciler/apply/carry-out.js';
import { emptiedWorkers, settleMaintenances, unsettled } from '../reconciler/apply/settle-maintenances.js';
import { stepsToRehearse } from '../reconciler/guards/rehearsal-required.js';
import { refusedToLogin } from '../reconciler/guards/rights.js';
import type { BackOff, Failure } from '../reconciler/hold/back-off.js';
import type { HeldChange } from '../reconciler/hold/hold.js';
import { approvalsAt, readApprovals, withoutApproval, writeApprovals } from '../reconciler/hold/notes.js';
import type { WaitingNews } from '../reconciler/hold/waiting.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import { conditionOf } from './fleet-condition.js';
import type { Standing } from './leadership.js';
import { type Decision, decide, type Looking, targetFingerprint } from './look.js';
import type { MachineCache } from './machine-cache.js';
import { allowedBy, runHistory } from './run-history.js';
import { tellWaiting } from './tell-waiting.js';
import { fleetOf, type ReconcileResult } from './watch-event.js';
import type { WatchOptions, WatchWorld } from './watch-options.js';
import { linkedSignal } from './watch-time.js';

/** What a run works on. */
interface Reconciling {
  readonly options: WatchOptions;
  readonly world: WatchWorld;
  readonly machines: MachineCache;
  readonly looking: Looking;
  readonly backOff: BackOff;
  readonly standing: () => Standing;
}

/** What came of a run, apart from what the loop itself knows. */
export type Reconciled = Omit<ReconcileResult, 'reasons' | 'durationMs'> & {
  /** The lock on the catalog was not to be had: the run is repeated after a while. */
  readonly isLocked?: true;
};

/** Milliseconds to wait for the catalog's lock: whoever holds it has a reason, and it is tried again. */
const lockTimeout = 2_000;

/**
 * One run: looks, plans, and carries out what may be done now. Throws what keeps it from looking, and what the history and
 * the mark throw.
 */
export async function reconcile(topology: Topology, on: Reconciling): Promise<Reconciled> {
  const { options, world } = on;
  using stop = linkedSignal(options.stop);
  const first = await lookAndDecide(topology, on, stop.signal);
  const standing = on.standing();
  if (!standing.isLeader) return undone(topology, first);
  if (first.holding.plan.steps.length === 0) {
    const kept = await settle(topology, first, on, stop.signal);
    const waiting = waitingFor(first);
    const warnings = await tellWaiting(on, first.observation, { topology: topology.name, waiting }, stop.signal);
    return undone(topology, first, [...warnings, ...kept]);
  }
  stop.signal.throwIfAborted();
  const lock = await lockOf(topology, world, stop.signal);
  if ('code' in lock) return { ...heldByLock(topology, first, lock), isLocked: true };
  await using held = lock;
  // Somebody may have changed the catalog before we had the lock.
  const decision = await lookAndDecide(topology, on, stop.signal);
  if (decision.holding.plan.steps.length === 0) return undone(topology, decision);
  return apply(topology, decision, held, standing.lost, on);
}

interface Look extends Decision {
  readonly observation: Observation;
  readonly diagnostics: readonly Diagnostic[];
}

async function lookAndDecide(topology: Topology, on: Reconciling, signal: AbortSignal): Promise<Look> {
  const observation = await on.looking.look(topology, on.world.catalog, signal);
  const standing = on.standing();
  const standby = standing.isLeader ? undefined : (standing.detail ?? 'another replica leads');
  const decision = decide(topology, observation, on.options, { backOff: on.backOff, standby });
  const { everything, holding } = decision;
  on.options.seen?.({ topology, observation, plan: everything, held: holding.held });
  // Who may change something and lacks the right to is refused it; who only observes needs none.
  const told = on.options.mode === 'observe' ? everything : refusedToLogin(everything, observation.catalog.login);
  return { observation, ...decision, diagnostics: toldBy(told) };
}

/** What the world is like after an apply, for whom it is shown to: nothing is done, and nothing else is told. Throws as a run does. */
export async function lookAgain(topology: Topology, on: Reconciling): Promise<void> {
  using stop = linkedSignal(on.options.stop);
  await lookAndDecide(topology, on, stop.signal);
}

async function apply(
  topology: Topology,
  seen: Look,
  lock: HeldLock,
  lost: AbortSignal,
  { options, world, machines, backOff }: Reconciling,
): Promise<Reconciled> {
  const { observation, everything, holding } = seen;
  const { listener, time } = options;
  const outcomes = stepOutcomes(holding.plan);
  const emptied = emptiedWorkers(holding.plan);
  using stop = linkedSignal(options.stop);
  // Who does not lead any more has lost the right to write as much as one whose lock is gone.
  using anyLost = linkedSignal(lock.lost, lost);
  using abort = linkedSignal(options.abort);
  // Nothing else has been approved, whatever stands in the catalog.
  const isApproved = options.approve || stepsToRehearse(holding.plan, topology.policy).length > 0;
  const allowed = isApproved ? allowedBy(holding.plan, observation, time.now()) : {};
  const history = await runHistory(topology, { login: observation.catalog.login.name, allowed }, options);
  const more: Diagnostic[] = [];
  try {
    const outcome = await carryOut({
      plan: holding.plan,
      topology,
      observed: observation.catalog,
      lock: { lost: anyLost.signal },
      history,
      catalog: world.catalog,
      machines: machines.acting,
      parallelism: options.parallelism ?? topology.policy.parallelism,
      clock: time.clock,
      pause: time.pause,
      stop: stop.signal,
      abort: abort.signal,
      emit(event) {
        outcomes.emit(event);
        emptied.emit(event);
        listener({ type: 'apply_event', topology: topology.name, event });
      },
    });
    if (isApproved && outcome.result === 'done') {
      more.push(...(await useApproval(world.catalog, holding.plan.fingerprint, time.now(), abort.signal)));
      const carriedOut = { fingerprint: holding.plan.fingerprint, changes: changedBy(holding.plan) };
      const news = { topology: topology.name, carriedOut };
      more.push(...(await tellWaiting({ options, world }, observation, news, abort.signal)));
    }
    const settling = { catalog: world.catalog, emptied: emptied.ids };
    const settled = await settleMaintenances(topology, observation, settling, abort.signal);
    more.push(...settled.diagnostics);
    // It would be looked at again with each run: nothing is changed by that, and the history would be full of it.
    const why = 'that the worker was emptied cannot be noted in the catalog';
    for (const target of settled.unmarked) outcomes.fail(target, { isLasting: true, why });
    return done(topology, seen, outcome, [...history.warnings(), ...more]);
  } catch (error) {
    await history.failed(error);
    throw error;
  } finally {
    outcomes.end(backOff, (target) => targetFingerprint(target, everything, observation));
  }
}

function done(topology: Topology, seen: Look, outcome: ApplyOutcome, more: readonly Diagnostic[]): Reconciled {
  const told = toldOf(topology, seen);
  const isWhole = outcome.result === 'done' && !hasUnknown(seen.everything);
  const short = outcome.result === 'interrupted' ? 'interrupted' : 'partial';
  return { ...told, result: isWhole ? 'applied' : short, outcome, diagnostics: [...told.diagnostics, ...more] };
}

function undone(topology: Topology, seen: Look, warnings: readonly Diagnostic[] = []): Reconciled {
  const found = toldOf(topology, seen);
  const told = { ...found, diagnostics: [...found.diagnostics, ...warnings] };
  const result = told.held.length > 0 ? 'held' : hasUnknown(seen.everything) ? 'partial' : 'in-sync';
  return { ...told, result };
}

/** The plan that an approval would let be made, or one that has it and waits for its window: its approval can be withdrawn. */
function waitingFor({ holding }: Look): Omit<WaitingNews, 'topology'> | undefined {
  const { held, awaits, approved, awaitsRehearsal: rehearsal = false, awaitsDestructive: destructive } = holding;
  const fingerprint = awaits ?? approved;
  if (fingerprint === undefined) return undefined;
  const changes = held.filter(({ by }) => by === (awaits === undefined ? 'window' : 'approval')).map(({ id }) => id);
  return { fingerprint, changes, rehearsal, destructive };
}

function changedBy({ steps }: Plan): readonly string[] {
  return [...new Set(steps.map(({ target }) => target))];
}

function toldOf(topology: Topology, { observation, everything, diagnostics, holding }: Look) {
  return {
    plan: everything,
    held: holding.held,
    fleet: fleetOf(topology, observation),
    condition: conditionOf(topology, observation),
    diagnostics,
  };
}

/** A plan that was just made has codes of the registry alone. */
function toldBy({ diagnostics }: Decision['everything']): readonly Diagnostic[] {
  return diagnostics as readonly Diagnostic[];
}

/** Something differs of which nobody knows what it is: no step could be made for it. */
function hasUnknown({ changes }: Decision['everything']): boolean {
  return changes.some(({ action }) => action === 'unknown');
}

async function lockOf(topology: Topology, world: WatchWorld, signal: AbortSignal): Promise<HeldLock | Diagnostic> {
  const request = { purpose: `watch ${topology.name}`, timeout: lockTimeout, onWait: () => undefined };
  try {
    return await world.lock.acquire(request, signal);
  } catch (error) {
    if (isScaleoutError(error, 'guard.lock-held')) return diagnosticOf(error);
    throw error;
  }
}

function heldByLock(topology: Topology, seen: Look, { summary, detail }: Diagnostic): Reconciled {
  const told = toldOf(topology, seen);
  const ids = [...new Set(seen.holding.plan.steps.map((step) => step.target))];
  const held = ids.map((id): HeldChange => ({ id, by: 'guard', reason: `${summary}: ${detail}` }));
  return { ...told, result: 'held', held: [...told.held, ...held] };
}

/** Takes down which targets failed, for the back-off. */
interface StepOutcomes {
  readonly emit: Emit;
  /** A target has failed although its steps were done. */
  fail(target: string, failure: Failure): void;
  /** Tells the back-off; `seenOf` is the fingerprint of a target. */
  end(backOff: BackOff, seenOf: (target: string) => string): void;
}

function stepOutcomes({ steps }: Plan): StepOutcomes {
  const targets = new Map(steps.map((step) => [step.id, step.target]));
  const left = new Map<string, number>();
  for (const { target } of steps) left.set(target, (left.get(target) ?? 0) + 1);
  const failures = new Map<string, Failure>();
  return {
    fail: (target, failure) => failures.set(target, failure),
    emit(event) {
      if (event.type !== 'step_complete' && event.type !== 'step_errored') return;
      const target = targets.get(event.step);
      if (target === undefined) return;
      if (event.type === 'step_complete') {
        left.set(target, (left.get(target) ?? 0) - 1);
        return;
      }
      const { code, summary, detail } = event.diagnostic;
      const recovery = recoveryOf(code);
      // What was ended from outside is no failure of its target.
      if (recovery === 'cutOff') return;
      failures.set(target, { isLasting: recovery === 'lasting', why: `${summary}: ${detail}` });
    },
    end(backOff, seenOf) {
      for (const [target, steps] of left) {
        const failure = failures.get(target);
        if (failure !== undefined) backOff.failed(target, seenOf(target), failure);
        else if (steps === 0) backOff.succeeded(target);
      }
    },
  };
}

/**
 * Takes the notes of maintenances out of the catalog whose workers are back. Under the lock, for others write there too; where
 * somebody holds it, the next run tries again.
 */
async function settle(
  topology: Topology,
  { observation }: Look,
  { options, world }: Reconciling,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  if (options.mode === 'observe' || unsettled(topology, observation) === undefined) return [];
  const lock = await lockOf(topology, world, signal);
  if ('code' in lock) return [];
  await using _held = lock;
  return (await settleMaintenances(topology, observation, { catalog: world.catalog }, signal)).diagnostics;
}

/**
 * Takes an approval out of the catalog that was used, and those that are too old. Returns a warning where that is not
 * possible: it could be used again then.
 */
async function useApproval(
  catalog: Pick<Catalog, 'observe' | 'setNote'>,
  fingerprint: string,
  now: number,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  try {
    const approvals = readApprovals((await catalog.observe(signal)).notes);
    if (!approvals.known) return [diagnostic('watch.approval-kept', approvals.reason, { severity: 'warning' })];
    const left = withoutApproval(approvalsAt(approvals.value, now), fingerprint);
    if (left.length < approvals.value.length) await catalog.setNote('approvals', writeApprovals(left), signal);
    return [];
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return [{ ...diagnosticOf(error), severity: 'warning' }];
  }
}
