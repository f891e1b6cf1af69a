import { age, elapsed } from './times.js';

// Times of what is simulated or measured from a beginning: seconds, and the marks of an axis.

/** A time since the beginning, of seconds: `+45 s`, `+12 min 30 s`. */
export function sinceStart(seconds: number): string {
  return `+${age(seconds)}`;
}

/** How long something lasts, of seconds: `0.4 s`, `45 s`, `12 min 30 s`. */
export function lasting(seconds: number): string {
  return seconds > 0 && seconds < 10 && !Number.isInteger(seconds) ? elapsed(seconds * 1000) : age(seconds);
}

/** Between two marks, in seconds: parts and multiples of a minute, an hour and a day. */
const distances = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3600),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * 86_400),
];

/** The marks of an axis from 0 to `end`, both in seconds: round, and at most so many. The first is 0. */
export function axisMarks(end: number, most: number): readonly number[] {
  const fits = (distance: number) => Math.floor(end / distance) + 1 <= Math.max(2, most);
  const distance = distances.find(fits) ?? Math.max(1, end);
  return Array.from({ length: Math.floor(end / distance) + 1 }, (_, at) => at * distance);
}
