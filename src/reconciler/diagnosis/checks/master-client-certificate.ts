import { thumbprint } from '../../../domain/machines.js';
import { certificateKeys } from '../../../facts/configs.js';
import { tls13Build } from '../../../facts/http.js';
import { bindingAt, negotiates, refusesTls13 } from '../../view/binding.js';
import { troubleSince } from '../../view/log-trouble.js';
import type { MachineView } from '../../view/machine.js';
import { type Check, type CheckContext, type CheckedWorker, ok, pages, unknown } from '../check.js';
import type { CheckId } from '../check-id.js';
import { atNodes, isAnyHeard, nodeFault } from '../master-node.js';

const followers: readonly CheckId[] = ['worker.log', 'worker.offline', 'worker.unregistered'];

export const masterClientCertificate: Check = {
  id: 'master.client-certificate',
  title: "The master's port gets the workers' certificates, also over TLS 1.3",
  reads: `of a node whose Windows speaks TLS 1.3 (build ${tls13Build.value} and later), where no worker is heard of and one is refused (403) although its certificate is in Root there: whether its entry of http.sys asks for client certificates in the handshake, or has TLS 1.3 off`,
  source: `${tls13Build.source}; that the master asks after the handshake alone is (inferred)`,
  cause: 'Over TLS 1.3 nobody is asked for a certificate after the handshake, and in it the entry does not ask.',
  remedy: 'Write negotiateClientCertificate: true below master in the topology, and apply it.',
  page: pages.certificates,
  door: 'observation',
  run(context) {
    const { port } = context.fleet.master;
    const isAny = isAnyHeard(context);
    return atNodes(context, ({ checked, target, name, machine }) => {
      if (isAny || !checked.isActive || machine.build === undefined || machine.build < tls13Build.value)
        return ok(target);
      if (!machine.bindings.known) return unknown(target, `the entries of http.sys: ${machine.bindings.reason}`);
      const bound = bindingAt(machine.bindings.value, port);
      if (bound === undefined || negotiates(bound) !== false || refusesTls13(bound) !== false) return ok(target);
      const refused = context.workers.filter((worker) => worker.isWanted && isRefused(worker, machine, context));
      if (refused.length === 0) return ok(target);
      const targets = new Set(refused.map((worker) => worker.target));
      const { explains: cutOff, result } = nodeFault([checked], ['cutOff']);
      return {
        target,
        result,
        summary: `Port ${port} on ${name} does not ask workers for their certificates in the handshake`,
        evidence: [
          {
            read: 'DefaultFlags',
            where: `http.sys on ${name}, ${bound.address}`,
            value: 'client certificate: no, TLS 1.3: on',
          },
          { read: 'build of Windows', where: name, value: String(machine.build) },
          { read: '403', where: 'logs of workers', value: refused.map((worker) => worker.name).join(', ') },
        ],
        cause:
          'Windows of this build speaks TLS 1.3, over which it is too late to ask after the handshake: the master gets no certificate and refuses every worker (403), though all are trusted.',
        remedy:
          'Write negotiateClientCertificate: true below master in the topology and apply it: the port is bound anew, and the workers are restarted.',
        explains: (id, of) =>
          followers.includes(id) ? targets.has(of) : id === 'catalog.executions-pending' && cutOff?.(id, of) === true,
      };
    });
  },
};

/** Its log says 403 since its last heartbeat, and its certificate is trusted on that node: that is not why. */
function isRefused(
  { seen, machine, row }: CheckedWorker,
  node: MachineView,
  { observation }: Pick<CheckContext, 'observation'>,
): boolean {
  if (seen === undefined || !node.root.known) return false;
  const own = machine?.installation?.config.text(certificateKeys.value.worker) ?? '';
  if (!node.root.value.thumbprints.has(thumbprint(own))) return false;
  return troubleSince(seen, 'worker', row?.lastOnline ?? null, observation).some(({ kind }) => kind === 'anonymous');
}
