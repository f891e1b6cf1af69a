import type { Catalog } from '../../domain/catalog.js';
import { ScaleoutError } from '../../errors/errors.js';
import {
  type Acknowledgement,
  acknowledged,
  acknowledgementsAt,
  longestAcknowledgedReason,
  longestAcknowledgement,
  readAcknowledgements,
  unacknowledged,
  writeAcknowledgements,
} from '../../reconciler/view/acknowledgements.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import type { Acting } from '../acting.js';

export type Severity = Acknowledgement['severity'];

interface NotedWorld {
  readonly topology: Topology;
  readonly catalog: Pick<Catalog, 'observe' | 'setNote'>;
}

type Asked = Pick<Acknowledgement, 'id' | 'target' | 'until' | 'reason'> & {
  /** Of the finding as it is now; undefined: there is none. */
  readonly severity: Severity | undefined;
};

/** Throws `page.no-finding`, `page.request-wrong` for a time or a reason that is too long, and as `rewrite` does. Returns what is answered. */
export async function acknowledge(
  { topology, catalog }: NotedWorld,
  { id, target, until, reason, severity }: Asked,
  acting: Acting,
): Promise<string> {
  const { now } = acting;
  const end = Date.parse(until);
  const days = longestAcknowledgement / 86_400_000;
  if (end <= now)
    throw new ScaleoutError('page.request-wrong', `The end that was named is over already: ${moment(until)}.`);
  if (end - now > longestAcknowledgement) {
    throw new ScaleoutError('page.request-wrong', `A finding can be acknowledged for at most ${days} days.`);
  }
  if (reason.length > longestAcknowledgedReason) {
    const detail = `The reason has at most ${longestAcknowledgedReason} characters: there is little room in the catalog.`;
    throw new ScaleoutError('page.request-wrong', detail);
  }
  if (severity === undefined) throw new ScaleoutError('page.no-finding', `${id} of ${target}.`);
  const since = new Date(now).toISOString();
  const added = { topology: topology.name, id, target, severity, who: acting.note, since, until, reason };
  await rewrite(catalog, (known) => acknowledged(acknowledgementsAt(known, now), added), acting);
  return `${printable(id)} of ${printable(target)} is acknowledged until ${moment(until)}.`;
}

/** Throws `page.not-acknowledged`, and as `rewrite` does. Returns what is answered. */
export async function unacknowledge(
  { topology, catalog }: NotedWorld,
  { id, target }: Pick<Acknowledgement, 'id' | 'target'>,
  acting: Acting,
): Promise<string> {
  const change = (known: readonly Acknowledgement[]) => {
    const standing = acknowledgementsAt(known, acting.now);
    const left = unacknowledged(standing, { topology: topology.name, id, target });
    if (left.length === standing.length) throw new ScaleoutError('page.not-acknowledged', `${id} of ${target}.`);
    return left;
  };
  await rewrite(catalog, change, acting);
  return `${printable(id)} of ${printable(target)} is not acknowledged any more.`;
}

/** Replaces what stands in the catalog. Throws `watch.notes-unseen` where that cannot be read, and what writing throws. */
async function rewrite(
  catalog: NotedWorld['catalog'],
  change: (known: readonly Acknowledgement[]) => readonly Acknowledgement[],
  { signal, sawLogin }: Acting,
): Promise<void> {
  const { notes, login } = await catalog.observe(signal);
  sawLogin(login.name);
  const known = readAcknowledgements(notes);
  if (!known.known) throw new ScaleoutError('watch.notes-unseen', known.reason);
  await catalog.setNote('acknowledgements', writeAcknowledgements(change(known.value)), signal);
}
