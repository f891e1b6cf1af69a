// src/reconciler/plan makes the plan document: a pure function of topology, observation and options. What is compared
// is in kinds/, what is refused in guards/, what can be done in steps/.

import type { Change, Plan, Risk, Rollback, Step, Summary } from '../../domain/documents.js';
import type { Diagnostic } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import { fleetHealth, shownHealth } from '../diagnosis/health.js';
import type { Told, Verdict } from '../guards/guard.js';
import { guards } from '../guards/guards.js';
import { inCutOverOrder } from '../kinds/cut-over-order.js';
import type { DiffContext, Difference, IsChosen, KindResult } from '../kinds/kind.js';
import { kinds, masterKinds } from '../kinds/kinds.js';
import { broughtTo, masterChangeOf } from '../kinds/master-change.js';
import { availabilityAfter } from '../kinds/unlisted-workers.js';
import { asMaintained, drainingIds, type Maintained } from '../kinds/worker-maintenance.js';
import { expectedRollout } from '../rollout/expected-rollout.js';
import { fleetView, isSeenWhole } from '../view/fleet.js';
import type { Observation } from '../view/machine.js';
import { maintenancesOf } from '../view/maintenance.js';
import { gatherAuthorities } from '../view/worker-certificate.js';
import { type AskedRotation, withRotation } from './asked-rotation.js';
import { causeDiagnostics } from './cause-diagnostics.js';
import { fingerprint } from './fingerprint.js';
import { leaveOut, type SuspendedChanges, suspendingOf, suspensionNotes } from './leave-out.js';
import { moreFound } from './more-found.js';
import { rootRoom } from './root-room.js';
import { chosenBy, excludedBy, selectTargets, type Targets } from './target-selection.js';

export interface PlanOptions {
  /** A UUID: a plan that is saved is known by it. Absent: it is not to be saved. */
  readonly id?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
  readonly targets?: Targets;
  /** What the targets exclude is held back for now: nobody has said that the rest may do without it. */
  readonly isHolding?: boolean;
  /** What has chosen the targets, `scaleout drain`; absent: --target. */
  readonly chosenFor?: string;
  /** New certificates that are asked for besides. */
  readonly rotate?: AskedRotation;
  /** Whether the topology may take the place of another that the catalog bears the name of. */
  readonly takeOver?: boolean;
  /** The sandbox's folder, where one stood in for the server. */
  readonly sandbox?: string;
  /** What becomes of changes that are suspended; absent: it is not looked at, for who asks holds them by itself. */
  readonly suspended?: SuspendedChanges;
  /** The most steps at one time, where it is not as the policy has it. */
  readonly parallelism?: number;
  /** What there is to say beside what is compared, of how the catalog is reached for example. */
  readonly warnings?: readonly Diagnostic[];
}

/** A plan, and which of its changes guards refuse. */
export interface JudgedPlan extends Refusals {
  readonly plan: Plan;
}

/**
 * The plan that brings the observed world to the topology. Pure: the same input gives the same bytes.
 * Throws `catalog.no-rights` and `command.target-unknown` (see diff and selectTargets).
 */
export function plan(topology: Topology, observation: Observation, options: PlanOptions): Plan {
  return judgedPlan(topology, observation, options).plan;
}

