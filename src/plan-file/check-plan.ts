import { ScaleoutError } from '../errors.js';
import * as generated from '../generated/plan-validator.js';
import { fingerprint } from '../reconciler/fingerprint.js';
import type { Plan } from '../reconciler/plan-document.js';
import { digestOf } from './seal.js';

const newestFormat = 1;

/** The first difference from the schema, as ajv reports it. */
interface SchemaError {
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const validator = generated.validate as unknown as {
  (root: unknown): root is Plan;
  readonly errors: readonly SchemaError[] | null;
};

/**
 * The plan that a value of JSON is. Throws `command.plan-too-new`, `command.plan-unreadable` with the place of what is
 * wrong, and `guard.plan-tampered` where it is not as it was written. `file` is for their details.
 */
export function checkedPlan(value: unknown, file: string): Plan {
  const format = formatOf(value);
  if (format !== undefined && format > newestFormat) {
    const detail = `${file} has the format ${format}; this version reads formats up to ${newestFormat}.`;
    throw new ScaleoutError('command.plan-too-new', detail);
  }
  if (format === undefined) {
    const detail = `${file} holds no plan: there is no formatVersion at the top of it.`;
    throw new ScaleoutError('command.plan-unreadable', detail);
  }
  if (!validator(value)) throw unlike(file, validator.errors?.[0]);
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
  if (plan.fingerprint !== fingerprint(plan.catalog, plan.steps)) return 'its steps do not fit its fingerprint';
  if (plan.digest !== digestOf(plan)) return 'what it says does not fit its digest';
  const ids = new Set(plan.steps.map((step) => step.id));
  if (ids.size < plan.steps.length) return 'two of its steps have one id';
  const needed = plan.steps.flatMap(({ needs, inputs = {} }) => [...needs, ...Object.values(inputs)]);
  const missing = needed.find((id) => !ids.has(id));
  return missing === undefined ? undefined : `a step needs ${JSON.stringify(missing)}, which is not among them`;
}

function formatOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'formatVersion')) return undefined;
  const { formatVersion } = value as { readonly formatVersion: unknown };
  return typeof formatVersion === 'number' ? formatVersion : undefined;
}

function unlike(file: string, error: SchemaError | undefined): ScaleoutError {
  const { additionalProperty } = error?.params ?? {};
  const key = typeof additionalProperty === 'string' ? ` (${JSON.stringify(additionalProperty)})` : '';
  const place = error?.instancePath === undefined || error.instancePath === '' ? 'at its top' : error.instancePath;
  const detail = `${file} is not as schemas/plan.schema.json says: ${place} ${error?.message ?? 'is wrong'}${key}.`;
  return new ScaleoutError('command.plan-unreadable', detail);
}
