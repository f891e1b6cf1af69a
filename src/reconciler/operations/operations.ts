import { enableScaleOut } from './enable-scale-out.js';
import type { Operation } from './operation.js';
import { removeWorker } from './remove-worker.js';
import { setDefaultExecutionMode } from './set-default-execution-mode.js';
import { setWorkerEnabled } from './set-worker-enabled.js';
import { setWorkerProperty } from './set-worker-property.js';

/** Every operation that a step can name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [enableScaleOut, setDefaultExecutionMode, setWorkerEnabled, setWorkerProperty, removeWorker].map((operation) => [
    operation.name,
    operation,
  ]),
);
