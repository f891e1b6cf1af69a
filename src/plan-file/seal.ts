import { createHash } from 'node:crypto';
import type { Plan } from '../reconciler/plan-document.js';
import { canonicalJson } from './canonical-json.js';

/** The plan with its digest: as it is written down. */
export function sealed(plan: Plan): Plan {
  return { ...plan, digest: digestOf(plan) };
}

/** SHA-256, in lower-case hexadecimal, of all that a plan says but its digest. */
export function digestOf({ digest: _, ...rest }: Plan): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}
