// src/reconciler/hold decides which changes a watch makes by itself now: by its mode, windows, suspensions, approvals,
// earlier failures and refusals. Pure but for the notes in the catalog (notes.ts). The loop itself is in src/watch.

import type { Change, Plan, Step } from '../../domain/documents.js';
import type { Hindrance, HindranceOf } from '../../topology/values/change-windows.js';
import type { JudgedPlan } from '../plan/plan.js';
import type { Targets } from '../plan/target-selection.js';

/** What watch may do by itself: report, apply what is safe or disruptive, or destructive things too. */
export type WatchMode = 'observe' | 'safe' | 'full';

/** A change that is needed and not made now. */
export interface HeldChange {
  /** The id of the change. */
  readonly id: string;
  readonly by: 'mode' | 'window' | 'suspension' | 'approval' | 'backoff' | 'guard';
  /** A phrase for people. */
  readonly reason: string;
  /** ISO 8601, UTC: when it may be made by itself; absent where a person must act. */
  readonly until?: string;
}

/** What watch may do now, and what it may not. */
export interface HoldRules {
  readonly mode: WatchMode;
  /** Why nothing at all is changed here: another replica leads, say. */
  readonly standby?: string;
  readonly suspended: HindranceOf;
  readonly backedOff: HindranceOf;
  readonly closed: HindranceOf;
  /** Whether every plan has to be approved; absent: only one with changes that need a rehearsal. */
  readonly approve?: boolean;
  /** Whether the plan of a fingerprint was approved, by a rehearsal of it where it needs one. Absent: nothing is. */
  readonly isApproved?: (fingerprint: string, needs: { readonly rehearsal: boolean }) => boolean;
  /** Whether a change is made only where it was rehearsed; absent: none has to be. */
  readonly needsRehearsal?: (change: Change) => boolean;
}

/** What is held back, and the plan of the rest: without steps where there is nothing that may be done now. */
export interface Holding {
  readonly held: readonly HeldChange[];
  readonly plan: Plan;
  /** The fingerprint that has to be approved before anything further is done. */
  readonly awaits?: string;
  /** The fingerprint of a plan that was approved and waits all the same, for its window say. */
  readonly approved?: string;
  /** It has to be approved by a rehearsal of it, or was. */
  readonly awaitsRehearsal?: boolean;
  /** Whether it has a destructive step; absent: nothing has to be approved, or was. */
  readonly awaitsDestructive?: boolean;
}

type Held = Hindrance & Pick<HeldChange, 'by'>;

/** Says why a change is held back; undefined where it is not. */
type Judge = (change: Change, steps: readonly Step[]) => Held | undefined;

/**
 * Parts a plan into what may be done now and what is held back. The rest is planned again without what is held, so that
 * risks, needs and guards are right; what needs a held change is held with it. Pure, as `planAgain` is: it plans the same
 * topology and observation for other targets.
 */
export function hold(everything: JudgedPlan, planAgain: (targets: Targets) => JudgedPlan, rules: HoldRules): Holding {
  const held = new Map<string, Held>();
  let current = everything;
  const settle = (judging: (now: JudgedPlan) => Judge) => {
    // Each round holds at least one more change: it ends.
    for (;;) {
      const before = held.size;
      const steps = stepsByChange(current.plan);
      const judge = judging(current);
      for (const change of current.plan.changes) {
        if (change.action === 'unmanaged' || held.has(change.id)) continue;
        const why = judge(change, steps.get(change.id) ?? []);
        if (why !== undefined) held.set(change.id, why);
      }
      holdNeeding(current.plan, held);
      if (held.size === before) return;
      current = planAgain({ include: [], exclude: [...held.keys()] });
    }
  };
  settle(byItself);
  const always = lasting(rules);
  // Without the removals that are held, others may risk less.
  settle(() => (change, steps) => (isFirst(change, rules) ? always(change, steps) : undefined));
  settle(byGuards);
  settle(() => always);
  settle(byGuards);
  const asked = current.plan;
  const approval = approvalOf(asked, rules);
  if (approval !== undefined && !approval.isGiven) {
    settle(() => approval.judge);
    settle(byGuards);
  }
  const carriedOutAsAWhole = approval?.isGiven === true ? asked : undefined;
  settle(() => inWindows(rules, carriedOutAsAWhole));
  settle(byGuards);
  // What needs no approval comes first, and makes another plan of the rest.
  const awaits = approval?.isGiven === false && hasNothingToDo(current.plan) ? asked.fingerprint : undefined;
  const approved = carriedOutAsAWhole !== undefined && hasNothingToDo(current.plan) ? asked.fingerprint : undefined;
  return {
    held: shown(awaits === undefined ? held : askedFor(held, asked.fingerprint, approval), everything.plan),
    plan: current.plan,
    ...(awaits === undefined ? {} : { awaits }),
    ...(approved === undefined ? {} : { approved }),
    ...(awaits === undefined && approved === undefined
      ? {}
      : {
          awaitsDestructive: asked.steps.some(({ risk }) => risk === 'destructive'),
          ...(approval?.rehearsal === true ? { awaitsRehearsal: true } : {}),
        }),
  };
}

interface NeededApproval {
  readonly isGiven: boolean;
  /** Whether it is given by a rehearsal alone. */
  readonly rehearsal: boolean;
  /** What waits for it. */
  readonly judge: Judge;
}

