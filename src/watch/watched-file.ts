import { createHash } from 'node:crypto';
import type { Diagnostic } from '../errors/errors.js';
import { readBytes } from '../topology/file-text.js';
import { type LoadedTopology, loadTopology } from '../topology/load-topology.js';
import type { Topology } from '../topology/topology.js';
import type { WatchEvent } from './watch-event.js';

/** What is to be told of the file since the last look. */
type Told = Extract<WatchEvent, { readonly type: 'topology_loaded' | 'topology_bad' }>;

/** A topology file that is looked at again and again. */
export interface WatchedFile {
  /** The name of the last good topology; before there was one, the path. */
  readonly name: () => string;
  /** The last good topology. */
  readonly topology: () => Topology | undefined;
  /** Whether the last look could read it, good or bad. */
  readonly isRead: () => boolean;
  /**
   * Reads the file where its bytes are others, where `again` demands it (for the certificates that it names), and as
   * long as it is bad. Returns what is new of it. Does not throw.
   */
  look(again: boolean): Promise<Told | undefined>;
}

export interface FileReading {
  readonly load: (file: string) => Promise<LoadedTopology>;
  /** Something that differs when the file's bytes do; undefined where it cannot be read. */
  readonly digest: (file: string) => Promise<string | undefined>;
}

/** This process's file system. */
export const fileReading: FileReading = {
  // A pipe has its content only once, and to wait for its writer would hold up what is watched.
  load: (file) => loadTopology(file),
  async digest(file) {
    const bytes = await readBytes(file, { pipes: false });
    return 'failed' in bytes ? undefined : createHash('sha256').update(bytes.read).digest('hex');
  },
};

/** `warningsOf`: what is told of a topology each time that it is loaded anew. */
export function watchedFile(
  file: string,
  { load, digest }: FileReading,
  warningsOf: (topology: Topology) => readonly Diagnostic[],
): WatchedFile {
  let good: Topology | undefined;
  let seen: string | undefined;
  let complaint: string | undefined;
  let isRead = false;
  const name = () => good?.name ?? file;
  return {
    name,
    topology: () => good,
    isRead: () => isRead,
    async look(again) {
      const now = await digest(file);
      isRead = now !== undefined;
      if (!again && now !== undefined && now === seen && complaint === undefined) return undefined;
      const { topology, diagnostics } = await load(file);
      seen = now;
      if (topology === undefined) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        const text = JSON.stringify(errors);
        if (text === complaint) return undefined;
        complaint = text;
        return { type: 'topology_bad', topology: name(), diagnostics: errors };
      }
      const isNew = complaint !== undefined || good?.source.sha256 !== topology.source.sha256;
      complaint = undefined;
      good = topology;
      if (!isNew) return undefined;
      const warnings = warningsOf(topology);
      const said = warnings.length === 0 ? {} : { diagnostics: warnings };
      return { type: 'topology_loaded', topology: name(), sha256: topology.source.sha256, ...said };
    },
  };
}
