import { drainWorker } from './drain-worker.js';
import { enableScaleOut } from './enable-scale-out.js';
import { awaitWorker } from './machine/await-worker.js';
import { createCertificate, distrustCertificate, grantKey, trustCertificate } from './machine/certificates.js';
import { editConfig } from './machine/edit-config.js';
import { bindPort, openFirewall } from './machine/endpoint.js';
import { restartService, setStartMode, startService, stopService } from './machine/services.js';
import type { Operation } from './operation.js';
import { removeWorker } from './remove-worker.js';
import { setDefaultExecutionMode } from './set-default-execution-mode.js';
import { setMasterAddress } from './set-master-address.js';
import { setWorkerEnabled } from './set-worker-enabled.js';
import { setWorkerProperty } from './set-worker-property.js';

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
