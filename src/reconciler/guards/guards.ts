import { certificateAuthority } from './certificate-authority.js';
import { certificateUseless } from './certificate-useless.js';
import { endpointNotCovered } from './endpoint-not-covered.js';
import { executionModeMissing } from './execution-mode-missing.js';
import type { Guard } from './guard.js';
import { pruneLimit } from './prune-limit.js';
import { rights } from './rights.js';
import { rotationKept, rotationNotPrepared, rotationWindow } from './rotation.js';
import { scaleOutDisabled } from './scale-out-disabled.js';
import { targetNeeds } from './target-needs.js';
import { topologyMark } from './topology-mark.js';
import { topologyShrunk } from './topology-shrunk.js';
import { workerProtected } from './worker-protected.js';

/** Every rule that judges a plan as a whole, in the order in which a plan tells of them. */
export const guards: readonly Guard[] = [topologyMark, pruneLimit, topologyShrunk, certificateUseless, rights];

/** Every rule that judges one change: whoever finds the change asks it, and tells what it says at that place of the plan. */
export const changeGuards = {
  scaleOutDisabled,
  executionModeMissing,
  endpointNotCovered,
  certificateAuthority,
  workerProtected,
  targetNeeds,
  rotationNotPrepared,
  rotationWindow,
  rotationKept,
} as const;
