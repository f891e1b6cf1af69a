import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
  type ErrorCode as YamlErrorCode,
} from 'yaml';
import type { ErrorCode } from '../../errors/errors.js';
import type { Path } from '../secrets.js';
import type { SourceText } from '../source-text.js';

/** What a document's nodes say, with the node that each alias stands for. */
export interface Composed {
  readonly root: unknown;
  readonly problems: readonly TextProblem[];
  readonly aliases: ReadonlyMap<Alias.Parsed, ParsedNode>;
}

/** The most values that aliases may repeat: enough for one access block that 10,000 workers share. */
const aliasLimit = 100_000;
const deepest = 64;

/** The plain value of a document's nodes; reports keys that stand twice in a block, and aliases that lead nowhere. */
export function composeValue(contents: ParsedNode, source: SourceText): Composed {
  const composer = new ValueComposer(source);
  const root = composer.value(contents, 0);
  return { root, problems: composer.problems, aliases: composer.aliases };
}

/** The text of a key; the parser has refused every key that is not a scalar. */
export function keyText(key: ParsedNode): string {
  return isScalar(key) ? String(key.value ?? '') : '';
}

/** Lives for one walk over the nodes, in the order of the text. */
class ValueComposer {
  readonly problems: TextProblem[] = [];
  readonly aliases = new Map<Alias.Parsed, ParsedNode>();
  readonly #source: SourceText;
  readonly #anchors = new Map<string, ParsedNode>();
  /** Anchored nodes that the walk is inside of. */
  readonly #open = new Set<ParsedNode>();
  /** Values made inside of aliases so far. */
  #repeated = 0;
  #stopped = false;

  constructor(source: SourceText) {
    this.#source = source;
  }

  value(node: ParsedNode | null, depth: number, inAlias = false): unknown {
    if (node === null || this.#stopped) return null;
    if (inAlias) this.#repeated += 1;
    if (this.#repeated > aliasLimit)
      return this.#stop(node, 'topology.alias-limit', 'The aliases of the file repeat too many values.');
    if (depth > deepest)
      return this.#stop(node, 'topology.yaml-syntax', `Blocks are nested more than ${deepest} deep.`);
    if (isAlias(node)) return this.#target(node, depth);
    // What an alias repeats was said further up: its anchors do not count anew.
    if (node.anchor !== undefined && !inAlias) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return node.value;
    this.#open.add(node);
    const value = isSeq(node) ? this.#list(node, depth, inAlias) : this.#block(node, depth, inAlias);
    this.#open.delete(node);
    return value;
  }

  #list(node: YAMLSeq.Parsed, depth: number, inAlias: boolean): unknown {
    return node.items.map((item) => this.value(item, depth + 1, inAlias));
  }

  #block(node: YAMLMap.Parsed, depth: number, inAlias: boolean): unknown {
    const block: Record<string, unknown> = {};
    const places = new Map<string, ParsedNode>();
    for (const pair of node.items) {
      const key = keyText(pair.key);
      const first = places.get(key);
      if (first !== undefined && !inAlias) this.#duplicate(key, first, pair.key);
      if (first === undefined) places.set(key, pair.key);
      // In brackets a text alone is a key to YAML: { user: sa, hunter2 }. No key of the format stands without a value.
      if (pair.value === null && !inAlias)
        this.#report(pair.key, 'topology.yaml-syntax', 'There is a key without a colon and a value.');
      // A plain assignment of __proto__ would set the object's prototype instead of a key.
      const value = this.value(pair.value, depth + 1, inAlias);
      if (key === '__proto__') Object.defineProperty(block, key, { value, enumerable: true });
      else block[key] = value;
    }
    return block;
  }

  #target(node: Alias.Parsed, depth: number): unknown {
    // The first walk's answer stays: a later anchor of the same name does not change what an alias stands for.
    const target = this.aliases.get(node) ?? this.#anchors.get(node.source);
    if (target === undefined) {
      return this.#report(node, 'topology.yaml-syntax', 'There is no anchor of that name before this alias.');
    }
    if (this.#open.has(target)) {
      return this.#report(node, 'topology.yaml-syntax', 'This alias stands inside of what it stands for.');
    }
    this.aliases.set(node, target);
    return this.value(target, depth, true);
  }

  #duplicate(key: string, first: ParsedNode, second: ParsedNode): void {
    const { line } = this.#source.range(first.range[0], first.range[0]).start;
    // A key that the format does not know may be a value in the place of a key.
    const named = this.#source.keys.has(key) ? `The key ${key}` : 'A key';
    this.#report(
      second,
      'topology.duplicate-key',
      `${named} stands twice in this block; the first is in line ${line}.`,
    );
  }

  #stop(node: ParsedNode, code: TextProblem['code'], detail: string): null {
    this.#stopped = true;
    return this.#report(node, code, detail);
  }

  #report(node: ParsedNode, code: TextProblem['code'], detail: string): null {
    this.problems.push({ code, detail, start: node.range[0], end: node.range[1] });
    return null;
  }
}

/** The nodes at a path, or of the nearest value around it; entries of lists and the root have no key. */
export function placeOf(
  contents: ParsedNode,
  path: Path,
  aliases: ReadonlyMap<Alias.Parsed, ParsedNode>,
): { readonly key?: ParsedNode; readonly value: ParsedNode } {
  let value: ParsedNode = contents;
  let key: ParsedNode | undefined;
  for (const segment of path) {
    const inside: ParsedNode | undefined = isAlias(value) ? aliases.get(value) : value;
    if (isMap(inside) && typeof segment === 'string') {
      const pair = pairsOf(inside).get(segment);
      if (pair === undefined) break;
      key = pair.key as ParsedNode;
      value = (pair.value as ParsedNode | null) ?? key;
    } else if (isSeq(inside) && typeof segment === 'number') {
      const item = inside.items[segment];
      if (item === undefined) break;
      key = undefined;
      value = item as ParsedNode;
    } else {
      break;
    }
  }
  return key === undefined ? { value } : { key, value };
}

