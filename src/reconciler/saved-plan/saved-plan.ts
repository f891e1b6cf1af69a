// src/reconciler/saved-plan has plans that were written to a file: how one is read and known for unchanged
// (plan-file.ts), and which of its steps would still be planned now (here).

import type { CatalogObservation } from '../../domain/catalog.js';
import type { Plan, Step, Value } from '../../domain/documents.js';
import type { WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic, ScaleoutError } from '../../errors/errors.js';
import { firstOf, valueWords, withMore } from '../../text/words.js';
import type { Policy } from '../../topology/topology.js';
import { fingerprint } from '../plan/fingerprint.js';
import { rollbacksOf, summaryOf } from '../plan/plan.js';
import { expectedRollout } from '../rollout/expected-rollout.js';
import { inputsOf } from '../steps/step.js';
import { operationOf } from '../steps/steps.js';

/** Steps are named up to here, then counted. */
const named = 10;

/**
 * What is to be carried out of a saved plan: exactly its steps, but for those of what is suspended now, with what is to be
 * told of the world now. A guard that refuses the new plan refuses the saved one. Throws `guard.plan-other-catalog` and
 * `guard.plan-stale`. Pure.
 */
export function savedPlanToApply(
  whole: Plan,
  now: Plan,
  catalog: CatalogObservation,
  policy: Pick<Policy, 'rollout'>,
): Plan {
  refuseOtherCatalog(whole, now);
  const saved = withoutSuspended(whole, now);
  const { stale, additional } = compareSavedPlan(saved, now, catalog);
  if (stale.length > 0) throw new ScaleoutError('guard.plan-stale', staleText(stale, saved.steps.length));
  const ids = additional.map((step) => step.id);
  const drifted = ids.length === 0 ? [] : [alsoDrifted(ids)];
  const { rollout: _, ...rest } = saved;
  // Workers may have gone offline since, and apply may have been given another parallelism.
  const rollout = expectedRollout(saved.steps, policy, catalog, now.rollout?.parallelism ?? 1);
  return {
    ...rest,
    ...(rollout === undefined ? {} : { rollout }),
    observedAt: now.observedAt,
    complete: now.complete,
    ...(now.health === undefined ? {} : { health: now.health }),
    applyable: saved.applyable && now.applyable,
    diagnostics: [...(saved.applyable ? now : saved).diagnostics, ...drifted],
  };
}

/** The saved plan without the steps of changes that the new one leaves out since they are suspended. */
function withoutSuspended({ suspensions: _, ...saved }: Plan, { changes: now, suspensions }: Plan): Plan {
  const held = new Map(now.flatMap(({ id, suspended }) => (suspended === undefined ? [] : [[id, suspended] as const])));
  const seen = suspensions === undefined ? {} : { suspensions };
  if (held.size === 0) return { ...saved, ...seen };
  const changes = saved.changes.map((change) => {
    const suspended = held.get(change.id);
    return suspended === undefined ? change : { ...change, suspended };
  });
  const steps = saved.steps.filter(({ target }) => !held.has(target));
  const { catalog, rollbacks: all = [], ...rest } = saved;
  const rollbacks = rollbacksOf(all, steps);
  return {
    ...rest,
    ...seen,
    catalog,
    changes,
    steps,
    ...(rollbacks.length === 0 ? {} : { rollbacks }),
    summary: summaryOf(changes, steps),
    fingerprint: fingerprint(catalog, steps, rollbacks),
  };
}

function refuseOtherCatalog({ catalog: then }: Plan, { catalog: now }: Plan): void {
  const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();
  if (same(then.server, now.server) && same(then.database, now.database)) return;
  const detail = `It was made for ${then.database} on ${then.server}; this is ${now.database} on ${now.server}.`;
  throw new ScaleoutError('guard.plan-other-catalog', detail);
}

function staleText(stale: readonly StaleStep[], steps: number): string {
  const head =
    steps === 1
      ? 'The one step of the plan would not be planned so now:'
      : `${stale.length} of the plan's ${steps} steps would not be planned so now:`;
  const lines = stale.map(({ id, why }) => `${id}: ${why}`);
  return [head, ...withMore(lines, named)].join('\n');
}

function alsoDrifted(ids: readonly string[]): Diagnostic {
  const detail = `Not carried out, since the plan does not have ${ids.length === 1 ? 'it' : 'them'}: ${firstOf(ids, named)}.`;
  return diagnostic('plan.also-drifted', detail, { severity: 'note' });
}

