import type { TopologyEntry } from '../wire/head.js';
import type { Delta, TopologyState, WorkersDelta } from '../wire/stream.js';
import type { PackedRow } from '../wire/worker-row.js';

/** What a page is shown: all topologies, and the one that it asked for. */
export interface Shown {
  readonly topologies: readonly TopologyEntry[];
  readonly topology: TopologyState | undefined;
}

export type Changes = Omit<Delta, 'number' | 'at'>;

/** Where a row's heartbeat stands. */
const beatAt = 5;

/** What has changed; undefined: nothing. `snapshot`: a topology went, which no delta can say. Pure. */
export function changesOf(before: Shown, now: Shown): Changes | 'snapshot' | undefined {
  const old = before.topology;
  const { topology } = now;
  if (topology === undefined && old !== undefined) return 'snapshot';
  const workers = topology === undefined ? undefined : workersChangesOf(old?.workers ?? [], topology.workers);
  const changes: Changes = {
    ...(isSame(before.topologies, now.topologies) ? {} : { topologies: now.topologies }),
    ...(topology === undefined || isSame(old?.head, topology.head) ? {} : { head: topology.head }),
    ...(topology === undefined || isSame(old?.master, topology.master) ? {} : { master: topology.master }),
    ...(workers === undefined ? {} : { workers }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

function workersChangesOf(before: readonly PackedRow[], now: readonly PackedRow[]): WorkersDelta | undefined {
  if (before === now) return undefined;
  const known = new Map(before.map((row) => [row[0], row] as const));
  const put: PackedRow[] = [];
  const beats: [string, number][] = [];
  for (const row of now) {
    const old = known.get(row[0]);
    known.delete(row[0]);
    const change = old === undefined ? 'row' : changeOf(old, row);
    const beat = row[beatAt];
    if (change === 'row' || (change === 'beat' && beat === null)) put.push(row);
    else if (change === 'beat' && beat !== null) beats.push([row[0], beat]);
  }
  const gone = [...known.keys()];
  if (put.length + beats.length + gone.length === 0) return undefined;
  return {
    ...(put.length === 0 ? {} : { put }),
    // A name such as __proto__ becomes a member like any other.
    ...(beats.length === 0 ? {} : { beats: Object.fromEntries(beats) }),
    ...(gone.length === 0 ? {} : { gone }),
  };
}

function changeOf(old: PackedRow, row: PackedRow): 'row' | 'beat' | undefined {
  if (old === row) return undefined;
  if (row.some((value, index) => index !== beatAt && value !== old[index])) return 'row';
  return old[beatAt] === row[beatAt] ? undefined : 'beat';
}

function isSame(before: unknown, now: unknown): boolean {
  return before === now || JSON.stringify(before) === JSON.stringify(now);
}
