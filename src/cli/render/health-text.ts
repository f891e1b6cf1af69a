import type { Immutable } from '../../domain/documents.js';
import type * as generated from '../../generated/plan.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';

export type ShownHealth = Immutable<generated.Health>;

/** The colour of a state. */
export function healthPaint(state: ShownHealth['state'], paint: Style): (text: string) => string {
  return { healthy: paint.green, degraded: paint.yellow, down: paint.red, unknown: paint.magenta }[state];
}

/** `Health: down: Nothing can run on a worker: the master was never heard of.` on as many lines as it needs. */
export function healthText({ state, reason }: ShownHealth, screen: Screen): string {
  const paint = style(screen.colors);
  const head = `Health: ${state}`;
  if (reason === undefined) return healthPaint(state, paint)(head);
  const lines = paragraph('', `${head}: ${printable(reason)}`, narrower(screen)).split('\n');
  return lines.map((line, at) => `${at === 0 ? '' : '  '}${healthPaint(state, paint)(line)}`).join('\n');
}

/** The same where it is not healthy, else nothing: the line that a plan and an apply end with. */
export function unhealthyText(health: ShownHealth | undefined, screen: Screen): string {
  return health === undefined || health.state === 'healthy' ? '' : healthText(health, screen);
}

function narrower(screen: Screen): Screen {
  return screen.columns === undefined ? screen : { ...screen, columns: screen.columns - 2 };
}
