/*
 * The collation SQL_Latin1_General_CP1_CI_AS, near enough: case does not count, accents do, blanks at the end do not.
 */

const order = new Intl.Collator('en', { sensitivity: 'accent' });

/** Texts that SQL Server takes for equal have the same folded text. */
export function folded(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end -= 1;
  return (end === text.length ? text : text.slice(0, end)).toLowerCase();
}

export function textEqual(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const a = folded(one);
  const b = folded(other);
  if (a === b) return 0;
  // What the collator ignores must still be told apart, as `textEqual` does.
  return order.compare(a, b) || (a < b ? -1 : 1);
}
