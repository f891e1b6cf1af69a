import type { MasterPart } from './details.js';
import type { Head, TopologyEntry } from './head.js';
import type { PackedRow } from './worker-row.js';

/*
 * One stream a page (GET /api/stream?topology=NAME, text/event-stream). Each event has the id EPOCH.NUMBER: the epoch is of the
 * server's process, the number goes up by one. Who misses one, or comes back with an id that is not kept any more, gets a
 * snapshot. A `beat` each fifteen seconds tells a silent stream from a dead one.
 */

export interface StreamEvents {
  readonly snapshot: Snapshot;
  readonly delta: Delta;
  readonly beat: Beat;
  /** The stream ends: the page asks for the session, and opens it anew where it still may. */
  readonly end: { readonly why: 'session' | 'stopping' };
}

/** Everything that the page keeps. */
export interface Snapshot {
  readonly number: number;
  /** By the server's clock; ISO 8601, UTC. */
  readonly at: string;
  /** All that are watched, by their names. */
  readonly topologies: readonly TopologyEntry[];
  /** The one that was asked for, or the only one; null: none was, or there is none of that name. */
  readonly topology: TopologyState | null;
}

export interface TopologyState {
  readonly head: Head;
  readonly master: MasterPart;
  readonly workers: readonly PackedRow[];
}

/** What has changed; parts that have not are absent. */
export interface Delta {
  readonly number: number;
  readonly at: string;
  readonly topologies?: readonly TopologyEntry[];
  readonly head?: Head;
  readonly master?: MasterPart;
  readonly workers?: WorkersDelta;
}

export interface WorkersDelta {
  /** New or changed, in place of that of the same key. */
  readonly put?: readonly PackedRow[];
  /** Of rows that alone had a new heartbeat. */
  readonly beats?: Readonly<Record<string, number>>;
  /** Keys. */
  readonly gone?: readonly string[];
}

export interface Beat {
  readonly at: string;
}

/** Milliseconds between two beats, and without any event after which the connection counts as lost. */
export const beatEvery = 15_000;
export const silentAfter = 40_000;
