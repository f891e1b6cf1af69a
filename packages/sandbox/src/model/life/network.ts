import { sandboxFacts } from '../../facts.js';
import type { TroubleKind } from '../machines/answers.js';
import { type ReadCertificate, readCertificate } from '../machines/certificate.js';
import {
  asksInHandshake,
  lets,
  refusesTls13,
  type WindowsMachine,
  windowsMachineOf,
} from '../machines/windows-machine.js';
import { listField, type Store, textField } from '../store.js';
import { isSameHost } from '../ways.js';
import type { MasterMachine, WorkerMachine } from './machine.js';

/** How a worker's heartbeats fare as things are: who takes them, or what its log says of them. */
export type Outlook =
  | {
      readonly heard: true;
      /** The machine whose master takes them. */
      readonly node: MasterMachine;
      /** While every certificate in it is valid: unix milliseconds, both inclusive. */
      readonly from: number;
      readonly to: number;
      /** What the log says outside of that time. */
      readonly otherwise: TroubleKind;
    }
  | { readonly heard: false; readonly trouble: TroubleKind };

/**
 * Whether a worker with a machine's state is heard of while its service runs; in the order in which a connection meets
 * the conditions: the address, the binding, the master's certificate, the worker's own, and the master's look at that.
 */
export function outlookOf(worker: WorkerMachine, machine: WindowsMachine, network: Network): Outlook {
  const { settings } = worker;
  const { endpoint } = settings ?? {};
  const host = endpoint && hostOf(endpoint);
  const node = host === undefined ? undefined : network.masterAt(host);
  if (settings === undefined || endpoint === undefined || host === undefined || node?.run === undefined)
    return trouble('noEndpoint');
  const there = network.machine(node.key);
  // A node without state of its own is right in everything.
  const port = Number(endpoint.port || 443);
  const own = machine.unread.my === null ? network.certificate(settings.workerThumbprint) : undefined;
  let master: ReadCertificate | undefined;
  if (there !== undefined) {
    if (node.settings?.port !== port) return trouble('noEndpoint');
    if (node.key !== worker.key && !lets(there, port)) return trouble('noEndpoint');
    master = boundCertificate(node, there, network);
    // A store or a binding that nobody can read is right.
    const isUnread = there.unread.root !== null || there.unread.bindings !== null;
    if (master === undefined && !isUnread) return trouble('httpRequest');
    const known = master === undefined || (master.covers(host) && settings.masterThumbprint === master.thumbprint);
    if (!known || (master !== undefined && !isTrusted(master, machine, network))) return trouble('trust');
  }
  if (machine.unread.my === null) {
    const entry = own && machine.stores.My.get(own.thumbprint);
    if (own === undefined || entry === undefined || entry.keyLost || !entry.readers?.some(isReaderFor(worker)))
      return trouble('secureChannel');
    if (!isTrusted(own, machine, network)) return trouble('secureChannel');
    if (there !== undefined && !acceptsClient(own, there, network)) return trouble('anonymous');
  }
  if (there !== undefined && !asksForClient(there, machine, port)) return trouble('anonymous');
  // Each looks at the other's certificate by its own clock.
  const [ahead, masterAhead] = [machine.clockOffset, there?.clockOffset ?? 0];
  const ownEnd = (own?.notAfter ?? Number.POSITIVE_INFINITY) - masterAhead;
  const masterEnd = (master?.notAfter ?? Number.POSITIVE_INFINITY) - ahead;
  return {
    heard: true,
    node,
    from: Math.max((own?.notBefore ?? 0) - masterAhead, (master?.notBefore ?? 0) - ahead),
    to: Math.min(ownEnd, masterEnd),
    otherwise: masterEnd < ownEnd ? 'trust' : 'anonymous',
  };
}

const trouble = (kind: TroubleKind): Outlook => ({ heard: false, trouble: kind });

/** What the certificate is compared with: without the brackets of an IPv6 address. */
function hostOf(endpoint: URL): string {
  return endpoint.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** The certificate at a node's port, where it is the one of the config and its key is there. */
function boundCertificate(node: MasterMachine, there: WindowsMachine, network: Network): ReadCertificate | undefined {
  const { port = 0, thumbprint = '' } = node.settings ?? {};
  const binding = there.bindings.get(`0.0.0.0:${port}`);
  if (binding === undefined || binding.thumbprint !== thumbprint) return undefined;
  const store = binding.store.toUpperCase() === 'MY' ? there.stores.My : there.stores.Root;
  const entry = store.get(thumbprint);
  return entry !== undefined && entry.readers !== null && !entry.keyLost ? network.certificate(thumbprint) : undefined;
}

/** Local system and everyone can be meant by other SIDs than the account's. */
function isReaderFor({ accountSid, userAccount }: WorkerMachine): (reader: string) => boolean {
  const isSystem = /^(LocalSystem|NT AUTHORITY\\SYSTEM)$/i.test(userAccount);
  return (reader) => reader === accountSid || reader === 'S-1-1-0' || (isSystem && reader === 'S-1-5-18');
}

/** In Root itself, or issued by one that is; where not all of Root was seen, it may be issued by one that was not. */
function isTrusted(certificate: ReadCertificate, machine: WindowsMachine, network: Network): boolean {
  const { stores, unread } = machine;
  if (unread.root !== null || stores.Root.has(certificate.thumbprint)) return true;
  if (certificate.selfSigned) return false;
  return [...stores.Root.keys()].some((thumbprint) => {
    const issuer = network.certificate(thumbprint);
    return issuer === undefined ? machine.rootPartly : certificate.issuedBy(issuer);
  });
}

/**
 * The master's look at a worker's certificate: one in Root that is not self-signed spoils it for all (403), whatever
 * SendTrustedIssuerList says.
 */
function acceptsClient(certificate: ReadCertificate, there: WindowsMachine, network: Network): boolean {
  if (!isTrusted(certificate, there, network)) return false;
  if (there.clientAuthTrustMode === sandboxFacts['schannel.exclusive-ca-trust']) return true;
  return !network.hasStranger(there);
}

/** Where both ends speak TLS 1.3, the master sees a certificate only if it asks for it in the handshake. */
function asksForClient(there: WindowsMachine, worker: WindowsMachine, port: number): boolean {
  const both = Math.min(there.build ?? 0, worker.build ?? 0);
  const entry = there.bindings.get(`0.0.0.0:${port}`);
  if (entry === undefined || both < sandboxFacts['http.tls13-build'] || there.asksAnyway) return true;
  return asksInHandshake(entry) || refusesTls13(entry);
}

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

/** Every worker asks it of the same few machines, each of which has a certificate of every worker, after each change of the fleet. */
const strangers = new WeakMap<
  WindowsMachine,
  { readonly store: Store; readonly revision: number; readonly has: boolean }
>();

export function networkOf(store: Store, masters: readonly MasterMachine[]): Network {
  const found = new Map<string, MasterMachine | undefined>();
  const revision = store.revision('certificates');
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
      if (known?.store === store && known.revision === revision) return known.has;
      const has = [...machine.stores.Root.keys()].some((thumbprint) => certificate(thumbprint)?.selfSigned === false);
      strangers.set(machine, { store, revision, has });
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
