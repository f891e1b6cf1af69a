import type { OperationName, Step, StepOf } from '../../domain/documents.js';
import { printable } from '../../text/printable.js';
import { awaitMaster } from './await-master.js';
import { awaitWorker } from './await-worker.js';
import { bindPort } from './bind-port.js';
import { byHand } from './by-hand.js';
import { createCertificate } from './create-certificate.js';
import { distrustCertificate } from './distrust-certificate.js';
import { drainWorker } from './drain-worker.js';
import { editConfig } from './edit-config.js';
import { enableScaleOut } from './enable-scale-out.js';
import { grantKey } from './grant-key.js';
import { openFirewall } from './open-firewall.js';
import { removeWorker } from './remove-worker.js';
import { restartService } from './restart-service.js';
import { setDefaultExecutionMode } from './set-default-execution-mode.js';
import { setMasterAddress } from './set-master-address.js';
import { setStartMode } from './set-start-mode.js';
import { setWorkerEnabled } from './set-worker-enabled.js';
import { setWorkerProperty } from './set-worker-property.js';
import { startService } from './start-service.js';
import type { AutomatedOperation, Automation, Operation } from './step.js';
import { stopService } from './stop-service.js';
import { trustCertificate } from './trust-certificate.js';

/** A step that we carry out; the rest is a person's. */
export type AutomatedStep = Exclude<Step, { readonly operation: 'byHand' }>;

type Automated = { readonly [Name in AutomatedStep['operation']]: AutomatedOperation<StepOf<Name>> };

/** Every operation that we carry out. One that the plan's schema has and this list has not does not compile. */
const automated: Automated = {
  enableScaleOut,
  setDefaultExecutionMode,
  setMasterAddress,
  setWorkerEnabled,
  setWorkerProperty,
  drainWorker,
  removeWorker,
  awaitWorker,
  awaitMaster,
  trustCertificate,
  distrustCertificate,
  createCertificate,
  grantKey,
  editConfig,
  setStartMode,
  startService,
  stopService,
  restartService,
  bindPort,
  openFirewall,
};

/** The same, and what only a person can do. */
const operations: { readonly [Name in OperationName]: Operation<StepOf<Name>> } = { ...automated, byHand };

/** Any of them, whose late arguments are told by name. */
export type AnyAutomatedOperation = Automation<AutomatedStep> & {
  readonly late?: Readonly<Record<string, true>> | undefined;
};

/** The names of all that we carry out. */
export const operationNames: readonly string[] = Object.keys(automated);

/** How a step of ours is carried out. */
export function automatedOperationOf(step: AutomatedStep): AnyAutomatedOperation {
  return automated[step.operation];
}

/** What is known of a step, whoever does it. */
export function operationOf(step: Step): Operation<Step> {
  return operations[step.operation];
}

/** The machine that a step has to do with; undefined for one that is about a row of the catalog alone. */
export function machineIn({ arguments: given }: Step): string | undefined {
  return 'machine' in given ? given.machine : undefined;
}

/** What a step does, and where that is not the machine that its change is of. */
export function stepWords(step: Step): string {
  const described = operationOf(step).describe(step);
  const machine = machineIn(step);
  if (machine === undefined) return described;
  const head = `${printable(machine)}: `;
  if (!described.startsWith(head)) return described;
  const what = described.slice(head.length);
  const [, own = ''] = step.target.split('/');
  return own.toUpperCase() === machine.toUpperCase() ? what : `on ${printable(machine)}: ${what}`;
}
