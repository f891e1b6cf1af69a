import { pino } from 'pino';
import { printable, printableJson } from '../../text/printable.js';
import { style } from '../../text/style.js';
import { scrub, scrubText } from './scrub.js';

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

/** The same line as a person reads it: when, what, of which topology; below it what to do about what went wrong. */
function textLine(line: Readonly<Record<string, unknown>>, colors: boolean): string {
  const { red, yellow, dim, bold } = style(colors);
  const level = String(line.level);
  const paint = { error: red, warn: yellow, debug: dim }[level] ?? ((text: string) => text);
  const time = String(line.time)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const topology = line.topology === undefined ? '' : `${bold(printable(String(line.topology)))}: `;
  const suppressed = typeof line.suppressed === 'number' ? dim(` (and ${line.suppressed} times more)`) : '';
  const head = `${dim(time)} ${paint(level.padEnd(5))} ${topology}${printable(String(line.msg))}${suppressed}`;
  return `${[head, ...detailsOf(line).map((detail) => `    ${detail}`)].join('\n')}\n`;
}

function detailsOf({ held, diagnostics }: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    ...listOf(held).map(({ id, by, reason, until }) => {
      const end = until === undefined ? '' : `, until ${String(until)}`;
      return printable(`${String(id)} is held back (${String(by)}): ${String(reason)}${end}`);
    }),
    ...listOf(diagnostics).flatMap(({ severity, code, detail, remedy }) => [
      printable(`${String(severity)}: ${String(detail)} [${String(code)}]`),
      ...(severity === 'error' ? [printable(`  What to do: ${String(remedy)}`)] : []),
    ]),
  ];
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
