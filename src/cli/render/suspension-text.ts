import { endWords, isMaintenance, type Suspension } from '../../reconciler/view/suspensions.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { momentWithAge } from '../../text/times.js';

/**
 * `worker/ETL01 is suspended by anna@build7 until 2026-11-24 14:00:00 +01:00 (in 2 h): month end`; of a maintenance `is in
 * maintenance by ...`, and once its time is over that its worker is to come back.
 */
export function suspensionText(suspension: Suspension, screen: Pick<Screen, 'zone' | 'now'>): string {
  const { topology, target, who, reason } = suspension;
  const what = target ?? `the topology ${topology}`;
  const isMaintained = isMaintenance(suspension);
  const how = isMaintained ? 'is in maintenance' : 'is suspended';
  const open = isMaintained ? 'until somebody ends it' : 'until somebody resumes it';
  const end = endWords(suspension, (iso) => momentWithAge(iso, screen)) ?? open;
  return `${printable(what)} ${how} by ${printable(who)} ${end}: ${printable(reason)}`;
}
