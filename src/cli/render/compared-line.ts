import { copied, shellOf } from '../../text/copied.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';

/** Health and causes are one thing, whether all is as the file says another: which command tells. */
export function comparedLine(file: string, plan: string, screen: Screen): string {
  const { platform = process.platform } = screen.given ?? {};
  return copied(`Whether all is as ${printable(file)} says: `, plan, shellOf(platform), screen);
}
