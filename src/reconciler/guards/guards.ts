import { certificateUseless } from './certificate-useless.js';
import type { Guard } from './guard.js';
import { pruneLimit } from './prune-limit.js';
import { rights } from './rights.js';
import { topologyMark } from './topology-mark.js';
import { topologyShrunk } from './topology-shrunk.js';

/** Every rule that judges a plan as a whole, in the order in which a plan tells of them. */
export const guards: readonly Guard[] = [topologyMark, pruneLimit, topologyShrunk, certificateUseless, rights];
