import type { Diagnostic as PlanDiagnostic } from '../../generated/plan.js';
import type { Immutable } from '../../readonly.js';
import { printable } from '../../text/printable.js';
import { style } from './style.js';

type Diagnostic = Immutable<PlanDiagnostic>;

/** Occurrences of one code are shown up to here, then counted. */
const shownOccurrences = 10;

/** Diagnostics as a person reads them: each code once with its remedy, and below it every occurrence with its place. */
export function diagnosticsText(found: readonly Diagnostic[], options: { readonly colors: boolean }): string {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of found) {
    const key = JSON.stringify([one.severity, one.code, one.remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => groupText(group, options.colors)).join('\n');
}

function groupText(group: readonly Diagnostic[], colors: boolean): string {
  const [first] = group;
  if (first === undefined) return '';
  const { red, yellow, cyan, bold, dim } = style(colors);
  const paint = { error: red, warning: yellow, note: cyan }[first.severity];
  const more = group.length - shownOccurrences;
  return [
    `${paint(bold(`${first.severity}:`))} ${printable(first.summary)} ${dim(`[${printable(first.code)}]`)}`,
    ...group.slice(0, shownOccurrences).map((one) => `  ${printable(one.detail)}${dim(placeOf(one))}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  What to do: ${printable(first.remedy)}`,
  ].join('\n');
}

function placeOf({ range }: Diagnostic): string {
  return range === undefined ? '' : ` (${printable(range.file)}:${range.start.line}:${range.start.column})`;
}
