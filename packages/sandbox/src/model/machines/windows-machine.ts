import { sandboxFacts } from '../../facts.js';
import { flagField, type Json, listField, numberField, type Row, textField } from '../store.js';
import { rowsField } from './row-fields.js';

/** What hangs on a certificate in one store. */
interface StoreEntry {
  readonly friendlyName: string;
  /** SIDs of those who may read the private key; null where the machine has none for it. */
  readonly readers: readonly string[] | null;
  /** The store says that there is a private key, but it is not among the machine's keys. */
  readonly keyLost: boolean;
  /** The private key lies in the TPM: its readers use it as any other, and no file says who they are. */
  readonly keyInTpm: boolean;
  /** `inspect` shows it whole, and its readers, whether or not it matters and whoever asks. */
  readonly shown: boolean;
  /** What Windows says instead of showing who the readers are; null: it shows them. */
  readonly readersError: string | null;
}

export type StoreName = 'Root' | 'My';

interface Rule {
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
  /** What Windows says instead of showing a store, or the bindings; what is in them is right then. */
  readonly unread: Readonly<Record<'root' | 'my' | 'bindings', string | null>>;
  /** Of some certificates in Root nothing is known but that they are there: any of them may have issued others. */
  readonly rootPartly: boolean;
  /** Workers' certificates are seen over TLS 1.3 although the binding does not ask for them. */
  readonly asksAnyway: boolean;
  /** The state of the failover cluster's service; null: there is none, or the rows of its services say what it owns. */
  readonly clusterService: string | null;
  /** What Windows says instead of showing what the cluster owns. */
  readonly clusterError: string | null;
  readonly sendTrustedIssuerList: number | null;
  readonly clientAuthTrustMode: number | null;
  /** Milliseconds by which its clock is ahead. */
  readonly clockOffset: number;
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
    unread: {
      root: textField(rowsField(row, 'unread'), 'root'),
      my: textField(rowsField(row, 'unread'), 'my'),
      bindings: textField(rowsField(row, 'unread'), 'bindings'),
    },
    rootPartly: flagField(row, 'rootPartly'),
    asksAnyway: flagField(row, 'asksAnyway'),
    clusterService: textField(row, 'clusterService'),
    clusterError: textField(row, 'clusterError'),
    sendTrustedIssuerList: numberField(row, 'sendTrustedIssuerList'),
    clientAuthTrustMode: numberField(row, 'clientAuthTrustMode'),
    clockOffset: (numberField(row, 'clockOffsetSeconds') ?? 0) * 1000,
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
    shown: flagField(entry, 'shown'),
    readersError: textField(entry, 'readersError'),
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

/** An entry of http.sys. */
interface BindingEntry {
  readonly thumbprint: string;
  readonly store: string;
  /** DefaultFlags and DefaultSslCertCheckMode of the registry. */
  readonly flags: number;
  readonly checkMode: number;
  /** Other options, as netsh takes them: `sslctlstorename=Root`. */
  readonly others: readonly string[];
}

function bindingEntry(row: Row): BindingEntry {
  return {
    thumbprint: (textField(row, 'thumbprint') ?? '').toUpperCase(),
    store: textField(row, 'store') ?? 'Root',
    flags: numberField(row, 'flags') ?? 0,
    checkMode: numberField(row, 'checkMode') ?? 0,
    others: listField(row, 'others'),
  };
}

/** As it stands in the table: what is not set is not there. */
export function bindingRow({ flags, checkMode, others, ...row }: BindingEntry): Row {
  return {
    ...row,
    ...(flags === 0 ? {} : { flags }),
    ...(checkMode === 0 ? {} : { checkMode }),
    ...(others.length === 0 ? {} : { others }),
  };
}

const flagNames = sandboxFacts['http.flag-options'];
const checks = sandboxFacts['http.check-options'];

/** What an administrator can tell netsh of an entry, and what he cannot. */
export function optionsOf(entry: BindingEntry): {
  readonly options: readonly string[];
  readonly lost: readonly string[];
} {
  const bits = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (entry.flags / 2 ** bit) % 2 >= 1);
  const checked = checkBits.filter(({ bit }) => (entry.checkMode & bit) !== 0);
  const unknown = checkBits.reduce((rest, { bit }) => rest & ~bit, entry.checkMode);
  return {
    options: [
      ...bits.flatMap((bit) => (flagNames[bit] ? [`${flagNames[bit]}=enable`] : [])),
      ...checked.flatMap(({ option }) => (option === '' ? [] : [option])),
      ...entry.others,
    ],
    lost: [
      ...bits.flatMap((bit) => (flagNames[bit] ? [] : [`flag 0x${(2 ** bit).toString(16)}`])),
      ...(unknown === 0 ? [] : [`check mode 0x${unknown.toString(16)}`]),
    ],
  };
}

const checkBits = checks.flatMap((bit, at) =>
  typeof bit === 'number' ? [{ bit, option: String(checks[at + 1] ?? '') }] : [],
);

/**
 * `netsh http add|update sslcert`: the entry is what is named, and what is not named is as it was in `kept`, or as nobody
 * set it.
 */
export function netshEntry(thumbprint: string, options: readonly string[], kept?: BindingEntry): BindingEntry {
  const named = options.flatMap((option) => {
    const [name = '', value] = option.split('=');
    const bit = flagNames.indexOf(name);
    return bit === -1 ? [] : [{ mask: 2 ** bit, isOn: value === 'enable' }];
  });
  const flags = named.reduce((all, { mask, isOn }) => (isOn ? all | mask : all & ~mask), kept?.flags ?? 0);
  const checkMode = checkBits.filter(({ option }) => options.includes(option)).reduce((all, { bit }) => all | bit, 0);
  const others = options.filter((option) => /^(revocation|url|sslctl)/.test(option));
  return {
    thumbprint,
    store: 'Root',
    flags: flags >>> 0,
    checkMode: (checkMode | (kept?.checkMode ?? 0)) >>> 0,
    others: [...others, ...(kept?.others ?? []).filter((option) => !others.includes(option))],
  };
}

export function asksInHandshake({ flags }: BindingEntry): boolean {
  return (flags & (1 << flagNames.indexOf('clientcertnegotiation'))) !== 0;
}

export function refusesTls13({ flags }: BindingEntry): boolean {
  return (flags & (1 << flagNames.indexOf('disabletls13'))) !== 0;
}
