import type { Catalog } from '../../../src/domain/catalog.js';
import { type DrainOutcome, drain } from '../../../src/reconciler/drain/drain.js';
import type { Policy } from '../../../src/topology/topology.js';
import type { PackageFleet } from '../../support/package-fleet.js';

interface Drained {
  readonly outcome: DrainOutcome | undefined;
  readonly error: unknown;
  readonly messages: readonly string[];
  /** Seconds of the sandbox's time. */
  readonly seconds: number;
}

/** Drains ETL01 in the sandbox's own time, which the drain's pauses move on. */
export async function drainEtl01(
  { sandbox, idOf }: PackageFleet,
  catalog: Catalog,
  policy: Partial<Policy['drain']> = {},
): Promise<Drained> {
  let time = 0;
  const messages: string[] = [];
  const settled = await drain({
    catalog,
    worker: { id: idOf('ETL01'), machineName: 'ETL01' },
    policy: { timeoutSeconds: 1_800, onTimeout: 'stop', ...policy },
    clock: () => time,
    async pause(milliseconds) {
      time += milliseconds;
      sandbox.clock.advance(milliseconds / 1000);
    },
    progress: (message) => messages.push(message),
    signal: new AbortController().signal,
  }).then(
    (outcome) => ({ outcome, error: undefined }),
    (error: unknown) => ({ outcome: undefined, error }),
  );
  return { ...settled, messages, seconds: time / 1000 };
}

/** A catalog in which something happens right before the first write takes effect. */
export function racing(catalog: Catalog, happens: () => Promise<void>): Catalog {
  let happened = false;
  return {
    ...catalog,
    async setWorkerEnabled(id, enabled, signal) {
      if (!happened) {
        happened = true;
        await happens();
      }
      await catalog.setWorkerEnabled(id, enabled, signal);
    },
  };
}