const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The first pair of each key: a block of 20,000 wrong keys is asked for each of them. */
function pairsOf(block: YAMLMap): ReadonlyMap<string, Pair> {
  const found = known.get(block);
  if (found !== undefined) return found;
  const pairs = new Map<string, Pair>();
  for (const pair of block.items) {
    const key = keyText(pair.key as ParsedNode);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  known.set(block, pairs);
  return pairs;
}

const noTags = 'Tags are not known here. Text that begins with ! needs quotes.';

export const tooDeep = 'Blocks or brackets are nested too deeply.';

const words: Readonly<Partial<Record<YamlErrorCode, string>>> = {
  BAD_ALIAS: 'This alias or anchor has no usable name. Text that begins with * or & needs quotes.',
  ALIAS_PROPS: 'An alias cannot have an anchor or a tag.',
  BAD_DIRECTIVE: 'A line that begins with % is a directive, and this one is not known.',
  BAD_DQ_ESCAPE:
    'A backslash in double quotes begins an escape, and this one is not known. Write \\\\, or use single quotes.',
  BAD_INDENT: 'The indentation does not fit the lines above.',
  BAD_PROP_ORDER: 'An anchor or tag stands at the wrong place.',
  BAD_SCALAR_START: 'Text that begins with @, ` or % needs quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a key inside of the value of a key: the lines below are indented too far, or text that holds a colon and a space lacks quotes.',
  BLOCK_IN_FLOW: 'A block that is made by indentation stands inside of brackets.',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters.',
  MULTILINE_IMPLICIT_KEY: 'A key goes over several lines: probably a colon, or the space after it, is missing.',
  MULTIPLE_ANCHORS: 'A value has more than one anchor. Text that begins with & needs quotes.',
  MULTIPLE_TAGS: noTags,
  NON_STRING_KEY: 'A key must be plain text.',
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: 'A tab is used as indentation. YAML allows only spaces there.',
  TAG_RESOLVE_FAILED: noTags,
  BAD_COLLECTION_TYPE: noTags,
};

/** Parts of the library's messages that tell more than the code. */
const tells: readonly (readonly [RegExp, string])[] = [
  [/end with a [\]}]$/, 'A bracket above is not closed.'],
  [/^Missing closing "/, 'The text that begins here with " is not closed.'],
  [/^Missing closing '/, "The text that begins here with ' is not closed."],
  [/^Implicit map keys/, 'There is a key without a colon and a value.'],
  [/^Missing space after :/, 'A space is missing after the colon.'],
  [/^Missing ,/, 'A comma is missing between two entries.'],
  [/^Comments must/, 'A space is missing before the #.'],
  [/^Sequence item without/, 'An entry of the list has no - in front of it.'],
  [/^Unexpected block-seq-ind/, 'A list cannot begin in the line of its key. Put each - on a line of its own.'],
  [/flow-(map|seq)-end/, 'This bracket closes nothing.'],
  [/^Unexpected (,|empty item)/, 'There is a comma too many.'],
  [/at node end$/, 'Something follows a value that is already complete.'],
];

/**
 * Says an error of the yaml library in plain words. Its own may quote the file, and so a secret: they are never shown.
 * `lastSeen` is the end of the last line of the text that holds something.
 */
export function syntaxProblem(error: YAMLError, document: Document.Parsed, lastSeen: number): TextProblem {
  const [start, end] = error.pos;
  if (error.code === 'MULTIPLE_DOCS') {
    return { code: 'topology.several-documents', detail: 'A second document begins here.', start, end: start + 3 };
  }
  const told = tells.find(([pattern]) => pattern.test(error.message))?.[1];
  const detail = told ?? words[error.code] ?? 'Something stands here that cannot be here.';
  if (/^Missing closing ["']/.test(error.message)) {
    const opened = lastQuote(document) ?? start;
    return { code: 'topology.yaml-syntax', detail, start: opened, end: opened + 1, swallowsRest: true };
  }
  // What is missing at the end is shown at the end of the last line that holds something.
  const shownStart = Math.min(start, lastSeen);
  return { code: 'topology.yaml-syntax', detail, start: shownStart, end: Math.max(shownStart + 1, end) };
}

const lastQuotes = new WeakMap<Document.Parsed, number>();

/**
 * Where the last quoted text begins: one that is not closed goes on to the end of the file. Looks through the document once,
 * for the parser says the same of each line with a quote too many.
 */
function lastQuote(document: Document.Parsed): number | undefined {
  let last = lastQuotes.get(document);
  if (last !== undefined) return last;
  visit(document, {
    Scalar(_key, node) {
      const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (isScalar(node) && isQuoted && node.range) last = Math.max(last ?? 0, node.range[0]);
    },
  });
  if (last !== undefined) lastQuotes.set(document, last);
  return last;
}

/** Something wrong in the text itself, named by offsets in UTF-16 code units; `end` is exclusive. */
export interface TextProblem {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly remedy?: string;
  /** Absent: the file as a whole. */
  readonly start?: number;
  readonly end?: number;
  /** Set for a quote that is not closed: what the parser says of the text behind it is not so. */
  readonly swallowsRest?: true;
}
