import { bindingRow, netshEntry, optionsOf } from '../model/machines/windows-machine.js';
import type { Row } from '../model/store.js';
import type { TwinBinding, TwinCertificate, TwinMachine, TwinPart, TwinStore } from './description.js';

/** Everyone: stands for whoever uses a key whose readers nobody may see. */
const everyone = 'S-1-1-0';

/**
 * A machine that was seen: stores, bindings, firewall. `usesKeys`: its services are heard of, so that they may use the private
 * keys of which it is not told who may.
 */
export function windowsRow(machine: TwinMachine, usesKeys: boolean): Row {
  const { root, my, bindings, firewall } = machine;
  const errors = { root: errorOf(root), my: errorOf(my), bindings: errorOf(bindings) };
  const isWhole = Object.values(errors).every((error) => error === null);
  return {
    hostName: machine.hostName,
    reachable: true,
    administrator: machine.administrator,
    ...(machine.build === null ? {} : { build: machine.build }),
    ...(machine.clockAhead === 0 ? {} : { clockOffsetSeconds: machine.clockAhead / 1000 }),
    root: storeRow(root, usesKeys),
    my: storeRow(my, usesKeys),
    ...(isWhole ? {} : { unread: errors }),
    ...(isPartly(root) ? { rootPartly: true } : {}),
    bindings: Object.fromEntries(partValue(bindings, []).map((binding) => [binding.address, bindingOf(binding)])),
    firewall: Object.fromEntries(
      partValue(firewall, []).map(({ name, enabled, allows, ports }) => [name, { enabled, allows, ports }]),
    ),
    ...('error' in firewall ? { firewallError: firewall.error } : {}),
    sendTrustedIssuerList: machine.schannel.sendTrustedIssuerList,
    clientAuthTrustMode: machine.schannel.clientAuthTrustMode,
    examination: { unseen: 'This is a twin, and nobody has asked the live machine.' },
  };
}

/** The public halves of all certificates that were shown, by thumbprint. */
export function certificateRows(machines: readonly TwinMachine[]): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const { root, my } of machines) {
    for (const store of [root, my]) {
      for (const { thumbprint, der } of partValue(store, noStore).certificates) rows[thumbprint] = { der };
    }
  }
  return rows;
}

const noStore: TwinStore = { thumbprints: [], certificates: [] };

export function partValue<T>(part: TwinPart<T>, otherwise: T): T {
  return 'value' in part ? part.value : otherwise;
}

function errorOf(part: TwinPart<unknown>): string | null {
  return 'error' in part ? part.error : null;
}

/** Not of every certificate in it is more known than the thumbprint. */
function isPartly(store: TwinPart<TwinStore>): boolean {
  const { thumbprints, certificates } = partValue(store, noStore);
  return thumbprints.length > certificates.length;
}

function storeRow(store: TwinPart<TwinStore>, usesKeys: boolean): Row {
  const { thumbprints, certificates } = partValue(store, noStore);
  const shown = new Map(certificates.map((one) => [one.thumbprint, entryOf(one, usesKeys)]));
  return Object.fromEntries(
    thumbprints.map((thumbprint) => [thumbprint, shown.get(thumbprint) ?? { friendlyName: '', readers: null }]),
  );
}

function entryOf({ friendlyName, keyReaders, keyInTpm }: TwinCertificate, usesKeys: boolean): Row {
  if (keyReaders === null) return { friendlyName, readers: null, shown: true };
  if ('value' in keyReaders) return { friendlyName, readers: keyReaders.value, shown: true };
  const readers = usesKeys ? [everyone] : [];
  return { friendlyName, readers, ...(keyInTpm ? { keyInTpm } : { readersError: keyReaders.error }) };
}

/** The registry's values, from the options of netsh and from what has none. */
function bindingOf({ thumbprint, store, options, lost }: TwinBinding): Row {
  const named = netshEntry(thumbprint, options);
  const others = options.filter((option) => !optionsOf({ ...named, others: [] }).options.includes(option));
  const bits = (kind: string) =>
    lost.reduce((all, text) => (text.startsWith(kind) ? all + Number(text.slice(kind.length)) : all), 0);
  return bindingRow({
    thumbprint,
    store,
    flags: named.flags + bits('flag '),
    checkMode: named.checkMode + bits('check mode '),
    others,
  });
}
