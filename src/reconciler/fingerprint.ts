import { createHash } from 'node:crypto';
import type { Step } from './plan-document.js';

/** SHA-256, in lower-case hexadecimal, of all that the steps would do and expect to find on this catalog. */
export function fingerprint(
  catalog: { readonly server: string; readonly database: string },
  steps: readonly Step[],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([catalog.server.toUpperCase(), catalog.database.toUpperCase()]));
  for (const step of steps) {
    hash.update(JSON.stringify([step.id, step.operation, step.needs, entries(step.arguments), entries(step.expects)]));
  }
  return hash.digest('hex');
}

function entries(values: Step['arguments']): readonly (readonly [string, unknown])[] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
