import { onAbort } from '../providers/waiting/on-abort.js';
import type { Topology } from '../topology/topology.js';

/** Whether this process is the one of several that may write. */
export type Standing =
  /** `lost` is aborted as soon as it may not be so any more: nothing further may be begun. */
  | { readonly isLeader: true; readonly lost: AbortSignal; readonly detail?: string }
  /** `detail` is a phrase for people: who leads. */
  | { readonly isLeader: false; readonly detail?: string };

/**
 * Finds out which of several replicas leads on a topology's catalog. `lead` tries until the signal is aborted, and tells
 * each change; whoever leads does so until `lost`, the signal, or its own end. It may reject: then nobody leads here,
 * and it is called again after a while.
 */
export interface Leadership {
  lead(topology: Topology, tell: (standing: Standing) => void, signal: AbortSignal): Promise<void>;
}

/** For a process that is alone. */
export const alone: Leadership = {
  lead(_topology, tell, signal) {
    tell({ isLeader: true, lost: signal });
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else onAbort(signal, resolve);
    });
  },
};