/** A step of a saved plan that would not be planned so now. */
interface StaleStep {
  readonly id: string;
  /** What changed in the world, a phrase: `it was done already: Tags is "night"`. */
  readonly why: string;
}

interface SavedPlanComparison {
  /** Empty: the saved plan still holds. In the order of the plan. */
  readonly stale: readonly StaleStep[];
  /** Steps that would be planned now, and were not then. */
  readonly additional: readonly Step[];
}

/**
 * Holds a saved plan against what would be planned now, for the same topology and targets: it still holds where each of
 * its steps is among the new ones and does the same to the same thing in the same state. Pure.
 */
function compareSavedPlan(saved: Plan, now: Plan, catalog: CatalogObservation): SavedPlanComparison {
  const current = new Map(now.steps.map((step) => [step.id, step]));
  const kept = new Set(saved.steps.map((step) => step.id));
  const reasonGone = whyGone(now, catalog);
  const stale = saved.steps.flatMap((step): readonly StaleStep[] => {
    const same = current.get(step.id);
    if (same === undefined) return [{ id: step.id, why: reasonGone(step) }];
    const differences = stepDifferences(step, same);
    return differences.length === 0 ? [] : [{ id: step.id, why: differences.join('; ') }];
  });
  return { stale, additional: now.steps.filter((step) => !kept.has(step.id)) };
}

type Values = Readonly<Record<string, Value>>;

/** How two steps of one id differ, each a phrase; empty where they do the same to the same thing. */
function stepDifferences(then: Step, now: Step): readonly string[] {
  const found = [
    ...changed(then.expects, now.expects, (name) => `${name} has changed since`),
    ...changed(then.arguments, now.arguments, (name) => `${name} would be another`),
    ...changed(inputsOf(then), inputsOf(now), (name) => `${name} would come from another step`),
    ...needs(then, now),
  ];
  if (then.risk !== now.risk) found.push(`it was ${then.risk} and is ${now.risk} now`);
  if ((then.manual === true) !== (now.manual === true))
    found.push(now.manual === true ? 'it falls to a person now' : 'it no longer falls to a person');
  if (then.operation !== now.operation) found.push(`it was ${then.operation} and would be ${now.operation} now`);
  if (then.target !== now.target) found.push(`it was for ${then.target} and would be for ${now.target} now`);
  return found;
}

function changed(then: Values, now: Values, what: (name: string) => string): readonly string[] {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  const differing = [...names].filter((name) => !Object.is(valueIn(then, name), valueIn(now, name)));
  return differing.map(
    (name) => `${what(name)}: ${valueWords(valueIn(then, name))} -> ${valueWords(valueIn(now, name))}`,
  );
}

function valueIn(values: Values, name: string): Values[string] | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function needs(then: Step, now: Step): readonly string[] {
  const same = then.needs.length === now.needs.length && then.needs.every((need, index) => need === now.needs[index]);
  if (same) return [];
  const gone = then.needs.filter((need) => !now.needs.includes(need));
  const added = now.needs.filter((need) => !then.needs.includes(need));
  if (gone.length + added.length === 0) return ['what it needs is in another order'];
  return [
    ...(gone.length > 0 ? [`it no longer needs ${gone.join(', ')}`] : []),
    ...(added.length > 0 ? [`it needs ${added.join(', ')} now`] : []),
  ];
}

/** Says of a step that would not be planned any more what became of the thing that it was for. */
function whyGone(now: Plan, catalog: CatalogObservation): (step: Step) => string {
  const changes = new Map(now.changes.map((change) => [change.id, change]));
  const rows = new Map<string, WorkerRow>(
    catalog.workers.known ? catalog.workers.value.map((row) => [row.id, row]) : [],
  );
  return (step) => {
    const change = changes.get(step.target);
    const kind = operationOf(step);
    const { id, machineName } = kind.row?.(step) ?? {};
    const row = id === undefined ? undefined : rows.get(id);
    const done = kind.done?.(step, catalog, row);
    if (id !== undefined && row === undefined && done === undefined)
      return `row ${id} of ${step.target} is gone from the catalog`;
    if (row !== undefined && machineName !== undefined && machineName !== row.machineName)
      return `row ${row.id} was ${valueWords(machineName)} and is ${valueWords(row.machineName)} now`;
    if (done !== undefined) return `it was done already: ${done}`;
    if (change === undefined)
      return `it was done already, or is not needed: nothing of ${step.target} differs any more`;
    if (change.action === 'unknown') return `the state of ${step.target} cannot be told now: ${change.reason}`;
    return `${step.target} would be dealt with otherwise now: ${change.reason}`;
  };
}
