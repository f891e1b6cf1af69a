import { sandboxFacts } from '../../facts.js';
import { lastFailure } from '../life/change-fleet.js';
import { listField, type Row, textField, timeField } from '../store.js';
import { type Ways, waysOf } from '../ways.js';
import type { InspectAnswer, StoreAnswer } from './answers.js';
import { readCertificate, thumbprintKey } from './certificate.js';
import { clusterView, type InstalledService, type MachineState } from './machine-state.js';
import { tpmKey } from './operations/certificates.js';
import { configOf } from './operations/configs.js';
import { markPrefix } from './requests.js';
import { rowList, rowsField } from './row-fields.js';
import { configReading } from './settings.js';
import { configBytesOf } from './settings-file.js';
import { optionsOf, type StoreName } from './windows-machine.js';

/** Everything about a machine at one moment, as the script answers it. */
export function inspectMachine(machine: MachineState): InspectAnswer {
  const windows = machine.windows();
  const named = namedThumbprints(machine);
  return {
    hostName: windows.hostName,
    clock: machine.clockText(machine.now),
    administrator: windows.administrator,
    build: windows.build,
    installations: machine.services().map((service) => installationOf(machine, service)),
    root: storeAnswer(machine, 'Root', named),
    my: storeAnswer(machine, 'My', named),
    bindings:
      windows.unread.bindings === null
        ? {
            value: [...windows.bindings].map(([address, entry]) => ({
              address,
              thumbprint: entry.thumbprint,
              store: entry.store,
              ...optionsOf(entry),
            })),
          }
        : { error: windows.unread.bindings },
    firewall:
      windows.firewallError === null
        ? {
            value: [...windows.firewall]
              .filter(([name]) => name.startsWith(markPrefix))
              .map(([name, rule]) => ({ name, ...rule })),
          }
        : { error: windows.firewallError },
    schannel: {
      sendTrustedIssuerList: windows.sendTrustedIssuerList,
      clientAuthTrustMode: windows.clientAuthTrustMode,
    },
    trouble: machine.services().flatMap((service) => troubleOf(machine, service)),
    logs: machine.services().map((service) => logPlacesOf(service, waysOf(machine.model.store))),
  };
}

const configMarks = {
  read: {},
  unread: { configUnread: true },
  written: { configWritten: true },
} as const;

function installationOf(machine: MachineState, service: InstalledService): InspectAnswer['installations'][number] {
  const { role, version, name, configPath, row } = service;
  const read = configOf(service);
  return {
    role,
    version,
    service: {
      name,
      startMode: textField(row, 'startMode') ?? 'automatic',
      state: textField(row, 'service') ?? 'stopped',
      account: textField(row, 'userAccount') ?? '',
      accountSid: textField(row, 'accountSid'),
      ...clusterView(machine, row),
      ...configMarks[configReading(row, role)],
      ...startOf(machine, row),
      ...writtenOf(machine, row),
    },
    config: {
      path: configPath,
      ...('code' in read ? { error: read.message } : { content: read.toString('base64') }),
    },
  };
}

function startOf(machine: MachineState, row: Row): { readonly startedAt?: string } {
  const from = row.service === 'running' && row.startUnseen !== true ? timeField(row, 'startedAt') : null;
  return from === null ? {} : { startedAt: machine.clockText(from) };
}

/** Of a config that nobody has replaced since setup it is not told. */
function writtenOf(machine: MachineState, row: Row): { readonly configWrittenAt?: string } {
  const at = timeField(row, 'configReplacedAt');
  return at === null ? {} : { configWrittenAt: machine.clockText(at) };
}

