import type { Immutable } from '../../domain/documents.js';
import type * as generated from '../../generated/plan.js';
import { paragraph, usualColumns } from '../../text/paragraph.js';
import { printable } from '../../text/printable.js';
import { type Style, style } from '../../text/style.js';

export type ShownHealth = Immutable<generated.Health>;

/** The colour of a state. */
export function healthPaint(state: ShownHealth['state'], paint: Style): (text: string) => string {
  return { healthy: paint.green, degraded: paint.yellow, down: paint.red, unknown: paint.magenta }[state];
}

/** `Health: down: Nothing can run on a worker: the master was never heard of.` on as many lines as it needs. */
export function healthText({ state, reason }: ShownHealth, options: { readonly colors: boolean }): string {
  const paint = style(options.colors);
  const head = `Health: ${state}`;
  if (reason === undefined) return healthPaint(state, paint)(head);
  const [first = '', ...rest] = paragraph('', `${head}: ${printable(reason)}`, usualColumns - 2).split('\n');
  return [healthPaint(state, paint)(first), ...rest.map((line) => `  ${line}`)].join('\n');
}

/** The same where it is not healthy, else nothing: the line that a plan and an apply end with. */
export function unhealthyText(health: ShownHealth | undefined, options: { readonly colors: boolean }): string {
  return health === undefined || health.state === 'healthy' ? '' : healthText(health, options);
}
