import type { Known } from './known.js';

/** When something was asked for, and when the answer was there: milliseconds of one clock of this program. */
export interface AskedTime {
  readonly from: number;
  readonly to: number;
}

/** An answer that has its own clock's time in it; with `asked` it can be compared with answers of other times. */
interface Timed {
  /** ISO 8601 in UTC, by the clock of what answered. */
  readonly observedAt: string;
  readonly asked?: AskedTime;
}

/** Asks, and notes when. An answer that was kept from before has its times already, and stays as it is. */
export async function timed<Answer extends Timed>(clock: () => number, ask: () => Promise<Answer>): Promise<Answer> {
  const from = clock();
  const answer = await ask();
  return answer.asked === undefined ? { ...answer, asked: { from, to: clock() } } : answer;
}

/** The same of an answer that may not have come. */
export async function timedKnown<Answer extends Timed>(
  clock: () => number,
  ask: () => Promise<Known<Answer>>,
): Promise<Known<Answer>> {
  const from = clock();
  const answer = await ask();
  if (!answer.known || answer.value.asked !== undefined) return answer;
  return { known: true, value: { ...answer.value, asked: { from, to: clock() } } };
}
