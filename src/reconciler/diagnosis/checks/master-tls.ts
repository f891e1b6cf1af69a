import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';
import { setVersions, spokenVersions } from '../tls-versions.js';

export const masterTls: Check = {
  id: 'master.tls',
  title: 'Each node takes TLS 1.2 or 1.3',
  reads: 'SCHANNEL\\Protocols of each node, side Server',
  source: 'Inferred from Microsoft: TLS registry settings; TLS best practices with .NET Framework',
  cause: 'Settings of Schannel and .NET leave no version of TLS that both sides speak.',
  remedy: "Set them alike on the master's and the workers' machines.",
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atNodes(context, ({ checked, target, name, machine }) => {
      const tls = examined(machine, 'tls');
      if (typeof tls === 'string') return unknown(target, `the settings of TLS: ${tls}`);
      const spoken = spokenVersions(tls, 'Server', machine);
      if (spoken.some((version) => version === 'TLS 1.2' || version === 'TLS 1.3')) return ok(target);
      const isHeard = checked.isActive && isAnyHeard(context);
      const fault = spoken.length > 0 || isHeard ? ({ result: 'warning' } as const) : nodeFault([checked], ['cutOff']);
      return {
        target,
        ...fault,
        summary: `${name} takes ${spoken.length === 0 ? 'no version of TLS' : `only ${spoken.join(' and ')}`}`,
        evidence: [
          { read: 'SCHANNEL\\Protocols, Server', where: `registry of ${name}`, value: setVersions(tls, 'Server') },
        ],
        cause: `A hardened worker speaks TLS 1.2 or later only, and finds no version in common.${isHeard ? ' Workers are heard of now; a change counts after the next start of the machine.' : untilFailover(fault)}`,
        remedy:
          'Turn TLS 1.2 on for the side Server, look at the policy that turned it off, and start the machine again.',
      };
    });
  },
};
