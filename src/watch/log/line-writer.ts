import { pino } from 'pino';
import { printable, printableJson } from '../../text/printable.js';
import { style } from '../../text/screen.js';

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
      base: { formatVersion: 1 },
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

const redacted = '[redacted]';

/** Names whose values are secrets wherever they stand. */
const telling =
  /passw|passphrase|pwd|secret|token|api[-_]?key|private[-_]?key|credential|authorization|cookie|signature|^identity$/i;

/** What a secret looks like in a text, and what is left of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redacted],
  [/:\/\/[^/\s@]+@/g, `://${redacted}@`],
  // The path of a Slack address is its secret.
  [
    /(https?:\/\/[\w.-]*(?:hooks\.slack\.com|webhook\.office\.com|discord\.com\/api\/webhooks))\/[^\s"'<>]*/gi,
    `$1/${redacted}`,
  ],
  [/\b(Bearer|Basic|Negotiate|NTLM)\s+[\w.~+/=-]{6,}/gi, `$1 ${redacted}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, redacted],
  [/([?&](?:sig|signature|code|key|token|access_token|secret)=)[^&\s"'<>]+/gi, `$1${redacted}`],
  // A reference says where a secret is, and our own SQL says `<password>` where a person puts one: both may be read.
  [new RegExp(`${keyed('=')}(?!\\[redacted)(?:"[^"]*"|N?'[^']*'|[^;&\\r\\n"']+)`, 'gi'), `$1${redacted}`],
  [new RegExp(`${keyed(':')}(?!\\[redacted)(?:"[^"]*"|N?'[^']*'|[^\\s;,&}"']+)`, 'gi'), `$1${redacted}`],
];

function keyed(sign: '=' | ':'): string {
  const words = 'password|passwd|passphrase|pwd|secret|token|api[-_]?key|private[-_]?key|credentials?';
  return `((?:${words})["'\`]?\\s*${sign}\\s*)(?!\\s|\\{|env:|file:|N?["']?<password>(?:["';\\s]|$))`;
}

/** A text without what looks like a secret. Nothing should bring one here; this is the last door. */
export function scrubText(text: string): string {
  return patterns.reduce((clean, [pattern, rest]) => clean.replace(pattern, rest), text);
}

/** Data without secrets: every text scrubbed, and the values of telling names left out. Depth is limited. */
export function scrub(value: unknown, depth = 8): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return redacted;
  if (Array.isArray(value)) return value.map((one) => scrub(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, telling.test(key) ? redacted : scrub(one, depth - 1)]),
  );
}
