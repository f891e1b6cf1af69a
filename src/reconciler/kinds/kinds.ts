import { defaultExecutionMode, masterAddress, scaleOut } from './catalog.js';
import type { Kind } from './kind.js';
import { masterLogin } from './master-login.js';
import { masterNodes } from './master-nodes.js';
import { formerWorkers } from './removal.js';
import { unlistedWorkers } from './unlisted-workers.js';
import { workers } from './workers.js';

/** The kinds that make up the master; workers wait for their steps. */
export const masterKinds: readonly Kind[] = [masterAddress, masterNodes];

/** Every kind of thing that is reconciled, in the order in which a plan shows them. */
export const kinds: readonly Kind[] = [
  scaleOut,
  defaultExecutionMode,
  ...masterKinds,
  masterLogin,
  workers,
  unlistedWorkers,
  formerWorkers,
];
