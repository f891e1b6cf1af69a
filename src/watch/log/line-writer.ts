import { pino } from 'pino';
import { printableJson } from '../../text/printable.js';
import { scrub, scrubText } from './scrub.js';
import { textLine } from './text-line.js';

export type LineLevel = 'error' | 'warn' | 'info' | 'debug';

export interface LineOptions {
  /** Takes one line with its newline. */
  readonly write: (text: string) => void;
  /** What is below it is left out. */
  readonly level: LineLevel | 'silent';
  /** json: for programs, one object a line. text: for a person at a terminal. */
  readonly form: 'json' | 'text';
  readonly colors?: boolean;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export type WriteLine = (level: LineLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

const secretNames = [
  'password',
  'passphrase',
  'secret',
  'clientSecret',
  'token',
  'authorization',
  'privateKey',
  'identity',
];

/** Writes lines without secrets: by the path of a value, by the names of keys, and by what texts look like. */
export function lineWriter({ write, level, form, colors = false, now = Date.now }: LineOptions): WriteLine {
  const isText = form === 'text';
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['', '*.', '*.*.'].flatMap((above) => secretNames.map((name) => above + name)),
        censor: '[redacted]',
      },
    },
    { write: (line) => write(isText ? textLine(JSON.parse(line), colors) : printableJson(line)) },
  );
  return (at, message, fields = {}) => {
    if (logger.isLevelEnabled(at)) logger[at](scrub(fields), scrubText(message));
  };
}
