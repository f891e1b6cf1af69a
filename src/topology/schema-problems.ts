import type { Immutable } from '../domain/documents.js';
import type { TopologyFile } from '../generated/topology.js';
import * as generated from '../generated/topology-validator.js';
import { looksSecret } from '../text/secret-text.js';
import { nearest } from '../text/words.js';
import { described, keyShown, kindWords, listed, mayBeShown, type Problem, subject } from './problem.js';
import { isBlock, isSecretOf, type Path, pathOfPointer } from './secrets.js';
import { oddSpaceIn } from './yaml/unseen-causes.js';

/** A format in words: where it is explained, and how keys are written that often lack. */
export interface FormatWords {
  readonly page: string;
  readonly examples: Readonly<Record<string, string>>;
}

/** Says what ajv found in words, each mistake once. */
export function schemaProblems(
  root: unknown,
  errors: readonly SchemaError[],
  words: FormatWords = topologyWords,
): readonly Problem[] {
  return errors.flatMap((error): readonly Problem[] => {
    const path = pathOfPointer(error.instancePath, root);
    switch (error.keyword) {
      case 'discriminator':
        // The tag's own `required`, `type` or `enum` says the same.
        return [];
      case 'additionalProperties':
        return [unknownKey(root, path, String(error.params.additionalProperty), keysOf(error.parentSchema))];
      case 'required':
        return missingKey(root, path, error, words);
      default:
        return valueProblem(root, path, error);
    }
  });
}

/** A key that the format does not know; `known` are those that can stand there. */
export function unknownKey(root: unknown, path: Path, key: string, known: readonly string[]): Problem {
  const near = nearest(key, known);
  const place = path.length === 0 ? 'at the top of the file' : `in ${subject(root, path)}`;
  const isHidden = path.some((segment) => typeof segment === 'string' && looksSecret(segment)) || isSecretOf(root, key);
  const detail = `There is no key ${isHidden ? '[hidden]' : keyShown(key)} ${place}`;
  const merge = key === '<<' ? 'Merge keys (<<) are not part of YAML 1.2. Write the keys out.' : undefined;
  const odd = oddSpaceIn(key);
  const unseen =
    odd === undefined
      ? undefined
      : `The line holds a character that looks like a space and is none (${odd}): type it anew.`;
  return {
    code: 'topology.unknown-key',
    path: [...path, key],
    at: 'key',
    detail: near === undefined ? `${detail}.` : `${detail}; did you mean ${near}?`,
    remedy:
      merge ??
      unseen ??
      (near === undefined ? `The keys that can stand here: ${known.join(', ')}.` : `Write ${near}, or remove the key.`),
  };
}

function missingKey(
  root: unknown,
  path: Problem['path'],
  error: SchemaError,
  { page, examples }: FormatWords,
): readonly Problem[] {
  const key = String(error.params.missingProperty);
  const known = keysOf(error.parentSchema);
  const present = isBlock(error.data) ? Object.keys(error.data) : [];
  const misspelt = present.find((other) => !known.includes(other) && nearest(other, known) === key);
  // A misspelt key is reported as such, where the schema does not leave unknown keys to one of its branches.
  if (misspelt !== undefined && error.parentSchema.additionalProperties === false) return [];
  const hint = misspelt === undefined ? '.' : `; did you mean that by ${keyShown(misspelt)}?`;
  return [
    {
      code: 'topology.missing-key',
      path,
      at: 'key',
      detail: `${subject(root, path)} must have the key ${key}${hint}`,
      remedy: `Add ${examples[key] ?? `the key ${key}`}. ${page} explains it.`,
    },
  ];
}

/** How keys are written that every file or worker has. */
const topologyWords: FormatWords = {
  page: 'docs/topology.md',
  examples: {
    apiVersion: 'the line apiVersion: ssis-scaleout/v1',
    name: 'a name of your choice, such as name: warehouse',
    catalog: 'where SSISDB is, such as catalog: { server: SQLETL01 }',
    server: 'the SQL Server that has SSISDB, such as server: SQLETL01',
    machine: 'the name of the machine, such as machine: ETL01',
  },
};

