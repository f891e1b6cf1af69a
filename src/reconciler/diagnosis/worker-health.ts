import { isAhead, isWorkerOnline, silenceLimit, type WorkerAgentId, type WorkerRow } from '../../domain/rows.js';
import type { FleetView } from '../view/fleet.js';
import type { WorkerView } from '../view/worker.js';
import type { EndingCertificate } from './ending-certificates.js';
import { aheadWords, certificateHealth, type Health, healthy, sinceWords } from './part-health.js';

/** A listed worker, or a row that no listed worker has. */
export interface WorkerHealth extends Health {
  /** As the topology names the machine, else the catalog; a row without a name has its id here. */
  readonly machine: string;
  /** Its rows, without those that an earlier installation left behind; none: it is not registered. */
  readonly rows: readonly WorkerAgentId[];
  /** Whether it should run packages. One that is disabled should not, and is healthy, unless the topology has it enabled and it is silent. */
  readonly isWanted: boolean;
  /** True: it is disabled, though the topology has it enabled. */
  readonly isLeftDisabled?: true;
  /** True: it is heard of, and an error was found at it. */
  readonly isFaulty?: true;
}

/** The listed ones in the topology's order, then the other rows. */
export function workersHealth(
  fleet: FleetView,
  ending: readonly EndingCertificate[],
  observedAt: string,
): readonly WorkerHealth[] {
  const certificates = new Map<string, EndingCertificate>();
  for (const one of ending) if (one.role === 'worker') for (const name of one.machines) certificates.set(name, one);
  const listed = fleet.workers.map((view) => listedWorker(view, certificates.get(view.worker.machine), observedAt));
  const others = [...fleet.unlisted, ...fleet.nameless, ...fleet.doubtful.map(({ row }) => row)];
  const unreadable = fleet.unreadable.map(({ id, machineName, enabled, problem }): WorkerHealth => {
    const machine = machineName ?? id ?? '(no name)';
    const reason = `Whether ${machine} works cannot be told: its row cannot be read, ${problem}.`;
    return { machine, rows: id === null ? [] : [id], isWanted: enabled !== false, state: 'unknown', reason };
  });
  return [
    ...listed,
    ...others.map((row) => rowHealth(row.machineName ?? row.id, row, undefined, observedAt)),
    ...fleet.leaving.flatMap(leavingWorker),
    ...unreadable,
  ];
}

/** Nobody waits for one that leaves: whatever becomes of it, the fleet is none the worse. */
function leavingWorker({ worker, match }: WorkerView): readonly WorkerHealth[] {
  const rows = match.state === 'registered' ? [match.row.id] : [];
  return rows.length === 0 ? [] : [{ machine: worker.machine, rows, isWanted: false, ...healthy }];
}

function listedWorker(
  { worker, match, maintenance }: WorkerView,
  certificate: EndingCertificate | undefined,
  observedAt: string,
): WorkerHealth {
  const { machine } = worker;
  switch (match.state) {
    case 'registered':
      if (worker.enabled === true && maintenance === undefined && !match.row.enabled) {
        return leftDisabled(machine, match.row, observedAt);
      }
      return rowHealth(machine, match.row, certificate, observedAt);
    case 'awaitingRegistration': {
      const isWanted = worker.enabled !== false;
      const reason = `${machine} is not registered: the catalog has no row of it.`;
      return { machine, rows: [], isWanted, ...(isWanted ? { state: 'down', reason } : healthy) };
    }
    case 'unreadable': {
      const { id, enabled, problem } = match.unreadable;
      const reason = `Whether ${machine} works cannot be told: its row cannot be read, ${problem}.`;
      return { machine, rows: id === null ? [] : [id], isWanted: enabled !== false, state: 'unknown', reason };
    }
    case 'cloned': {
      const reason = `Whether ${machine} works cannot be told: another machine sends heartbeats by the same AgentId.`;
      return doubtfulRows(machine, [match.row], { observedAt, isOne: false, reason });
    }
    case 'claimedTwice':
    case 'sharedName': {
      const reason = `Whether ${machine} works cannot be told: its row may be another machine's.`;
      const rows = match.state === 'sharedName' ? match.rows : [match.row];
      return doubtfulRows(machine, rows, { observedAt, isOne: rows.length > match.others.length, reason });
    }
    case 'ambiguous': {
      const reason = `Whether ${machine} works cannot be told: it has several rows, and not all of them are online.`;
      return doubtfulRows(machine, match.rows, { observedAt, isOne: true, reason });
    }
  }
}

