import { paragraph, shortened, wrapped } from './layout.js';
import type { Screen } from './screen.js';
import { widthOf } from './width.js';

/** A cell: its text, and how to paint it once it has been laid out. */
export interface Cell {
  readonly text: string;
  readonly paint?: ((text: string) => string) | undefined;
}

export interface Column {
  readonly title: string;
  /** Of what is too long for the screen: `words` go on in the next line, of an `id` the middle is left out. Default: words. */
  readonly fold?: 'words' | 'id';
}

/** Between two columns. */
const gap = 2;

/** No column of words is narrower than its longest word, up to this. */
const longestWord = 24;

/** The least width of a shortened id. */
const shortestId = 16;

/**
 * A table that fits the screen: columns as wide as their widest cell where there is room. Where there is none, the widest
 * ones are folded; where even that is too wide, each row becomes a list of its values. No column and no row is left out.
 */
export function table(
  columns: readonly (Column | string)[],
  rows: readonly (readonly Cell[])[],
  screen: Pick<Screen, 'columns' | 'zone'>,
): string {
  const heads = columns.map((column): Column => (typeof column === 'string' ? { title: column } : column));
  const widths = fittingWidths(heads, rows, screen.columns);
  if (widths === undefined) return rows.map((row) => listOf(heads, row, screen)).join('\n\n');
  const line = (cells: readonly Cell[]) => rowText(cells, heads, widths);
  return [heads.map(({ title }): Cell => ({ text: title })), ...rows].map(line).join('\n');
}

/** How wide each column is; undefined where they do not fit side by side. */
function fittingWidths(
  heads: readonly Column[],
  rows: readonly (readonly Cell[])[],
  room: number | undefined,
): readonly number[] | undefined {
  const texts = heads.map(({ title }, at) => [title, ...rows.map((row) => row[at]?.text ?? '')]);
  const widths = texts.map((column) => Math.max(...column.map((text) => widthOf(text))));
  if (room === undefined) return widths;
  const least = texts.map((column, at) => {
    const natural = widths[at] ?? 0;
    if (heads[at]?.fold === 'id') return Math.min(natural, shortestId);
    const words = column.flatMap((text) => text.split(' ')).map((word) => widthOf(word));
    return Math.min(natural, Math.max(...words), longestWord);
  });
  const taken = () => widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  while (taken() > room) {
    const widest = widths.reduce(
      (found, width, at) => (width > (least[at] ?? 0) && width > (widths[found] ?? -1) ? at : found),
      -1,
    );
    if (widest === -1) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function rowText(cells: readonly Cell[], heads: readonly Column[], widths: readonly number[]): string {
  const folded = cells.map(({ text }, at) => {
    const width = widths[at] ?? 0;
    return heads[at]?.fold === 'id' ? [shortened(text, width)] : wrapped(text, Math.max(1, width));
  });
  const height = Math.max(1, ...folded.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map(({ paint = (same: string) => same }, at) => {
        const text = folded[at]?.[line] ?? '';
        const fill = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
        const isLast = at === cells.length - 1;
        return `${text === '' ? '' : paint(text)}${isLast ? '' : fill}`;
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  ).join('\n');
}

/** A row as a list: its first value, and below it each other one with its title. */
function listOf(heads: readonly Column[], cells: readonly Cell[], screen: Pick<Screen, 'columns' | 'zone'>): string {
  const width = Math.max(...heads.slice(1).map(({ title }) => widthOf(title)));
  return cells
    .map(({ text, paint = (same: string) => same }, at) => {
      const head = at === 0 ? '' : `  ${(heads[at]?.title ?? '').padEnd(width)}  `;
      const [first = '', ...others] = paragraph(head, text, screen).split('\n');
      return [head + paint(first.slice(head.length)), ...others.map(paint)].join('\n').trimEnd();
    })
    .join('\n');
}
