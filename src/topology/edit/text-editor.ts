import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar } from 'yaml';
import { isBlock, type Path, valueAt } from '../secrets.js';
import { stepToOwn, stepToUnneeded } from './anchors.js';
import { insertIntoBlock, removeFromBlock } from './blocks.js';
import { commentsAboveWorker } from './comments-above.js';
import { type TopologyEdit, takenPath, workerCount } from './edited-content.js';
import { entryPiece, itemPiece } from './entry-piece.js';
import { insertIntoFlow, removeFromFlow } from './flows.js';
import { type Cut, withCuts } from './lines.js';
import { isCollection, isFlow, itemsOf, type Nodes, nodeAt, nodesOf } from './nodes.js';
import { type Piece, quotesOf } from './pieces.js';
import { placeAt, putLines, putValue } from './put.js';
import { styleOf } from './style.js';

/** More steps than any file needs: each writes an alias out, or moves an anchor. */
const mostSteps = 1_000;

/** Lives for one edit: the text as far as it is changed, parsed anew after each cut. */
export class TextEditor {
  readonly #file: string;
  #nodes: Nodes;

  constructor(file: string, nodes: Nodes) {
    this.#file = file;
    this.#nodes = nodes;
  }

  /** The text after an edit, parsed. What cannot be cut is left: the caller compares what the text says. */
  apply(edit: TopologyEdit): Nodes {
    switch (edit.kind) {
      case 'set':
        this.#set(edit.path, edit.value);
        break;
      case 'unset': {
        const path = takenPath(this.#nodes.content, edit.path);
        if (path !== undefined) this.#remove(path);
        break;
      }
      case 'addWorker':
        this.#addWorker(edit.entry, edit.like);
        break;
      case 'removeWorker':
        if (edit.comments === true) this.#removeComments(edit.index);
        this.#remove(['workers', edit.index]);
        break;
    }
    return this.#nodes;
  }

  /** Sets a value; where blocks around it are missing, the outermost of them is what is put. */
  #set(path: Path, value: unknown): void {
    let length = path.length;
    let wanted = value;
    while (length > 1 && (valueAt(this.#nodes.content, path.slice(0, length - 1)) ?? undefined) === undefined) {
      length -= 1;
      const segment = path[length];
      wanted = typeof segment === 'number' ? [wanted] : { [String(segment)]: wanted };
    }
    this.#put(path.slice(0, length), wanted);
  }

  #put(path: Path, value: unknown): void {
    const old = valueAt(this.#nodes.content, path);
    if (isDeepStrictEqual(old, value)) return;
    if (isBlock(old) && isBlock(value) && Object.keys(value).some((key) => Object.hasOwn(old, key))) {
      this.#putBlock(path, old, value);
    } else if (isBlock(old) && isBlock(value) && Object.keys(value).length > 0 && this.#isCommented(path)) {
      this.#putBlock(path, old, value);
    } else if (
      Array.isArray(old) &&
      Array.isArray(value) &&
      value.length > 0 &&
      (old.length > 0 || this.#isCommented(path))
    ) {
      this.#putList(path, old, value);
    } else if (old === undefined) {
      this.#insert(path, value);
    } else {
      this.#replace(path, value);
    }
  }

  /** Whether nothing but a comment stands in brackets: it goes on standing there, beside what is put in. */
  #isCommented(path: Path): boolean {
    const node = nodeAt(this.#nodes, path);
    if (!isCollection(node) || !isFlow(node) || itemsOf(node).length > 0) return false;
    return this.#nodes.text.slice(node.range[0], node.range[1]).includes('#');
  }

  /** Changes a block key by key. */
  #putBlock(path: Path, old: Readonly<Record<string, unknown>>, value: Readonly<Record<string, unknown>>): void {
    for (const [key, inner] of Object.entries(value)) this.#put([...path, key], inner);
    for (const key of Object.keys(old)) if (!Object.hasOwn(value, key)) this.#remove([...path, key]);
  }

  /** Changes a list where it differs: what is equal at its beginning and its end stays. */
  #putList(path: Path, old: readonly unknown[], value: readonly unknown[]): void {
    const shorter = Math.min(old.length, value.length);
    let same = 0;
    while (same < shorter && isDeepStrictEqual(old[same], value[same])) same += 1;
    let atEnd = 0;
    while (atEnd < shorter - same && isDeepStrictEqual(old.at(-1 - atEnd), value.at(-1 - atEnd))) atEnd += 1;
    const both = shorter - atEnd;
    for (let index = same; index < both; index += 1) this.#put([...path, index], value[index]);
    for (let index = old.length - atEnd - 1; index >= both; index -= 1) this.#remove([...path, index]);
    for (let index = both; index < value.length - atEnd; index += 1) this.#insert([...path, index], value[index]);
  }

  #replace(path: Path, value: unknown): void {
    this.#own(path.slice(0, -1));
    this.#release(path);
    const place = placeAt(this.#nodes, path);
    if (place === undefined) return;
    const { value: old } = place.item;
    const style = styleOf(this.#nodes, place.parent);
    const lines =
      typeof value === 'string' && value.includes('\n') ? putLines(this.#nodes, place, value, style) : undefined;
    const piece = itemPiece(this.#nodes, path, value);
    const quotes = isScalar(old) && typeof old.value === 'string' ? quotesOf(old) : undefined;
    const quoted: Piece = piece.kind === 'scalar' && quotes !== undefined ? { ...piece, quotes } : piece;
    this.#cut(lines ?? putValue(this.#nodes, place, quoted, style));
  }

  /** Adds an item that is not there yet, to a collection that is. */
  #insert(path: Path, value: unknown): void {
    this.#own(path.slice(0, -1));
    this.#insertPiece(path, itemPiece(this.#nodes, path, value));
  }

  #insertPiece(path: Path, piece: Piece): void {
    const parent = nodeAt(this.#nodes, path.slice(0, -1));
    const segment = path.at(-1);
    if (!isCollection(parent) || segment === undefined) return;
    const style = styleOf(this.#nodes, parent);
    const key = typeof segment === 'string' ? segment : undefined;
    const index = typeof segment === 'number' ? segment : itemsOf(parent).length;
    const insert = isFlow(parent) ? insertIntoFlow : insertIntoBlock;
    this.#cut(insert(this.#nodes, parent, index, key, piece, style));
  }

  /** Takes an item; the last one of a collection leaves empty brackets. */
  #remove(path: Path): void {
    const around = path.slice(0, -1);
    this.#own(around);
    this.#release(path);
    const place = placeAt(this.#nodes, path);
    if (place === undefined) return;
    if (isFlow(place.parent)) {
      this.#cut(removeFromFlow(this.#nodes, place));
    } else if (place.items.length > 1) {
      this.#cut(removeFromBlock(this.#nodes, place));
    } else {
      const holder = placeAt(this.#nodes, around);
      const empty: Piece = isMap(place.parent)
        ? { kind: 'block', flow: true, pairs: [] }
        : { kind: 'list', flow: true, items: [] };
      if (holder !== undefined) this.#cut(putValue(this.#nodes, holder, empty, styleOf(this.#nodes)));
    }
  }

  /** Takes the comment lines directly above a worker, but for a heading of the list. */
  #removeComments(index: number): void {
    const found = commentsAboveWorker(this.#nodes, index);
    if (found !== undefined && !found.isHeading) this.#cut([{ start: found.start, end: found.end, text: '' }]);
  }

  #addWorker(entry: Readonly<Record<string, unknown>>, like: number | undefined): void {
    const count = workerCount(this.#nodes.content);
    if (count > 0 || this.#isCommented(['workers'])) {
      this.#own(['workers']);
      this.#insertPiece(['workers', count], entryPiece(this.#nodes, entry, like));
      return;
    }
    const list: Piece = { kind: 'list', flow: false, items: [entryPiece(this.#nodes, entry, like)] };
    this.#release(['workers']);
    const place = placeAt(this.#nodes, ['workers']);
    if (place === undefined) this.#insertPiece(['workers'], list);
    else this.#cut(putValue(this.#nodes, place, list, styleOf(this.#nodes, place.parent)));
  }

  /** Makes a path lead through places that are nobody else's. */
  #own(path: Path): void {
    for (let step = 0; step < mostSteps && this.#take(stepToOwn(this.#nodes, path)); step += 1);
  }

  /** Makes a value one that nothing outside of it needs. */
  #release(path: Path): void {
    for (let step = 0; step < mostSteps && this.#take(stepToUnneeded(this.#nodes, path)); step += 1);
  }

  #cut(cuts: readonly Cut[]): void {
    this.#take(withCuts(this.#nodes.text, cuts));
  }

  #take(text: string | undefined): boolean {
    if (text === undefined || text === this.#nodes.text) return false;
    this.#nodes = nodesOf(this.#file, text);
    return true;
  }
}
