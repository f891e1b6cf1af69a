// src/page/model makes what the page shows of what a loop saw and told: pure functions of an observation, a plan and a history, and
// one that keeps the last of each topology.

import type { Plan } from '../../domain/documents.js';
import type { CatalogExaminer } from '../../domain/examination.js';
import type { FleetWorkReader } from '../../domain/fleet-work.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import type { Observation } from '../../reconciler/view/machine.js';
import type { Topology } from '../../topology/topology.js';
import type { WatchListener } from '../../watch/watch-event.js';
import type { TopologyEntry } from '../wire/head.js';
import type { TopologyState } from '../wire/stream.js';

/** What a loop saw in one look, and what it made of it. */
export interface Seen {
  readonly topology: Topology;
  readonly observation: Observation;
  /** Of everything, held changes included. */
  readonly plan: Plan;
  readonly held: readonly HeldChange[];
}

/** What the page reads besides, while somebody looks at it. */
export type PageReader = CatalogExaminer & FleetWorkReader;

export interface PageModel {
  /** The events of all loops. */
  readonly listener: WatchListener;
  seen(seen: Seen): void;
  /** The catalog of a topology is open, until what is returned is called. */
  opened(topology: string, reader: PageReader): () => void;
  /** All that are watched, by their names. */
  entries(): readonly TopologyEntry[];
  state(topology: string): TopologyState | undefined;
  /** Told that the state of this topology is another, or that one came or went; returns what takes the listener out. */
  onChange(listener: (topology: string) => void): () => void;
  /**
   * A document of details.ts: `plan`, `findings`, `executions`, `history`, `history/12`, `workers/ETL01`. Undefined: there is no
   * such thing. What could not be read is in the document.
   */
  detail(topology: string, path: string, query: URLSearchParams): Promise<object | undefined>;
  /** Whether somebody looks at this topology now: executions are read then. */
  watched(topology: string, isWatched: boolean): void;
}
