/** How many cases of each kind are tried: a number, or `all` as by `npm run test:faults`; unset in `npm test`. */
const asked = process.env.SCALEOUT_TEST_FAULTS;

/** Whether more is tried than `npm test` does. */
export const isLongRun = asked !== undefined;

/** All of them or as many as are asked for in a long run, else `few`, evenly spread: the same ones each time. */
export function choose<T>(all: readonly T[], few: number): readonly T[] {
  const count = asked === undefined ? few : asked === 'all' ? all.length : Number(asked);
  if (!Number.isInteger(count)) throw new Error(`SCALEOUT_TEST_FAULTS is all or a number, not ${asked}`);
  if (all.length <= count) return all;
  // A step that shares no factor with the kinds of faults, so that each kind has its turn at each place.
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]).filter(
    (one): one is T => one !== undefined,
  );
}

/** In a long run: says at once how each case ended, for whoever waits. */
export function tell(line: string): void {
  if (isLongRun) process.stderr.write(`${line}\n`);
}
