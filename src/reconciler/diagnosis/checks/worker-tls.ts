import { type Check, type CheckContext, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { setVersions, spokenVersions } from '../tls-versions.js';
import { atWorkers, cutOff } from '../worker-machine.js';

export const workerTls: Check = {
  id: 'worker.tls',
  title: 'Worker and master have a version of TLS in common',
  reads:
    "of a worker that is not heard of: SCHANNEL\\Protocols of its machine, side Client, and of the master's node, side Server; SchUseStrongCrypto and SystemDefaultTlsVersions of .NET Framework 4",
  source: 'Inferred from Microsoft: TLS registry settings; TLS best practices with .NET Framework',
  cause: 'Settings of Schannel and .NET leave no version of TLS that both sides speak.',
  remedy: "Set them alike on the master's and the workers' machines.",
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    const taken = takenVersions(context);
    return atWorkers(context, ({ worker, target, name, machine }) => {
      if (worker.isHeard === true) return ok(target);
      const tls = examined(machine, 'tls');
      if (typeof tls === 'string') return unknown(target, `the settings of TLS: ${tls}`);
      const offered = spokenVersions(tls, 'Client', machine);
      // .NET Framework 4 without strong cryptography offers no more than this, where the program does not ask for more.
      const isOld = tls.strongCrypto === 0 && (tls.systemDefault ?? 0) === 0;
      const spoken = isOld ? offered.filter((version) => version === 'TLS 1.0') : offered;
      if (spoken.length > 0 && typeof taken === 'string') return unknown(target, taken);
      // That is the node's fault, and told there.
      if (spoken.length > 0 && taken.length === 0) return unknown(target, "the master's node takes no version of TLS");
      const common = typeof taken === 'string' ? [] : spoken.filter((version) => taken.includes(version));
      if (common.length > 0) return ok(target);
      return {
        target,
        result: 'error',
        summary: `${name} and the master have no version of TLS in common`,
        evidence: [
          { read: 'SCHANNEL\\Protocols, Client', where: `registry of ${name}`, value: setVersions(tls, 'Client') },
          {
            read: 'SchUseStrongCrypto',
            where: `.NET Framework 4 on ${name}`,
            value: tls.strongCrypto === null ? '(none)' : String(tls.strongCrypto),
          },
          {
            read: 'SystemDefaultTlsVersions',
            where: `.NET Framework 4 on ${name}`,
            value: tls.systemDefault === null ? '(none)' : String(tls.systemDefault),
          },
          {
            read: 'taken',
            where: "the master's node",
            value: typeof taken === 'string' ? taken : taken.join(', ') || '(none)',
          },
        ],
        cause:
          'Hardening has left nothing that both sides speak, so that no secure channel comes about whatever rights and certificates are.',
        remedy:
          'Turn TLS 1.2 on at both sides, set SchUseStrongCrypto and SystemDefaultTlsVersions to 1 on the worker, and start its machine again.',
      };
    });
  },
};

/** What some node takes whose faults are felt; a text says why it is not known. */
function takenVersions({ nodes }: CheckContext): readonly string[] | string {
  const active = nodes.filter(({ isActive }) => isActive);
  if (active.length === 0) return 'the topology lists no node of the master';
  const taken: string[] = [];
  for (const { seen } of active) {
    if (seen === undefined) return "the master's node could not be looked at";
    const tls = examined(seen, 'tls');
    if (typeof tls === 'string') return `the settings of TLS at the master's node: ${tls}`;
    taken.push(...spokenVersions(tls, 'Server', seen));
  }
  return [...new Set(taken)];
}
