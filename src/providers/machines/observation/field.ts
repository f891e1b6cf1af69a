import type { Known } from '../../../domain/known.js';
import { isScaleoutError, ScaleoutError } from '../../../errors/errors.js';
import { remoteText } from '../connection.js';

/** A value that a machine sent, with the place where it stood: nothing of it is believed before it was looked at. */
export interface Field {
  readonly value: unknown;
  /** `installations[0].service.name` */
  readonly path: string;
}

/** The error of a value that is not what it should be. */
export function misshapen({ path }: Field, wanted: string): ScaleoutError {
  return new ScaleoutError('machine.script-failed', `${path} is not ${wanted}`);
}

/** What stands under a name of an object. */
export function at(field: Field, name: string): Field {
  const { value, path } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(field, 'an object');
  const inner = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  return { value: inner, path: path === '' ? name : `${path}.${name}` };
}

export function isAbsent({ value }: Field): boolean {
  return value === undefined || value === null;
}

/** The most characters of a text: a path or the line of a log has some hundred. */
const longestText = 1024 * 1024;

/** The most characters of bytes in base64: a certificate has some thousand, and a config file of 6 MB still goes through. */
const longestBase64 = 8 * 1024 * 1024;

export function textAt(field: Field, name: string): string {
  return boundedText(at(field, name), longestText);
}

function boundedText(field: Field, longest: number): string {
  if (typeof field.value !== 'string') throw misshapen(field, 'a text');
  if (field.value.length > longest) throw misshapen(field, `a text of at most ${longest} characters`);
  return field.value;
}

export function textOrNullAt(field: Field, name: string): string | null {
  return isAbsent(at(field, name)) ? null : textAt(field, name);
}

/** ISO 8601, UTC. */
export function instantAt(field: Field, name: string): string {
  const time = Date.parse(textAt(field, name));
  if (Number.isNaN(time)) throw misshapen(at(field, name), 'a time');
  return new Date(time).toISOString();
}

export function flagAt(field: Field, name: string): boolean {
  const inner = at(field, name);
  if (typeof inner.value !== 'boolean') throw misshapen(inner, 'true or false');
  return inner.value;
}

export function numberOrNullAt(field: Field, name: string): number | null {
  const inner = at(field, name);
  if (inner.value === null) return null;
  if (typeof inner.value !== 'number') throw misshapen(inner, 'a number');
  return inner.value;
}

export function itemsOf(field: Field): readonly Field[] {
  if (!Array.isArray(field.value)) throw misshapen(field, 'a list');
  return field.value.map((value: unknown, index) => ({ value, path: `${field.path}[${index}]` }));
}

export function listAt(field: Field, name: string): readonly Field[] {
  return itemsOf(at(field, name));
}

export function textsAt(field: Field, name: string): readonly string[] {
  return listAt(field, name).map((inner) => {
    if (typeof inner.value !== 'string') throw misshapen(inner, 'a text');
    return inner.value;
  });
}

export function base64At(field: Field, name: string): Buffer {
  const inner = at(field, name);
  const text = boundedText(inner, longestBase64);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw misshapen(inner, 'base64');
  return bytes;
}

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
