import type { ScaleoutError } from '../../errors.js';
import { messageOf } from '../../message-of.js';
import { printable } from '../../text/printable.js';
import { style } from './style.js';

export interface ErrorTextOptions {
  readonly colors: boolean;
  /** With the stack and all causes, for a report to the developers. */
  readonly stack: boolean;
}

/** An error as a person reads it: what is wrong, this time's detail, what to do. */
export function errorText(error: ScaleoutError, { colors, stack }: ErrorTextOptions): string {
  const { red, bold, dim } = style(colors);
  const lines = [
    `${red(bold('error:'))} ${bold(error.summary)} ${dim(`[${error.code}]`)}`,
    ...error.message.split('\n').map((line) => `  ${printable(line)}`),
    `  What to do: ${printable(error.remedy)}`,
  ];
  if (stack) lines.push(...causes(error));
  return `${lines.join('\n')}\n`;
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
