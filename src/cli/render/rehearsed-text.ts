import type { Screen } from '../../text/screen.js';
import { duration, momentWithAge } from '../../text/times.js';
import { counted } from '../../text/words.js';

/** What a rehearsal promised: whether it comes so only the steps tell. */
interface Rehearsed {
  readonly createdAt: string;
  /** Of simulated time; absent: it is not recorded. */
  readonly durationSeconds?: number;
  /** Workers that could take work. */
  readonly before: number;
  readonly lowest: number;
}

/** `2026-11-24 03:15:09 +01:00 (3 min 5 s ago), 14 min: at worst 3 of 4 workers could take work` */
export function rehearsedText({ createdAt, durationSeconds, before, lowest }: Rehearsed, screen: Screen): string {
  const took = durationSeconds === undefined ? '' : `, ${duration(durationSeconds)} long`;
  return `${momentWithAge(createdAt, screen)}${took}: at worst ${lowest} of ${counted(before, 'worker')} could take work`;
}
