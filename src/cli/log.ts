import { printable } from '../text/printable.js';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** What the parts report on their way, for the person who waits. */
export type Log = (level: Exclude<LogLevel, 'silent'>, message: string) => void;

/** A log that writes each message at or above a level; what a server or a machine put into one cannot act on the terminal. */
export function logTo(write: (text: string) => void, threshold: LogLevel): Log {
  return (level, message) => {
    if (logLevels.indexOf(level) <= logLevels.indexOf(threshold))
      write(`${level}: ${message.split('\n').map(printable).join('\n')}\n`);
  };
}
