import type { Span } from '../rows/machine.js';

/*
 * Something that a service does at a fixed period since its start: heartbeats, reports, polls. Nothing is stored of it:
 * the first and the last time that it happened follow from the start, the period and the spans in which it could.
 * All times in milliseconds.
 */

export interface Rhythm {
  readonly start: number;
  readonly period: number;
}

/** The last tick at or before `until` that lies in one of the spans. */
export function lastTick(rhythm: Rhythm, spans: readonly Span[], until: number): number | undefined {
  let last: number | undefined;
  for (const span of spans) {
    const end = Math.min(span.to, until);
    const tick = rhythm.start + Math.floor((end - rhythm.start) / rhythm.period) * rhythm.period;
    if (tick >= span.from && tick >= rhythm.start && (last === undefined || tick > last)) last = tick;
  }
  return last;
}

/** The first tick after `after` that lies in one of the spans. */
export function nextTick(rhythm: Rhythm, spans: readonly Span[], after: number): number | undefined {
  let next: number | undefined;
  for (const span of spans) {
    const least = Math.max(span.from, rhythm.start);
    const count =
      least > after
        ? Math.ceil((least - rhythm.start) / rhythm.period)
        : Math.floor((after - rhythm.start) / rhythm.period) + 1;
    const tick = rhythm.start + count * rhythm.period;
    if (tick <= span.to && (next === undefined || tick < next)) next = tick;
  }
  return next;
}

/** The earlier of two times, either of which may be missing. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
