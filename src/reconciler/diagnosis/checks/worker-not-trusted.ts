import type { Thumbprint } from '../../../domain/machines.js';
import { certificateKeys } from '../../../facts/configs.js';
import { listed } from '../../../text/words.js';
import { namedCertificate, otherStore, thumbprintOf } from '../../view/certificates.js';
import { applyCommand } from '../apply-command.js';
import { type Check, type CheckContext, type CheckedWorker, type Outcome, ok, pages, unknown } from '../check.js';
import { noCertificate } from '../worker-certificate.js';
import { cutOff, unlessHeard } from '../worker-machine.js';

export const workerNotTrusted: Check = {
  id: 'worker.not-trusted',
  title: "The master trusts the worker's certificate",
  reads:
    "LocalMachine\\Root of every node of the master and of the worker's own machine, for the certificate that the worker uses",
  source:
    'Microsoft: Troubleshoot Scale Out (403, "Anonymous"); walkthrough; high availability; failover cluster instance, step 8',
  cause: "The worker's certificate is not in Root of a node of the master, or of its own machine.",
  remedy: 'Apply the topology: it puts it there.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    const outcomes: Outcome[] = [];
    for (const worker of context.workers) if (worker.isWanted) outcomes.push(outcomeOf(worker, context));
    return outcomes;
  },
};

interface Used {
  readonly thumbprint: Thumbprint;
  /** An authority issued it: a chain may be trusted whose last part nobody has looked at. */
  readonly isIssued: boolean;
}

function outcomeOf(worker: CheckedWorker, context: CheckContext): Outcome {
  const { target, seen } = worker;
  const used = usedBy(worker);
  if (typeof used === 'string') return worker.unseen ?? unknown(target, used);
  const lacking = context.nodes.filter(
    ({ seen: node }) => node?.root.known === true && !node.root.value.thumbprints.has(used.thumbprint),
  );
  const isOwnLacking = seen?.root.known === true && !seen.root.value.thumbprints.has(used.thumbprint);
  if (lacking.length === 0 && !isOwnLacking) return trusted(worker, context);
  if (used.isIssued) {
    return worker.isHeard === true
      ? ok(target)
      : unknown(target, 'an authority issued its certificate, and no chain was looked at');
  }
  return notTrusted(worker, context, { used, lacking: lacking.map(({ node }) => node.name), isOwnLacking });
}

/** A text says why it is not known. Of a machine that is not looked at it is the one that the topology names. */
function usedBy({ machine, seen }: CheckedWorker): Used | string {
  if (machine === undefined) return noCertificate;
  const { installation, worker } = machine;
  if (seen === undefined || installation === undefined) {
    const { certificate } = worker;
    if (certificate === undefined) return 'no Scale Out Worker is installed on its machine';
    const isIssued = 'certificate' in certificate && !certificate.certificate.selfSigned;
    return { thumbprint: thumbprintOf(certificate), isIssued };
  }
  const { config } = installation;
  if (config.state === 'unread') return 'its WorkerSettings.config could not be read';
  if (otherStore(config) !== undefined) return 'its certificate is in a store that was not looked at';
  const named = namedCertificate(config.text(certificateKeys.value.worker), seen.my);
  switch (named.state) {
    case 'present':
      return { thumbprint: named.stored.thumbprint, isIssued: !named.stored.selfSigned };
    case 'keyless':
      return { thumbprint: named.thumbprint, isIssued: named.stored?.selfSigned === false };
    case 'unknown':
      return `its certificate: ${named.reason}`;
    default:
      return noCertificate;
  }
}

/** Of those that were looked at all trust it. */
function trusted({ target, seen }: CheckedWorker, { nodes }: CheckContext): Outcome {
  if (nodes.length === 0) return unknown(target, 'the topology lists no machine of the master');
  if (nodes.some(({ seen: node }) => node?.root.known !== true)) {
    return unknown(target, 'not every node of the master could be looked at');
  }
  return seen === undefined || seen.root.known ? ok(target) : unknown(target, `its own Root: ${seen.root.reason}`);
}

function notTrusted(
  worker: CheckedWorker,
  context: CheckContext,
  found: { readonly used: Used; readonly lacking: readonly string[]; readonly isOwnLacking: boolean },
): Outcome {
  const { nodes } = context;
  const { target, name } = worker;
  const { used, lacking, isOwnLacking } = found;
  const isFelt = nodes.some(({ isActive, node }) => isActive && lacking.includes(node.name));
  const places = [...lacking, ...(isOwnLacking ? [name] : [])];
  const isLater = !isFelt && !isOwnLacking;
  return {
    target,
    result: isFelt ? 'error' : isOwnLacking ? unlessHeard(worker) : 'warning',
    summary: `The certificate of ${name} is not trusted by ${listed([...new Set(places)])}`,
    evidence: [...new Set(places)].map((place) => ({
      read: used.thumbprint,
      where: `LocalMachine\\Root on ${place}`,
      value: '(not there)',
    })),
    cause: isLater
      ? 'It works until a failover: when that node becomes the master, it refuses the worker (403).'
      : isFelt
        ? 'The master refuses a worker whose self-signed certificate is not in its own Root (403).'
        : "A self-signed certificate has to stand in Root of the worker's own machine too, or the worker does not use it.",
    remedy: 'Apply the topology: it puts the public half into Root there.',
    ...applyCommand(context, target),
  };
}
