// How long something is to last, as a form asks for it: a time from now on, a moment in the viewer's zone, or until somebody ends it.

/** What stands in the list of a form: seconds, or one of both words. */
export type Length = number | 'moment' | 'open';

export type Deadline =
  | { readonly forSeconds: number }
  /** ISO 8601, UTC. */
  | { readonly until: string }
  | { readonly open: true };

const hour = 3600;
const day = 24 * hour;

/** For a suspension or a maintenance. */
export const hoursToLast: readonly Length[] = [hour / 2, hour, 2 * hour, 4 * hour, 12 * hour, day, 'moment', 'open'];

/** For an acknowledgement, which always ends. */
export const daysToLast: readonly Length[] = [day, 3 * day, 7 * day, 14 * day, 30 * day, 'moment'];

/**
 * Undefined: nothing that could be taken. `moment` is what a browser's field of a date and a time holds, `2026-11-30T06:00`, in the
 * viewer's zone; `now` Unix milliseconds.
 */
export function deadlineOf(length: Length, moment: string, now: number): Deadline | undefined {
  if (length === 'open') return { open: true };
  if (length !== 'moment') return { forSeconds: length };
  const time = Date.parse(moment);
  return Number.isNaN(time) || time <= now ? undefined : { until: new Date(time).toISOString() };
}

/** Unix milliseconds when it ends; undefined: when somebody ends it. */
export function endOf(deadline: Deadline, now: number): number | undefined {
  if ('open' in deadline) return undefined;
  return 'until' in deadline ? Date.parse(deadline.until) : now + deadline.forSeconds * 1000;
}

/** Unix milliseconds as a field of a date and a time holds it, in the viewer's zone. */
export function fieldMoment(time: number): string {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Whether a person typed the first six digits of a fingerprint, or more of them. */
export function areFirstDigits(typed: string, fingerprint: string): boolean {
  const digits = typed.trim().toLowerCase();
  return digits.length >= 6 && fingerprint.toLowerCase().startsWith(digits);
}
