import type { Certificate } from '../../domain/machines.js';
import { day } from '../../reconciler/view/certificates.js';
import type { WorkerView } from '../../reconciler/view/worker.js';
import { type CertificateStatus, certificateStatus } from '../../status/certificate-status.js';
import { masterRotationStatus } from '../../status/master-rotation-status.js';
import type { CertificateDetail } from '../wire/details.js';
import type { CertificateLine } from '../wire/head.js';
import type { Mark } from '../wire/worker-row.js';
import { type Look, targetKey } from './look.js';
import type { ShownWorker } from './workers.js';

const fares = {
  valid: ['ok', 'valid'],
  endsSoon: ['warn', 'ends soon'],
  ended: ['bad', 'ended'],
  notYet: ['bad', 'not valid yet'],
} as const satisfies Record<CertificateStatus['state'], readonly [Mark, string]>;

export function certificateDetail(certificate: Certificate, { times }: Pick<Look, 'times'>): CertificateDetail {
  return shownCertificate(certificateStatus(certificate, times));
}

function shownCertificate({ thumbprint, names, notAfter, state }: CertificateStatus): CertificateDetail {
  const [mark, word] = fares[state];
  return { thumbprint, names: names.slice(0, 20), ends: notAfter, mark, word };
}

/** Certificates of the head. */
const most = 10;

/** The soonest to end, each with how it goes on; the master's is always among them. */
export function certificateLines(look: Look, workers: readonly ShownWorker[]): readonly CertificateLine[] {
  const master = masterLine(look);
  const lines = workers.flatMap(({ status, view }) => {
    const { certificate, machine, standing } = status;
    // Nobody has to know of what no worker uses any more.
    if (certificate === undefined || view === undefined || standing === 'stale' || standing === 'leaving') return [];
    return [{ certificate, view, who: machine ?? view.worker.machine, ends: Date.parse(certificate.notAfter) }];
  });
  lines.sort((one, other) => one.ends - other.ends);
  const shown = lines.slice(0, most).map(({ certificate, view, who }): CertificateLine => {
    const { thumbprint, ends, mark } = shownCertificate(certificate);
    return { who, thumbprint, ends, mark, next: workerNext(view, ends, look) };
  });
  const all = master === undefined ? shown : [master, ...shown];
  all.sort((one, other) => Date.parse(one.ends) - Date.parse(other.ends));
  if (all.length <= most) return all;
  const last = all.findLast((line) => line !== master);
  return all.filter((line) => line !== last);
}

const persons = {
  named: 'the topology names it: a person brings the next one',
  issued: 'an authority issued it: a person brings the next one',
  inTpm: 'its key lies in the TPM: a person makes the next one',
} as const;

/** How a worker's certificate goes on; empty: nobody has to know yet. */
function workerNext({ worker, certificate }: WorkerView, ends: string, look: Look): string {
  const { renewBeforeDays } = look.topology.policy.certificates;
  const renewal = certificate.state === 'present' ? certificate.renewal : undefined;
  if (renewal?.by === 'person') return persons[renewal.because];
  if (renewal?.by === 'us' || certificate.state === 'create') {
    const ids = look.changesOf.get(targetKey(`worker/${worker.machine}`)) ?? [];
    const held = ids.map(({ id }) => look.heldBy.get(id)).find((one) => one !== undefined);
    if (held !== undefined) return `its renewal is held: ${held.reason}`;
    return look.mode === 'safe' || look.mode === 'full' ? 'renewed by this watch' : 'renewed by the next apply';
  }
  return certificate.state === 'present' ? renewedFrom(ends, renewBeforeDays) : '';
}

function renewedFrom(ends: string, days: number | undefined): string {
  if (days === undefined) return '';
  return `renewed from ${new Date(Date.parse(ends) - days * day).toISOString().slice(0, 10)} on`;
}

function masterLine(look: Look): CertificateLine | undefined {
  const { topology, observation, status, fleet } = look;
  const { certificate: known } = fleet.master;
  const seen = status.master.certificate;
  const stored = known.known ? known.stored : undefined;
  const shown = stored === undefined ? seen && shownCertificate(seen) : certificateDetail(stored, look);
  if (shown === undefined) return undefined;
  const { master, next } = masterRotationStatus(topology, observation);
  const { thumbprint, ends, mark } = shown;
  return { who: 'master', thumbprint, ends, mark, next: masterNext(master, next?.command) };
}

function masterNext(
  { phase, reason, renewedFrom: from }: ReturnType<typeof masterRotationStatus>['master'],
  command: string | undefined,
): string {
  if (reason !== undefined) return reason;
  if (phase === 'current') return from === undefined ? '' : `renewed from ${from.slice(0, 10)} on`;
  // Nobody need have begun a rotation: a node or a worker may simply go by another certificate.
  if (phase === 'switching') return `a node or a worker goes by another one: ${command ?? 'the next apply mends it'}`;
  return command === undefined ? `its rotation is under way: ${phase}` : `its rotation goes on with ${command}`;
}
