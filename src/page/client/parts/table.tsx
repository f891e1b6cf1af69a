import { useSignal } from '@preact/signals';
import { Component, type ComponentChildren, type JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { address, refine } from '../address.js';
import { number, readSort, rowsWithin, type SortKey, sortedBy, sortText } from '../list.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Absent: nobody can sort by it. */
  readonly sortKey?: (row: Row) => SortKey;
  /** From which width of the window it is there: `medium` 760 px, `wide` 1100 px; absent: always. */
  readonly from?: 'medium' | 'wide';
  readonly class?: string;
}

/** Beyond so many rows only those are drawn that can be seen. */
const drawnAtMost = 200;

/**
 * Rows with columns that sort, by the address. They come in the order of `comesBy`. Arrow keys, j and k move between the rows that
 * have a link, and Enter opens it. A row that is the same object is not drawn again.
 */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  comesBy,
  sortBy = 'sort',
}: {
  readonly label: string;
  /** The same array each time, or every row is drawn again. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The id of the column that the rows are sorted by already. */
  readonly comesBy?: string;
  /** The name in the address; null: it cannot be sorted. */
  readonly sortBy?: string | null;
}): JSX.Element {
  const sort = sortBy === null ? undefined : readSort(address.value.query[sortBy]);
  const sorting = columns.find((column) => column.id === sort?.by)?.sortKey;
  const sorted = sort === undefined || sorting === undefined ? rows : sortedBy(rows, sorting, sort.descending);
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, to, height } = useDrawn(body, sorted.length);
  const columnCount = columns.length;
  return (
    <table
      class={`rows ${sorted.length > drawnAtMost ? 'long' : ''}`}
      aria-label={label}
      aria-rowcount={sorted.length + 1}
    >
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={sort} comesBy={comesBy} sortBy={sortBy} />
          ))}
        </tr>
      </thead>
      {from > 0 ? <Gap height={from * height} columns={columnCount} key="before" /> : null}
      <tbody ref={body} key="rows" onKeyDown={(event) => moveBetweenRows(event, body.current)}>
        {sorted.slice(from, to).map((row, place) => (
          <DrawnRow
            key={keyOf(row)}
            row={row}
            columns={columns as readonly Column<unknown>[]}
            index={from + place + 2}
          />
        ))}
      </tbody>
      {to < sorted.length ? <Gap height={(sorted.length - to) * height} columns={columnCount} key="behind" /> : null}
    </table>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }): JSX.Element {
  return (
    <tbody aria-hidden="true" class="gap">
      <tr>
        <td colSpan={columns} style={{ height: `${height}px` }} />
      </tr>
    </tbody>
  );
}

function Head<Row>({
  column,
  sort,
  comesBy,
  sortBy,
}: {
  readonly column: Column<Row>;
  readonly sort: ReturnType<typeof readSort>;
  readonly comesBy: string | undefined;
  readonly sortBy: string | null;
}): JSX.Element {
  const { id, title, from = '', class: name = '' } = column;
  const isSorted = sort === undefined ? comesBy === id : sort.by === id;
  const descending = isSorted && sort?.descending === true;
  const cellClass = `${from} ${name}`;
  if (sortBy === null || column.sortKey === undefined)
    return (
      <th scope="col" class={cellClass}>
        {title}
      </th>
    );
  const next = sortText({ by: id, descending: isSorted && !descending });
  return (
    <th scope="col" class={cellClass} aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" class="sort" onClick={() => refine({ [sortBy]: next === comesBy ? '' : next })}>
        {title}
        <span aria-hidden="true" class="arrow">
          {isSorted ? (descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

interface DrawnRowProps {
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly index: number;
}

/** A class for its lifecycle: a row that is the same object is not drawn again. */
class DrawnRow extends Component<DrawnRowProps> {
  override shouldComponentUpdate(next: DrawnRowProps): boolean {
    const { row, columns, index } = this.props;
    return next.row !== row || next.columns !== columns || next.index !== index;
  }

  override render({ row, columns, index }: DrawnRowProps): JSX.Element {
    return (
      <tr aria-rowindex={index}>
        {columns.map(({ id, cell, from = '', class: name = '' }, place) =>
          place === 0 ? (
            <th scope="row" key={id} class={`${from} ${name}`}>
              {cell(row)}
            </th>
          ) : (
            <td key={id} class={`${from} ${name}`}>
              {cell(row)}
            </td>
          ),
        )}
      </tr>
    );
  }
}

/** Which rows are drawn: all of a short list, and when it is printed; else those near what the window shows. */
function useDrawn(
  body: { readonly current: HTMLTableSectionElement | null },
  count: number,
): { readonly from: number; readonly to: number; readonly height: number } {
  const isLong = count > drawnAtMost;
  const height = useRef(37);
  const isPrinted = useSignal(false);
  const drawn = useSignal({ from: 0, to: 60 });
  useLayoutEffect(() => {
    if (!isLong) return;
    const look = () => {
      const element = body.current;
      if (element === null) return;
      height.current = element.querySelector('tr')?.getBoundingClientRect().height || height.current;
      // Where the first row is, or would be.
      const top = element.getBoundingClientRect().top - drawn.peek().from * height.current;
      const next = rowsWithin(-top, innerHeight - top, { height: height.current, count, beyond: 20 });
      const { from, to } = drawn.peek();
      // A few rows further nothing has to be drawn: there are enough beyond the edges.
      if (Math.abs(next.from - from) > 8 || Math.abs(next.to - to) > 8 || to > count) drawn.value = next;
    };
    const print = () => {
      isPrinted.value = true;
    };
    const printed = () => {
      isPrinted.value = false;
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    addEventListener('beforeprint', print);
    addEventListener('afterprint', printed);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', printed);
    };
  }, [isLong, count]);
  if (!isLong || isPrinted.value) return { from: 0, to: count, height: height.current };
  return { from: Math.min(drawn.value.from, count), to: Math.min(drawn.value.to, count), height: height.current };
}

/** From the row that has the focus to another one. Rows beyond the edges are drawn, so that the next one is there. */
function moveBetweenRows(event: KeyboardEvent, body: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || body === null) return;
  const { key, target } = event;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
  if (step === undefined || !(target instanceof Element) || target.matches('input, select, textarea')) return;
  let row = target.closest('tr');
  do row = (step > 0 ? row?.nextElementSibling : row?.previousElementSibling) as HTMLTableRowElement | null;
  while (row !== null && row.querySelector('a, button') === null);
  const next = row?.querySelector<HTMLElement>('a, button');
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/** `12 of 1,000 workers`. */
export function countOf(shown: number, total: number, noun: string, nouns = `${noun}s`): string {
  const all = `${number(total)} ${total === 1 ? noun : nouns}`;
  return shown === total ? all : `${number(shown)} of ${all}`;
}
