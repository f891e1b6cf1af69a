import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { nameKey } from '../../domain/machine-name.js';
import { fieldsOf, isInstant, readList } from './note-list.js';
import { sameTarget } from './suspensions.js';

/**
 * Somebody knows of a finding, and says until when. It changes how the finding is shown, and nothing else: neither health nor a plan
 * goes by it.
 */
export interface Acknowledgement {
  readonly topology: string;
  /** Of the check: `worker.key-unreadable`. */
  readonly id: string;
  /** `worker/ETL01`, `master`, `catalog` */
  readonly target: string;
  /** How bad it was: a warning that has become an error is another matter, and is acknowledged no more. */
  readonly severity: 'error' | 'warning';
  /** `CORP\anna via web` */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** ISO 8601, UTC. Until then one that was gone and comes back is acknowledged still. */
  readonly until: string;
  readonly reason: string;
}

/** Milliseconds for which a finding can be acknowledged at most: what nobody looks at for longer is forgotten. */
export const longestAcknowledgement = 90 * 24 * 3_600_000;

/** UTF-16 code units of a reason: a note has room for a dozen of the usual length. */
export const longestAcknowledgedReason = 200;

/** What stands in the catalog; unknown where it may not be seen or is not what we write: nothing is acknowledged then. */
export function readAcknowledgements(notes: Known<CatalogNotes>): Known<readonly Acknowledgement[]> {
  if (!notes.known) return { known: false, reason: notes.reason };
  const value = readList(notes.value.acknowledgements, acknowledgementOf);
  return value === undefined
    ? { known: false, reason: 'the note ssis-scaleout.acknowledgements in the catalog cannot be read' }
    : { known: true, value };
}

/** Null: there is none to keep. */
export function writeAcknowledgements(acknowledgements: readonly Acknowledgement[]): string | null {
  return acknowledgements.length === 0 ? null : JSON.stringify(acknowledgements);
}

/** Those that have not ended, at a moment in Unix milliseconds. */
export function acknowledgementsAt(
  acknowledgements: readonly Acknowledgement[],
  now: number,
): readonly Acknowledgement[] {
  return acknowledgements.filter(({ until }) => Date.parse(until) > now);
}

/** With one more, in place of an older one of the same finding. */
export function acknowledged(
  acknowledgements: readonly Acknowledgement[],
  added: Acknowledgement,
): readonly Acknowledgement[] {
  return [...unacknowledged(acknowledgements, added), added];
}

/** Without that of one finding. */
export function unacknowledged(
  acknowledgements: readonly Acknowledgement[],
  of: Pick<Acknowledgement, 'topology' | 'id' | 'target'>,
): readonly Acknowledgement[] {
  return acknowledgements.filter((one) => !isOf(one, of));
}

/** The one that covers a finding of a topology at a moment in Unix milliseconds; undefined: none does. */
export function acknowledgementFor(
  acknowledgements: readonly Acknowledgement[],
  finding: Pick<Acknowledgement, 'topology' | 'id' | 'target' | 'severity'>,
  now: number,
): Acknowledgement | undefined {
  return acknowledgementsAt(acknowledgements, now).find(
    (one) => isOf(one, finding) && (one.severity === 'error' || finding.severity === 'warning'),
  );
}

function isOf(one: Acknowledgement, { topology, id, target }: Pick<Acknowledgement, 'topology' | 'id' | 'target'>) {
  return nameKey(one.topology) === nameKey(topology) && one.id === id && sameTarget(one.target, target);
}

function acknowledgementOf(value: unknown): Acknowledgement | undefined {
  const { topology, id, target, severity, who, since, until, reason } = fieldsOf(value) ?? {};
  if (typeof topology !== 'string' || typeof id !== 'string' || typeof target !== 'string') return undefined;
  if (typeof who !== 'string' || typeof reason !== 'string') return undefined;
  if (severity !== 'error' && severity !== 'warning') return undefined;
  if (!isInstant(since) || !isInstant(until)) return undefined;
  return { topology, id, target, severity, who, since, until, reason };
}
