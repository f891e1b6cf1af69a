import type { Plan, Step } from '../../domain/documents.js';
import { maintenanceCode } from '../../reconciler/guards/guard.js';
import { endWords } from '../../reconciler/view/suspensions.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { age, localMoments } from '../../text/times.js';
import { counted, firstOf, listed } from '../../text/words.js';
import { rotationSentences } from './rotation-sentences.js';

/** Workers and other targets are named up to here, then counted. */
const named = 8;

/** How an apply will go about it, below its title; empty where there is nothing to say. */
export function rolloutText(plan: Plan, screen: Screen): string {
  const sentences = rolloutSentences(plan);
  const blocked = blockedSentence(plan);
  if (sentences.length === 0 && blocked === undefined) return '';
  const { yellow } = style(screen.colors);
  const lines = sentences.map((sentence) => paragraph('  ', localMoments(sentence, screen), screen));
  const warned = blocked === undefined ? [] : [paragraph('  ', yellow(blocked), screen)];
  return ['Rollout:', ...lines, ...warned].join('\n');
}

/** The order and the numbers that an apply goes by, each a sentence that is safe to print. */
export function rolloutSentences(plan: Plan): readonly string[] {
  const { rollout, steps, applyable } = plan;
  // A plan that cannot be applied, or that an older version made, says nothing of it.
  if (rollout === undefined || !applyable) return [];
  const { parallelism, workers } = rollout;
  const manual = steps.filter((step) => step.manual === true).length;
  return [
    ...(steps.length - manual > 1
      ? [
          parallelism === 1
            ? 'One step at a time, each after the steps that it needs.'
            : `Up to ${parallelism} steps at a time, each after the steps that it needs.`,
        ]
      : []),
    ...rotationSentences(plan),
    // A change of the master's certificate has an order of its own, that its note tells.
    ...((workers?.together ?? []).length > 0 ? [] : firstSentence(steps)),
    ...(workers === undefined ? [] : outageSentences(workers, plan)),
    ...drainSentences(steps),
    ...waitSentences(steps),
    ...(workers === undefined ? [] : afterwards(workers)),
    ...(manual > 0
      ? [
          manual === steps.length
            ? 'All of it is to be done by hand: apply itself changes nothing.'
            : (awaitedByHand(steps) ?? 'Apply does not wait for what is to be done by hand: its other steps go on.'),
        ]
      : []),
  ];
}

/** A person restarts the master of a cluster in the middle of it, while all workers are out. */
function awaitedByHand(steps: readonly Step[]): string | undefined {
  const byHand = new Map(steps.flatMap((step) => (step.manual === true ? [[step.id, step] as const] : [])));
  for (const step of steps) {
    if (step.operation !== 'awaitMaster') continue;
    const restart = step.needs.map((need) => byHand.get(need)).find((need) => need !== undefined);
    if (restart === undefined) continue;
    const limit = age(step.arguments.timeoutSeconds);
    return `A person restarts the service of ${printable(restart.target)} while apply runs, when all workers are out and apply says so: that is waited for, ${limit} at most. Be there.`;
  }
  return undefined;
}

type ExpectedWorkers = NonNullable<NonNullable<Plan['rollout']>['workers']>;

/** What workers have to wait for that is none of them. */
function firstSentence(steps: readonly Step[]): readonly string[] {
  const targets = new Map(steps.map(({ id, target, manual }) => [id, manual === true ? undefined : target]));
  const first = new Set<string>();
  const waiting = new Set<string>();
  for (const { target, needs } of steps) {
    if (!isWorker(target)) continue;
    for (const need of needs) {
      const needed = targets.get(need);
      if (needed === undefined || isWorker(needed)) continue;
      first.add(needed);
      waiting.add(target);
    }
  }
  if (first.size === 0) return [];
  const inOrder = new Set(steps.map(({ target }) => target).filter((target) => first.has(target)));
  const who = waiting.size === 1 ? printable([...waiting].join()) : `${waiting.size} workers`;
  return [`First ${namesOf([...inOrder])}, which ${who} ${waiting.size === 1 ? 'needs' : 'need'}.`];
}

function isWorker(target: string): boolean {
  return target.startsWith('worker/');
}

