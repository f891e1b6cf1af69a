import { setTimeout } from 'node:timers/promises';
import type { Sleep } from './statements/execution.js';

/** Waits for real; ends at once, without an error, when the signal is aborted. */
export const sleepUntilAborted: Sleep = async (milliseconds, signal) => {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