function keysOf(schema: SchemaError['parentSchema']): readonly string[] {
  const { properties } = schema;
  return isBlock(properties) ? Object.keys(properties) : [];
}

/** What is wrong with one value, in words. */
export function valueProblem(root: unknown, path: Path, error: SchemaError): readonly Problem[] {
  const { keyword, data, parentSchema } = error;
  const name = subject(root, path);
  const wrong = (detail: string, remedy?: string): readonly Problem[] => [
    { code: 'topology.wrong-value', path, detail: `${name} ${detail}`, ...(remedy === undefined ? {} : { remedy }) },
  ];
  switch (keyword) {
    case 'type':
      return wrongKind(root, path, name, error);
    case 'enum':
      return wrongChoice(root, path, name, error);
    case 'const':
      return wrong(`must be ${String(parentSchema.const)}, not ${described(root, data, path)}.`);
    case 'pattern':
      return wrong(
        `${String(parentSchema.patternErrorMessage)}, not ${described(root, data, path)}.`,
        /^[\u2018-\u201f]/u.test(String(data)) ? 'Use straight quotation marks, or none.' : undefined,
      );
    case 'minLength':
      return wrong('must not be empty.');
    case 'maxLength':
      return wrong(
        `has ${String(data).length} characters; at most ${String(parentSchema.maxLength)} fit.`,
        'Shorten it.',
      );
    case 'minimum':
    case 'maximum':
      return wrong(
        `must be ${interval(parentSchema)}, not ${mayBeShown(root, data, path) ? String(data) : 'this value'}.`,
      );
    case 'minItems':
      return wrong('must have at least one entry.');
    case 'minProperties':
      return wrong(`must name ${listed(propertyNames(parentSchema))}.`);
    case 'maxProperties':
      return tooMany(path, name, error);
    case 'not':
      return notExactlyOne(path, name, error);
    default:
      return wrong('is not possible here.');
  }
}

function wrongKind(root: unknown, path: Path, name: string, { data, parentSchema }: SchemaError): readonly Problem[] {
  const { type } = parentSchema;
  if (data === null && path.length > 0)
    return nothing(path, `${name} has no value; it must be ${kindWords(type)}.`, type);
  const { pattern, patternErrorMessage } = parentSchema;
  const hasForm = typeof pattern === 'string' && !new RegExp(pattern).test(String(data));
  const must = hasForm ? String(patternErrorMessage) : `must be ${kindWords(type)}`;
  const remedy = hasForm
    ? formRemedy(data, String(patternErrorMessage))
    : kindRemedy(type, data, path.at(-1), mayBeShown(root, data, path));
  const detail = `${name} ${must}, not ${described(root, data, path)}.`;
  const code = hasForm ? 'topology.wrong-value' : 'topology.wrong-kind';
  return [{ code, path, detail, ...(remedy === undefined ? {} : { remedy }) }];
}

/** A bare number where a time is written with its unit. */
function formRemedy(data: unknown, form: string): string | undefined {
  if (typeof data !== 'number' || !/\btime such as\b/.test(form)) return undefined;
  return `Write the unit: ${data}m for minutes, ${data}s for seconds.`;
}

function nothing(path: Path, detail: string, type?: unknown): readonly Problem[] {
  const empty = type === 'string' ? ' An empty text is "".' : '';
  const remedy = `Write a value, or remove the line.${empty}`;
  return [{ code: 'topology.wrong-kind', path, at: 'key', detail, remedy }];
}

