/** Whether everything is tried: `npm run test:faults`. */
export const isLongRun = process.env.SCALEOUT_TEST_FAULTS === 'all';

/** All of them in a long run, else that many, evenly spread: the same ones each time. */
export function choose<T>(all: readonly T[], count: number): readonly T[] {
  if (isLongRun || all.length <= count) return all;
  // A step that shares no factor with the kinds of faults, so that each kind has its turn at each place.
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]).filter(
    (one): one is T => one !== undefined,
  );
}

/** In a long run: says at once how each case ended, for whoever waits. */
export function tell(line: string): void {
  if (isLongRun) process.stderr.write(`${line}\n`);
}
