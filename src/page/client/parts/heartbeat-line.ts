import { age } from '../../../text/times.js';
import type { HeartbeatSample } from '../../wire/details.js';

// Heartbeats over time as a line: pure, parts/heartbeats.tsx draws it. A look that saw nothing is a gap, never a zero.

export interface HeartbeatLine {
  /** Parts of the line between two gaps, each as the points of an SVG polyline. */
  readonly parts: readonly string[];
  /** A look between two gaps, which has no line: x and y. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where nothing is known: from x to x. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** The age at the upper edge, seconds. */
  readonly top: number;
}

/** Seconds up to which an age is drawn to scale: one of hours would make a flat line of all others. */
const highest = 900;

/** `interval`: seconds that usually lie between two looks. Some come sooner, for somebody asked; three that did not come are a gap. */
export function heartbeatLine(
  samples: readonly HeartbeatSample[],
  { width, height, interval }: { readonly width: number; readonly height: number; readonly interval: number },
): HeartbeatLine {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return { parts: [], points: [], gaps: [], top: 0 };
  const ages = samples.flatMap(({ age }) => (age === null ? [] : [Math.min(age, highest)]));
  const top = Math.max(60, ...ages);
  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => round(((at - first.at) / span) * width);
  const y = (age: number) => round(height - (Math.min(age, highest) / top) * height);
  const longest = Math.max(interval, usualDistance(samples)) * 3;
  const runs: { x: number; y: number }[][] = [];
  const gaps: { from: number; to: number }[] = [];
  let known: HeartbeatSample | undefined;
  for (const sample of samples) {
    if (sample.age === null) continue;
    const isGap = known !== undefined && (sample.at - known.at > longest || hasUnknown(samples, known, sample));
    if (isGap && known !== undefined) gaps.push({ from: x(known.at), to: x(sample.at) });
    const run = runs.at(-1);
    const point = { x: x(sample.at), y: y(sample.age) };
    if (run === undefined || isGap) runs.push([point]);
    else run.push(point);
    known = sample;
  }
  const start = samples.find(({ age }) => age !== null);
  if (start === undefined) gaps.push({ from: 0, to: width });
  else if (start !== first) gaps.unshift({ from: 0, to: x(start.at) });
  if (known !== undefined && known !== last) gaps.push({ from: x(known.at), to: width });
  return {
    parts: runs.filter(({ length }) => length > 1).map((run) => run.map((point) => `${point.x},${point.y}`).join(' ')),
    points: runs.flatMap((run) => (run.length === 1 ? run : [])),
    gaps,
    top,
  };
}

function hasUnknown(samples: readonly HeartbeatSample[], from: HeartbeatSample, to: HeartbeatSample): boolean {
  return samples.some(({ at, age }) => age === null && at > from.at && at < to.at);
}

/** The middle distance between two looks, seconds. */
function usualDistance(samples: readonly HeartbeatSample[]): number {
  const distances = samples.slice(1).map(({ at }, place) => at - (samples[place]?.at ?? at));
  distances.sort((one, other) => one - other);
  return distances[Math.floor(distances.length / 2)] ?? 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The same in a sentence or two, for those who do not see the line. */
export function heartbeatWords(samples: readonly HeartbeatSample[], now: number): string {
  const [first] = samples;
  if (first === undefined) return 'No look of this process has seen a heartbeat of it.';
  const known = samples.filter(({ age }) => age !== null);
  const unseen = samples.length - known.length;
  const off = known.filter(({ online }) => online === false).length;
  const ages = known.flatMap(({ age }) => (age === null ? [] : [age]));
  const newest = known.at(-1);
  const looks = `${samples.length} ${samples.length === 1 ? 'look' : 'looks'} within ${age(now / 1000 - first.at)}`;
  if (newest === undefined) return `${looks}: none of them saw a heartbeat.`;
  return [
    `${looks}: its last heartbeat was at most ${age(Math.max(...ages))} old`,
    ...(off > 0 ? [`it counted as offline in ${off}`] : []),
    ...(unseen > 0 ? [`${unseen} saw no heartbeat of it`] : []),
  ]
    .join(', ')
    .concat('.');
}
