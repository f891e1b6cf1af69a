import { computed, signal } from '@preact/signals';
import type { MasterPart } from '../wire/details.js';
import type { Head, TopologyEntry } from '../wire/head.js';
import type { Session } from '../wire/session.js';
import type { Delta, Snapshot } from '../wire/stream.js';
import { unpackRow, type WorkerRow } from '../wire/worker-row.js';

// What the page knows: the session, and what the stream told. Views read these signals, and nothing else writes them.

export const session = signal<Session | undefined>(undefined);
/** Undefined: nothing has come yet. */
export const topologies = signal<readonly TopologyEntry[] | undefined>(undefined);
/** By the names of topologies that were there while this page was open, their files: of one that is gone it can still be told. */
export const filesOf = new Map<string, string>();
/** Undefined: nothing has come yet, or there is no such topology. */
export const head = signal<Head | undefined>(undefined);
export const master = signal<MasterPart | undefined>(undefined);
export const workers = signal<ReadonlyMap<string, WorkerRow>>(new Map());
/** The number of the last event; what follows has the next one. */
export const last = signal<number | undefined>(undefined);
/** Milliseconds that the server's clock is ahead of ours. */
export const clockAhead = signal(0);

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** Unix milliseconds of the last event that came, and of the loss. */
  | { readonly state: 'lost'; readonly since: number | undefined; readonly at: number };

export const connection = signal<Connection>({ state: 'connecting' });

/** Unix milliseconds, once a second: ages are shown by it. */
export const now = signal(Date.now());
export const serverNow = computed(() => now.value + clockAhead.value);

/** Whether `/`, j and k do something: whoever speaks to a computer may be misheard, and turns it off in the foot of the page. */
export const singleKeys = signal(true);

export function takeSnapshot(snapshot: Snapshot): void {
  const { topology } = snapshot;
  takeTopologies(snapshot.topologies);
  head.value = topology?.head;
  master.value = topology?.master;
  const known = workers.peek();
  workers.value = new Map(
    (topology?.workers ?? []).map((packed) => [packed[0], sameOr(known.get(packed[0]), unpackRow(packed))]),
  );
  took(snapshot);
}

function takeTopologies(all: readonly TopologyEntry[]): void {
  for (const { name, file } of all) filesOf.set(name, file);
  topologies.value = all;
}

/** False: one before it is missing, and a snapshot is needed. */
export function takeDelta(delta: Delta): boolean {
  if (last.value === undefined || delta.number !== last.value + 1) return false;
  if (delta.topologies !== undefined) takeTopologies(delta.topologies);
  if (delta.master !== undefined) master.value = delta.master;
  const { put = [], beats = {}, gone = [] } = delta.workers ?? {};
  if (delta.workers !== undefined) {
    const next = new Map(workers.value);
    for (const packed of put) next.set(packed[0], sameOr(next.get(packed[0]), unpackRow(packed)));
    for (const [key, beat] of Object.entries(beats)) {
      const known = next.get(key);
      if (known !== undefined) next.set(key, { ...known, beat });
    }
    for (const key of gone) next.delete(key);
    workers.value = next;
  }
  // Last: the versions in it have the views ask for what belongs to the rows.
  if (delta.head !== undefined) head.value = delta.head;
  took(delta);
  return true;
}

/** A row stays the same object as long as nothing of it is another: what is drawn of it stays too. */
function sameOr(known: WorkerRow | undefined, row: WorkerRow): WorkerRow {
  if (known === undefined) return row;
  const keys = Object.keys(row) as (keyof WorkerRow)[];
  return keys.every((key) => known[key] === row[key]) ? known : row;
}

function took({ number, at }: { readonly number: number; readonly at: string }): void {
  last.value = number;
  clockAhead.value = Date.parse(at) - Date.now();
}
