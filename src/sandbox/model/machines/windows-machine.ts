import { flagField, listField, numberField, textField } from '../rows/fields.js';
import type { Json, Row } from '../store.js';
import { type BindingEntry, bindingEntry } from './binding.js';

/** What hangs on a certificate in one store. */
export interface StoreEntry {
  readonly friendlyName: string;
  /** SIDs of those who may read the private key; null where the machine has none for it. */
  readonly readers: readonly string[] | null;
  /** The store says that there is a private key, but it is not among the machine's keys. */
  readonly keyLost: boolean;
  /** The private key lies in the TPM: its readers use it as any other, and no file says who they are. */
  readonly keyInTpm: boolean;
}

export type StoreName = 'Root' | 'My';

export interface Rule {
  readonly enabled: boolean;
  readonly allows: boolean;
  readonly ports: readonly string[];
}

/** A Windows machine (table `windows`): everything that belongs to no service. A machine without a row has no such state. */
export interface WindowsMachine {
  /** As it calls itself. */
  readonly hostName: string;
  /** False: nothing answers there. */
  readonly reachable: boolean;
  /** Whether our account is an administrator. */
  readonly administrator: boolean;
  /** By thumbprint. */
  readonly stores: Readonly<Record<StoreName, ReadonlyMap<string, StoreEntry>>>;
  /** Of http.sys, by address (`0.0.0.0:8391`). */
  readonly bindings: ReadonlyMap<string, BindingEntry>;
  /** The build of Windows; null: one before TLS 1.3. */
  readonly build: number | null;
  /** Inbound rules for TCP, by name. */
  readonly firewall: ReadonlyMap<string, Rule>;
  /** What Windows says instead of showing its firewall, and instead of making a certificate; null: it does as it is asked. */
  readonly firewallError: string | null;
  readonly certificateError: string | null;
  /** The state of the failover cluster's service; null: there is none, or the rows of its services say what it owns. */
  readonly clusterService: string | null;
  /** What Windows says instead of showing what the cluster owns. */
  readonly clusterError: string | null;
  readonly sendTrustedIssuerList: number | null;
  readonly clientAuthTrustMode: number | null;
}

const read = new WeakMap<Row, WindowsMachine>();

/** Rows are never changed, only replaced: each is read once. */
export function windowsMachineOf(key: string, row: Row): WindowsMachine {
  const known = read.get(row);
  if (known !== undefined) return known;
  const machine: WindowsMachine = {
    hostName: textField(row, 'hostName') ?? key,
    reachable: row.reachable !== false,
    administrator: row.administrator !== false,
    stores: { Root: entries(row.root, storeEntryOf), My: entries(row.my, storeEntryOf) },
    bindings: entries(row.bindings, bindingEntry),
    build: numberField(row, 'build'),
    firewall: entries(row.firewall, (rule) => ({
      enabled: rule.enabled !== false,
      allows: rule.allows !== false,
      ports: listField(rule, 'ports'),
    })),
    firewallError: textField(row, 'firewallError'),
    certificateError: textField(row, 'certificateError'),
    clusterService: textField(row, 'clusterService'),
    clusterError: textField(row, 'clusterError'),
    sendTrustedIssuerList: numberField(row, 'sendTrustedIssuerList'),
    clientAuthTrustMode: numberField(row, 'clientAuthTrustMode'),
  };
  read.set(row, machine);
  return machine;
}

function storeEntryOf(entry: Row): StoreEntry {
  return {
    friendlyName: textField(entry, 'friendlyName') ?? '',
    readers: Array.isArray(entry.readers) ? listField(entry, 'readers') : null,
    keyLost: flagField(entry, 'keyLost'),
    keyInTpm: flagField(entry, 'keyInTpm'),
  };
}

function entries<Value>(value: Json | undefined, read: (row: Row) => Value): ReadonlyMap<string, Value> {
  const isRow = (json: Json | undefined): json is Row =>
    typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isRow(value)) return new Map();
  return new Map(Object.entries(value).flatMap(([key, row]) => (isRow(row) ? [[key, read(row)] as const] : [])));
}

/** Whether the firewall lets a TCP port in. A rule that blocks wins, as in Windows. */
export function lets(machine: WindowsMachine, port: number): boolean {
  const rules = [...machine.firewall.values()].filter(({ enabled, ports }) => enabled && ports.some(covers(port)));
  return rules.length > 0 && rules.every(({ allows }) => allows);
}

/** `8391`, `8000-9000`, `Any`. */
function covers(port: number): (ports: string) => boolean {
  return (ports) => {
    if (ports.toUpperCase() === 'ANY') return true;
    const [first, last = first] = ports.split('-').map(Number);
    return first !== undefined && last !== undefined && port >= first && port <= last;
  };
}
