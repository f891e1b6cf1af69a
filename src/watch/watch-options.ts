import type { ApplyRecorder } from '../history/apply-recorder.js';
import type { Topology } from '../topology/topology.js';
import type { Leadership } from './leadership.js';
import type { FileTrigger } from './triggers/watch-file.js';
import type { WatchListener, WatchMode, WatchReason } from './watch-event.js';
import type { WatchTime } from './watch-time.js';
import type { OpenWatchWorld } from './watch-world.js';
import type { FileReading } from './watched-file.js';

export interface WatchOptions {
  readonly file: string;
  readonly mode: WatchMode;
  /** Whether each plan has to be approved (see `scaleout approve`). */
  readonly approve: boolean;
  /** Milliseconds between two looks at the catalog. */
  readonly interval: number;
  /** Milliseconds for which a look at a machine counts. */
  readonly machineInterval: number;
  /** One run, and no more. */
  readonly once?: boolean;
  /** The embedded fleet's folder, where one stands in for the server. */
  readonly sandbox?: string;
  /** The most steps at one time; absent: as policy.parallelism says. */
  readonly parallelism?: number;
  readonly toolVersion: string;
  readonly open: OpenWatchWorld;
  readonly reading: FileReading;
  readonly leadership: Leadership;
  /** Opens what notices changes between two intervals: the file, a signal. */
  readonly triggers: (onWake: (reason: WatchReason) => void) => FileTrigger;
  /** Where applies are written down; undefined: nowhere. */
  readonly history?: (topology: Topology) => Promise<ApplyRecorder | undefined>;
  readonly time: WatchTime;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly listener: WatchListener;
  /** Aborted: nothing further is begun, steps under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: steps under way are cut off as well. */
  readonly abort: AbortSignal;
}
