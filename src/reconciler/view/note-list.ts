/** The entries of a note; undefined where it is not what we write. */
export function readList<T>(text: string | null, entryOf: (value: unknown) => T | undefined): readonly T[] | undefined {
  if (text === null) return [];
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values)) return undefined;
  const entries = values.map(entryOf);
  const known = entries.filter((entry) => entry !== undefined);
  return known.length === entries.length ? known : undefined;
}

/** The value as an object whose keys can be asked for; undefined for everything else. */
export function fieldsOf(value: unknown): Readonly<Partial<{ [key: string]: unknown }>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** Whether it is a moment as `Date.toISOString` writes it. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
}