function outageSentences(
  { order: all, maxUnavailable, unavailable, together = [] }: ExpectedWorkers,
  { steps, changes, suspensions = [] }: Pick<Plan, 'steps' | 'changes' | 'suspensions'>,
): readonly string[] {
  const order = all.filter((target) => !together.includes(target));
  const atOnce =
    together.length === 0
      ? []
      : [
          together.length === 1
            ? `${namesOf(together)} is taken out of service for the master.`
            : `${counted(together.length, 'worker')} are taken out of service for the master, all at one time: ${namesOf(together)}.`,
        ];
  if (order.length === 0) return atOnce;
  const back = new Set(
    steps.flatMap((step) => (step.operation === 'setWorkerEnabled' && step.arguments.enabled ? [step.target] : [])),
  );
  const maintained = new Set(changes.flatMap(({ id, reasonCode }) => (reasonCode === maintenanceCode ? [id] : [])));
  const away = order.filter((target) => maintained.has(target)).length;
  const gone = order.filter((target) => !back.has(target) && !maintained.has(target)).length;
  const parts = [
    ...partOf(gone, order, 'for good'),
    ...partOf(away, order, `for maintenance${order.length === 1 ? endOf(order[0], suspensions) : ''}`),
  ];
  const forGood = parts.length === 0 ? '' : ` ${parts.join(' ')}`;
  const out =
    order.length === 1
      ? `${namesOf(order)} is taken out of service${forGood}.`
      : `${counted(order.length, 'worker')} are taken out of service${forGood}, at most ${maxUnavailable} at a time, in this order: ${namesOf(order)}.`;
  const are = unavailable === 1 ? 'is' : 'are';
  const waits =
    unavailable < maxUnavailable ? '' : `; ${order.length === 1 ? 'it' : 'the first'} waits until one is back`;
  const before = `At most ${maxUnavailable} may be out at one time, and ${unavailable} ${are} out already (enabled and offline, or to be enabled)${waits}.`;
  return [...atOnce, out, ...(unavailable > 0 ? [before] : [])];
}

/** When a worker in maintenance comes back. */
function endOf(target: string | undefined, suspensions: NonNullable<Plan['suspensions']>): string {
  const found = suspensions.find((one) => one.target === target && one.drained !== undefined);
  return found === undefined ? '' : `, ${endWords(found) ?? 'until scaleout undrain'}`;
}

/** Of all of them a phrase, of some a note in brackets, in a list. */
function partOf(count: number, order: readonly string[], what: string): readonly string[] {
  if (count === 0) return [];
  return [count === order.length ? what : `(${count} of them ${what})`];
}

/** What drains wait for, and what becomes of a worker that does not get idle. */
function drainSentences(steps: readonly Step[]): readonly string[] {
  const found = new Set<string>();
  for (const step of steps) {
    if (step.operation !== 'drainWorker') continue;
    const { timeoutSeconds, onTimeout, together } = step.arguments;
    const then =
      together === true
        ? 'If one is still busy then, the master stays as it is, and all that were taken out are brought back.'
        : onTimeout === 'stop'
          ? 'If it is still busy then, it is left as it was, its step has failed, and what needs that step is skipped.'
          : 'If it is still busy then, it is taken out all the same, and what it runs may be lost.';
    found.add(
      `A worker is taken out once it runs no package; that is waited for, ${age(timeoutSeconds)} at most. ${then}`,
    );
  }
  return [...found];
}

function waitSentences(steps: readonly Step[]): readonly string[] {
  const byLimit = new Map<number, string[]>();
  for (const step of steps) {
    if (step.operation !== 'awaitWorker') continue;
    const { timeoutSeconds } = step.arguments;
    byLimit.set(timeoutSeconds, [...(byLimit.get(timeoutSeconds) ?? []), step.target]);
  }
  return [...byLimit].map(([limit, targets]) => {
    const who = byLimit.size === 1 && targets.length > 1 ? 'Each worker that is waited for' : namesOf(targets);
    const verb = byLimit.size > 1 && targets.length > 1 ? 'have' : 'has';
    return `${who} ${verb} to be heard of within ${age(limit)}, else the step that waits has failed.`;
  });
}

function afterwards({ order, together = [], pauseAfterFirstSeconds, maxFailures }: ExpectedWorkers): readonly string[] {
  if (order.length - together.length < 2) return [];
  const failures =
    maxFailures === 0
      ? 'Once a worker that is taken out or enabled has failed'
      : `Once more than ${maxFailures} of the workers that are taken out or enabled have failed`;
  return [
    ...(pauseAfterFirstSeconds > 0
      ? [`The first worker goes alone; once it is done, the others wait for ${age(pauseAfterFirstSeconds)} more.`]
      : []),
    `${failures}, no further one is taken out.`,
  ];
}

function blockedSentence({ rollout, applyable }: Plan): string | undefined {
  const blocked = applyable ? rollout?.workers?.blocked : undefined;
  if (blocked === undefined) return undefined;
  return `Not taken out, since ${printable(blocked.reason)}: ${namesOf(blocked.workers)}.`;
}

function namesOf(targets: readonly string[]): string {
  const names = targets.map(printable);
  return names.length > named ? firstOf(names, named) : listed(names);
}
