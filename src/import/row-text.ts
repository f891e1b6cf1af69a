import { isWorkerOnline } from '../reconciler/liveness.js';
import type { WorkerRow } from '../reconciler/worker-row.js';
import { shown } from '../topology/shown.js';

const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
] as const;

/** Seconds without a word after which it is doubtful that a machine still exists. */
const long = 7 * 86_400;

/** `2026-11-24 02:15:20 UTC` of an ISO 8601 moment. */
export function momentText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** Whether a row's worker is heard of, in a sentence. */
export function lifeText(row: WorkerRow): string {
  const last = `last heard of ${momentText(row.lastOnline)}`;
  if (isWorkerOnline(row)) return `Online, ${last}.`;
  const doubt = row.lastOnlineAge > long ? ' Does this machine still exist?' : '';
  return `Offline for ${span(row.lastOnlineAge)}, ${last}.${doubt}`;
}

/** A row in brackets behind its id: how it is told from others of its machine. */
export function rowText(row: WorkerRow): string {
  const life = isWorkerOnline(row) ? 'online' : `last heard of ${momentText(row.lastOnline)}`;
  const name = row.machineName === null || row.machineName.trim() === '' ? 'no machine name' : shown(row.machineName);
  return `${row.id} (${name}, ${row.enabled ? 'enabled' : 'disabled'}, ${life})`;
}

/** Whole days, hours or minutes: the largest unit that fits. */
function span(seconds: number): string {
  const unit = units.find((one) => seconds >= one.seconds) ?? units[2];
  const count = Math.max(1, Math.floor(seconds / unit.seconds));
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
