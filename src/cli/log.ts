export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** What the parts report on their way, for the person who waits. */
export type Log = (level: Exclude<LogLevel, 'silent'>, message: string) => void;

/** A log that writes a line for each message at or above a level. */
export function logTo(write: (text: string) => void, threshold: LogLevel): Log {
  return (level, message) => {
    if (logLevels.indexOf(level) <= logLevels.indexOf(threshold)) write(`${level}: ${message}\n`);
  };
}
