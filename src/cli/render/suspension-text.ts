import type { Suspension } from '../../reconciler/plan/suspensions.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { momentWithAge } from '../../text/times.js';

/** `worker/ETL01 is suspended by anna@build7 until 2026-11-24 14:00:00 +01:00 (in 2 h): month end`. */
export function suspensionText(
  { topology, target, who, until, reason }: Suspension,
  screen: Pick<Screen, 'zone' | 'now'>,
): string {
  const what = target ?? `the topology ${topology}`;
  const end = until === undefined ? 'until somebody resumes it' : `until ${momentWithAge(until, screen)}`;
  return `${printable(what)} is suspended by ${printable(who)} ${end}: ${printable(reason)}`;
}
