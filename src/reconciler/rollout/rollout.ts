// src/reconciler/rollout has in which order steps are carried out and how many workers may be out of service at one
// time: step-queue.ts has the order, rollout.ts the gate, and expected-rollout.ts tells of both before anything is done.

import type { CatalogObservation } from '../../domain/catalog.js';
import type { Step } from '../../domain/documents.js';
import { isPossiblyCut, shortKey } from '../../domain/machine-name.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import type { RolloutPolicy } from '../../topology/topology.js';
import type { Operation } from '../steps/step.js';
import { operationOf } from '../steps/steps.js';

/** What policy.rollout means for a fleet of so many workers. */
export interface RolloutLimits {
  /** The most workers that may be out at one time. */
  readonly maxOut: number;
  /**
   * Enabled workers that are offline before anything is done, by WorkerAgentId: they are out too. Rows that an earlier
   * installation of a machine left behind are not among them where the machine is online under another.
   */
  readonly offline: readonly string[];
  readonly pauseAfterFirst: number;
  readonly maxFailures: number;
}

/** Milliseconds and workers of a policy, for the workers that a catalog showed. */
export function rolloutLimits(policy: RolloutPolicy, { workers }: CatalogObservation): RolloutLimits {
  const rows = workers.known ? workers.value : [];
  const enabled = rows.filter((row) => row.enabled);
  const online = new Set(rows.filter(isWorkerOnline).map(keyOf));
  const { maxUnavailable } = policy;
  const maxOut =
    'workers' in maxUnavailable
      ? maxUnavailable.workers
      : Math.max(1, Math.floor((enabled.length * maxUnavailable.percent) / 100));
  return {
    maxOut,
    offline: enabled.filter((row) => !isWorkerOnline(row) && !online.has(keyOf(row))).map((row) => row.id),
    pauseAfterFirst: policy.pauseAfterFirstSeconds * 1000,
    maxFailures: policy.maxFailures,
  };
}

/** Rows without a machine name have nothing in common, nor have those of names that may be cut off. */
function keyOf({ machineName, id }: WorkerRow): string {
  return machineName === null || machineName.trim() === '' || isPossiblyCut(machineName) ? id : shortKey(machineName);
}

/** Whether a step takes a worker out of service that is in it. */
export function takesOut(step: Step): boolean {
  const effect = effectOf(step);
  return effect === 'takesOut' || effect === 'takesOutTogether';
}

/** What a step does to the service of its worker. */
export function effectOf(step: Step): ReturnType<NonNullable<Operation<Step>['rollout']>> {
  return operationOf(step).rollout?.(step);
}

/**
 * Says when a further worker may be taken out. A worker is out from its drain on until all of its steps are done: then it
 * is online and enabled again, or out for good as the topology wants it. One that fails stays out. One that is found
 * disabled and is to be enabled is out from the beginning: a run before this one may have failed with it.
 */
export interface Rollout {
  /** Whether a step has to wait until the gate is open. One that is out already may be taken out for good. */
  isGated(step: Step): boolean;
  /** How many workers are out now. */
  outNow(): number;
  /** Whether another gated step may begin now. */
  isOpen(): boolean;
  /** Why none may begin any more; undefined while that may change. */
  closedFor(): string | undefined;
  begun(step: Step): void;
  /** Whether a target is out, so that the rest of its steps brings it back. */
  isUnderWay(target: string): boolean;
  succeeded(step: Step): void;
  /**
   * `isOut`: the step may have left its worker out of service. One that it did not take out gives its place back. Returns
   * true where the run has failed too often.
   */
  failed(step: Step, isOut: boolean): boolean;
  /** A rollback has enabled its worker again. */
  broughtBack(target: string): void;
  /** The targets that were taken out and are not back, those out for good excepted. */
  stillOut(): readonly string[];
  /** Milliseconds until the pause after the first worker is over; undefined where none is under way. */
  pauseLeft(): number | undefined;
}

export function rollout(steps: readonly Step[], limits: RolloutLimits, clock: () => number): Rollout {
  const left = new Map<string, number>();
  const agents = new Map<string, string>();
  const taken = new Set(steps.filter(takesOut).map((step) => step.target));
  for (const step of steps) {
    const { target } = step;
    left.set(target, (left.get(target) ?? 0) + 1);
    const id = operationOf(step).row?.(step).id;
    if (id !== undefined) agents.set(target, id);
  }
  const offline = new Set(limits.offline);
  const offlineAtFirst: ReadonlySet<string> = new Set(limits.offline);
  const isGated = (step: Step) => effectOf(step) === 'takesOut' && !offlineAtFirst.has(agents.get(step.target) ?? '');
  const absent = new Set(
    steps.filter((step) => effectOf(step) === 'bringsBack' && !taken.has(step.target)).map((step) => step.target),
  );
  const judged: ReadonlySet<string> = new Set([...taken, ...absent]);
  const waiting = new Set(steps.filter(isGated).map((step) => step.target));
  const out = new Set<string>();
  const active = new Set<string>();
  const failed = new Set<string>();
  let firstBack: number | undefined;

  // A worker that was offline already is not counted twice when it is drained.
  const outNow = () => {
    const drained = new Set([...out].map((target) => agents.get(target) ?? ''));
    const twice = [...drained].filter((id) => offline.has(id)).length;
    return out.size + absent.size + offline.size - twice;
  };
  const pauseLeft = () => {
    // Nobody is left to wait for.
    if (waiting.size === 0) return undefined;
    if (firstBack === undefined || limits.pauseAfterFirst === 0) return undefined;
    const rest = firstBack + limits.pauseAfterFirst - clock();
    return rest > 0 ? rest : undefined;
  };
  const isFirstUnderWay = () => limits.pauseAfterFirst > 0 && firstBack === undefined && active.size > 0;
  const succeeded = ({ target }: Step) => {
    const rest = (left.get(target) ?? 0) - 1;
    left.set(target, rest);
    if (rest > 0) return;
    offline.delete(agents.get(target) ?? '');
    absent.delete(target);
    out.delete(target);
    if (active.delete(target)) firstBack ??= clock();
  };
  return {
    isGated,
    outNow,
    isOpen: () =>
      failed.size <= limits.maxFailures && outNow() < limits.maxOut && pauseLeft() === undefined && !isFirstUnderWay(),
    closedFor() {
      if (failed.size > limits.maxFailures) return 'more workers failed than policy.rollout.maxFailures allows';
      if (outNow() < limits.maxOut) return undefined;
      const count = outNow();
      return `${count} worker${count === 1 ? ' is' : 's are'} out already, and policy.rollout allows ${limits.maxOut}`;
    },
    begun(step) {
      if (!takesOut(step)) return;
      out.add(step.target);
      waiting.delete(step.target);
      if (isGated(step)) active.add(step.target);
    },
    isUnderWay: (target) => out.has(target) || absent.has(target),
    succeeded,
    failed(step, isOut) {
      if (effectOf(step) === 'optional') {
        succeeded(step);
        return false;
      }
      active.delete(step.target);
      waiting.delete(step.target);
      if (!isOut && takesOut(step)) out.delete(step.target);
      if (judged.has(step.target)) failed.add(step.target);
      return failed.size > limits.maxFailures;
    },
    broughtBack(target) {
      out.delete(target);
      absent.delete(target);
      active.delete(target);
    },
    stillOut: () => [...out],
    pauseLeft,
  };
}
