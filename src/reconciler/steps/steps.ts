import { awaitWorker } from './await-worker.js';
import { createCertificate, distrustCertificate, grantKey, trustCertificate } from './certificates.js';
import { drainWorker } from './drain-worker.js';
import { editConfig } from './edit-config.js';
import { enableScaleOut } from './enable-scale-out.js';
import { bindPort, openFirewall } from './endpoint.js';
import { removeWorker } from './remove-worker.js';
import { restartService, setStartMode, startService, stopService } from './services.js';
import { setDefaultExecutionMode } from './set-default-execution-mode.js';
import { setMasterAddress } from './set-master-address.js';
import { setWorkerEnabled } from './set-worker-enabled.js';
import { setWorkerProperty } from './set-worker-property.js';
import type { Operation } from './step.js';

const all: readonly Operation[] = [
  enableScaleOut,
  setDefaultExecutionMode,
  setMasterAddress,
  setWorkerEnabled,
  setWorkerProperty,
  drainWorker,
  removeWorker,
  awaitWorker,
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
];

/** Every operation that a step can name. A person's steps (`byHand`) are carried out by nobody here. */
export const operations: ReadonlyMap<string, Operation> = new Map(all.map((operation) => [operation.name, operation]));
