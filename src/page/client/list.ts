// Lists as every view has them: sorted by the address, searched by words. Pure; parts/table.tsx and parts/filters.tsx show them.

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** ETL2 comes before ETL10. */
export function byText(one: string, other: string): number {
  return collator.compare(one, other);
}

/** By a number or a text; what is not known comes last, whichever way the rest is sorted. */
export type SortKey = number | string | null;

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

/** `beat`, or `-beat` for the other way round. */
export function readSort(text: string | undefined): Sort | undefined {
  if (text === undefined || text === '' || text === '-') return undefined;
  return text.startsWith('-') ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}

export function sortText({ by, descending }: Sort): string {
  return descending ? `-${by}` : by;
}

/** The rows in another order; rows of the same key stay in the order in which they came. */
export function sortedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => SortKey, descending: boolean): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((one, other) => {
    if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null);
    const compared =
      typeof one.key === 'number' && typeof other.key === 'number'
        ? one.key - other.key
        : byText(String(one.key), String(other.key));
    return descending ? -compared : compared;
  });
  return keyed.map(({ row }) => row);
}

/** Whether each word that is searched for stands somewhere in the texts, in whatever case. */
export function findsWords(search: string): (texts: readonly string[]) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (texts) => {
    const all = texts.join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
}

/** `1 worker`, `1,000 workers`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : plural}`;
}

/** Of what is left out of a list: `1 more finding is not listed here.` */
export function moreText(count: number, noun: string): string {
  return `${counted(count, `more ${noun}`)} ${count === 1 ? 'is' : 'are'} not listed here.`;
}

export function number(count: number): string {
  return count.toLocaleString('en');
}

/** Which rows of a long list are drawn: those between two heights and some before and behind, as `from` up to `to`. */
export function rowsWithin(
  top: number,
  bottom: number,
  { height, count, beyond }: { readonly height: number; readonly count: number; readonly beyond: number },
): { readonly from: number; readonly to: number } {
  const from = Math.floor(top / height) - beyond;
  const to = Math.ceil(bottom / height) + beyond;
  return { from: Math.max(0, Math.min(from, count)), to: Math.max(0, Math.min(to, count)) };
}
