import type { Plan } from '../domain/documents.js';
import { age } from '../text/times.js';
import { counted } from '../text/words.js';
import type { Topology } from '../topology/topology.js';
import type { SimulatedTime } from './simulated-time.js';

export interface RehearsalLimits {
  readonly plan: Plan;
  readonly topology: Topology;
  readonly time: SimulatedTime;
  readonly workers: number;
  readonly onLeave: () => void;
  readonly onReach: () => void;
  /** Ends the rehearsal, with why. */
  readonly cut: (why: string) => void;
}

/** Milliseconds of real time in which nothing at all happens: a call to the twin hangs. */
const stuck = 60_000;

/** Milliseconds of real time that a rehearsal takes at most. */
const longest = 30 * 60_000;

/** Seconds of simulated time that are gone through in any case: a week. */
const leastSimulated = 7 * 86_400;

/** Seconds that a step takes at most besides what it may wait. */
const besides = 900;

/** Of a fleet that is larger the twin is looked at less often where time passes. */
const largeFleet = 200;

/** Watches over a rehearsal until it is disposed of: no sleep that never ends and no call that hangs keeps it. */
export function rehearsalLimit({ plan, topology, time, workers, onLeave, onReach, cut }: RehearsalLimits): Disposable {
  const limit = simulatedLimit(plan, topology);
  const began = performance.now();
  let last = { progress: time.progress(), at: began };
  const timer = setInterval(() => {
    const now = performance.now();
    const progress = time.progress();
    if (progress !== last.progress) last = { progress, at: now };
    else if (now - last.at >= stuck) cut(`Nothing has happened on the twin for ${counted(stuck / 60_000, 'minute')}.`);
    if (now - began >= longest) cut(`It has taken ${age(longest / 1000)}, and is at ${age(time.now() / 1000)}.`);
  }, 1_000);
  time.watch({
    onLeave,
    onReach,
    longestStep: workers > largeFleet ? 5_000 : 1_000,
    limit: limit * 1000,
    onLimit: () => cut(`After ${age(limit)} of simulated time it is not at its end.`),
  });
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      time.watch({ onLeave() {}, onReach() {}, longestStep: Infinity, limit: Infinity, onLimit() {} });
    },
  };
}

/** Seconds: more than all waits of the plan take one after the other, and never less than a week. */
function simulatedLimit({ steps, rollbacks = [] }: Plan, { policy }: Topology): number {
  const all = [...steps, ...rollbacks.flatMap(({ undo }) => undo.map(({ step }) => step))];
  let sum = policy.rollout.pauseAfterFirstSeconds;
  for (const { arguments: given } of all) {
    sum += besides;
    if ('timeoutSeconds' in given) sum += given.timeoutSeconds;
    if ('comesBackWithin' in given) sum += given.comesBackWithin ?? 0;
  }
  return Math.max(leastSimulated, sum);
}
