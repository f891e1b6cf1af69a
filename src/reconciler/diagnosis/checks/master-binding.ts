import { type Binding, thumbprint } from '../../../domain/machines.js';
import { certificateKeys } from '../../../facts/configs.js';
import { bindingAt, bindingDiffers, shadowing } from '../../view/binding.js';
import { applyCommand } from '../apply-command.js';
import { type Check, type CheckContext, type CheckedNode, type Evidence, ok, pages, unknown } from '../check.js';
import { certificateOfNode, masterCertificates, metCertificate } from '../master-certificate.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

export const masterBinding: Check = {
  id: 'master.binding',
  title: "The master's port is bound to its certificate",
  reads:
    'the entries of http.sys for the port of the endpoint (0.0.0.0:PORT, and what wins over it) on each node: hash and store, against SSLCertThumbprint',
  source:
    'Microsoft: Troubleshoot Scale Out; Deal with certificates. That an entry for [::], one address or one host name wins over 0.0.0.0 is inferred',
  cause: 'The port is bound to no certificate, to another one, from another store, or another entry wins over it.',
  remedy: 'Bind it to the certificate of SSLCertThumbprint in Root: scaleout apply does.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const { port } = context.fleet.master;
    return atNodes(context, ({ checked, target, name, machine }) => {
      if (!machine.bindings.known) return unknown(target, `the entries of http.sys: ${machine.bindings.reason}`);
      const bindings = machine.bindings.value;
      const bound = bindingAt(bindings, port);
      const wanted = wantedOn(checked, bound, context);
      if (wanted === undefined) return unknown(target, 'which certificate the master uses is not known');
      const fault = nodeFault([checked], ['cutOff']);
      const why = whyNot(bound, wanted);
      if (why !== undefined) {
        // The port and the other nodes agree: then it is this config that names another certificate.
        const isConfig = context.nodes.some((other) => other !== checked && usedBy(other) === bound?.thumbprint);
        return {
          target,
          ...fault,
          explains: (id, at) => fault.explains?.(id, at) === true || (isConfig && id === 'master.certificate-differs'),
          summary: `Port ${port} on ${name} ${why}`,
          evidence: [...evidenceOf(name, bound, port), named(name, wanted)],
          cause: `The port answers without the master's certificate: workers log "An error occurred while making the HTTP request".${untilFailover(fault)}`,
          remedy: `Bind the port to the certificate in the store Root; scaleout does it, and keeps the other options of the entry.`,
          ...applyCommand(context, target),
        };
      }
      const shadows = shadowing(bindings, port).filter((entry) => whyNot(entry, wanted) !== undefined);
      if (shadows.length === 0) return ok(target);
      const felt = isAnyHeard(context) ? ({ result: 'warning' } as const) : fault;
      return {
        target,
        ...felt,
        summary: `Another entry for port ${port} on ${name} wins over that of the master`,
        evidence: [...shadows.flatMap((entry) => evidenceOf(name, entry, port)), named(name, wanted)],
        cause: 'Workers that reach the node by that address or host name are shown its certificate (inferred).',
        remedy: "It is somebody else's: look at it, and take it away if nobody needs it.",
        command: 'netsh http show sslcert',
      };
    });
  },
};

/**
 * The certificate of the node's config. Where that is not on the node, another check tells of it, and the port is right with
 * any that the master is known to use.
 */
function wantedOn(checked: CheckedNode, bound: Binding | undefined, context: CheckContext): string | undefined {
  const own = certificateOfNode(checked);
  if (own?.state === 'present') return own.stored.thumbprint;
  if (own?.state === 'keyless') return own.thumbprint;
  const met = metCertificate(context);
  const possible = [
    ...(own?.state === 'missing' ? [thumbprint(own.written)] : []),
    ...(met.known ? [met.thumbprint] : []),
    ...masterCertificates(context).map(({ stored }) => stored.thumbprint),
  ];
  return possible.find((print) => print === bound?.thumbprint) ?? possible[0];
}

function usedBy(node: CheckedNode): string | undefined {
  const certificate = certificateOfNode(node);
  return certificate?.state === 'present' ? certificate.stored.thumbprint : undefined;
}

function whyNot(bound: Binding | undefined, wanted: string): string | undefined {
  if (bound === undefined) return 'is bound to no certificate';
  const { certificate, store } = bindingDiffers(bound, { thumbprint: wanted });
  if (certificate) return 'is bound to another certificate than the config names';
  return store ? `is bound to its certificate in the store ${bound.store}, not in Root` : undefined;
}

function evidenceOf(node: string, bound: Binding | undefined, port: number): readonly Evidence[] {
  const where = `http.sys on ${node}, ${bound?.address ?? `0.0.0.0:${port}`}`;
  if (bound === undefined) return [{ read: 'hash', where, value: '(no entry)' }];
  return [
    { read: 'hash', where, value: bound.thumbprint },
    { read: 'store', where, value: bound.store },
  ];
}

function named(node: string, print: string): Evidence {
  return { read: certificateKeys.value.master, where: `MasterSettings.config on ${node}`, value: print };
}
