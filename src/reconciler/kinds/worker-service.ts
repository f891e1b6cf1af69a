import { isWorkerOnline } from '../liveness.js';
import type { MachineService } from '../machines.js';
import type { ChangeBuilder } from './change-builder.js';
import { clusterDoubt, clusterUnknown } from './cluster-doubt.js';
import type { DiffContext } from './kind.js';
import { runServiceStep, type SeenWorker, type StepPlace, startModeStep } from './machine-steps.js';
import { mayHoldWork, runningWork } from './running-work.js';
import { scaleOutFirst } from './scale-out.js';
import type { UnheardWorker } from './unheard-worker.js';
import { switchStep } from './worker-catalog.js';
import { drainStep } from './worker-steps.js';

/**
 * A worker that may have work is emptied before it is restarted; for good, where the topology wants it disabled. One that
 * is disabled already may have been left with work by a drain that was cut off, and one that is offline may run on.
 */
export function drainFirst(
  change: ChangeBuilder,
  { worker, row, machine, place }: SeenWorker,
  service: MachineService,
  needs: readonly string[],
  context: DiffContext,
): string | undefined {
  if (row === undefined || service.state !== 'running' || !machine.administrator || service.clustered !== false) {
    return undefined;
  }
  const isForGood = worker.enabled === false && row.enabled;
  if (!isForGood && !isWorkerOnline(row) && !mayHoldWork(row, context)) return undefined;
  if (isForGood) {
    const { step } = switchStep(place.target, { worker, row }, context);
    const values = { ...step.arguments, beforeStop: true };
    return change.step({ ...step, arguments: values, needs: [...needs, ...step.needs] });
  }
  const { drain } = context.topology.policy;
  const { lost, diagnostics } = runningWork(context.catalog, row, { name: place.target, drain });
  change.tell(...diagnostics);
  const continues = !row.enabled && worker.enabled === true ? ({ continues: true } as const) : {};
  const risk = lost ? 'destructive' : 'disruptive';
  return change.step(drainStep(place.target, 'drain', row, drain, { needs, risk, ...continues, beforeStop: true }));
}

/** What there is to do with a service. */
interface ServiceWish {
  readonly needs: readonly string[];
  readonly needsRestart: boolean;
  readonly isDrained: boolean;
  readonly unheard: UnheardWorker | undefined;
}

interface ServiceSteps {
  readonly steps: readonly string[];
  readonly restart?: string;
  /** The service would have to be changed, and it cannot be told whether that is ours to do. */
  readonly left?: true;
}

/** Its start mode, and its start or restart; of a clustered one what a person is to do. */
export function runService(
  change: ChangeBuilder,
  { place, row }: SeenWorker,
  service: MachineService,
  { needs, needsRestart, isDrained, unheard }: ServiceWish,
  context: DiffContext,
): ServiceSteps {
  const { masterReady, topology } = context;
  const isUnheard = unheard?.state === 'restart';
  const isRestarted = needsRestart || isUnheard;
  // One that cannot reach the master when it starts may not try again: the master is ready before.
  const isOnline = row !== undefined && isWorkerOnline(row);
  const first = isOnline ? masterReady : [...masterReady, ...scaleOutFirst(context)];
  // A clustered service is the cluster's: it starts it, stops it and decides where it runs.
  if (service.clustered === null) {
    if (!isRestarted && service.state === 'running' && service.startMode === 'automatic') return { steps: [] };
    change.find(clusterUnknown);
    change.tell(clusterDoubt(place.machine, service));
  }
  if (service.clustered !== false) {
    const left = service.clustered === null ? ({ left: true } as const) : {};
    if (!isRestarted || service.state !== 'running') return { steps: [], ...left };
    const byHand: StepPlace = { ...place, sight: { state: 'manual' } };
    const restart = runServiceStep(byHand, service, { needs: [...new Set([...needs, ...first])] });
    return { steps: [change.step(restart)], ...left };
  }
  const steps: string[] = [];
  if (service.startMode !== 'automatic') {
    const disabled = service.startMode === 'disabled';
    const reason = disabled ? 'its service is disabled' : 'its service does not start by itself';
    const field = { path: 'service.startMode', before: service.startMode, after: 'automatic' };
    change.find({ reason, reasonCode: disabled ? 'service-disabled' : 'start-mode', field });
    steps.push(change.step(startModeStep(place, service, 'automatic')));
  }
  if (service.state !== 'running') {
    const field = { path: 'service.state', before: service.state, after: 'running' };
    change.find({ reason: 'its service does not run', reasonCode: 'service-stopped', field });
  } else if (!isRestarted) {
    return { steps };
  }
  const stop = {
    workerAgentId: row?.id,
    heartbeatInterval: row?.heartbeatInterval,
    afterDrain: isDrained ? topology.policy.drain.onTimeout : undefined,
    ...(isUnheard ? { unheard: true as const } : {}),
    ...(isUnheard && unheard.comesBackWithin !== undefined ? { comesBackWithin: unheard.comesBackWithin } : {}),
  };
  const risk = isUnheard ? ({ risk: 'safe' } as const) : {};
  const options = { needs: [...new Set([...needs, ...steps, ...first])], stop, ...risk };
  const ran = change.step(runServiceStep(place, service, options));
  const restarted = change.steps.find((step) => step.id === ran);
  const yields = service.state === 'running' && restarted?.manual !== true;
  return { steps: [...steps, ran], ...(yields ? { restart: ran } : {}) };
}
