/** The word in a worker's tags that keeps it from being taken out for good. */
export const protectedWord = 'scaleout:protected';

const separators = '[\\s,;]';
const word = new RegExp(`(^|${separators})${protectedWord}(?=$|${separators})`, 'i');

/** Whether the tags of a row say that its worker is protected. */
export function isProtected(tags: string | null): boolean {
  return tags !== null && word.test(tags);
}

/** The tags without the word, wherever it stands, and without the blanks or comma that stood before it. */
export function withoutProtection(tags: string | null): string | null {
  if (tags === null || !isProtected(tags)) return tags;
  // From the first separator of a row of them on: else a million of them would be gone through a million times.
  const before = `(^|(?<!${separators})${separators}+)`;
  const rest = tags.replace(new RegExp(`${before}${protectedWord}(?=$|${separators})`, 'gi'), '');
  // At the beginning, what stands behind the word was its separator.
  const left = tags.toLowerCase().startsWith(protectedWord) ? rest.replace(new RegExp(`^${separators}+`), '') : rest;
  return left === '' ? null : left;
}

/** The tags with the word behind them. */
export function withProtection(tags: string | null): string {
  const own = withoutProtection(tags);
  return own === null || own === '' ? protectedWord : `${own} ${protectedWord}`;
}

/**
 * The tags that a worker's row must have: those of the topology, or the row's own where they are not managed; with the
 * word where the topology says so, or says nothing and it is there. Undefined: neither is managed.
 */
export function wantedTags(
  { tags, protect }: { readonly tags?: string; readonly protect?: boolean },
  present: string | null,
): string | undefined {
  if (tags === undefined && protect === undefined) return undefined;
  // How the row's own tags are written is nobody's business but the row's.
  if (tags === undefined && protect === isProtected(present)) return present ?? '';
  const own = tags ?? present ?? '';
  if (protect === false) return withoutProtection(own) ?? '';
  return protect === true || isProtected(present) ? withProtection(own) : own;
}