function kindRemedy(
  type: unknown,
  data: unknown,
  key: string | number | undefined,
  isShown: boolean,
): string | undefined {
  if (type === 'boolean' && typeof data === 'string') {
    if (/^(true|yes|on|y|1)$/i.test(data)) return 'Write true, without quotes.';
    if (/^(false|no|off|n|0)$/i.test(data)) return 'Write false, without quotes.';
  }
  if (type === 'string' && (typeof data === 'number' || typeof data === 'boolean')) return 'Put the value in quotes.';
  if (type === 'integer' && typeof data === 'string' && /^\d+$/.test(data)) {
    return isShown ? `Write ${data}, without quotes.` : 'Write it without quotes.';
  }
  if (type === 'boolean') return 'Write true or false.';
  if (type === 'integer') return 'Write a whole number alone: no unit, no percent sign, no quotes.';
  if (type === 'string') return 'Write one text in its place.';
  if (type === 'array') {
    const each = isBlock(data) ? `each entry behind a - of its own, such as ${key}: [{ ... }]` : `${key}: [...]`;
    return `Write it as a list: ${each}, or one line with - for each entry.`;
  }
  if (type !== 'object') return undefined;
  if (key === undefined) return 'Write keys and values, such as name: warehouse.';
  if (typeof key === 'number') return 'Write keys and values in each entry, such as - machine: ETL01.';
  return `Write keys and values, indented below ${key}: or in { }.`;
}

function wrongChoice(root: unknown, path: Path, name: string, { data, parentSchema }: SchemaError): readonly Problem[] {
  const choices = (parentSchema.enum as readonly unknown[]).map(String);
  if (data === null) {
    return nothing(path, `${name} has no value; it must be ${listed(choices)}.`);
  }
  const near = typeof data === 'string' ? nearest(data, choices) : undefined;
  const detail = `${name} must be ${listed(choices)}, not ${described(root, data, path)}`;
  if (near === undefined) return [{ code: 'topology.wrong-value', path, detail: `${detail}.` }];
  const bare = near === 'true' || near === 'false' ? ', without quotes' : '';
  return [
    { code: 'topology.wrong-value', path, detail: `${detail}; did you mean ${near}?`, remedy: `Write ${near}${bare}.` },
  ];
}

function tooMany(path: Path, name: string, { data, parentSchema }: SchemaError): readonly Problem[] {
  const known = propertyNames(parentSchema);
  // A key too many that is unknown as well is reported as unknown.
  if (!isBlock(data) || !Object.keys(data).every((key) => known.includes(key))) return [];
  return [{ code: 'topology.wrong-value', path, detail: `${name} must name only one of ${known.join(' and ')}.` }];
}

/** Of a certificate, the one block whose schema has `not`: it must name one of thumbprint and file, and may say more. */
function notExactlyOne(path: Path, name: string, { data: value, parentSchema }: SchemaError): readonly Problem[] {
  const data = isBlock(value) ? value : {};
  const wrong = (detail: string) => [{ code: 'topology.wrong-value', path, detail: `${name} ${detail}` } as const];
  if (Object.hasOwn(data, 'thumbprint') && Object.hasOwn(data, 'file')) {
    return wrong('must name only one of thumbprint and file.');
  }
  const known = propertyNames(parentSchema);
  // A key that is unknown is reported as unknown: it may be one of the two, misspelt.
  const isKnown = Object.keys(data).every((key) => known.includes(key));
  return isKnown ? wrong('must name thumbprint or file.') : [];
}

function interval({ minimum, maximum }: SchemaError['parentSchema']): string {
  return maximum === undefined ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
}

function propertyNames({ properties }: SchemaError['parentSchema']): readonly string[] {
  return isBlock(properties) ? Object.keys(properties) : [];
}

/** A difference from the schema, as ajv (with its option `verbose`) reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** The content of a file that schemas/topology.schema.json allows. */
export type FileContent = Immutable<TopologyFile>;

const validator = generated.validate as unknown as {
  (root: unknown): boolean;
  readonly errors: readonly SchemaError[] | null;
};

/** Every difference between a value and schemas/topology.schema.json. */
export function schemaErrors(root: unknown): readonly SchemaError[] {
  return validator(root) ? [] : (validator.errors ?? []);
}

/** Whether a value has passed; narrows it. */
export function isFileContent(root: unknown): root is FileContent {
  return validator(root);
}
