import type { ScaleoutError } from '../../errors.js';
import { printable, style } from './style.js';

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
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}: ${error.message}`, ...places].join('\n');
}
