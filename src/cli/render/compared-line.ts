import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';

/** Health and causes are one thing, whether all is as the file says another: which command tells. */
export function comparedLine(file: string, plan: string, screen: Screen): string {
  return paragraph('', `Whether all is as ${printable(file)} says: ${printable(plan)}`, screen);
}