/** The certificates that configs and bindings name, whether or not the rest of a config can be read. */
function namedThumbprints(machine: MachineState): ReadonlySet<string> {
  const named = machine.services().flatMap(({ row }) => {
    // Whatever the encoding: these characters are ASCII, and a byte of each of them is itself.
    const text = (configBytesOf(row) ?? Buffer.alloc(0)).toString('latin1').replaceAll('\0', '');
    return [...text.matchAll(/Thumbprint"\s*:\s*"([^"]*)"/gi)].map(([, value = '']) => value);
  });
  return new Set([
    ...named.map(thumbprintKey),
    ...[...machine.windows().bindings.values()].map((binding) => binding.thumbprint),
  ]);
}

function storeAnswer(machine: MachineState, name: StoreName, named: ReadonlySet<string>): StoreAnswer {
  const { stores, administrator, unread } = machine.windows();
  const error = unread[name === 'Root' ? 'root' : 'my'];
  if (error !== null) return { error };
  const store = stores[name];
  const certificates = [...store].flatMap(
    ([thumbprint, { friendlyName, readers, keyLost, keyInTpm, readersError, shown }]) => {
      const der = machine.certificate(thumbprint);
      if (der === undefined) return [];
      const matters =
        shown ||
        readers !== null ||
        friendlyName.startsWith(markPrefix) ||
        named.has(thumbprint) ||
        (name === 'Root' && readCertificate(der)?.selfSigned === false);
      if (!matters) return [];
      const access = keyInTpm
        ? { readersError: tpmKey(thumbprint), keyInTpm: true as const }
        : readersError !== null
          ? { readersError }
          : keyLost
            ? { readersError: `The private key of ${thumbprint} is not among the keys of this machine.` }
            : administrator || shown
              ? { readers: readers ?? [] }
              : { readersError: 'Access is denied.' };
      return [{ certificate: der, friendlyName, hasKey: readers !== null, ...(readers === null ? {} : access) }];
    },
  );
  return { value: { thumbprints: [...store.keys()], certificates } };
}

/** The latest line of each kind, the newest first, as of now or of what is mended since: a log forgets nothing. */
function troubleOf(machine: MachineState, service: InstalledService): InspectAnswer['trouble'] {
  const { row, role } = service;
  const { fleet } = machine.model.life;
  const worker = role === 'worker' ? fleet.workers.find(({ key }) => key === machine.key) : undefined;
  const log: Row = { ...(row.log as Row | null), ...(worker === undefined ? {} : lastFailure(worker, machine.now)) };
  const times = Object.keys(log).map((kind) => ({ kind, at: timeField(log, kind) ?? Number.NEGATIVE_INFINITY }));
  times.sort((one, other) => other.at - one.at);
  // Nothing else is written there.
  const written = times[0]?.at ?? 0;
  const known = times.flatMap(({ kind, at }) => {
    const line =
      at === Number.NEGATIVE_INFINITY
        ? undefined
        : logLine(kind, machine.clockText(at), worker?.settings?.endpointText ?? '');
    const file = logFileOf(service, waysOf(machine.model.store));
    return line === undefined
      ? []
      : [{ role, kind, file, line, at: machine.clockText(at), notAfter: machine.clockText(written) }];
  });
  const older = rowList(row, 'trouble').filter(({ kind }) => !known.some((newer) => newer.kind === kind));
  return [...known, ...older.flatMap((seen) => seenTrouble(machine, service, seen))];
}

/** Trouble that was seen elsewhere, as the row tells of it. */
function seenTrouble(machine: MachineState, service: InstalledService, seen: Row): InspectAnswer['trouble'] {
  const kind = textField(seen, 'kind') ?? '';
  const [at, notAfter] = [timeField(seen, 'at'), timeField(seen, 'notAfter')];
  const line = logLine(kind, at === null ? '' : machine.clockText(at), '');
  if (line === undefined) return [];
  return [
    {
      role: service.role,
      kind,
      file: textField(seen, 'file') ?? logFileOf(service, waysOf(machine.model.store)),
      line: line.trimStart(),
      ...(at === null ? {} : { at: machine.clockText(at) }),
      ...(notAfter === null ? {} : { notAfter: machine.clockText(notAfter) }),
    },
  ];
}

/** What the product writes of a heartbeat that fails, with the endpoint put in: the troubleshooting article's strings. */
const lines: Readonly<Record<string, (endpoint: string) => string>> = {
  noEndpoint: (endpoint) =>
    `System.ServiceModel.EndpointNotFoundException: There was no endpoint listening at ${endpoint} that could accept the message. This is often caused by an incorrect address or SOAP action.`,
  httpRequest: (endpoint) =>
    `System.ServiceModel.CommunicationException: An error occurred while making the HTTP request to ${endpoint}. This could be due to the fact that the server certificate is not configured properly with HTTP.SYS in the HTTPS case.`,
  trust: (endpoint) =>
    `System.ServiceModel.Security.SecurityNegotiationException: Could not establish trust relationship for the SSL/TLS secure channel with authority '${endpoint}'.`,
  secureChannel: (endpoint) =>
    `System.ServiceModel.Security.SecurityNegotiationException: Could not establish secure channel for SSL/TLS with authority '${endpoint}'.`,
  anonymous: () =>
    `System.ServiceModel.Security.MessageSecurityException: The HTTP request was forbidden with client authentication scheme 'Anonymous'.`,
  // Of a log in another language only the types of exceptions tell.
  security: () => 'System.ServiceModel.Security.SecurityNegotiationException',
  communication: () => 'System.ServiceModel.CommunicationException',
};

const longest = 500;

/** A line of the log, at most 500 characters; undefined for a kind that the product does not have. */
function logLine(kind: string, at: string, endpoint: string): string | undefined {
  return Object.hasOwn(lines, kind) ? `${at} [Error] ${lines[kind]?.(endpoint)}`.slice(0, longest) : undefined;
}

/** In the profile of the service's account; 2022 and later have a folder of their version between. */
function logFileOf(service: InstalledService, ways: Ways): string {
  return `${profileOf(service)}\\${logFolderOf(service, ways)}\\${service.name}.log`;
}

/** Below the profile. */
export function logFolderOf({ role, version }: InstalledService, ways: Ways): string {
  const [scaleOut, cluster] = sandboxFacts['log.families'];
  const isPlain = ways.has('plain-logs') || ways.has('cluster-logs') || Number(version) < 160;
  const [master, worker] = sandboxFacts['log.roles'];
  return [
    sandboxFacts['log.base'],
    ways.has('cluster-logs') ? cluster : scaleOut,
    ...(isPlain ? [] : [version.slice(0, 2)]),
    role === 'master' ? master : worker,
  ].join('\\');
}

/** Where the log is looked for, and whether it is there: a service that never ran has written none. */
function logPlacesOf(service: InstalledService, ways: Ways): InspectAnswer['logs'][number] {
  const { role, row } = service;
  const told = rowsField(row, 'logPlaces');
  if (Array.isArray(told.folders))
    return { role, folders: listField(told, 'folders'), newest: textField(told, 'newest') };
  const [master, worker] = sandboxFacts['log.roles'];
  const own = `${profileOf(service)}\\${logFolderOf(service, ways)}`;
  const folders = sandboxFacts['log.families'].map((family) =>
    [profileOf(service), sandboxFacts['log.base'], family, role === 'master' ? master : worker].join('\\'),
  );
  const hasRun = row.service === 'running' || timeField(row, 'stoppedAt') !== null;
  return { role, folders: [...new Set([...folders, own])], newest: hasRun ? logFileOf(service, ways) : null };
}

export function profileOf({ name, row }: InstalledService): string {
  const account = textField(row, 'userAccount') ?? '';
  const user = account.slice(account.lastIndexOf('\\') + 1) || name;
  return /^NT SERVICE\\/i.test(account) ? `C:\\Windows\\ServiceProfiles\\${user}` : `C:\\Users\\${user}`;
}