/** The same, with what guards refuse of it. */
export function judgedPlan(given: Topology, observation: Observation, options: PlanOptions): JudgedPlan {
  const topology = options.rotate === undefined ? given : withRotation(given, options.rotate);
  const { catalog } = observation;
  const targets = options.targets ?? { include: [], exclude: [] };
  const draining = drainingNow(topology, observation);
  const suspending =
    options.suspended === undefined ? undefined : suspendingOf(topology.name, catalog, options.suspended, draining);
  const maintained = options.suspended === 'takeIn' ? 'disabled' : 'asWished';
  const isExcluded = options.isHolding === true ? () => false : excludedBy(targets);
  const compare = (isChosen: IsChosen) => diff(topology, observation, isChosen, { isExcluded, maintained });
  const { differences, remarks } =
    suspending === undefined ? compare(chosenBy(targets)) : leaveOut(compare, chosenBy(targets), suspending.leaves);
  const selection = selectTargets(differences, targets, topology, options.chosenFor);
  const changes: Change[] = [];
  const steps: Step[] = [];
  const groups: Rollback[] = [];
  const found = [...selection.diagnostics];
  const own: Verdict[] = [];
  const tell = (told: Told) => {
    if ('changes' in told) own.push(told);
    found.push('changes' in told ? told.diagnostic : told);
  };
  for (const difference of selection.differences) {
    changes.push(difference.change);
    for (const step of difference.steps) steps.push(step);
    for (const rollback of difference.rollbacks ?? []) groups.push(rollback);
    for (const told of difference.diagnostics) tell(told);
  }
  for (const told of [...remarks, ...(options.warnings ?? [])]) tell(told);
  const acting = changes.filter(({ suspended }) => suspended === undefined);
  const judged = { topology, observation, changes: acting, steps, takeOver: options.takeOver === true };
  const verdicts = guards.flatMap((guard) => guard(judged));
  for (const { diagnostic } of verdicts) found.push(diagnostic);
  const said = { changes, steps, diagnostics: found };
  found.push(...causeDiagnostics(topology, observation, said), ...moreFound(topology, observation, said));
  found.push(...rootRoom(topology, observation, steps));
  if (suspending !== undefined) found.push(...suspensionNotes(suspending, changes, steps.length > 0));
  const diagnostics = gatherAuthorities(found);
  const target = {
    server: topology.catalog.server.text,
    database: catalog.database,
    ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
  };
  const chosen = targets.include.length > 0 || targets.exclude.length > 0;
  const rollbacks = rollbacksOf(groups, steps);
  const expected = expectedRollout(steps, topology.policy, catalog, options.parallelism ?? topology.policy.parallelism);
  const made: Plan = {
    formatVersion: 1,
    ...(options.id === undefined ? {} : { id: options.id }),
    tool: { name: 'ssis-scaleout', version: options.toolVersion },
    createdAt: options.createdAt,
    topology: { name: topology.name, ...topology.source },
    catalog: target,
    ...(chosen ? { targets } : {}),
    ...(suspending?.suspensions === undefined || suspending.suspensions.length === 0
      ? {}
      : { suspensions: suspending.suspensions }),
    observedAt: catalog.observedAt,
    fingerprint: fingerprint(target, steps, rollbacks),
    complete: isSeenWhole(topology, observation),
    health: shownHealth(fleetHealth(topology, observation)),
    applyable: !diagnostics.some(({ severity }) => severity === 'error'),
    summary: summaryOf(changes, steps),
    ...(expected === undefined ? {} : { rollout: expected }),
    changes,
    steps,
    ...(rollbacks.length === 0 ? {} : { rollbacks }),
    diagnostics,
  };
  return { plan: made, ...refusalsOf(made, own, [...selection.verdicts, ...verdicts]) };
}

/** Those that steps of the plan can have need of, with what is of these steps. */
export function rollbacksOf(rollbacks: readonly Rollback[], steps: readonly Step[]): readonly Rollback[] {
  if (rollbacks.length === 0) return rollbacks;
  const ids = new Set(steps.map(({ id }) => id));
  return rollbacks.flatMap((one) => {
    const kept = one.steps.filter((id) => ids.has(id));
    const undo = one.undo.filter(({ undoes }) => ids.has(undoes));
    return undo.length === 0 ? [] : [{ ...one, steps: kept, undo }];
  });
}

/** Counts changes by what is done and by their risk, and steps. */
export function summaryOf(changes: readonly Change[], steps: readonly Step[]): Summary {
  const count = { add: 0, update: 0, remove: 0, unmanaged: 0, unknown: 0, suspended: 0 };
  for (const change of changes) count[change.suspended === undefined ? change.action : 'suspended'] += 1;
  const { add, update, remove, unmanaged, unknown, suspended } = count;
  const manual = steps.filter((step) => step.manual === true).length;
  const left = suspended === 0 ? {} : { suspended };
  const acting = changes.filter(
    ({ action, suspended: held }) => held === undefined && action !== 'unmanaged' && action !== 'unknown',
  );
  const risks = { changes: riskCounts(acting), steps: riskCounts(steps) };
  return { add, change: update, remove, manual, unmanaged, unknown, ...left, steps: steps.length, risks };
}

function riskCounts(all: readonly { readonly risk: Risk }[]): Readonly<Record<Risk, number>> {
  const count = { safe: 0, disruptive: 0, destructive: 0 };
  for (const { risk } of all) count[risk] += 1;
  return count;
}

/** What differs, and what is to be told of things that do not. */
export interface Differences {
  readonly differences: readonly Difference[];
  readonly remarks: readonly Told[];
}

