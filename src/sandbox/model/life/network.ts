import { type ReadCertificate, readCertificate } from '../machines/certificate/read-certificate.js';
import { isSameHost } from '../machines/host-name.js';
import { type WindowsMachine, windowsMachineOf } from '../machines/windows-machine.js';
import { listField, textField } from '../rows/fields.js';
import type { MasterMachine } from '../rows/machine.js';
import type { Store } from '../store.js';

/** What lies between the machines: names, and the certificates that they all know by thumbprint. */
export interface Network {
  machine(key: string): WindowsMachine | undefined;
  certificate(thumbprint: string): ReadCertificate | undefined;
  /** Whether one in a machine's Root is not self-signed. */
  hasStranger(machine: WindowsMachine): boolean;
  /** The node that answers at a host's name: of several under one name, the first whose master runs. */
  masterAt(host: string): MasterMachine | undefined;
}

/** Tables that it is made of. */
export const networkTables = ['windows', 'certificates', 'aliases'];

export function networkOf(store: Store, masters: readonly MasterMachine[]): Network {
  const found = new Map<string, MasterMachine | undefined>();
  // Every worker asks it of the same few machines, each of which has a certificate of every worker.
  const strangers = new Map<WindowsMachine, boolean>();
  const certificate = (thumbprint: string) => {
    const row = store.get('certificates', thumbprint);
    return row && readCertificate(textField(row, 'der') ?? '');
  };
  return {
    machine(key) {
      const row = store.get('windows', key);
      return row && windowsMachineOf(key, row);
    },
    certificate,
    hasStranger(machine) {
      const known = strangers.get(machine);
      if (known !== undefined) return known;
      const has = [...machine.stores.Root.keys()].some((thumbprint) => certificate(thumbprint)?.selfSigned === false);
      strangers.set(machine, has);
      return has;
    },
    masterAt(host) {
      const name = host.toUpperCase();
      if (!found.has(name)) found.set(name, firstRunning(nodesAt(name, store, masters)));
      return found.get(name);
    },
  };
}

function nodesAt(name: string, store: Store, masters: readonly MasterMachine[]): readonly MasterMachine[] {
  for (const [alias, row] of store.rows('aliases')) {
    if (alias.toUpperCase() !== name) continue;
    return listField(row, 'machines').flatMap((machine) => masters.filter((node) => isSameHost(node.machine, machine)));
  }
  return masters.filter((node) => isSameHost(node.machine, name));
}

function firstRunning(nodes: readonly MasterMachine[]): MasterMachine | undefined {
  return nodes.find(({ run }) => run?.to === Number.POSITIVE_INFINITY) ?? nodes[0];
}
