import { workerMark } from '../../domain/marks.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { diagnostic } from '../../errors/diagnostic.js';
import { listed } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { changeGuards } from '../guards/guards.js';
import { awaitStep } from '../steps/await-worker.js';
import { runScriptStep } from '../steps/by-hand.js';
import type { StepPlace } from '../steps/machine-step.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import { setPropertyStep } from '../steps/set-worker-property.js';
import type { RowReference } from '../steps/worker-row.js';
import { thumbprintOf } from '../view/certificates.js';
import { heartbeatWhileChanging } from '../view/heartbeats.js';
import type { Sight } from '../view/observation.js';
import { signingCertificate } from '../view/signing-certificate.js';
import { silentLog, troubleText } from '../view/trouble.js';
import { scaleOutFirst } from './catalog.js';
import { type ChangeBuilder, changeBuilder, type DiffContext, type KindResult, workerId } from './kind.js';
import { machineUnreached } from './machine-findings.js';
import { differing, propertyDifferences, switchStep } from './worker-catalog.js';
import { trustOnMaster } from './worker-certificate.js';
import { compareWorkerMachine, type MachinePart } from './worker-machine.js';
import type { UnheardWorker } from './worker-service.js';

export interface SightedWorker {
  readonly worker: DesiredWorker;
  /** Undefined: it is not registered. */
  readonly row: WorkerRow | undefined;
  readonly sight: Sight;
}

/** Everything that differs of a worker whose machine is looked at, or left to a person. */
export function machineDifference(sighted: SightedWorker, context: DiffContext): KindResult | undefined {
  const { worker, row, sight } = sighted;
  const change = changeBuilder(workerId(worker.machine));
  const part = machinePart(change, sighted, context);
  if (row === undefined && part.blocked !== true) {
    change.lead({ reason: 'it is not registered', reasonCode: 'not-registered' });
  }
  if (part.blocked !== true || row !== undefined) compareCatalog(change, sighted, part, context);
  if (part.blocked === true || (part.undecided === true && change.steps.length === 0)) return change.build('unknown');
  if (sight.state === 'seen' && (change.isEmpty() || part.unheard !== undefined)) {
    tellOfOffline(change, sighted, sight, part.unheard);
  }
  if (!change.isEmpty()) return change.build(row === undefined ? 'add' : 'update');
  if (sight.state === 'manual') tellOfUnseenSettings(change, worker);
  if (row?.enabled === false && worker.enabled === undefined) {
    const detail = `${worker.machine} takes no work.`;
    change.tell(diagnostic('plan.disabled-unmanaged', detail, { severity: 'note', range: worker.range }));
  }
  return change.diagnostics.length === 0 ? undefined : { remarks: change.diagnostics };
}

function machinePart(change: ChangeBuilder, sighted: SightedWorker, context: DiffContext): MachinePart {
  const { worker, row, sight } = sighted;
  const place: StepPlace = { target: change.id, machine: worker.machine, sight };
  switch (sight.state) {
    case 'seen':
      return compareWorkerMachine(change, { worker, row, place, machine: sight.machine }, context);
    case 'unreached':
      change.find({ reason: 'its machine could not be looked at', reasonCode: 'machine-unreached' });
      change.tell(machineUnreached(worker.machine, sight));
      // Until it is registered, all that is missing can only be done by a person.
      if (row === undefined) change.step(runScriptStep(place));
      return { ready: [], blocked: true };
    case 'manual':
    case 'none':
      return manualPart(change, sighted, place, context);
  }
}

/** What we can do for a machine that a person works on: have the master's nodes trust it, and say what is to be done. */
function manualPart(
  change: ChangeBuilder,
  { worker, row }: SightedWorker,
  place: StepPlace,
  context: DiffContext,
): MachinePart {
  const { certificate: source } = worker;
  const thumbprint = source === undefined ? undefined : thumbprintOf(source);
  const certificate =
    thumbprint === undefined
      ? ({ state: 'unknown', reason: 'nobody has shown it' } as const)
      : ({ state: 'missing', thumbprint, reason: 'its machine is not looked at' } as const);
  const mark = workerMark(context.topology.name, worker.machine);
  const signing = signingCertificate(worker, certificate);
  const trusts = trustOnMaster(change, { worker, row, place, certificate, signing, mark }, context);
  if (signing !== undefined)
    change.tell(changeGuards.certificateAuthority(change.id, worker, signing, trusts.length > 0));
  if (row !== undefined) return { ready: trusts };
  change.find({ reason: 'its machine is set up by hand', reasonCode: 'by-hand' });
  if (source === undefined && context.master.nodes.length > 0) {
    const detail = `${worker.machine} has no certificate in the topology, so no node of the master can be made to trust it.`;
    change.tell(diagnostic('plan.certificate-not-shown', detail, { severity: 'warning', range: worker.range }));
  }
  return { ready: [...trusts, change.step(runScriptStep(place))] };
}

