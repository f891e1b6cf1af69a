import { isScaleoutError } from '../../../errors.js';
import type { Known } from '../../../reconciler/known.js';
import { remoteText } from '../remote-text.js';
import { at, type Field, isAbsent } from './field.js';

/** A part of an answer that has either its `value` or an `error`, a sentence. What makes no sense is unknown as well. */
export function knownPart<T>(answer: Field, name: string, read: (value: Field) => T): Known<T> {
  return knownUnless(() => {
    const part = at(answer, name);
    const error = at(part, 'error');
    if (typeof error.value === 'string') return unknown(remoteText(error.value));
    const value = at(part, 'value');
    if (isAbsent(value)) return unknown(`the machine did not send ${part.path}`);
    return { known: true, value: read(value) };
  });
}

/** What `read` yields; unknown where it meets what makes no sense. */
export function knownUnless<T>(read: () => Known<T>): Known<T> {
  try {
    return read();
  } catch (error) {
    if (isScaleoutError(error)) return unknown(`the machine sent what makes no sense: ${error.message}`);
    throw error;
  }
}

export function unknown(reason: string): { readonly known: false; readonly reason: string } {
  return { known: false, reason };
}
