import { createHash } from 'node:crypto';
import type { Plan } from '../../domain/documents.js';

/** The plan with its digest: as it is written down. */
export function sealed(plan: Plan): Plan {
  return { ...plan, digest: digestOf(plan) };
}

/** SHA-256, in lower-case hexadecimal, of all that a plan says but its digest. */
export function digestOf({ digest: _, ...rest }: Plan): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** A value of JSON as text without blanks, the keys of each object in order: equal for equal values, however they were written. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
