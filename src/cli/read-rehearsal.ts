import type { RehearsalDocument } from '../domain/documents.js';
import { ScaleoutError } from '../errors/errors.js';
import { readFileBytes } from '../files/files.js';
import { fileName, type Input, readInput, standardInput } from '../files/standard-input.js';
import { differenceOf, type SchemaError } from '../reconciler/saved-plan/schema-difference.js';
import { decodeText } from '../topology/file-text.js';

/** Bytes: a rehearsal of some 60,000 steps. */
export const largestRehearsal = 64 * 1024 * 1024;

const newestFormat = 1;

interface Validator {
  (value: unknown): value is RehearsalDocument;
  /** The first difference, with those that follow from it behind. */
  readonly errors: readonly SchemaError[] | null;
}

/**
 * The rehearsal that a file holds, which `scaleout rehearse --out` has written; `-` is standard input. Whatever it says is
 * foreign. Throws `command.rehearsal-unreadable` and `command.rehearsal-too-new`.
 */
export async function readRehearsal(file: string, input: Input): Promise<RehearsalDocument> {
  const name = fileName(file);
  const bytes =
    file === standardInput
      ? await readInput(input, { largest: largestRehearsal })
      : await readFileBytes(file, { largest: largestRehearsal, kinds: 'any' });
  if ('failed' in bytes) throw unreadable(`${name} ${bytes.failed.phrase}.`);
  const text = decodeText(name, bytes.read);
  if ('failed' in text) throw unreadable(text.failed.detail, text.failed.remedy);
  const value = jsonOf(text.read, name);
  const format = formatOf(value);
  if (format !== undefined && format > newestFormat) {
    const detail = `${name} has the format ${format}; this version reads formats up to ${newestFormat}.`;
    throw new ScaleoutError('command.rehearsal-too-new', detail);
  }
  // Who names no rehearsal does not load it.
  const validate = (await import('../generated/rehearsal-validator.js')).validate as unknown as Validator;
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const { place, what } = error === undefined ? { place: '', what: 'is wrong' } : differenceOf(error);
  throw unreadable(
    `${name} is not as schemas/rehearsal.schema.json says: ${place === '' ? 'its top' : place} ${what}.`,
  );
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which may be anything.
    throw unreadable(`${name} is not JSON, or was cut off.`);
  }
}

function formatOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'formatVersion')) return undefined;
  const { formatVersion } = value as { readonly formatVersion: unknown };
  return typeof formatVersion === 'number' ? formatVersion : undefined;
}

function unreadable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('command.rehearsal-unreadable', detail, remedy === undefined ? {} : { remedy });
}
