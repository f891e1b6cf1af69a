import type { Suspension } from '../../reconciler/plan/suspensions.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';

/** `worker/ETL01 is suspended by anna@build7 until 2026-11-24 13:00:00 UTC: month end`. */
export function suspensionText({ topology, target, who, until, reason }: Suspension): string {
  const what = target ?? `the topology ${topology}`;
  const end = until === undefined ? 'until somebody resumes it' : `until ${moment(until)}`;
  return `${printable(what)} is suspended by ${printable(who)} ${end}: ${printable(reason)}`;
}
