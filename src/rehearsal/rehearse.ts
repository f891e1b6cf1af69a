// src/rehearsal tries a plan on a twin of what was seen. twin-description.ts says what the twin is made of; rehearse.ts
// carries the plan out on it by the same apply, in simulated time (simulated-time.ts, timed-twin.ts), and takes down what
// happens: the steps (rehearsed-steps.ts), the states and the capacity (timeline.ts), and what was waited for (waited-for.ts).
// What its end hangs on is in rests-on.ts, and what is to be told of it in told.ts. It reaches nothing by itself: the command line gives it the twin.

import type { EventBody, Plan } from '../domain/documents.js';
import { type Diagnostic, diagnostic, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import type { RehearsalDocument } from '../generated/rehearsal.js';
import { carryOut } from '../reconciler/apply/carry-out.js';
import { emptiedWorkers, settleMaintenances } from '../reconciler/apply/settle-maintenances.js';
import { observe } from '../reconciler/observe.js';
import type { Observation } from '../reconciler/view/machine.js';
import { fleetIds } from './fleet-ids.js';
import type { Rehearsal } from './rehearsal.js';
import { rehearsalLimit } from './rehearsal-limit.js';
import { stepRecorder } from './rehearsed-steps.js';
import { restsOn } from './rests-on.js';
import { timedTwin } from './timed-twin.js';
import { timelineRecorder } from './timeline.js';
import { diagnosticsOf } from './told.js';
import { unlikeness, unplanned } from './unlike.js';
import { waitRecorder } from './waited-for.js';

/**
 * Carries a plan out on a twin, in simulated time, and says what happened. Throws the signal's reason, and what keeps the
 * twin from being looked at; never for a step.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<RehearsalDocument> {
  const { topology, twin, signal } = rehearsal;
  const seen = await observe(topology, twin, signal);
  const planned = planOnTwin(rehearsal, seen);
  if ('unlike' in planned) return documentOf(rehearsal, untried(rehearsal), [planned.unlike], 'unlike');
  return carryOutOnTwin(rehearsal, planned.plan, seen);
}

function planOnTwin(
  { plan, planOn }: Rehearsal,
  seen: Observation,
): { readonly plan: Plan } | { readonly unlike: Diagnostic } {
  try {
    const made = planOn(seen);
    const unlike = unlikeness(plan, made);
    return unlike === undefined ? { plan: made } : { unlike };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return { unlike: unplanned(error.message) };
  }
}

type Tried = Pick<
  RehearsalDocument,
  'durationSeconds' | 'capacity' | 'workers' | 'nodes' | 'steps' | 'waitedFor' | 'restsOn'
>;

async function carryOutOnTwin(rehearsal: Rehearsal, plan: Plan, seen: Observation): Promise<RehearsalDocument> {
  const { topology, twin, time, packages, assumptions, parallelism, signal } = rehearsal;
  const now = () => secondsOf(time.now());
  const cut = new AbortController();
  const ids = fleetIds(topology, rehearsal.observation);
  const world = timedTwin(twin, time, assumptions);
  const isDraining = (id: string) => steps.isDraining(id);
  const waits = waitRecorder({ idOf: ids.idOf, isDraining, packages });
  const timeline = timelineRecorder({ ...ids, underWay: { isDraining, services: world.servicesUnderWay } });
  const steps = stepRecorder({
    plan,
    now,
    isCut: () => cut.signal.aborted,
    drainEnded: (target, left) => waits.drainEnded(now(), target, left),
  });
  // What a moment looks like is seen at its end; what has ended by then, at its beginning.
  const leave = () => {
    const state = twin.look();
    timeline.look(now(), state);
    if (steps.isAnyDraining()) waits.look(now(), state);
  };
  const reach = () => {
    if (steps.isAnyDraining()) waits.look(now(), twin.look());
  };
  const emptied = emptiedWorkers(plan);
  const told: Diagnostic[] = [];
  const emit = (event: EventBody) => {
    steps.emit(event);
    emptied.emit(event);
    if (event.type === 'diagnostic') told.push(event.diagnostic as Diagnostic);
  };
  const cutBy = (why: string) => cut.abort(new ScaleoutError('rehearsal.unfinished', why));
  using _limit = rehearsalLimit({
    plan,
    topology,
    time,
    onLeave: leave,
    onReach: reach,
    cut: cutBy,
    workers: ids.count,
  });
  const first = twin.look();
  timeline.look(0, first);
  const abort = AbortSignal.any([signal, cut.signal]);
  const work = {
    ...{ catalog: world.catalog, machines: world.machines, parallelism, plan, topology, observed: seen.catalog },
    ...{ lock: { lost: new AbortController().signal }, history: noHistory, emit, stop: abort, abort },
    clock: time.now,
    pause: time.pause,
    isRotation: rehearsal.isRotation === true,
  };
  const outcome = await carryOut(work).catch((error: unknown) => {
    if (!cut.signal.aborted) throw error;
    return undefined;
  });
  signal.throwIfAborted();
  if (outcome !== undefined && !cut.signal.aborted) {
    await settleMaintenances(topology, seen, { catalog: twin.catalog, emptied: emptied.ids }, signal);
  }
  const { reason } = cut.signal;
  const unfinished = isScaleoutError(reason) ? [diagnostic('rehearsal.unfinished', reason.message)] : [];
  const end = now();
  leave();
  const chosen = new Set([...plan.steps.map(({ target }) => target), ...changedIds(plan)]);
  const happened = { steps: [...steps.steps()], waitedFor: [...waits.waited()] };
  const tried: Tried = {
    durationSeconds: end,
    ...timeline.ended(end, (id) => chosen.has(id)),
    ...happened,
    restsOn: restsOn(rehearsal, happened, { idOf: ids.idOf, first }),
  };
  const nodes = tried.nodes.filter(({ id }) => chosen.has(id));
  const result = unfinished.length > 0 ? 'unfinished' : outcome?.result === 'done' ? 'done' : 'partial';
  return documentOf(rehearsal, { ...tried, nodes }, [...unfinished, ...told], result);
}

const noHistory = { emit() {}, async begin() {}, async end() {} };

/** Milliseconds as seconds. */
function secondsOf(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}

/** Those that the plan does something to, or would if it could. */
function changedIds({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ id, action, suspended }) =>
    action === 'unmanaged' || suspended !== undefined ? [] : [id],
  );
}

