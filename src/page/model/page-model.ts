// src/page/model makes what the page shows of what a loop saw and told: pure functions of an observation, a plan and a history
// (a part of the page a file), and topology-page.ts, which keeps the last of each for one topology.

import type { CatalogExaminer } from '../../domain/examination.js';
import type { FleetWorkReader } from '../../domain/fleet-work.js';
import type { ReadOptions } from '../../history/read-history.js';
import type { GivenWords } from '../../text/given-words.js';
import type { WatchListener } from '../../watch/watch-event.js';
import type { Seen } from '../../watch/watch-options.js';
import type { WatchTime } from '../../watch/watch-time.js';
import type { TopologyEntry } from '../wire/head.js';
import type { TopologyState } from '../wire/stream.js';

/** What the page reads besides, while somebody looks at it. */
export type PageReader = CatalogExaminer & FleetWorkReader;

export interface PageModelOptions {
  readonly time: WatchTime;
  /** Milliseconds between two looks at the catalog. */
  readonly interval: number;
  /** Whether each plan has to be approved. */
  readonly approve: boolean;
  /** scaleout ui: nothing is ever carried out. */
  readonly onlyLooks: boolean;
  /** What a command line that looks at the same has to say: of a watched folder the file alone differs. */
  readonly given: (file: string) => GivenWords;
  /** The newest file of a topology's history; undefined: none is kept. */
  readonly history: (topology: Seen['topology']) => string | undefined;
  readonly isRunning: ReadOptions['isRunning'];
}

export interface PageModel {
  /** The events of all loops, each of them through `followName`. */
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
