/** A text or NULL of the catalog. */
export function nullableText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** ISO 8601 with an offset, as style 126 writes it, in UTC and cut to milliseconds. */
export function utcText(text: string): string {
  // Most servers' clocks are UTC, and a thousand dates are worth a shorter way.
  if (text.endsWith('+00:00') && text.length > 28) return `${text.slice(0, 23)}Z`;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}

/** Seconds of milliseconds; a bigint comes as text. */
export function seconds(milliseconds: unknown): number {
  return Number(milliseconds) / 1000;
}