/** Stands for the words of `askedFor` as long as it is not known which plan is asked for. */
const later = 'it needs an approval, once what needs none is done';

/** The approval that a plan needs; undefined where it needs none. */
function approvalOf(plan: Plan, rules: HoldRules): NeededApproval | undefined {
  if (hasNothingToDo(plan)) return undefined;
  const { approve = false, isApproved = () => false, needsRehearsal = () => false } = rules;
  const acting = stepsByChange(plan);
  const rehearsal = plan.changes.some((change) => acting.has(change.id) && needsRehearsal(change));
  if (!approve && !rehearsal) return undefined;
  return {
    isGiven: isApproved(plan.fingerprint, { rehearsal }),
    rehearsal,
    judge: withSteps((change) => (approve || needsRehearsal(change) ? { by: 'approval', reason: later } : undefined)),
  };
}

/** The same, with the command that gives the approval. */
function askedFor(
  held: ReadonlyMap<string, Held>,
  fingerprint: string,
  approval: NeededApproval | undefined,
): ReadonlyMap<string, Held> {
  const command = `scaleout approve ${fingerprint}`;
  const words =
    approval?.rehearsal === true ? `it needs a rehearsal, then: ${command} --rehearsal FILE` : `it needs: ${command}`;
  return new Map([...held].map(([id, why]) => [id, { ...why, reason: why.reason.replace(later, () => words) }]));
}

/** What cannot be done by us, whatever the rules are. */
function byItself({ impossible }: JudgedPlan): Judge {
  return ({ id }, steps) => {
    const refusal = impossible.get(id);
    if (refusal !== undefined) return { by: 'guard', reason: refusal };
    const isByHand = steps.length > 0 && steps.every((step) => step.manual === true);
    return isByHand ? { by: 'guard', reason: 'a person does it on the machine' } : undefined;
  };
}

function isFirst({ action }: Change, { mode }: HoldRules): boolean {
  return action === 'remove' || mode === 'observe';
}

/** What no approval and no window changes. */
function lasting({ mode, standby, suspended, backedOff }: HoldRules): Judge {
  return ({ id, risk }, steps) => {
    if (steps.length === 0) return undefined;
    const suspension = suspended(id);
    // Who only observes makes nothing after the suspension either: its end is none of the holding.
    if (mode === 'observe' && suspension !== undefined) return { by: 'suspension', reason: suspension.reason };
    if (mode === 'observe') return { by: 'mode', reason: 'mode observe changes nothing' };
    if (suspension !== undefined) return { by: 'suspension', ...suspension };
    if (risk === 'destructive' && mode !== 'full') {
      return { by: 'mode', reason: `mode ${mode} makes no destructive changes` };
    }
    if (standby !== undefined) return { by: 'guard', reason: standby };
    const failure = backedOff(id);
    return failure === undefined ? undefined : { by: 'backoff', ...failure };
  };
}

function byGuards({ refused }: JudgedPlan): Judge {
  return ({ id }) => {
    const reason = refused.get(id);
    return reason === undefined ? undefined : { by: 'guard', reason };
  };
}

/** An approved plan is carried out as a whole: all of it waits for the windows of its parts. */
function inWindows({ closed }: HoldRules, approved: Plan | undefined): Judge {
  const closedFor = ({ id, risk }: Change) => (risk === 'safe' ? undefined : closed(id));
  const shut = approved?.changes.flatMap((change) => closedFor(change) ?? []) ?? [];
  const longest = shut.reduce<Hindrance | undefined>((one, other) => longer(one, other), undefined);
  return withSteps((change) => {
    const why = longest ?? closedFor(change);
    return why === undefined ? undefined : { by: 'window', ...why };
  });
}

function longer(one: Hindrance | undefined, other: Hindrance): Hindrance {
  return one === undefined || (one.until ?? Infinity) < (other.until ?? Infinity) ? other : one;
}

function withSteps(judge: (change: Change) => Held | undefined): Judge {
  return (change, steps) => (steps.length === 0 ? undefined : judge(change));
}

function holdNeeding({ steps }: Plan, held: Map<string, Held>): void {
  const owners = new Map(steps.map((step) => [step.id, step.target]));
  for (let grew = true; grew; ) {
    grew = false;
    for (const { target, needs } of steps) {
      if (held.has(target)) continue;
      const needed = needs.map((need) => owners.get(need) ?? target).find((owner) => held.has(owner));
      const why = needed === undefined ? undefined : held.get(needed);
      if (why === undefined) continue;
      held.set(target, { ...why, reason: `it needs ${needed}: ${why.reason}` });
      grew = true;
    }
  }
}

function stepsByChange({ steps }: Plan): ReadonlyMap<string, readonly Step[]> {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const known = found.get(step.target);
    if (known === undefined) found.set(step.target, [step]);
    else known.push(step);
  }
  return found;
}

function hasNothingToDo({ steps }: Plan): boolean {
  return steps.length === 0;
}

/** In the order of the plan. */
function shown(held: ReadonlyMap<string, Held>, { changes }: Plan): readonly HeldChange[] {
  const order = new Map(changes.map(({ id }, index) => [id, index]));
  const place = (id: string) => order.get(id) ?? changes.length;
  return [...held]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([id, { by, reason, until }]) => ({
      id,
      by,
      reason,
      ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    }));
}