function untried({ topology, observation, twin }: Rehearsal): Tried {
  const ids = fleetIds(topology, observation);
  const underWay = { isDraining: () => false, services: () => new Set<string>() };
  const timeline = timelineRecorder({ ...ids, underWay });
  timeline.look(0, twin.look());
  const { capacity } = timeline.ended(0, () => false);
  return { durationSeconds: 0, capacity, workers: [], nodes: [], steps: [], waitedFor: [], restsOn: [] };
}

function documentOf(
  rehearsal: Rehearsal,
  tried: Tried,
  found: readonly Diagnostic[],
  result: RehearsalDocument['result'],
): RehearsalDocument {
  const { plan, topology, observation, assumptions, createdAt, toolVersion, told } = rehearsal;
  const diagnostics = [...found, ...told, ...diagnosticsOf(rehearsal, tried, result)];
  return {
    formatVersion: 1,
    tool: { name: 'ssis-scaleout', version: toolVersion },
    createdAt,
    topology: { name: topology.name, ...topology.source },
    catalog: { ...plan.catalog },
    observedAt: observation.catalog.observedAt,
    plan: { fingerprint: plan.fingerprint, steps: plan.steps.length, risk: riskOf(plan) },
    result,
    ...tried,
    assumptions: { ...assumptions },
    diagnostics: diagnostics.map((one) => structuredClone(one)),
  };
}

const risks = ['destructive', 'disruptive', 'safe'] as const;

function riskOf({ steps }: Plan): (typeof risks)[number] | null {
  return risks.find((risk) => steps.some((step) => step.risk === risk)) ?? null;
}
