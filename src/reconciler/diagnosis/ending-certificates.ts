import type { Thumbprint } from '../../domain/machines.js';
import { moment } from '../../text/times.js';
import { firstOf } from '../../text/words.js';
import type { FleetMachines } from '../view/fleet.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { WorkerMachine } from '../view/worker.js';

/** A certificate in use that ends soon, or has ended. */
export interface EndingCertificate {
  readonly thumbprint: Thumbprint;
  readonly role: 'master' | 'worker';
  /** Those that use it. */
  readonly machines: readonly string[];
  /** ISO 8601, UTC. */
  readonly notAfter: string;
  /** By the clock of the SQL Server; below 0: it has ended. */
  readonly secondsLeft: number;
}

interface Used {
  readonly thumbprint: Thumbprint;
  readonly notAfter: string;
}

/**
 * The certificates of the master's nodes and of the workers that should run packages which end within
 * so many days, or have ended; the first to end first. What a machine does not show is not known: of a
 * worker that was not looked at the file that the topology names counts.
 */
export function endingCertificates(
  { master, workers }: FleetMachines,
  observedAt: string,
  withinDays: number,
): readonly EndingCertificate[] {
  const now = Date.parse(observedAt);
  const limit = withinDays * 86_400;
  const found = new Map<string, { readonly machines: string[] } & Omit<EndingCertificate, 'machines'>>();
  const add = (role: EndingCertificate['role'], machine: string, used: Used | undefined) => {
    if (used === undefined) return;
    const secondsLeft = (Date.parse(used.notAfter) - now) / 1000;
    if (!(secondsLeft < limit)) return;
    const key = `${role} ${used.thumbprint}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...bare(used), role, machines: [machine], secondsLeft });
    else if (!known.machines.includes(machine)) known.machines.push(machine);
  };
  for (const node of master.nodes) add('master', node.name, ofNode(node));
  for (const worker of workers) if (isInService(worker)) add('worker', worker.worker.machine, ofWorker(worker));
  return [...found.values()].sort((one, other) => one.secondsLeft - other.secondsLeft);
}

function bare({ thumbprint, notAfter }: Used): Used {
  return { thumbprint, notAfter };
}

function ofNode({ installation }: MasterNode): Used | undefined {
  return installation?.certificate;
}

function ofWorker({ worker, installation, reachability }: WorkerMachine): Used | undefined {
  if (installation !== undefined || reachability.state === 'seen') return installation?.certificate;
  const { certificate } = worker;
  return certificate !== undefined && 'file' in certificate ? certificate.certificate : undefined;
}

/** A worker that is out of service as its row or the topology has it needs no certificate now. */
function isInService(worker: WorkerMachine & { readonly row?: { readonly enabled: boolean } | undefined }): boolean {
  return worker.row === undefined ? worker.worker.enabled !== false : worker.row.enabled;
}

const day = 86_400;

/** `ends 2026-12-01 09:30:00 UTC, in 2 days`, `ended 2026-11-20 09:30:00 UTC`. */
export function endWords({ notAfter, secondsLeft }: Pick<EndingCertificate, 'notAfter' | 'secondsLeft'>): string {
  const end = moment(notAfter);
  if (secondsLeft < 0) return `ended ${end}`;
  const days = Math.floor(secondsLeft / day);
  return `ends ${end}, ${days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`}`;
}

/** `the certificate of ETL03 ends 2026-12-01 09:30:00 UTC, in 2 days`; several in one phrase, the first to end with its time. */
export function certificatePhrase(ending: readonly EndingCertificate[], named: number): string {
  const [first] = ending;
  if (first === undefined) return '';
  const names = ending.flatMap(({ role, machines }) => (role === 'master' ? ['the master'] : machines));
  if (ending.length === 1) return `the certificate of ${firstOf(names, named)} ${endWords(first)}`;
  const ended = ending.filter(({ secondsLeft }) => secondsLeft < 0).length;
  const how = ended === ending.length ? 'have ended' : ended === 0 ? 'end soon' : `end soon or have ended`;
  return `the certificates of ${firstOf(names, named)} ${how}, the first ${endWords(first)}`;
}
