import type { Risk, Step } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import type { Policy } from '../../topology/topology.js';
import { drainBeforeStop, drainStep } from '../steps/drain-worker.js';
import { byHand, isOurs, placeOf, type StepPlace } from '../steps/machine-step.js';
import { type RestartOptions, restartServiceStep } from '../steps/restart-service.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { startServiceStep } from '../steps/start-service.js';
import type { SeenWorker } from '../view/worker.js';
import { scaleOutFirst } from './catalog.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { isEmptied } from './master-change.js';
import type { UnheardWorker } from './unheard-worker.js';
import { disableStep, mayHoldWork, runningWork } from './worker-enabled.js';

/**
 * A worker that may have work is emptied before it is restarted; for good, where the topology wants it disabled. One that
 * is disabled already may have been left with work by a drain that was cut off, and one that is offline may run on.
 */
export function drainFirst(
  change: ChangeBuilder,
  seen: SeenWorker,
  needs: readonly string[],
  context: DiffContext,
): string | undefined {
  const { worker, row } = seen;
  const { service } = seen.installation;
  if (row === undefined) return undefined;
  const isTogether = context.masterChange.cutOver?.members.has(seen) === true;
  const isForGood = worker.enabled === false && row.enabled;
  if (isTogether) {
    if (!isEmptied(row, context.catalog)) return undefined;
  } else {
    if (service.state !== 'running' || service.clustered !== false) return undefined;
    if (!isOurs(placeOf(change, seen))) return undefined;
    if (!isForGood && !isWorkerOnline(row) && !mayHoldWork(row, context)) return undefined;
  }
  const together = isTogether ? ({ together: true } as const) : {};
  const drain = drainPolicy(context);
  if (isForGood) {
    const { step } = disableStep(change.id, { worker, row }, context);
    const { onTimeout } = drain;
    const offline = offlineLoss(row, step.risk);
    return change.addStep(
      drainBeforeStop({ ...step, arguments: { ...step.arguments, onTimeout, ...offline, ...together } }, needs),
    );
  }
  const { lost, diagnostics } = runningWork(context.catalog, row, { name: change.id, drain });
  change.tell(...diagnostics);
  const continues = !row.enabled && worker.enabled === true ? ({ continues: true } as const) : {};
  const risk = lost ? 'destructive' : 'disruptive';
  const offline = offlineLoss(row, risk);
  return change.addStep(
    drainStep(change.id, 'drain', row, drain, { needs, risk, ...continues, beforeStop: true, ...offline, ...together }),
  );
}

/** Whether the plan says of a worker that is offline that what it may still run is lost: a drain does not wait for that then. */
export function offlineLoss(row: WorkerRow, risk: Risk): { readonly offline?: true } {
  return risk === 'destructive' && !isWorkerOnline(row) ? { offline: true } : {};
}

/** While the master changes its certificate or port no package is cut off, whatever the policy is: the change can wait, and is taken back. */
function drainPolicy({ topology, masterChange }: DiffContext): Policy['drain'] {
  const { drain } = topology.policy;
  return masterChange.cutOver === undefined ? drain : { ...drain, onTimeout: 'stop' };
}

/** What there is to do with a worker's service. */
interface ServiceWish {
  readonly needs: readonly string[];
  readonly needsRestart: boolean;
  readonly isDrained: boolean;
  readonly unheard: UnheardWorker | undefined;
}

/** Compares a worker's service; one that is not heard of may be restarted for that alone. */
export function compareWorkerService(
  change: ChangeBuilder,
  seen: SeenWorker,
  { needs, needsRestart, isDrained, unheard }: ServiceWish,
  context: DiffContext,
): ServiceSteps {
  const { row, installation } = seen;
  const { masterReady } = context;
  const isUnheard = unheard?.state === 'restart';
  // A worker that cannot reach the master when it starts may not try again: the master is ready before.
  const isOnline = row !== undefined && isWorkerOnline(row);
  return compareService(change, placeOf(change, seen), installation.service, {
    name: 'its service',
    isRestarted: needsRestart || isUnheard,
    needs,
    needsBesides: isOnline ? masterReady : [...masterReady, ...scaleOutFirst(context)],
    stop: {
      workerAgentId: row?.id,
      heartbeatInterval: row?.heartbeatInterval,
      afterDrain: isDrained ? drainPolicy(context).onTimeout : undefined,
      ...(isUnheard ? { unheard: true } : {}),
      ...(isUnheard && unheard.comesBackWithin !== undefined ? { comesBackWithin: unheard.comesBackWithin } : {}),
    },
    ...(isUnheard ? { risk: 'safe' } : {}),
  });
}

/** How a reason names a service: `the service` where the change is of its machine, `its service` where it is of a worker. */
type ServiceName = 'the service' | 'its service';

/** What a service of a master or a worker is to be like, beside running and starting by itself. */
export interface WantedService {
  readonly name: ServiceName;
  /** It is restarted although it runs. */
  readonly isRestarted: boolean;
  /** The steps that its start or restart waits for. */
  readonly needs: readonly string[];
  /** Those that it waits for besides, named after the step of its start mode. */
  readonly needsBesides?: readonly string[];
  /** Of a restart that stops a worker. */
  readonly stop?: RestartOptions;
  readonly risk?: 'safe';
}

