import { stat } from 'node:fs/promises';
import { digestOf, type Plan } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import { readFileBytes, withinFileLimit } from '../../files/files.js';
import { fileName, type Input, readInput, standardInput } from '../../files/standard-input.js';
import { quoted } from '../../text/words.js';
import { decodeText } from '../../topology/file-text.js';
import { fingerprint } from '../plan/fingerprint.js';
import { inputsOf } from '../steps/step.js';
import { differenceOf, type SchemaError } from './schema-difference.js';

/** Bytes: a plan of some 60,000 steps. */
export const largestPlan = 64 * 1024 * 1024;

/**
 * The plan that a file holds, as it was saved; `-` is standard input, where that is given. Throws `command.plan-unreadable`, `command.plan-too-new` and
 * `guard.plan-tampered`.
 */
export async function readPlanFile(file: string, input?: Input): Promise<Plan> {
  const name = input === undefined ? file : fileName(file);
  const value = jsonOf(await readPlanText(file, input), name);
  // Every operation makes it large: who reads no plan does not load it.
  const { validate } = await import('../../generated/plan-validator.js');
  return checkedPlan(value, name, validate as unknown as Validator);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, which may be anything.
    throw unreadable(`${file} is not JSON, or was cut off.`);
  }
}

/** The text of a plan file of at most `largestPlan` bytes. Throws `command.plan-unreadable`. */
export async function readPlanText(file: string, input?: Input): Promise<string> {
  const name = input === undefined ? file : fileName(file);
  const bytes =
    file === standardInput && input !== undefined
      ? await readInput(input, { largest: largestPlan })
      : await readFileBytes(file, { largest: largestPlan, kinds: 'any' });
  if ('failed' in bytes) throw unreadable(`${name} ${bytes.failed.phrase}.`);
  const text = decodeText(name, bytes.read);
  if ('failed' in text) throw unreadable(text.failed.detail, text.failed.remedy);
  return text.read;
}

function unreadable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('command.plan-unreadable', detail, remedy === undefined ? {} : { remedy });
}

/**
 * Whether a file that was named is to be read as a plan: it is called .json, or holds a plan document whatever it is
 * called. A topology may be written in JSON too: it is one where it has an apiVersion. Does not throw.
 */
export async function isPlanFile(file: string): Promise<boolean> {
  const named = /\.json$/i.test(file);
  const content = await contentOf(file);
  if (content === undefined) return named;
  if (Object.hasOwn(content, 'apiVersion')) return false;
  return named || (Object.hasOwn(content, 'formatVersion') && Object.hasOwn(content, 'steps'));
}

/** The object that the file holds; undefined where it holds none, or is a pipe: what is read from it is gone. */
async function contentOf(file: string): Promise<object | undefined> {
  try {
    if (!(await withinFileLimit(file, () => stat(file))).isFile()) return undefined;
    const text = await readPlanText(file);
    if (!/^\s*\{/.test(text)) return undefined;
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}

const newestFormat = 1;

interface Validator {
  (root: unknown): root is Plan;
  /** The first difference, with those that follow from it behind. */
  readonly errors: readonly SchemaError[] | null;
}

/**
 * The plan that a value of JSON is. Throws `command.plan-too-new`, `command.plan-unreadable` with the place of what is
 * wrong, and `guard.plan-tampered` where it is not as it was written. `file` is for their details.
 */
function checkedPlan(value: unknown, file: string, validator: Validator): Plan {
  const format = formatOf(value);
  if (format !== undefined && format > newestFormat) {
    const detail = `${file} has the format ${format}; this version reads formats up to ${newestFormat}.`;
    throw new ScaleoutError('command.plan-too-new', detail);
  }
  if (format === undefined) {
    const detail = `${file} holds no plan: there is no formatVersion at the top of it.`;
    throw new ScaleoutError('command.plan-unreadable', detail);
  }
  if (!validator(value)) throw unlike(value, file, validator.errors?.[0]);
  if (value.id === undefined || value.digest === undefined) {
    const detail = `${file} has no ${value.id === undefined ? 'id' : 'digest'}.`;
    throw new ScaleoutError('command.plan-unreadable', `${detail} A version that did not seal its plans wrote it.`);
  }
  const fault = faultOf(value);
  if (fault !== undefined) throw new ScaleoutError('guard.plan-tampered', `${file} was changed by hand: ${fault}.`);
  return value;
}

/** What is not as scaleout writes it; undefined where all is. */
function faultOf(plan: Plan): string | undefined {
  if (plan.fingerprint !== fingerprint(plan.catalog, plan.steps, plan.rollbacks))
    return 'its steps do not fit its fingerprint';
  if (plan.digest !== digestOf(plan)) return 'what it says does not fit its digest';
  const ids = new Set(plan.steps.map((step) => step.id));
  if (ids.size < plan.steps.length) return 'two of its steps have one id';
  const needed = plan.steps.flatMap((step) => [...step.needs, ...Object.values(inputsOf(step))]);
  const undone = (plan.rollbacks ?? []).flatMap(({ steps, undo }) => [...steps, ...undo.map(({ undoes }) => undoes)]);
  const missing = [...needed, ...undone].find((id) => !ids.has(id));
  return missing === undefined ? undefined : `a step needs ${quoted(missing)}, which is not among them`;
}

function formatOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'formatVersion')) return undefined;
  const { formatVersion } = value as { readonly formatVersion: unknown };
  return typeof formatVersion === 'number' ? formatVersion : undefined;
}

function unlike(value: unknown, file: string, error: SchemaError | undefined): ScaleoutError {
  const { place, what } = error === undefined ? { place: '', what: 'is wrong' } : differenceOf(error);
  const operation = operationAt(value, place);
  const named = operation === undefined ? '' : ` (operation ${quoted(operation)})`;
  const shownPlace = place === '' ? 'its top' : place;
  return unreadable(`${file} is not as schemas/plan.schema.json says: ${shownPlace} ${what}${named}.`);
}

/** The operation of the step that a place is in. */
function operationAt(value: unknown, place: string): string | undefined {
  const index = /^\/steps\/(\d+)\//.exec(place)?.[1];
  const step: unknown = index === undefined ? undefined : valueAt(valueAt(value, 'steps'), index);
  const operation = valueAt(step, 'operation');
  return typeof operation === 'string' ? operation : undefined;
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
