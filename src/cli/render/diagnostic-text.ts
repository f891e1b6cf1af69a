import type { Immutable } from '../../domain/documents.js';
import type { Diagnostic, ScaleoutError } from '../../errors/errors.js';
import type { Diagnostic as PlanDiagnostic } from '../../generated/plan.js';
import { paragraph } from '../../text/layout.js';
import { messageOf, printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import type { Terminal } from '../terminal.js';

type ShownDiagnostic = Immutable<PlanDiagnostic>;

/** Occurrences of one code are shown up to here, then counted. */
const shownOccurrences = 10;

/** Diagnostics as a person reads them: each code once with its remedy, and below it every occurrence with its place. */
export function diagnosticsText(found: readonly ShownDiagnostic[], screen: Screen): string {
  const groups = new Map<string, ShownDiagnostic[]>();
  for (const one of found) {
    const key = JSON.stringify([one.severity, one.code, one.remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => groupText(group, screen)).join('\n');
}

function groupText(group: readonly ShownDiagnostic[], screen: Screen): string {
  const [first] = group;
  if (first === undefined) return '';
  const { red, yellow, cyan, bold, dim } = style(screen.colors);
  const paint = { error: red, warning: yellow, note: cyan }[first.severity];
  const more = group.length - shownOccurrences;
  return [
    paragraph(
      `${paint(bold(`${first.severity}:`))} `,
      `${printable(first.summary)} ${dim(`[${printable(first.code)}]`)}`,
      screen,
    ),
    ...group
      .slice(0, shownOccurrences)
      .map((one) => paragraph('  ', `${printable(one.detail)}${dim(placeOf(one))}`, screen)),
    ...(more > 0 ? [`  and ${more} more`] : []),
    paragraph('  What to do: ', printable(first.remedy), screen),
  ].join('\n');
}

function placeOf({ range }: ShownDiagnostic): string {
  return range === undefined ? '' : ` (${printable(range.file)}:${range.start.line}:${range.start.column})`;
}

interface ErrorTextOptions {
  /** With the stack and all causes, for a report to the developers. */
  readonly stack: boolean;
}

/** An error as a person reads it: what is wrong, this time's detail, what to do. */
export function errorText(error: ScaleoutError, screen: Screen, { stack }: ErrorTextOptions): string {
  const { red, bold, dim } = style(screen.colors);
  const lines = [
    paragraph(`${red(bold('error:'))} `, `${bold(error.summary)} ${dim(`[${error.code}]`)}`, screen),
    ...error.message.split('\n').map((line) => paragraph('  ', printable(line), screen)),
    paragraph('  What to do: ', printable(error.remedy), screen),
  ];
  if (hasMore(error)) lines.push(dim(`  More: scaleout explain ${error.code}`));
  if (stack) lines.push(...causes(error));
  return `${lines.join('\n')}\n`;
}

/** Of a command line its help says more, and of an interrupt there is nothing more to say. */
function hasMore({ code }: ScaleoutError): boolean {
  return code !== 'command.usage' && code !== 'command.interrupted';
}

function causes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return [...stackText(error).split('\n').map(printable), ...causes(error.cause)];
}

/** What an error says and where it came from, without the line of the source that Node puts before it: that one is minified. */
export function stackText(error: Error): string {
  const places = stackOf(error)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return [`${nameOf(error)}: ${messageOf(error)}`, ...places].join('\n');
}

// Either may be read by code of a library that fails, or be no text.
function stackOf(error: Error): string {
  try {
    return String(error.stack ?? '');
  } catch {
    return '';
  }
}

function nameOf(error: Error): string {
  try {
    return String(error.name);
  } catch {
    return 'Error';
  }
}

/** What this process has warned of: a watch opens its connections again and again, and a fleet shares one key. */
const told = new Set<string>();

/** Tells warnings of what stays as it is, each once in the life of this process, on standard error. */
export function warnOnce({ err, screen, logLevel }: Terminal): (found: Diagnostic) => void {
  return (found) => {
    const key = JSON.stringify([found.code, found.detail]);
    if (told.has(key) || logLevel === 'silent' || logLevel === 'error') return;
    told.add(key);
    err(`${diagnosticsText([found], screen.err)}\n`);
  };
}
