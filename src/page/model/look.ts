import type { Change } from '../../domain/documents.js';
import { nameKey } from '../../domain/machine-name.js';
import { type FleetHealth, fleetHealth } from '../../reconciler/diagnosis/health.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { type CertificateTimes, certificateTimes } from '../../reconciler/view/certificates.js';
import { type FleetView, fleetView } from '../../reconciler/view/fleet.js';
import { type StatusDocument, statusDocument } from '../../status/status-document.js';
import type { GivenWords } from '../../text/given-words.js';
import type { Seen } from '../../watch/watch-options.js';

/** One look of a loop, with all that several parts of the page go by. It never changes. */
export interface Look extends Seen {
  /** Of this topology in this process: it goes up by one. */
  readonly number: number;
  /** Unix milliseconds by our clock. */
  readonly at: number;
  /** `looks`: nothing is ever carried out, so that nothing is held back either. */
  readonly mode: PageMode;
  readonly given: GivenWords;
  readonly fleet: FleetView;
  readonly health: FleetHealth;
  readonly status: StatusDocument;
  readonly times: CertificateTimes;
  /** By the ids of changes. */
  readonly heldBy: ReadonlyMap<string, HeldChange>;
  /** By the worker that they are of, as `targetKey` has it. */
  readonly changesOf: ReadonlyMap<string, readonly Change[]>;
}

export type PageMode = 'looks' | 'observe' | 'safe' | 'full';

/** What a look is taken for. */
export type LookOptions = Pick<Look, 'number' | 'at' | 'mode' | 'given'>;

/** Throws `catalog.no-rights` where the workers could not be seen: a loop plans nothing then, and gives no look. */
export function lookOf(seen: Seen, options: LookOptions): Look {
  const { topology, observation, plan } = seen;
  const { sandbox } = options.given;
  // Of a page that only looks, nothing waits for a mode.
  const held = options.mode === 'looks' ? seen.held.filter(({ by }) => by !== 'mode') : seen.held;
  return {
    ...seen,
    ...options,
    held,
    fleet: fleetView(topology, observation),
    health: fleetHealth(topology, observation),
    status: statusDocument(topology, observation, { sandbox }),
    times: certificateTimes(topology, observation.catalog),
    heldBy: new Map(held.map((one) => [one.id, one])),
    changesOf: byWorker(plan.changes),
  };
}

function byWorker(changes: readonly Change[]): Look['changesOf'] {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    const key = targetKey(change.id);
    const known = found.get(key);
    if (known === undefined) found.set(key, [change]);
    else known.push(change);
  }
  return found;
}

/** Of `worker/ETL01`, and of a further row of that worker. */
export function targetKey(id: string): string {
  return nameKey(id.split('/', 2).join('/'));
}

/** A change that asks for something: what is not listed is left alone. */
export function isDifference({ action }: Pick<Change, 'action'>): boolean {
  return action !== 'unmanaged';
}

/** How many things of a change differ: one that adds or removes something is one. */
export function differences({ fields }: Pick<Change, 'fields'>): number {
  return Math.max(1, fields.length);
}
