import { isWorkerOnline, type WorkerAgentId } from '../../domain/rows.js';
import type { Observation } from '../../reconciler/view/machine.js';
import type { HeartbeatSample } from '../wire/details.js';

/** Looks that are kept of each worker: of 10,000 workers about 10 MB. */
const depth = 120;

/** What the last looks showed of each worker's heartbeats. */
export interface Heartbeats {
  /** At a moment in Unix milliseconds. */
  add(observation: Observation, at: number): void;
  /** The oldest first. */
  of(id: string): readonly HeartbeatSample[];
}

/** One worker's samples, by the places of the looks in the ring. */
interface Ring {
  /** Seconds. */
  readonly ages: Int32Array;
  /** -1: not known. */
  readonly running: Int32Array;
  /** 1: online. */
  readonly online: Uint8Array;
  /** The number of the look that each place is of. */
  readonly looks: Int32Array;
}

export function heartbeats(): Heartbeats {
  const rings = new Map<WorkerAgentId, Ring>();
  /** Unix seconds of the looks. */
  const times = new Float64Array(depth);
  let count = 0;
  return {
    add({ catalog }, at) {
      const { workers, busy } = catalog;
      if (!workers.known) return;
      const place = count % depth;
      count += 1;
      times[place] = Math.floor(at / 1000);
      const there = new Set<WorkerAgentId>();
      for (const row of workers.value) {
        there.add(row.id);
        const ring = rings.get(row.id) ?? newRing();
        rings.set(row.id, ring);
        ring.ages[place] = Math.max(-1e9, Math.min(1e9, row.lastOnlineAge));
        ring.running[place] = busy.known ? (busy.value.get(row.id) ?? 0) : -1;
        ring.online[place] = isWorkerOnline(row) ? 1 : 0;
        ring.looks[place] = count;
      }
      if (rings.size > there.size) for (const id of rings.keys()) if (!there.has(id)) rings.delete(id);
    },
    of(id) {
      const ring = rings.get(id as WorkerAgentId);
      if (ring === undefined) return [];
      const samples: HeartbeatSample[] = [];
      for (let look = Math.max(1, count - depth + 1); look <= count; look += 1) {
        const place = (look - 1) % depth;
        if (ring.looks[place] !== look) continue;
        const running = ring.running[place] ?? -1;
        samples.push({
          at: times[place] ?? 0,
          age: ring.ages[place] ?? null,
          running: running === -1 ? null : running,
          online: ring.online[place] === 1,
        });
      }
      return samples;
    },
  };
}

function newRing(): Ring {
  return {
    ages: new Int32Array(depth),
    running: new Int32Array(depth),
    online: new Uint8Array(depth),
    looks: new Int32Array(depth),
  };
}
