import picocolors from 'picocolors';
import type { GivenWords } from './given-words.js';

/** What a text is shown on, and to whom. */
export interface Screen {
  readonly colors: boolean;
  /** Characters in a line; undefined: as many as there are, for it goes into a pipe or a file. */
  readonly columns: number | undefined;
  /** The reader's time zone, by its IANA name: `Europe/Berlin`. */
  readonly zone: string;
  /** Unix milliseconds, for ages. */
  readonly now: () => number;
  /** What the command line gave, for the commands that a remedy names. Absent: nothing is known of it. */
  readonly given?: GivenWords | undefined;
}

/** Columns of a terminal that does not say how wide it is. */
export const usualColumns = 80;

/** Colours, or their absence. */
export type Style = ReturnType<typeof picocolors.createColors>;

export function style(colors: boolean): Style {
  return picocolors.createColors(colors);
}
