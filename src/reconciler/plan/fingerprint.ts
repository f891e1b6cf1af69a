import { createHash } from 'node:crypto';
import type { Rollback, Step, Value } from '../../domain/documents.js';
import { inputsOf } from '../steps/step.js';

/** Characters that are hashed in one call: each call costs more than the hash of a step. */
const batch = 16_384;

/** SHA-256, in lower-case hexadecimal, of all that the steps would do, take back and expect to find on this catalog. */
export function fingerprint(
  catalog: { readonly server: string; readonly database: string },
  steps: readonly Step[],
  rollbacks: readonly Rollback[] = [],
): string {
  const hash = createHash('sha256');
  let text = part(catalog.server.toUpperCase()) + part(catalog.database.toUpperCase());
  for (const step of steps) {
    text += stepText(step);
    if (text.length < batch) continue;
    hash.update(text);
    text = '';
  }
  for (const { target, steps: held, undo } of rollbacks) {
    text += part(target) + part(held.length);
    for (const id of held) text += part(id);
    for (const { undoes, step } of undo) text += part(undoes) + stepText(step);
  }
  return hash.update(text).digest('hex');
}

function stepText(step: Step): string {
  let text = part(step.id) + part(step.operation) + part(step.target) + part(step.risk) + part(step.manual === true);
  text += part(step.needs.length);
  for (const need of step.needs) text += part(need);
  return text + partsOf(step.arguments) + partsOf(step.expects) + partsOf(inputsOf(step));
}

type Values = Readonly<Record<string, Value>>;

/** In the order of the names: a program that reads and writes a plan may change it. */
function partsOf(values: Values): string {
  let text = '{';
  for (const name of Object.keys(values).sort()) text += part(name) + part(values[name] ?? null);
  return `${text}}`;
}

/** A value that no other value or sequence of values looks like: texts carry their length. */
function part(value: Value): string {
  return typeof value === 'string' ? `${value.length}:${value}` : `${value};`;
}
