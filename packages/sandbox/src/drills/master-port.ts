import { makeCertificate } from '../model/machines/certificate.js';
import { masterSettingsOf } from '../model/machines/settings.js';
import { lets } from '../model/machines/windows-machine.js';
import type { Row } from '../model/store.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, refuseDrill } from './drilled-fleet.js';

/* The port of a node of the master: its certificate, the firewall, and whom it believes. */

const day = 86_400_000;

export const masterPortDrills: readonly Drill[] = [
  {
    name: 'binding-missing',
    takes: 'master',
    finding: 'master.binding',
    says: "The master's port has no certificate (netsh http sslcert).",
    make(fleet) {
      const { address, bindings } = bindingOf(fleet);
      const { [address]: _, ...others } = bindings;
      fleet.state(fleet.machine).changeWindows({ bindings: others });
    },
  },
  {
    name: 'binding-other-certificate',
    takes: 'master',
    finding: 'master.binding',
    says: "The master's port is bound to another certificate than its config names.",
    make(fleet) {
      const { address, bindings } = bindingOf(fleet);
      const { began, model, machine } = fleet;
      const validity = { notBefore: began - 30 * day, notAfter: began + 365 * day };
      const other = makeCertificate({ names: [machine], usage: 'server', ...validity }, model.random);
      const state = fleet.state(machine);
      state.keepCertificate(other.der);
      state.putCertificate('Root', other.thumbprint, {
        friendlyName: 'Web Management',
        readers: ['S-1-5-18', 'S-1-5-32-544'],
      });
      state.changeWindows({
        bindings: { ...bindings, [address]: { ...bindings[address], thumbprint: other.thumbprint } },
      });
    },
  },
  {
    name: 'firewall-closed',
    takes: 'master',
    finding: 'master.firewall',
    says: "The firewall of the master's machine does not let its port in.",
    make(fleet) {
      const { port } = portOf(fleet);
      const state = fleet.state(fleet.machine);
      const windows = state.windows();
      if (!lets(windows, port)) refuseDrill(`Port ${port} of ${fleet.machine} is closed anyway.`);
      const rules = [...windows.firewall].map(([name, rule]): [string, Row] => {
        const opens = rule.enabled && rule.allows && lets({ ...windows, firewall: new Map([[name, rule]]) }, port);
        return [name, { ...rule, ports: [...rule.ports], enabled: rule.enabled && !opens }];
      });
      state.changeWindows({ firewall: Object.fromEntries(rules) });
    },
  },
  {
    name: 'foreign-root',
    takes: 'master',
    finding: 'master.foreign-root',
    says: "Root of the master's machine has a certificate that is not self-signed: every worker is refused (403).",
    make(fleet) {
      const { began, model, machine } = fleet;
      const state = fleet.state(machine);
      if (state.windows().clientAuthTrustMode === 2)
        refuseDrill(`ClientAuthTrustMode of ${machine} makes that harmless.`);
      const { der, thumbprint } = makeCertificate(
        {
          names: ['Contoso Issuing CA 2'],
          issuer: 'Contoso Root CA',
          usage: 'both',
          notBefore: began - 30 * day,
          notAfter: began + 3650 * day,
        },
        model.random,
      );
      state.keepCertificate(der);
      state.putCertificate('Root', thumbprint, { friendlyName: 'Contoso Issuing CA 2', readers: null });
    },
  },
];

function portOf(fleet: DrilledFleet): { readonly port: number } {
  return masterSettingsOf(fleet.service(fleet.machine, 'master').row);
}

/** The entry of http.sys for the port of the node's config. */
function bindingOf(fleet: DrilledFleet): {
  readonly address: string;
  readonly bindings: Readonly<Record<string, Row>>;
} {
  const { port } = portOf(fleet);
  const address = `0.0.0.0:${port}`;
  const bindings = (fleet.draft.store.get('windows', fleet.machine)?.bindings ?? {}) as Readonly<Record<string, Row>>;
  if (bindings[address] === undefined) refuseDrill(`Port ${port} of ${fleet.machine} has no certificate anyway.`);
  return { address, bindings };
}
