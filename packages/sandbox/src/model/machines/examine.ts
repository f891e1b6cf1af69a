import { sandboxFacts } from '../../facts.js';
import type { MasterMachine } from '../life/machine.js';
import { listField, numberField, type Row, textField, timeField } from '../store.js';
import { isSameHost } from '../ways.js';
import type { ExaminationAnswer, ReachedPlace } from './answers.js';
import { readCertificate } from './certificate.js';
import { examinedFolders } from './examine-folders.js';
import type { InstalledService, MachineState } from './machine-state.js';
import type { ExamineRequest } from './requests.js';
import { rowsField } from './row-fields.js';
import { masterSettingsOf, workerSettingsOf } from './settings.js';
import { lets, windowsMachineOf } from './windows-machine.js';

/**
 * What a diagnosis asks of a machine, as the script answers it: worked out from the machine's state, and otherwise only where
 * its row of `windows` says so (`examination`).
 */
export function examineMachine(machine: MachineState, request: ExamineRequest): ExaminationAnswer {
  const { administrator } = machine.windows();
  const own = examinationRow(machine);
  const error = textField(own, 'unseen');
  if (error !== null) return unseenExamination(error);
  const services = machine.services();
  return {
    services: { value: services.map((service) => serviceAnswer(service, own, administrator)) },
    events: {
      value: [...services.flatMap((service) => logonFailures(machine, service)), ...givenEvents(own)]
        .sort(newestFirst)
        .slice(0, 100),
    },
    listeners: { value: [...ownListeners(services), ...givenListeners(own)] },
    urls: { value: reservations(services, own) },
    reached: { value: placesOf(request, services).map((place) => reach(machine, place, own)) },
    folders: { value: services.flatMap((service) => examinedFolders(machine, service, rowsField(own, 'folders'))) },
    disks: { value: disksOf(own) },
    tls: { value: tlsOf(own) },
    root: { value: rootOf(machine, own) },
    load: {
      value: {
        cpuPercent: numberField(own, 'cpuPercent') ?? 12,
        freeMemoryMegabytes: numberField(own, 'freeMemoryMegabytes') ?? 16_384,
      },
    },
  };
}

/** Of a twin: nobody has asked the machine that it stands in for. */
function unseenExamination(error: string): ExaminationAnswer {
  const part = { error };
  return {
    ...{ services: part, events: part, listeners: part, urls: part, reached: part },
    ...{ folders: part, disks: part, tls: part, root: part, load: part },
  };
}

function examinationRow({ model, key }: MachineState): Row {
  return rowsField(model.store.get('windows', key) ?? {}, 'examination');
}

/** Setup gives the accounts their rights; secedit shows them to administrators alone. */
function serviceAnswer({ name }: InstalledService, own: Row, isShown: boolean) {
  const rights = rowsField(own, 'rights');
  return {
    name,
    ...(isShown
      ? { rights: Array.isArray(rights[name]) ? listField(rights, name) : sandboxFacts['windows.account-rights'] }
      : { rightsError: 'secedit ended with 1 and wrote no rights. Access is denied.' }),
    administrator: listField(own, 'administrators').includes(name),
  };
}

type Event = NonNullable<ExaminationAnswer['events']['value']>[number];
const newestFirst = (one: Event, other: Event) => Date.parse(other.at) - Date.parse(one.at);

const logonTexts: Readonly<Record<number, string>> = {
  1326: 'The user name or password is incorrect.',
  1330: 'The password for this account has expired.',
  1331: "This user can't sign in because this account is currently disabled.",
  1385: 'Logon failure: the user has not been granted the requested logon type at this computer.',
  1909: 'The referenced account is currently locked out and may not be logged on to.',
};

/** What Windows writes of a service whose account cannot log on (`logonError` of its row), each time that it should start. */
function logonFailures({ clockText }: MachineState, { row, name }: InstalledService): readonly Event[] {
  const error = numberField(row, 'logonError');
  const stopped = timeField(row, 'stoppedAt');
  if (error === null || stopped === null || row.service === 'running') return [];
  const entry = { at: clockText(stopped), source: 'Service Control Manager', service: name };
  const id = error === 1385 ? 7041 : 7038;
  const account = textField(row, 'userAccount') ?? '';
  return [
    { ...entry, id: 7000, error: 1069, message: `The ${name} service failed to start: %%1069` },
    {
      ...entry,
      id,
      error,
      message: `The ${name} service was unable to log on as ${account} with the currently configured password due to the following error: ${logonTexts[error] ?? `%%${error}`}`,
    },
  ];
}

function givenEvents(own: Row): readonly Event[] {
  const events = Array.isArray(own.events) ? (own.events as readonly Row[]) : [];
  return events.map((event) => ({
    at: textField(event, 'at') ?? '',
    source: textField(event, 'source') ?? 'Service Control Manager',
    id: numberField(event, 'id') ?? 0,
    service: textField(event, 'service'),
    error: numberField(event, 'error'),
    message: textField(event, 'message') ?? '',
  }));
}

/** A master listens through http.sys, which is process 4, where its service runs. */
function ownListeners(services: readonly InstalledService[]) {
  return services.flatMap(({ role, row }) => {
    const port = role === 'master' && row.service === 'running' ? masterSettingsOf(row)?.port : undefined;
    return port === undefined ? [] : [{ port, processId: 4, process: 'System' }];
  });
}

function givenListeners(own: Row) {
  return Object.entries(rowsField(own, 'listeners')).map(([port, process]) => ({
    port: Number(port),
    processId: 1234,
    process: String(process),
  }));
}

