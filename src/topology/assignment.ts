import { isMap, isSeq, parseDocument } from 'yaml';
import { ScaleoutError } from '../errors/errors.js';
import { looksSecret } from '../text/secret-text.js';
import { quoted } from '../text/words.js';
import { mayBeShown, type Problem, subject } from './problem.js';
import { type SchemaPlace, schemaPlace } from './schema-place.js';
import { unknownKey, valueProblem } from './schema-problems.js';
import { type Path, valueAt } from './secrets.js';

/*
 * What a person writes on a command line about one place of the file: `settings.MaxTaskCount=8`. The word is read by what the
 * format has at that place, so that a description of 8 is a text and MaxTaskCount of 8 a number. Whether the whole file holds
 * then is judged with the file.
 */

/** One place of the file, with the value that it is to have. */
export interface Assignment {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Reads `key=value`; `base` is where the key stands: nothing, or a worker of `root`. Throws `command.usage` and what a check of the
 * file would throw for that place: `topology.unknown-key`, `topology.wrong-kind`, `topology.wrong-value`, `topology.inline-secret`.
 */
export function readAssignment(text: string, base: Path, root: unknown): Assignment {
  const at = text.indexOf('=');
  if (at < 1) {
    const detail = `${quoted(text)} is no key=value${at === 0 ? ': the key is missing' : ''}.`;
    throw new ScaleoutError('command.usage', detail, { remedy: 'Write it so: description="Nightly loads".' });
  }
  const { path, place } = locate(text.slice(0, at), base, root);
  return { path, value: readWord(text.slice(at + 1), path, place, root) };
}

/** Reads the key of a place that is to be taken out: the format need not know what the file has. Throws as `readAssignment` does. */
export function readKey(text: string, base: Path, root: unknown): Path {
  const plain = [...base, ...text.split('.')];
  return valueAt(root, plain) === undefined ? locate(text, base, root).path : plain;
}

/** The keys and indexes of `settings.MaxTaskCount`, `policy.windows[0].duration`. */
function locate(text: string, base: Path, root: unknown): { readonly path: Path; readonly place: SchemaPlace } {
  let place = schemaPlace(base);
  let path: Path = base;
  for (let rest = text; rest !== ''; ) {
    const found = place === undefined ? undefined : firstSegment(rest, place);
    if (found === undefined) throw thrown(noSuchPlace(text, path, root));
    const { segment } = found;
    const below = place?.below(segment);
    if (below === undefined) {
      if (typeof segment === 'number' || place?.types.includes('object') !== true)
        throw thrown(noSuchPlace(text, path, root));
      throw thrown(inBlock(text, path, place) ?? unknownKey(root, path, segment, place.keys));
    }
    path = [...path, segment];
    place = below;
    rest = found.rest;
  }
  if (place === undefined || path.length === base.length) throw thrown(noSuchPlace(text, path, root));
  return { path, place };
}

/** A key that stands in a block of the place: MaxTaskCount is one of settings. */
function inBlock(text: string, path: Path, place: SchemaPlace): Problem | undefined {
  const [key = ''] = text.split(/[.[]/);
  const block = place.keys.find((one) => place.below(one)?.keys.includes(key) === true);
  if (block === undefined || path.length === 0) return undefined;
  const detail = `There is no key ${quoted(text)} here; did you mean ${block}.${text}?`;
  return { code: 'topology.unknown-key', path, detail, remedy: `Write ${block}.${text}.` };
}

/** A list is asked for an index, an object for a key; where it takes any key, all that is left is one. */
function firstSegment(
  text: string,
  { types, isOpen }: SchemaPlace,
): { readonly segment: string | number; readonly rest: string } | undefined {
  if (types.includes('array')) {
    const [whole = '', index] = /^\[?(\d{1,6})\]?(?:\.|(?=\[)|$)/.exec(text) ?? [];
    return index === undefined ? undefined : { segment: Number(index), rest: text.slice(whole.length) };
  }
  if (isOpen) return { segment: text, rest: '' };
  const [whole = '', key = ''] = /^([^.[]+)\.?/.exec(text) ?? [];
  return key === '' ? undefined : { segment: key, rest: text.slice(whole.length) };
}

function noSuchPlace(text: string, path: Path, root: unknown): Problem {
  const place = schemaPlace(path);
  const what = path.length === 0 ? 'a topology' : subject(root, path);
  const remedy = place?.types.includes('array')
    ? 'An entry of a list is named by its number, from 0: policy.windows[0].duration=8h.'
    : 'docs/topology.md lists the keys.';
  return { code: 'topology.unknown-key', path, detail: `${quoted(text)} leads to nothing in ${what}.`, remedy };
}

function readWord(word: string, path: Path, place: SchemaPlace, root: unknown): unknown {
  const wrong = (keyword: string, parentSchema: Readonly<Record<string, unknown>>) => {
    const [problem] = valueProblem(root, path, { keyword, data: word, parentSchema, instancePath: '', params: {} });
    return problem === undefined ? unreadable(word, path, root) : thrown(problem);
  };
  if (place.choices.length > 0) {
    const found = place.choices.find((choice) => String(choice) === word);
    if (found === undefined) throw wrong('enum', { enum: place.choices });
    return found;
  }
  for (const type of tried) {
    if (!place.types.includes(type)) continue;
    const value = readAs(type, word, place);
    if (value !== undefined) return value;
  }
  if (path.some((segment) => typeof segment === 'string' && looksSecret(segment))) {
    const detail = `${subject(root, path)} must say where the secret is, and not hold it.`;
    throw new ScaleoutError('topology.inline-secret', detail);
  }
  throw wrong('type', { type: place.types.length === 1 ? place.types[0] : place.types });
}

/** A text is what everything else can be taken for. */
const tried = ['boolean', 'integer', 'number', 'object', 'array', 'string'];

/** Undefined where the word is none. */
function readAs(type: string, word: string, place: SchemaPlace): unknown {
  switch (type) {
    case 'boolean':
      return word === 'true' || word === 'false' ? word === 'true' : undefined;
    case 'integer':
      return /^-?\d{1,15}$/.test(word) && String(Number(word)) === word ? Number(word) : undefined;
    case 'number':
      // What would not come back as it was written is a text: 007, 1.10.
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(word) && String(Number(word)) === word ? Number(word) : undefined;
    case 'object':
      return /^\s*\{/.test(word) ? flow(word, isMap) : undefined;
    case 'array':
      if (/^\s*\[/.test(word)) return flow(word, isSeq);
      if (place.below(0)?.types.includes('string') !== true) return undefined;
      return word === '' ? [] : word.split(',').map((part) => part.trim());
    default:
      return word;
  }
}

/** A list or a block as YAML and JSON write it on one line, without aliases; undefined where it is none. */
function flow(word: string, isKind: (node: unknown) => boolean): unknown {
  const document = parseDocument(word, { schema: 'core', version: '1.2', logLevel: 'silent' });
  if (document.errors.length > 0 || document.warnings.length > 0 || !isKind(document.contents)) return undefined;
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function unreadable(word: string, path: Path, root: unknown): ScaleoutError {
  const shown = mayBeShown(root, word, path) ? `, not ${quoted(word)}` : '';
  return new ScaleoutError('topology.wrong-value', `${subject(root, path)} cannot be that${shown}.`);
}

function thrown({ code, detail, remedy }: Problem): ScaleoutError {
  return new ScaleoutError(code, detail, remedy === undefined ? {} : { remedy });
}
