import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { thumbprintOf } from '../view/certificates.js';
import type { ConfigView } from '../view/config.js';
import { certainRows } from '../view/matched-workers.js';
import { isSeen, type WorkerView } from '../view/worker.js';
import { type DiffContext, workerId } from './kind.js';

/** Says whether a certificate must stay trusted. */
export type IsInUse = (print: Thumbprint) => boolean;

type Fleet = Pick<DiffContext, 'workers' | 'leaving' | 'master' | 'isChosen'>;

/** The listed workers, and those that are to leave and are not touched in this plan: nobody takes a certificate from them. */
export function stayingWorkers({ workers, leaving, isChosen }: Omit<Fleet, 'master'>): readonly WorkerView[] {
  if (leaving.length === 0) return workers;
  const stays = ({ worker, match }: WorkerView) =>
    certainRows(match) === undefined || !isChosen(workerId(worker.machine));
  return [...workers, ...leaving.filter(stays)];
}

/**
 * Those that must stay trusted are the master's, those that the topology names, and those that listed workers use. A service
 * that may run with an older config than the file, or with one that we cannot read, uses any whose key is there.
 */
export function certificatesInUse(context: Fleet): IsInUse {
  const { master } = context;
  const used = stayingWorkers(context).flatMap(certificatesOf);
  // Which one a worker uses whose store could not be read is not known: nothing is taken away then.
  if (used.includes('any')) return () => true;
  const inUse: ReadonlySet<string> = new Set([
    ...used,
    ...(master.certificate.known ? [master.certificate.thumbprint] : []),
  ]);
  return (print) => inUse.has(print);
}

/** Those that a listed worker may use, or is to: machines that were made from one image share theirs. */
function certificatesOf(view: WorkerView): readonly (Thumbprint | 'any')[] {
  const { certificate } = view.worker;
  const wanted = [...(certificate === undefined ? [] : [thumbprintOf(certificate)]), ...successorOf(view)];
  if (!isSeen(view)) return wanted;
  const { config, service } = view.installation;
  const named = namedCertificates(config);
  const isSure = config.state === 'read' && service.configUnread !== true && service.configWritten !== true;
  if (isSure) return [...wanted, ...named];
  const { my } = view.reachability.machine;
  if (!my.known) return ['any'];
  const own = my.value.certificates.filter((found) => found.keyReaders !== null).map((found) => found.thumbprint);
  return [...wanted, ...named, ...own];
}

/** The one that is to take the place of the one in use, in a list; none where there is none. */
function successorOf({ certificate }: WorkerView): readonly Thumbprint[] {
  if (certificate.state !== 'present' || certificate.renewal?.by !== 'us') return [];
  const { successor } = certificate.renewal;
  return successor === undefined ? [] : [successor.thumbprint];
}

/** The certificate that a worker's config names, in a list; none where it names none. */
export function namedCertificates(config: ConfigView | undefined): readonly Thumbprint[] {
  const named = config?.text(certificateKeys.value.worker);
  return named === undefined || named === '' ? [] : [thumbprint(named)];
}
