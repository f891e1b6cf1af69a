import { Cron } from 'croner';
import type { Parsed } from './parsed.js';

/** The most characters: a list of every fifth minute, every hour and every day takes 200. */
const longest = 256;

/** A cron expression of five fields that happens some time. */
export function parseCron(text: string): Parsed<string> {
  const remedy = 'Write minute, hour, day of the month, month and day of the week, such as 0 22 * * SAT.';
  if (text.length > longest) return { wrong: `has ${text.length} characters; at most ${longest} fit.`, remedy };
  try {
    const cron = new Cron(text, { paused: true, timezone: 'UTC', mode: '5-part' });
    const happens = cron.nextRun(new Date(0)) !== null;
    return happens ? { value: text } : { wrong: 'names a time that never comes.', remedy };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : 'it cannot be read';
    return { wrong: `is no cron expression: ${why.replace(/\.?$/, '.')}`, remedy };
  }
}
