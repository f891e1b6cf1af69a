import type { Catalog } from '../domain/catalog.js';
import type { Machines } from '../domain/machines.js';

/** A worker of a twin, as it is at one moment. */
export interface TwinWorker {
  readonly agentId: string;
  /** Its machine's name. */
  readonly machine: string;
  readonly enabled: boolean;
  readonly service: 'running' | 'stopped';
  /** Whether a running master lets it in. */
  readonly connected: boolean;
  /** What it runs. */
  readonly executions: readonly string[];
}

/** A twin at one moment; a worker without a row is not there. */
export interface TwinState {
  readonly workers: readonly TwinWorker[];
  readonly masters: readonly { readonly machine: string; readonly service: 'running' | 'stopped' }[];
}

/** What a plan is tried on. */
export interface Twin {
  readonly catalog: Catalog;
  readonly machines: Machines;
  look(): TwinState;
}

/** An execution that a twin runs, and what its end was taken from. */
export interface TwinPackage {
  /** folder/project/package */
  readonly package: string;
  readonly basis: 'history' | 'assumed';
  /** How many runs the median is of; of an assumed end: how many there are, all of them shorter than this one is by now. */
  readonly runs?: number;
  /** It waits for a worker at the beginning. */
  readonly pending?: true;
  /** Seconds from the beginning until it ends; absent: it has not begun. */
  readonly endsAfter?: number;
}
