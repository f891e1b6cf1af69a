import { defaultExecutionMode } from './default-execution-mode.js';
import type { Kind } from './kind.js';
import { scaleOut } from './scale-out.js';
import { unlistedWorkers } from './unlisted-workers.js';
import { workers } from './workers.js';

/** Every kind of thing that is reconciled, in the order in which a plan shows them. */
export const kinds: readonly Kind[] = [scaleOut, defaultExecutionMode, workers, unlistedWorkers];
