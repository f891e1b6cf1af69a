import type { Topology } from '../../topology/topology.js';
import type { Observation } from '../view/machine.js';
import { type Check, type CheckContext, type FoundWrong, type Outcome, unknown } from './check.js';
import type { CheckId } from './check-id.js';
import { checkContext } from './context.js';
import { limited, limitedFinding } from './limited-finding.js';
import { observationChecks } from './observation-checks.js';

/** Something that is wrong, with what follows from it. */
export interface Finding extends FoundWrong {
  readonly id: CheckId;
  readonly page: string;
  readonly consequences: readonly Finding[];
}

/** How each check ended at each target that it has. */
export interface CheckResult {
  readonly id: CheckId;
  readonly target: string;
  readonly result: 'ok' | 'warning' | 'error' | 'unknown';
  /** Why it could not be made. */
  readonly reason?: string;
}

export interface Diagnosis {
  /** Causes: what follows from them stands beneath them. The worst first. */
  readonly findings: readonly Finding[];
  readonly results: readonly CheckResult[];
}

const made = new WeakMap<Observation, WeakMap<Topology, Diagnosis>>();

/**
 * What an observation shows to be wrong, by the checks that it is enough for. Pure, and worked out once for each pair of
 * observation and topology.
 */
export function diagnose(topology: Topology, observation: Observation): Diagnosis {
  const known = made.get(observation)?.get(topology);
  if (known !== undefined) return known;
  const diagnosis = diagnoseBy(observationChecks, topology, observation);
  const others = made.get(observation);
  if (others === undefined) made.set(observation, new WeakMap([[topology, diagnosis]]));
  else others.set(topology, diagnosis);
  return diagnosis;
}

/**
 * What these checks find: all of them (`checks.ts`) where an examination was asked for, which only the doctor does. Those that need
 * one are made only where the observation has it.
 */
export function diagnoseBy(checks: readonly Check[], topology: Topology, observation: Observation): Diagnosis {
  const context = checkContext(topology, observation);
  const asked = checks.filter(({ door }) => door === 'observation' || isExamined(observation));
  const ran = asked.map((check) => ({ check, outcomes: outcomesOf(check, context) }));
  const wrong: Wrong[] = [];
  for (const { check, outcomes } of ran) {
    for (const outcome of outcomes) {
      if (outcome.result === 'error' || outcome.result === 'warning') wrong.push({ check, found: outcome });
    }
  }
  let results: readonly CheckResult[] | undefined;
  return {
    findings: causesFirst(checks, wrong),
    // Of 10,000 workers there are 200,000, and only the doctor asks for them.
    get results() {
      results ??= ran.flatMap(({ check, outcomes }) => outcomes.map((outcome) => resultOf(check.id, outcome)));
      return results;
    },
  };
}

/** Also where the catalog could not be, and machines were. */
function isExamined({ examination, machines }: Observation): boolean {
  if (examination !== undefined) return true;
  for (const seen of machines.values()) if (seen.known && seen.value.examination !== undefined) return true;
  return false;
}

function resultOf(id: CheckId, outcome: Outcome): CheckResult {
  const { target, result } = outcome;
  return outcome.result === 'unknown'
    ? { id, target, result, reason: limited(outcome.reason) }
    : { id, target, result };
}

/** Of a catalog that was not seen nothing is concluded. */
function outcomesOf(check: Check, context: CheckContext): readonly Outcome[] {
  const { catalogUnseen: why } = context.observation;
  if (why === undefined || check.withoutCatalog === true) return check.run(context);
  return [unknown('catalog', why)];
}

interface Wrong {
  readonly check: Check;
  readonly found: FoundWrong;
}

/**
 * Each finding beneath the first that it follows from: of its own target before all others, in the order of the checks. A
 * circle is cut where it began. What follows from nothing is a cause.
 */
function causesFirst(checks: readonly Check[], all: readonly Wrong[]): readonly Finding[] {
  const causeOf = causesBy(checks, all);
  const parents = new Map<Wrong, Wrong>();
  const children = new Map<Wrong, Wrong[]>();
  const roots: Wrong[] = [];
  for (const one of all) {
    const cause = causeOf(one, (other) => other !== one && mayExplain(other, one) && !descends(other, one, parents));
    if (cause === undefined) {
      roots.push(one);
      continue;
    }
    parents.set(one, cause);
    add(children, cause, one);
  }
  const finding = (one: Wrong): Finding => ({
    id: one.check.id,
    page: one.check.page,
    ...limitedFinding(one.found),
    consequences: (children.get(one) ?? []).map(finding),
  });
  const rank = ({ result }: Finding) => (result === 'error' ? 0 : 1);
  const weighed = roots.map((one) => {
    const root = finding(one);
    return { root, rank: rank(root), weight: weight(root) };
  });
  return weighed.sort((one, other) => one.rank - other.rank || other.weight - one.weight).map(({ root }) => root);
}

/** Of two errors the one from which more other targets suffer comes first: what follows at its own says nothing of its reach. */
function weight(finding: Finding): number {
  return new Set(targetsBeneath(finding).filter((target) => target !== finding.target)).size;
}

function targetsBeneath({ consequences }: Finding): readonly string[] {
  return consequences.flatMap((one) => [one.target, ...targetsBeneath(one)]);
}

type CauseOf = (one: Wrong, isPossible: (cause: Wrong) => boolean) => Wrong | undefined;

/** What a finding follows from first. A farm may have thousands of findings: each asks only those that matter. */
function causesBy(checks: readonly Check[], all: readonly Wrong[]): CauseOf {
  const byCheck = new Map<CheckId, Wrong[]>();
  const byTarget = new Map<string, Wrong[]>();
  const explaining: Wrong[] = [];
  for (const one of all) {
    add(byCheck, one.check.id, one);
    add(byTarget, one.found.target, one);
    if (one.found.explains !== undefined) explaining.push(one);
  }
  /** The first finding of each check that leads to a check wherever it was made. */
  const leading = new Map<CheckId, readonly Wrong[]>();
  const leadingTo = (id: CheckId) => {
    const known = leading.get(id);
    if (known !== undefined) return known;
    const leads = ({ leadsTo = [] }: Check) => leadsTo.some(({ check, at }) => check === id && at === 'any');
    const found = checks.filter(leads).flatMap((check) => byCheck.get(check.id)?.slice(0, 1) ?? []);
    leading.set(id, found);
    return found;
  };
  return (one, isPossible) => {
    const { id } = one.check;
    const { target } = one.found;
    const leads = ({ check, found }: Wrong) =>
      found.leadsTo?.includes(id) === true || check.leadsTo?.some((lead) => lead.check === id) === true;
    return (
      byTarget.get(target)?.find((other) => leads(other) && isPossible(other)) ??
      explaining.find((other) => other.found.explains?.(id, target) === true && isPossible(other)) ??
      leadingTo(id).find(isPossible)
    );
  };
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function mayExplain({ check }: Wrong, { found }: Wrong): boolean {
  return found.onlyFrom?.includes(check.id) ?? true;
}

function descends(one: Wrong, from: Wrong, parents: ReadonlyMap<Wrong, Wrong>): boolean {
  for (let at: Wrong | undefined = one; at !== undefined; at = parents.get(at)) if (at === from) return true;
  return false;
}
