import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { holdsSecret, looksSecret } from '../text/secret-text.js';
import { isVariableName, secretBlocks } from './secrets.js';

/** A part of a line that must not be quoted: columns in UTF-16 code units from 0, the end exclusive. */
export interface HiddenPart {
  readonly from: number;
  readonly to: number;
}

/** The hidden parts of a line that begins at an offset of the text, in their order. */
export type HiddenIn = (line: string, offset: number) => readonly HiddenPart[];

/*
 * What of a file may be quoted in a message is decided by what is known to be harmless, not by what looks like a secret. Of
 * well-formed YAML: keys, and the values of keys that the format knows and that hold no secret. Of broken YAML, where nobody
 * can tell which key a text belongs to, the keys of the format alone. Everything else is hidden: other values, text without
 * a key, comments, anchors and tags.
 */

/** What may be quoted of a text, by its document and the keys of its format; undefined: it could not be parsed at all. */
export function hiddenIn(document: Document.Parsed | undefined, keys: ReadonlySet<string>): HiddenIn {
  if (document === undefined || document.errors.length > 0 || document.warnings.length > 0) return keysOnly(keys);
  const scalars = scalarsOf(document.contents, keys);
  return (line, offset) => partsOf(line, offset, scalars);
}

/** Of a line of broken YAML: all but the keys of the format and the punctuation that makes them keys. */
function keysOnly(keys: ReadonlySet<string>): HiddenIn {
  const word = [...keys].join('|');
  const keyOfLine = new RegExp(`^\\s*(?:[-?]\\s+)*(["']?)(?:${word})\\1\\s*:`);
  const keyInBrackets = new RegExp(`[{,]\\s*(["']?)(?:${word})\\1\\s*:`, 'g');
  return (line) => {
    const head = keyOfLine.exec(line);
    return allBut(line, [
      ...(head === null ? [] : [{ from: 0, to: head[0].length }]),
      ...[...line.matchAll(keyInBrackets)].map(({ index, 0: found }) => ({ from: index, to: index + found.length })),
    ]);
  };
}

function allBut(line: string, shown: readonly HiddenPart[]): readonly HiddenPart[] {
  const hidden: HiddenPart[] = [];
  let at = 0;
  for (const { from, to } of [...shown, { from: line.length, to: line.length }]) {
    const part = trimmed(line, at, from);
    if (part !== undefined) hidden.push(part);
    at = Math.max(at, to);
  }
  return hidden;
}

/** Without the white space at both ends; undefined where nothing else is there. */
function trimmed(line: string, from: number, to: number): HiddenPart | undefined {
  const text = line.slice(from, to);
  const start = from + text.length - text.trimStart().length;
  const end = from + text.trimEnd().length;
  return start < end ? { from: start, to: end } : undefined;
}

/** A scalar of the document with its offsets in the text. */
interface Scalar {
  readonly start: number;
  readonly end: number;
  readonly isShown: boolean;
}

/** Below which key a value stands: below ones that the format knows, one that holds a secret, or anything else. */
type Where = 'known' | 'secret' | 'unknown';

const deepest = 64;
const plainWord = /^[A-Za-z][\w.-]{0,59}$/;
/** The keys whose values are addresses: with anything but these characters, one may be a connection string. */
const addresses: ReadonlySet<string> = new Set(['server', 'host', 'endpoint']);
const address = /^(?:tcp:|https?:\/\/)?[\p{L}\p{N}_.,:\\[\]()-]*\/?$/u;

function scalarsOf(root: ParsedNode | null, keys: ReadonlySet<string>): readonly Scalar[] {
  const found: Scalar[] = [];
  const add = ({ range }: ParsedNode, isShown: boolean) => {
    const [start, end] = range;
    if (end > start) found.push({ start, end, isShown });
  };
  const walk = (node: ParsedNode | null, where: Where, key: string, depth: number): void => {
    if (node === null) return;
    if (depth > deepest) {
      add(node, false);
    } else if (isMap(node)) {
      for (const pair of node.items) {
        const name = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
        // A text without a colon is a key to YAML alone.
        add(pair.key as ParsedNode, pair.value !== null && isKeyShown(name, where));
        walk(pair.value as ParsedNode | null, whereBelow(name, where, keys), name, depth + 1);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) walk(item as ParsedNode, where === 'secret' ? 'unknown' : where, key, depth + 1);
    } else {
      add(node, isValueShown(node, where, key));
    }
  };
  walk(root, 'known', '', 0);
  // A complex key stands over what is in it.
  return found.sort((one, other) => one.start - other.start);
}

function isKeyShown(name: string, where: Where): boolean {
  return where === 'secret' ? name === 'env' || name === 'file' : name === '<<' || plainWord.test(name);
}

function whereBelow(name: string, where: Where, keys: ReadonlySet<string>): Where {
  if (where === 'secret') return name === 'env' || name === 'file' ? 'secret' : 'unknown';
  if (looksSecret(name)) return 'secret';
  return where === 'known' && keys.has(name) ? 'known' : 'unknown';
}

function isValueShown(node: ParsedNode, where: Where, key: string): boolean {
  if (isAlias(node)) return where === 'known' && key !== '' && plainWord.test(node.source);
  const text = isScalar(node) ? (node.source ?? String(node.value ?? '')) : '';
  switch (where) {
    case 'unknown':
      return false;
    case 'secret':
      // A reference says where the secret is. A name that no variable has may be the secret itself.
      return key === 'file' || (key === 'env' && isVariableName(text));
    case 'known':
      if (key === '' || secretBlocks.has(key)) return false;
      // A reference in the place of a block, such as access: { env: ... }, is one all the same.
      if (key === 'env') return isVariableName(text);
      return addresses.has(key) ? address.test(text) : !holdsSecret(text);
  }
}

/** What stands between scalars is punctuation, or else a comment, an anchor or a tag. */
const punctuation = new Set([...'{}[],:-?"\'']);

function partsOf(line: string, offset: number, scalars: readonly Scalar[]): readonly HiddenPart[] {
  const hidden: HiddenPart[] = [];
  const hide = (from: number, to: number) => {
    const last = hidden.at(-1);
    if (last !== undefined && last.to === from) hidden[hidden.length - 1] = { from: last.from, to };
    else hidden.push({ from, to });
  };
  let next = firstEndingAfter(scalars, offset);
  for (let at = 0; at < line.length; ) {
    while ((scalars[next]?.end ?? Number.POSITIVE_INFINITY) <= offset + at) next += 1;
    const scalar = scalars[next];
    if (scalar !== undefined && scalar.start <= offset + at) {
      const end = Math.min(line.length, scalar.end - offset);
      const part = scalar.isShown ? undefined : trimmed(line, at, end);
      if (part !== undefined) hide(part.from, part.to);
      at = end;
      continue;
    }
    const character = line.charAt(at);
    if (character === '#') {
      const comment = trimmed(line, at, line.length);
      if (comment !== undefined) hide(comment.from, comment.to);
      break;
    }
    if (character.trim() !== '' && !punctuation.has(character)) hide(at, at + 1);
    at += 1;
  }
  return hidden;
}

function firstEndingAfter(scalars: readonly Scalar[], offset: number): number {
  let low = 0;
  let high = scalars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scalars[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
