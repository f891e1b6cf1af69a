/** Calls back once after so many milliseconds, unless it is disposed of before. */
export type Timer = (milliseconds: number, run: () => void) => Disposable;

/** This process's own. */
export const systemTimer: Timer = (milliseconds, run) => {
  const timeout = setTimeout(run, milliseconds);
  return { [Symbol.dispose]: () => clearTimeout(timeout) };
};