/** The steps that a service needs. */
interface ServiceSteps {
  readonly steps: readonly string[];
  /** The one of them that restarts the service, where we do that. */
  readonly restart?: string;
  /** The service would have to be changed, and it cannot be told whether that is ours to do. */
  readonly isLeft?: true;
}

/** Compares a service's start mode and state; of a clustered one it says what a person is to do. */
export function compareService(
  change: ChangeBuilder,
  place: StepPlace,
  service: MachineService,
  wanted: WantedService,
): ServiceSteps {
  if (service.clustered !== false) return compareClustered(change, place, service, wanted);
  const { name, isRestarted, needs, needsBesides = [], stop, risk } = wanted;
  const started: string[] = [];
  if (service.startMode !== 'automatic') {
    const isDisabled = service.startMode === 'disabled';
    change.addReason({
      reason: isDisabled ? `${name} is disabled` : `${name} does not start by itself`,
      reasonCode: isDisabled ? 'service-disabled' : 'start-mode',
      field: { path: 'service.startMode', before: service.startMode, after: 'automatic' },
    });
    started.push(change.addStep(startModeStep(place, service, 'automatic')));
  }
  if (service.state !== 'running') {
    const field = { path: 'service.state', before: service.state, after: 'running' };
    change.addReason({ reason: `${name} does not run`, reasonCode: 'service-stopped', field });
  } else if (!isRestarted) {
    return { steps: started };
  }
  const step = runServiceStep(place, service, {
    needs: [...new Set([...needs, ...started, ...needsBesides])],
    ...(stop === undefined ? {} : { stop }),
    ...(risk === undefined ? {} : { risk }),
  });
  const ran = change.addStep(step);
  const isRestartOfOurs = service.state === 'running' && step.manual !== true;
  return { steps: [...started, ran], ...(isRestartOfOurs ? { restart: ran } : {}) };
}

/** Restarts a service that runs, starts one that does not. */
function runServiceStep(
  place: StepPlace,
  service: MachineService,
  options: { readonly needs: readonly string[]; readonly risk?: Risk; readonly stop?: RestartOptions },
): Step {
  return service.state === 'running'
    ? restartServiceStep(place, service, options)
    : startServiceStep(place, service, options.needs);
}

/** A clustered service is the cluster's: it starts it, stops it and decides where it runs. */
function compareClustered(
  change: ChangeBuilder,
  place: StepPlace,
  service: MachineService,
  { isRestarted, needs, needsBesides = [] }: WantedService,
): ServiceSteps {
  const isUnknown = service.clustered === null;
  const isRunning = service.state === 'running';
  if (isUnknown) {
    if (!isRestarted && isRunning && service.startMode === 'automatic') return { steps: [] };
    change.addReason({
      reason: 'whether a failover cluster owns its service cannot be told',
      reasonCode: 'cluster-unknown',
    });
    change.tell(clusterDoubt(place.machine, service));
  }
  const left = isUnknown ? ({ isLeft: true } as const) : {};
  if (!isRestarted || !isRunning) return { steps: [], ...left };
  const restart = runServiceStep(byHand(place), service, { needs: [...new Set([...needs, ...needsBesides])] });
  return { steps: [change.addStep(restart)], ...left };
}

/** Of a service that would have to be changed, and of which it cannot be told whether a failover cluster owns it. */
export function clusterDoubt(machine: string, service: MachineService): Diagnostic {
  const { name, state, startMode } = service;
  // What Windows says may end in a stop of its own.
  const doubt = service.clusterDoubt?.replace(/\.+$/, '');
  const detail = `${name} on ${machine} is left as it is (${state}, start mode ${startMode}): ${doubt ?? 'the machine did not say why'}.`;
  return diagnostic('plan.cluster-unknown', detail, { severity: 'warning' });
}

interface ConfigReading {
  readonly name: ServiceName;
  readonly file: string;
  readonly isChanged: boolean;
  /** Something beside the file tells that the service goes by an older one. */
  readonly isKnownUnread?: boolean;
}

/** Whether a service has to read its config anew: the plan changes what it reads at its start, or it runs with an older file. */
export function mustReadConfig(
  change: ChangeBuilder,
  { machine }: StepPlace,
  service: MachineService,
  { name, file, isChanged, isKnownUnread = false }: ConfigReading,
): boolean {
  const isUnread = service.configUnread === true || isKnownUnread;
  if (isUnread) change.addReason({ reason: `${name} runs with an older ${file}`, reasonCode: 'config-unread' });
  if (!isChanged && !isUnread) change.tell(...configWritten(machine, service));
  return isChanged || isUnread;
}

/** Tells of a config that somebody else has written since the service started: nobody is restarted for what may be its own. */
export function configWritten(machine: string, service: MachineService): readonly Diagnostic[] {
  if (service.configWritten !== true) return [];
  const detail = `${machine}: the config of ${service.name} was written after it had started, and not by scaleout.`;
  return [diagnostic('plan.config-written', detail, { severity: 'note' })];
}