function compareCatalog(change: ChangeBuilder, sighted: SightedWorker, part: MachinePart, context: DiffContext): void {
  const { worker, row } = sighted;
  const heard = part.blocked === true ? undefined : waitFor(change, sighted, part, context);
  if (row === undefined) {
    if (heard !== undefined) compareNewRow(change, worker, heard, context);
    return;
  }
  const after = heard === undefined ? [] : [heard];
  const switching = worker.enabled !== undefined && worker.enabled !== row.enabled;
  if (switching) {
    const switched = switchStep(change.id, { worker, row }, context, after);
    const field = { path: 'enabled', before: row.enabled, after: worker.enabled === true };
    change.find({ reason: switched.reason, reasonCode: switched.reasonCode, field });
    change.tell(...switched.diagnostics);
    // A worker that was emptied for a restart is disabled already.
    if (worker.enabled === true || part.drained === undefined) change.step(switched.step);
  } else if (part.drained !== undefined && row.enabled) {
    change.step(
      setEnabledStep(change.id, { row }, true, { needs: [...scaleOutFirst(context), ...after], risk: 'safe' }),
    );
  }
  compareProperties(change, worker, { row });
}

/** The step that waits until the worker is heard of, where something must be waited for. */
function waitFor(
  change: ChangeBuilder,
  { worker, row, sight }: SightedWorker,
  part: MachinePart,
  context: DiffContext,
): string | undefined {
  const isOnline = row !== undefined && isWorkerOnline(row);
  if (row !== undefined && part.restart === undefined && (isOnline || part.ready.length === 0)) return undefined;
  const { registrationTimeoutSeconds, rollout } = context.topology.policy;
  const awaited = {
    machine: worker.machine,
    workerAgentId: row?.id ?? (sight.state === 'seen' ? context.agentIdOf(worker) : undefined),
    isRegistered: row !== undefined,
    isReached: sight.state === 'seen',
    heartbeatInterval: heartbeatWhileChanging(row, worker),
    restartedBy: part.restart,
  };
  const needs = [...new Set([...part.ready, ...context.masterReady, ...scaleOutFirst(context)])];
  const timeout = row === undefined ? registrationTimeoutSeconds : rollout.healthyWithinSeconds;
  return change.step(awaitStep(change.id, awaited, timeout, needs));
}

function compareNewRow(change: ChangeBuilder, worker: DesiredWorker, registered: string, context: DiffContext): void {
  const reference: RowReference = { machine: worker.machine, registeredBy: registered };
  if (worker.enabled === true) {
    change.field({ path: 'enabled', before: null, after: true });
    change.step(setEnabledStep(change.id, reference, true, { needs: scaleOutFirst(context), risk: 'safe' }));
  }
  compareProperties(change, worker, reference);
}

function compareProperties(change: ChangeBuilder, worker: DesiredWorker, reference: RowReference): void {
  const properties = propertyDifferences(worker, reference.row);
  if (properties.length === 0) return;
  if (reference.row !== undefined) change.find({ reason: differing(properties), reasonCode: 'differs' });
  for (const { field, before, value } of properties) {
    change.field({ path: field, before, after: value });
    change.step(setPropertyStep(change.id, reference, field, value));
  }
}

/** Nobody compares the settings of a machine that a person works on. */
function tellOfUnseenSettings(change: ChangeBuilder, worker: DesiredWorker): void {
  const keys = Object.keys(worker.settings ?? {});
  if (keys.length === 0) return;
  const detail = `${worker.machine} is worked on by hand: whether ${listed(keys)} of its config ${keys.length === 1 ? 'is' : 'are'} as wanted is not seen.`;
  const remedy = `Where they were changed, its administrator runs what scaleout script ${worker.machine} prints: it changes only what differs.`;
  change.tell(diagnostic('plan.settings-unseen', detail, { severity: 'note', remedy, range: worker.range }));
}

/** Nothing is heard of it although its service runs, and nothing is mended that would tell why: what its log says. */
function tellOfOffline(
  change: ChangeBuilder,
  { worker, row }: SightedWorker,
  { machine }: Extract<Sight, { readonly state: 'seen' }>,
  unheard: UnheardWorker | undefined,
): void {
  if (row === undefined || isWorkerOnline(row) || worker.enabled === false) return;
  const isMended = unheard?.state === 'restart' && unheard.reason === undefined;
  if (isMended) return;
  const why = unheard?.state === 'leave' && unheard.why !== undefined ? ` ${unheard.why}` : '';
  const trouble = machine.trouble.find((found) => found.role === 'worker');
  const says =
    trouble === undefined ? silentLog(machine.logs, 'worker') : ` Its log says: ${troubleText(trouble.kind).cause}.`;
  const detail = `${worker.machine} was last heard of at ${row.lastOnline}.${why}${says}`;
  const remedy = trouble === undefined ? {} : { remedy: troubleText(trouble.kind).remedy };
  change.tell(diagnostic('plan.worker-offline', detail, { severity: 'warning', ...remedy }));
}
