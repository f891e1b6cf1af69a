import type { Step } from '../../reconciler/plan-document.js';
import { printable } from '../../text/printable.js';
import { stepWords } from './step-words.js';
import type { Style } from './style.js';
import { type Cell, table } from './table.js';

/** Needs are named up to here, then counted. */
const namedNeeds = 2;

/** The steps of a plan, a line each, in its order. */
export function stepsTable(steps: readonly Step[], paint: Style, columns: number | undefined): string {
  const risks = { safe: paint.dim, disruptive: paint.yellow, destructive: paint.red };
  const rows = steps.map((step): readonly Cell[] => [
    { text: printable(step.id) },
    { text: step.risk, paint: risks[step.risk] },
    step.manual === true ? { text: 'by hand', paint: paint.yellow } : { text: 'scaleout' },
    { text: stepWords(step) },
    { text: needsText(step.needs) },
  ]);
  return table(['STEP', 'RISK', 'DONE BY', 'WHAT IT DOES', 'NEEDS'], rows, columns);
}

function needsText(needs: readonly string[]): string {
  if (needs.length === 0) return '-';
  const more = needs.length > namedNeeds ? ` and ${needs.length - namedNeeds} more` : '';
  return printable(`${needs.slice(0, namedNeeds).join(', ')}${more}`);
}
