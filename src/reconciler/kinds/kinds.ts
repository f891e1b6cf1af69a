// src/reconciler/kinds compares: each kind takes the views of the fleet and says what differs from the topology, why, and by
// which steps it is mended. It uses view/, steps/ and guards/. A new kind gets one file, owns the ids of its changes, and is
// listed here. A worker is compared in workers.ts, whatever its transport: its machine (worker-machine.ts), then its row in
// the catalog (worker-row.ts).

import { defaultExecutionMode, masterAddress, scaleOut } from './catalog.js';
import { formerWorkers } from './former-workers.js';
import type { Kind } from './kind.js';
import { leavingWorkers } from './leaving-workers.js';
import { masterLogin } from './master-login.js';
import { masterNodes } from './master-nodes.js';
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
  leavingWorkers,
  unlistedWorkers,
  formerWorkers,
];