/** The service of the master keeps its URL for its own account. */
function reservations(services: readonly InstalledService[], own: Row) {
  if (own.urls !== undefined) {
    const given = rowsField(own, 'urls');
    return Object.keys(given).map((url) => ({ url, accounts: listField(given, url) }));
  }
  return services.flatMap(({ role, row }) => {
    const port = role === 'master' ? masterSettingsOf(row)?.port : undefined;
    const sid = textField(row, 'accountSid');
    return port === undefined || sid === null ? [] : [{ url: `https://+:${port}/`, accounts: [sid] }];
  });
}

interface Place {
  readonly host: string;
  readonly port: number;
  /** Of a worker's own config: then it is a master's, or nobody's. */
  readonly isEndpoint: boolean;
}

function placesOf({ connect }: ExamineRequest, services: readonly InstalledService[]): readonly Place[] {
  const endpoints = services.flatMap(({ role, row }): readonly Place[] => {
    const endpoint = role === 'worker' ? workerSettingsOf(row, new Set())?.endpoint : undefined;
    if (endpoint === undefined) return [];
    const host = endpoint.hostname.replace(/^\[(.*)\]$/, '$1');
    return [{ host, port: Number(endpoint.port || (endpoint.protocol === 'http:' ? 80 : 443)), isEndpoint: true }];
  });
  const others = connect.map((place) => ({ ...place, isEndpoint: false }));
  const all = [...endpoints, ...others].map((place) => [`${place.host.toUpperCase()}:${place.port}`, place] as const);
  // The first of two counts.
  return [...new Map(all.toReversed()).values()].toReversed();
}

/** A connection from this machine, as network, firewall and services there let it. */
function reach(machine: MachineState, { host, port, isEndpoint }: Place, own: Row): ReachedPlace {
  const given = textField(rowsField(own, 'reach'), `${host}:${port}`);
  const place = { host, port };
  if (given !== null) {
    return { ...place, result: given as ReachedPlace['result'], addresses: given === 'unresolved' ? [] : [address] };
  }
  const node = nodeAt(machine, host);
  // Whatever is no machine of the fleet is the SQL Server, where the request names it.
  if (node === undefined)
    return { ...place, result: isEndpoint ? 'unresolved' : 'open', addresses: isEndpoint ? [] : [address] };
  // Another port than the master's is the SQL Server's on that machine.
  const isServer = !isEndpoint && node.settings?.port !== port;
  return { ...place, result: isServer ? 'open' : resultAt(machine, node, port), addresses: [address] };
}

const address = '10.0.0.10';

function nodeAt({ model }: MachineState, host: string): MasterMachine | undefined {
  const { masters } = model.life.fleet;
  for (const [alias, row] of model.store.rows('aliases')) {
    if (alias.toUpperCase() !== host.toUpperCase()) continue;
    const nodes = listField(row, 'machines').flatMap((name) =>
      masters.filter((node) => isSameHost(node.machine, name)),
    );
    return nodes.find(isRunning) ?? nodes[0];
  }
  return masters.find((node) => isSameHost(node.machine, host));
}

const isRunning = ({ run }: MasterMachine) => run?.to === Number.POSITIVE_INFINITY;

function resultAt({ model, key }: MachineState, node: MasterMachine, port: number): ReachedPlace['result'] {
  const row = model.store.get('windows', node.key);
  const windows = row && windowsMachineOf(node.key, row);
  if (windows !== undefined && node.key !== key && !lets(windows, port)) return 'silent';
  const others = rowsField(rowsField(row ?? {}, 'examination'), 'listeners');
  const isOwn = isRunning(node) && (node.settings === undefined || node.settings.port === port);
  return isOwn || others[String(port)] !== undefined ? 'open' : 'refused';
}

const gigabyte = 1024 ** 3;

function disksOf(own: Row) {
  const given = rowsField(own, 'disks');
  const names = Object.keys(given);
  if (names.length === 0) return [{ name: 'C:\\', freeBytes: 60 * gigabyte, totalBytes: 120 * gigabyte }];
  return names.map((name) => {
    const disk = rowsField(given, name);
    return {
      name,
      freeBytes: numberField(disk, 'freeBytes') ?? 0,
      totalBytes: numberField(disk, 'totalBytes') ?? 120 * gigabyte,
    };
  });
}

/** Windows comes without any of the values. */
function tlsOf(own: Row) {
  const given = rowsField(own, 'tls');
  const protocols = ['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'].flatMap((version) =>
    ['Client', 'Server'].map((side) => {
      const value = given[`${version} ${side}`];
      return { name: `${version} ${side}`, enabled: typeof value === 'boolean' ? value : null };
    }),
  );
  return {
    protocols,
    strongCrypto: numberField(given, 'strongCrypto'),
    systemDefault: numberField(given, 'systemDefault'),
  };
}

/** The certificates of the store, and the public authorities that every Windows machine comes with. */
function rootOf(machine: MachineState, own: Row) {
  const given = rowsField(own, 'root');
  const { Root } = machine.windows().stores;
  const sizes = [...Root.keys()].map((thumbprint) => subjectBytes(machine.certificate(thumbprint)));
  return {
    certificates: numberField(given, 'certificates') ?? Root.size + publicRoots,
    subjectBytes: numberField(given, 'subjectBytes') ?? sizes.reduce((sum, size) => sum + size, publicRoots * 100),
  };
}

const publicRoots = 50;

/** As DER, nearly: a name and what is around it. */
function subjectBytes(der: string | undefined): number {
  return der === undefined ? 0 : (readCertificate(der)?.x509.subject.length ?? 0) + 11;
}
