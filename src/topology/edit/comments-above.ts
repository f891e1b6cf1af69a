import type { SourceText } from '../source-text.js';
import { beginsLine, column, lineStart, linesEnd } from './lines.js';
import { type Nodes, nodesOf } from './nodes.js';
import { placeAt } from './put.js';

/** The comment lines directly above an entry of a list: without a blank line between, and whole lines. */
export interface CommentsAbove {
  readonly start: number;
  readonly end: number;
  /** Whether they stand directly below the key of the list, above other entries too: then they are not of the first alone. */
  readonly isHeading: boolean;
}

/** Those above a worker of a text; undefined where there are none. */
export function commentsAbove({ file, text }: SourceText, index: number): CommentsAbove | undefined {
  return commentsAboveWorker(nodesOf(file, text), index);
}

export function commentsAboveWorker(nodes: Nodes, index: number): CommentsAbove | undefined {
  const { text } = nodes;
  const place = placeAt(nodes, ['workers', index]);
  if (place === undefined || !beginsLine(text, place.item.start)) return undefined;
  const { items, item } = place;
  const end = lineStart(text, item.start);
  const previous = items[index - 1];
  // A comment that stands further in than its dash is of the entry before.
  const from = previous === undefined ? 0 : linesEnd(text, previous.end, column(text, previous.start));
  let start = end;
  for (let at = end; at > from; ) {
    at = lineStart(text, at - 1);
    if (at < from || !/^[ \t]*#/.test(text.slice(at, start))) break;
    start = at;
  }
  if (start === end) return undefined;
  return { start, end, isHeading: previous === undefined && items.length > 1 && !isBelowAnother(text, start) };
}

/** Whether above a block of comments, parted by blank lines, another one stands: that is the heading of the list then. */
function isBelowAnother(text: string, start: number): boolean {
  let at = start;
  let isParted = false;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    const line = text.slice(above, at).trim();
    if (line !== '') return isParted && line.startsWith('#');
    isParted = true;
    at = above;
  }
  return false;
}
