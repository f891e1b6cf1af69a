import type { Risk, Step, Value } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import type { MachineObservation, MachineService, StartMode, Thumbprint } from '../../domain/machines.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { configArgument } from '../steps/edit-config.js';
import type { ConfigDifference } from '../view/config.js';
import type { Sight } from '../view/observation.js';
import type { SigningCertificate } from '../view/signing-certificate.js';

/** A worker's machine that was looked at. */
export interface SeenWorker {
  readonly worker: DesiredWorker;
  /** Undefined: it is not registered yet. */
  readonly row: WorkerRow | undefined;
  readonly place: StepPlace;
  readonly machine: MachineObservation;
}

/** Seconds within which a service must have stopped or started. */
export const serviceTimeout = 180;

/** Where a step of a change is done, and who can do it. */
export interface StepPlace {
  /** The id of the change. */
  readonly target: string;
  readonly machine: MachineName;
  readonly sight: Sight;
}

export interface StepOptions {
  readonly needs: readonly string[];
  readonly risk?: Risk;
  readonly expects?: Step['expects'];
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A step on a machine. It is a person's where we cannot go there, or are no administrator there. */
export function machineStep(
  place: StepPlace,
  name: string,
  operation: string,
  values: Readonly<Record<string, Value>>,
  options: StepOptions,
): Step {
  const { target, machine, sight } = place;
  const isOurs = sight.state === 'seen' && sight.machine.administrator;
  return {
    id: `${target}:${name}`,
    operation,
    target,
    needs: options.needs,
    arguments: { machine, ...values },
    expects: options.expects ?? {},
    risk: options.risk ?? 'safe',
    ...(options.inputs === undefined || !isOurs ? {} : { inputs: options.inputs }),
    ...(isOurs ? {} : { manual: true }),
  };
}

export function editConfigStep(
  place: StepPlace,
  file: { readonly path: string; readonly sha256: string },
  differences: readonly ConfigDifference[],
  options: StepOptions,
): Step {
  const values = differences.map(({ key, after }) => [`${configArgument}${key}`, after] as const);
  return machineStep(
    place,
    'config',
    'editConfig',
    { path: file.path, ...Object.fromEntries(values) },
    { ...options, expects: { sha256: file.sha256 } },
  );
}

export function startModeStep(
  place: StepPlace,
  service: MachineService,
  mode: StartMode,
  needs: readonly string[] = [],
): Step {
  const expects = { startMode: service.startMode };
  return machineStep(place, 'startMode', 'setStartMode', { service: service.name, mode }, { needs, expects });
}

/** What a step that stops a worker's service judges by itself right before. */
export interface StopOptions {
  /** Its row. */
  readonly workerAgentId: string | undefined;
  /** See `WorkerRow.heartbeatInterval`. */
  readonly heartbeatInterval: number | undefined;
  /** A step before it has emptied the worker: what that did with work that did not end in time. */
  readonly afterDrain: 'stop' | 'disable' | undefined;
  /** It is restarted only because nothing is heard of it, which may have changed. */
  readonly unheard?: true;
  /** Seconds that such a worker is given to be heard of by itself. */
  readonly comesBackWithin?: number;
}

function stopArguments(options: StopOptions): Readonly<Record<string, Value>> {
  const { workerAgentId, heartbeatInterval, afterDrain, unheard, comesBackWithin } = options;
  return {
    ...(workerAgentId === undefined ? {} : { workerAgentId }),
    ...(heartbeatInterval === undefined ? {} : { heartbeatInterval }),
    ...(afterDrain === undefined ? {} : { afterDrain }),
    ...(unheard === undefined ? {} : { unheard }),
    ...(comesBackWithin === undefined ? {} : { comesBackWithin }),
  };
}

/** Restarts a service that runs, starts one that does not. `stop`: of a worker's. */
export function runServiceStep(
  place: StepPlace,
  service: MachineService,
  options: StepOptions & { readonly stop?: StopOptions },
): Step {
  const isRestart = service.state === 'running';
  const { stop } = options;
  const values = {
    service: service.name,
    timeoutSeconds: serviceTimeout,
    ...(isRestart && stop !== undefined ? stopArguments(stop) : {}),
  };
  const expects = { state: service.state };
  return isRestart
    ? machineStep(place, 'restart', 'restartService', values, { risk: 'disruptive', ...options, expects })
    : machineStep(place, 'start', 'startService', values, { ...options, expects });
}

/** Stops the service of a worker that was taken out for good. */
export function stopServiceStep(
  place: StepPlace,
  service: MachineService,
  { needs, stop }: { readonly needs: readonly string[]; readonly stop: StopOptions },
): Step {
  const values = { service: service.name, timeoutSeconds: serviceTimeout, ...stopArguments(stop) };
  const expects = { state: service.state };
  return machineStep(place, 'stop', 'stopService', values, { needs, risk: 'destructive', expects });
}

/**
 * Makes a machine trust a certificate whose public half is known. One that may sign others has to have somebody who
 * stands for it: without `vouchedBy` the step is refused when it is carried out.
 */
export function trustStep(
  place: StepPlace,
  name: string,
  certificate: { readonly thumbprint: Thumbprint; readonly der: string },
  { mark, vouchedBy }: { readonly mark: string; readonly vouchedBy: SigningCertificate['vouchedBy'] },
): Step {
  const { thumbprint, der } = certificate;
  const authority = vouchedBy === undefined ? {} : { authority: vouchedBy };
  const values = { thumbprint, certificate: der, mark, ...authority };
  return machineStep(place, name, 'trustCertificate', values, { needs: [] });
}
