import type { Risk, Step } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import { byHand, type StepPlace } from '../steps/machine-step.js';
import { type RestartOptions, restartServiceStep } from '../steps/restart-service.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { startServiceStep } from '../steps/start-service.js';
import type { ChangeBuilder } from './kind.js';

/** How a reason names a service: `the service` where the change is of its machine, `its service` where it is of a worker. */
export type ServiceName = 'the service' | 'its service';

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
export interface ServiceSteps {
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

/** Whether a service has to read its config anew: the plan changes what it reads at its start, or it runs with an older file. */
export function mustReadConfig(
  change: ChangeBuilder,
  { machine }: StepPlace,
  service: MachineService,
  { name, file, isChanged }: { readonly name: ServiceName; readonly file: string; readonly isChanged: boolean },
): boolean {
  const isUnread = service.configUnread === true;
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
