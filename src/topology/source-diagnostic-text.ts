import picocolors from 'picocolors';
import type { Diagnostic } from '../diagnostic.js';
import { visible } from './shown.js';
import { sourceExcerpt } from './source-excerpt.js';
import type { SourceText } from './source-text.js';

export interface SourceDiagnosticOptions {
  /** Default: none. */
  readonly colors?: boolean;
  /** The most cells of a source line; default 100. */
  readonly width?: number;
}

/**
 * A diagnostic as a person reads it: place, detail and code, then the source line with a caret line where the source is
 * given, then what to do. A secret in the line is not shown. No line end at the end.
 */
export function sourceDiagnosticText(
  found: Pick<Diagnostic, 'severity' | 'detail' | 'remedy' | 'range'> & { readonly code: string },
  source: SourceText | undefined,
  { colors = false, width = 100 }: SourceDiagnosticOptions = {},
): string {
  const { red, yellow, cyan, bold, dim } = picocolors.createColors(colors);
  const paint = { error: red, warning: yellow, note: cyan }[found.severity];
  const { range } = found;
  const place = range === undefined ? '' : `${visible(range.file)}:${range.start.line}:${range.start.column}: `;
  const lines = [
    `${bold(place)}${paint(bold(`${found.severity}:`))} ${visible(found.detail)} ${dim(`[${found.code}]`)}`,
  ];
  if (range !== undefined && source?.file === range.file) {
    const { line, caret } = sourceExcerpt(source, range, width);
    const number = String(range.start.line).padStart(5);
    lines.push(`${dim(`${number} |`)} ${line}`, `${dim(`${' '.repeat(number.length)} |`)} ${paint(caret)}`);
  }
  lines.push(`  What to do: ${visible(found.remedy)}`);
  return lines.map((line) => line.trimEnd()).join('\n');
}
