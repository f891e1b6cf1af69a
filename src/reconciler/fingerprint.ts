import { createHash } from 'node:crypto';
import type { Step, Value } from './plan-document.js';

/** Characters that are hashed in one call: each call costs more than the hash of a step. */
const batch = 16_384;

/** SHA-256, in lower-case hexadecimal, of all that the steps would do and expect to find on this catalog. */
export function fingerprint(
  catalog: { readonly server: string; readonly database: string },
  steps: readonly Step[],
): string {
  const hash = createHash('sha256');
  let text = part(catalog.server.toUpperCase()) + part(catalog.database.toUpperCase());
  for (const step of steps) {
    text += part(step.id) + part(step.operation) + part(step.target) + part(step.risk) + part(step.manual === true);
    text += part(step.needs.length);
    for (const need of step.needs) text += part(need);
    text += partsOf(step.arguments) + partsOf(step.expects) + partsOf(step.inputs ?? none);
    if (text.length < batch) continue;
    hash.update(text);
    text = '';
  }
  return hash.update(text).digest('hex');
}

const none: Step['arguments'] = {};

/** In the order of the names: a program that reads and writes a plan may change it. */
function partsOf(values: Step['arguments']): string {
  let text = '{';
  for (const name of Object.keys(values).sort()) text += part(name) + part(values[name] ?? null);
  return `${text}}`;
}

/** A value that no other value or sequence of values looks like: texts carry their length. */
function part(value: Value): string {
  return typeof value === 'string' ? `${value.length}:${value}` : `${value};`;
}