/** One that is disabled and silent against the topology was left so, by a rotation that failed for example. */
function leftDisabled(machine: string, row: WorkerRow, observedAt: string): WorkerHealth {
  const part = { machine, rows: [row.id] };
  if (!isTimeRead(row) || isWorkerOnline(row)) return { ...part, isWanted: false, ...healthy };
  const reason = `${machine} is disabled, though the topology has it enabled, and has not been heard of ${sinceWords(row.lastOnline, observedAt)}.`;
  return { ...part, isWanted: true, isLeftDisabled: true, state: 'down', reason, since: row.lastOnline };
}

/** A worker of one certain row. */
function rowHealth(
  machine: string,
  row: WorkerRow,
  certificate: EndingCertificate | undefined,
  observedAt: string,
): WorkerHealth {
  const rows = [row.id];
  const isWanted = row.enabled;
  const isOnline = isTimeRead(row) && isWorkerOnline(row);
  // Put together by hand: of nearly all workers of a large fleet that is all, and plans are made each half minute.
  if (!isWanted || (isOnline && certificate === undefined)) return { machine, rows, isWanted, state: 'healthy' };
  const part = { machine, rows, isWanted };
  if (isOnline && certificate !== undefined) {
    return { ...part, ...certificateHealth(`The certificate of ${machine}`, certificate) };
  }
  if (isTimeRead(row)) return { ...part, ...silent(machine, row, observedAt) };
  const why = Number.isFinite(row.lastOnlineAge)
    ? aheadWords(row.lastOnline)
    : 'the time of its last heartbeat cannot be read';
  return { ...part, state: 'unknown', reason: `Whether ${machine} works cannot be told: ${why}.` };
}

function silent(machine: string, { lastOnline }: WorkerRow, observedAt: string): Health {
  const reason = `${machine} has not been heard of ${sinceWords(lastOnline, observedAt)}.`;
  return { state: 'down', reason, since: lastOnline };
}

/** Whether the time of its last heartbeat tells anything. */
export function isTimeRead(row: WorkerRow): boolean {
  return Number.isFinite(row.lastOnlineAge) && !isAhead(row.lastOnlineAge, silenceLimit(row));
}

/**
 * A worker of which the row cannot be told: where all that it may be are silent, so is it; where all are online, it is too, if
 * one of them is surely its own (`isOne`).
 */
function doubtfulRows(
  machine: string,
  rows: readonly WorkerRow[],
  { observedAt, isOne, reason }: { readonly observedAt: string; readonly isOne: boolean; readonly reason: string },
): WorkerHealth {
  const part = { machine, rows: rows.map(({ id }) => id) };
  const enabled = rows.filter((row) => row.enabled);
  if (enabled.length === 0) return { ...part, isWanted: false, ...healthy };
  const online = enabled.filter((row) => isTimeRead(row) && isWorkerOnline(row));
  if (isOne && online.length === rows.length) return { ...part, isWanted: true, ...healthy };
  const [latest] = enabled.filter(isTimeRead).toSorted((one, other) => one.lastOnlineAge - other.lastOnlineAge);
  if (online.length === 0 && enabled.every(isTimeRead) && latest !== undefined) {
    return { ...part, isWanted: true, ...silent(machine, latest, observedAt) };
  }
  return { ...part, isWanted: true, state: 'unknown', reason };
}