interface DiffOptions {
  readonly isExcluded?: IsChosen;
  readonly maintained?: Maintained;
}

/** The ids of the changes that maintenances ask for; none where the workers could not be seen, which is told when they are compared. */
function drainingNow(topology: Topology, observation: Observation): ReadonlySet<string> {
  const { catalog } = observation;
  if (!catalog.workers.known || maintenancesOf(topology, catalog).length === 0) return noIds;
  return drainingIds(fleetView(topology, observation));
}

const noIds: ReadonlySet<string> = new Set();

/**
 * All differences between a topology and an observation, in the order of the kinds, then of the topology. Pure. Those
 * that are not chosen are there too, but do not count where a difference depends on what becomes of others.
 * Throws `catalog.no-rights` where the workers could not be seen: nothing can be compared then.
 */
export function diff(
  topology: Topology,
  observation: Observation,
  isChosen: IsChosen,
  { isExcluded = () => false, maintained = 'asWished' }: DiffOptions = {},
): Differences {
  const { catalog, accounts = new Map() } = observation;
  const fleet = fleetView(topology, observation);
  const maintainedFleet = { ...fleet, workers: asMaintained(fleet, maintained) };
  const masterChange = masterChangeOf(maintainedFleet, { topology, catalog, isChosen, isExcluded });
  const compared = {
    ...maintainedFleet,
    master: broughtTo(masterChange, fleet.master),
    topology,
    catalog,
    accounts,
    isChosen,
    isExcluded,
    masterReady: [],
    masterChange,
  };
  const context: DiffContext = { ...compared, availability: availabilityAfter(compared) };
  const found = { ...context, masterReady: masterSteps(context) };
  const { differences, remarks } = sorted(kinds.flatMap((kind) => kind.diff(found)));
  return { differences: inCutOverOrder(differences, found), remarks };
}

/** A person's steps are not waited for: nobody tells us when they are done. */
function masterSteps(context: DiffContext): readonly string[] {
  const { differences } = sorted(masterKinds.flatMap((kind) => kind.diff(context)));
  return differences.flatMap(({ steps }) => steps.filter((step) => step.manual !== true).map((step) => step.id));
}

function sorted(results: readonly KindResult[]): Differences {
  const differences: Difference[] = [];
  const remarks: Told[] = [];
  for (const result of results) {
    if ('change' in result) differences.push(result);
    else remarks.push(...result.remarks);
  }
  return { differences, remarks };
}

/** Which changes of a plan are refused, and why: what watch holds back, and the document has no place for. */
export interface Refusals {
  /** By the ids of changes that cannot be made as the topology wants them, whatever becomes of the others. */
  readonly impossible: ReadonlyMap<string, string>;
  /** By the ids of changes that are refused in this plan; of another one with fewer changes they may not be. */
  readonly refused: ReadonlyMap<string, string>;
}

const none: Refusals = { impossible: new Map(), refused: new Map() };

/**
 * What guards have refused. `own` are verdicts on single changes, which no choice of other changes alters; `others` are of
 * the plan as a whole. An error that nobody answers for, or that names no change of the plan, refuses all of it.
 */
export function refusalsOf(plan: Plan, own: readonly Verdict[], others: readonly Verdict[]): Refusals {
  if (plan.applyable && !others.some(({ ofLogin }) => ofLogin)) return none;
  const all = plan.changes.map(({ id }) => id);
  const known = new Set(all);
  const impossible = new Map<string, string>();
  const refused = new Map<string, string>();
  const verdicts = new Map([...own, ...others].map((verdict) => [verdict.diagnostic, verdict.changes]));
  const ofLogin = new Set(others.filter((verdict) => verdict.ofLogin).map((verdict) => verdict.diagnostic));
  const ownOnes = new Set(own.map(({ diagnostic }) => diagnostic));
  for (const diagnostic of plan.diagnostics as readonly Diagnostic[]) {
    if (diagnostic.severity !== 'error' && !ofLogin.has(diagnostic)) continue;
    const reason = `${diagnostic.summary}: ${diagnostic.detail}`;
    const named = (verdicts.get(diagnostic) ?? []).filter((id) => known.has(id));
    for (const id of named.length > 0 ? named : all) {
      if (!refused.has(id)) refused.set(id, reason);
      if (named.length > 0 && ownOnes.has(diagnostic) && !impossible.has(id)) impossible.set(id, reason);
    }
  }
  return { impossible, refused };
}
