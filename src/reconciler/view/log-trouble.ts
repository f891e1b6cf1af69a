import type { CatalogObservation } from '../../domain/catalog.js';
import type { Installation, LogTrouble, MachineObservation, MachineRole } from '../../domain/machines.js';
import { moment } from '../../text/times.js';

/** Two moments by two clocks: when the catalog answered, by the clock of the SQL Server, and when a machine did, by its own. */
export interface TwoClocks {
  readonly catalog: Pick<CatalogObservation, 'observedAt' | 'asked'>;
}

/**
 * By how many milliseconds a machine's clock is ahead of the SQL Server's. Both were looked at in one moment, or it is known
 * by how much the machine was looked at earlier.
 */
export function clockLead(machine: Pick<MachineObservation, 'observedAt' | 'asked'>, { catalog }: TwoClocks): number {
  const apart = Date.parse(machine.observedAt) - Date.parse(catalog.observedAt);
  if (machine.asked === undefined || catalog.asked === undefined) return apart;
  return apart - (machine.asked.to - catalog.asked.to);
}

/** A machine, or the view of one. */
export interface LoggingMachine extends Pick<MachineObservation, 'trouble' | 'observedAt' | 'asked'> {
  readonly installations: readonly Pick<Installation, 'role' | 'service'>[];
}

/** What the log of a service says of trouble that counts. */
export interface CountedTrouble extends LogTrouble {
  /** ` at 2026-11-24 02:15 UTC`, with a blank before it; of a line without a time that it is of unknown time. */
  readonly when: string;
}

/**
 * What a service wrote after its last accepted heartbeat, and since it runs, the newest first: nothing else tells of what is wrong now, for
 * a log forgets nothing. A line without a time counts only where its file was written after that. `lastHeartbeat` is by the
 * SQL Server's clock; null: none was ever accepted.
 */
export function troubleSince(
  machine: LoggingMachine,
  role: MachineRole,
  lastHeartbeat: string | null,
  clocks: TwoClocks,
): readonly CountedTrouble[] {
  const heard = lastHeartbeat === null ? Number.NEGATIVE_INFINITY : Date.parse(lastHeartbeat);
  // A time that nobody can read leaves open what came after it.
  const after = Number.isNaN(heard) ? Number.POSITIVE_INFINITY : heard + clockLead(machine, clocks);
  const since = startOf(machine, role);
  return machine.trouble.flatMap((found) => {
    if (found.role !== role) return [];
    const at = Date.parse(found.at ?? found.notAfter ?? '');
    if (!(at > after && at >= since)) return [];
    const when = found.at === undefined ? ' (of unknown time)' : ` at ${moment(found.at)}`;
    return [{ ...found, when }];
  });
}

/** Since when the running service of that role runs, by the machine's clock: what was written before another process wrote. */
function startOf({ installations }: Pick<LoggingMachine, 'installations'>, role: MachineRole): number {
  const starts = installations.flatMap(({ role: own, service }) => {
    if (own !== role || service.state !== 'running') return [];
    return service.startedAt === undefined ? [Number.NEGATIVE_INFINITY] : [Date.parse(service.startedAt)];
  });
  // Of several versions it cannot be told whose line it is: the one that has run longest.
  return starts.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...starts);
}
