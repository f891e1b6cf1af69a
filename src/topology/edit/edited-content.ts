import { ScaleoutError } from '../../errors/errors.js';
import { isBlock, type Path, valueAt } from '../secrets.js';

/** One change of a topology's content. A path leads through plain content: `['workers', 1, 'settings', 'MaxTaskCount']`. */
export type TopologyEdit =
  /** Puts a value in a place; blocks that are missing around it are made. An index behind the last entry of a list adds one. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  /** Takes a key or an entry of a list away. A block goes with its last key; a list stays, empty. What is not there is no error. */
  | { readonly kind: 'unset'; readonly path: Path }
  /** Adds a worker at the end; `like` is the index of the one whose layout and text its equal values are copied from. */
  | { readonly kind: 'addWorker'; readonly entry: Readonly<Record<string, unknown>>; readonly like?: number }
  /** `comments`: with the comment lines directly above it, where they are not the heading of the list. */
  | { readonly kind: 'removeWorker'; readonly index: number; readonly comments?: boolean };

/** The content that a file has after the edits. Throws `edit.impossible` where a path leads through a text, or past a list's end. */
export function editedContent(content: unknown, edits: readonly TopologyEdit[]): unknown {
  return edits.reduce(edited, content);
}

function edited(content: unknown, edit: TopologyEdit): unknown {
  switch (edit.kind) {
    case 'set':
      return withValue(content, edit.path, 0, edit.value);
    case 'unset':
      return withoutValue(content, takenPath(content, edit.path));
    case 'addWorker':
      return withValue(content, ['workers', workerCount(content)], 0, edit.entry);
    case 'removeWorker':
      if (edit.index < 0 || edit.index >= workerCount(content)) {
        throw new ScaleoutError('edit.impossible', `The file has no worker at place ${edit.index + 1} of its list.`);
      }
      return withoutValue(content, ['workers', edit.index]);
  }
}

/** How many entries the list of workers has. */
export function workerCount(content: unknown): number {
  const workers = valueAt(content, ['workers']);
  return Array.isArray(workers) ? workers.length : 0;
}

function withValue(content: unknown, path: Path, at: number, value: unknown): unknown {
  const segment = path[at];
  if (segment === undefined) return value;
  const inner = (old: unknown) => withValue(old, path, at + 1, value);
  if (typeof segment === 'number') {
    const list = content ?? [];
    if (!Array.isArray(list)) throw notThere(path, at, 'is no list');
    if (segment < 0 || segment > list.length) throw notThere(path, at, `has ${list.length} entries`);
    return [...list.slice(0, segment), inner(list[segment]), ...list.slice(segment + 1)];
  }
  const block = content ?? {};
  if (!isBlock(block)) throw notThere(path, at, 'is no block of keys');
  const old = Object.hasOwn(block, segment) ? block[segment] : undefined;
  return withKey(block, segment, inner(old));
}

function withKey(block: Readonly<Record<string, unknown>>, key: string, value: unknown): Record<string, unknown> {
  const copy = { ...block };
  // A plain assignment of __proto__ would set the object's prototype instead of a key.
  Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

function notThere(path: Path, at: number, why: string): ScaleoutError {
  const place = at === 0 ? 'The file' : pathText(path.slice(0, at));
  return new ScaleoutError('edit.impossible', `${pathText(path)} cannot be set: ${place} ${why}.`);
}

/** `workers[1].settings.MaxTaskCount` */
export function pathText(path: Path): string {
  return path
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join('');
}

/** What goes when a path is unset: the path, or the block around it that would be left without a key. Undefined: nothing is there. */
export function takenPath(content: unknown, path: Path): Path | undefined {
  if (path.length === 0 || valueAt(content, path) === undefined) return undefined;
  const around = path.slice(0, -1);
  const block = valueAt(content, around);
  const isLastKey = isBlock(block) && Object.keys(block).length === 1;
  // An entry of a list stays, and so does the file.
  const mayGo = typeof around.at(-1) === 'string';
  return isLastKey && mayGo ? takenPath(content, around) : path;
}

function withoutValue(content: unknown, path: Path | undefined): unknown {
  if (path === undefined) return content;
  const [segment, ...rest] = path;
  if (segment === undefined) return content;
  if (Array.isArray(content)) {
    return rest.length === 0
      ? content.filter((_, index) => index !== segment)
      : content.map((item, index) => (index === segment ? withoutValue(item, rest) : item));
  }
  if (!isBlock(content) || typeof segment !== 'string') return content;
  if (rest.length > 0) return withKey(content, segment, withoutValue(content[segment], rest));
  const { [segment]: _, ...others } = content;
  return others;
}
