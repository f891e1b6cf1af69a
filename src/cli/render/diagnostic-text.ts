import type { Diagnostic as PlanDiagnostic } from '../../generated/plan.js';
import type { Immutable } from '../../readonly.js';
import { printable, style } from './style.js';

/** A diagnostic of a plan as a person reads it, with its place in the topology where it has one. */
export function diagnosticText(found: Immutable<PlanDiagnostic>, options: { readonly colors: boolean }): string {
  const { red, yellow, cyan, bold, dim } = style(options.colors);
  const paint = { error: red, warning: yellow, note: cyan }[found.severity];
  const { range } = found;
  const place = range === undefined ? '' : ` ${dim(`(${range.file}:${range.start.line}:${range.start.column})`)}`;
  return [
    `${paint(bold(`${found.severity}:`))} ${found.summary} ${dim(`[${found.code}]`)}${place}`,
    `  ${printable(found.detail)}`,
    `  What to do: ${found.remedy}`,
  ].join('\n');
}
