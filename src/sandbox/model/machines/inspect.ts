import type { InspectAnswer, StoreAnswer } from '../../../providers/machines/script/wire.js';
import { markPrefix } from '../../../reconciler/marks.js';
import { lastFailure } from '../life/change-fleet.js';
import { textField, timeField } from '../rows/fields.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import { waysOf } from '../ways.js';
import { optionsOf } from './binding.js';
import { readCertificate } from './certificate/read-certificate.js';
import { clusterView } from './cluster.js';
import { configBytesOf } from './config/config-bytes.js';
import { configReading } from './config/settings.js';
import { logFileOf, logLine, logPlacesOf } from './log-lines.js';
import type { InstalledService, MachineState } from './machine-state.js';
import { tpmKey } from './operations/certificates.js';
import { configOf } from './operations/configs.js';
import { thumbprintKey } from './thumbprint.js';
import type { StoreName } from './windows-machine.js';

/** Everything about a machine at one moment, as the script answers it. */
export function inspectMachine(machine: MachineState): InspectAnswer {
  const windows = machine.windows();
  const named = namedThumbprints(machine);
  return {
    hostName: windows.hostName,
    clock: timeText(machine.now),
    administrator: windows.administrator,
    build: windows.build,
    installations: machine.services().map((service) => installationOf(machine, service)),
    root: storeAnswer(machine, 'Root', named),
    my: storeAnswer(machine, 'My', named),
    bindings: {
      value: [...windows.bindings].map(([address, entry]) => ({
        address,
        thumbprint: entry.thumbprint,
        store: entry.store,
        ...optionsOf(entry),
      })),
    },
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
      ...startOf(row),
    },
    config: {
      path: configPath,
      ...('code' in read ? { error: read.message } : { content: read.toString('base64') }),
    },
  };
}

function startOf(row: Row): { readonly startedAt?: string } {
  const from = row.service === 'running' ? timeField(row, 'startedAt') : null;
  return from === null ? {} : { startedAt: timeText(from) };
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
  const { stores, administrator } = machine.windows();
  const store = stores[name];
  const certificates = [...store].flatMap(([thumbprint, { friendlyName, readers, keyLost, keyInTpm }]) => {
    const der = machine.certificate(thumbprint);
    if (der === undefined) return [];
    const matters =
      readers !== null ||
      friendlyName.startsWith(markPrefix) ||
      named.has(thumbprint) ||
      (name === 'Root' && readCertificate(der)?.selfSigned === false);
    if (!matters) return [];
    const access = keyInTpm
      ? { readersError: tpmKey(thumbprint), keyInTpm: true as const }
      : keyLost
        ? { readersError: `The private key of ${thumbprint} is not among the keys of this machine.` }
        : administrator
          ? { readers: readers ?? [] }
          : { readersError: 'Access is denied.' };
    return [{ certificate: der, friendlyName, hasKey: readers !== null, ...(readers === null ? {} : access) }];
  });
  return { value: { thumbprints: [...store.keys()], certificates } };
}

/** The latest line of each kind, the newest first, as of now or of what is mended since: a log forgets nothing. */
function troubleOf(machine: MachineState, service: InstalledService): InspectAnswer['trouble'] {
  const { row, role } = service;
  const { fleet } = machine.model.life;
  const worker = role === 'worker' ? fleet.workers.find(({ key }) => key === machine.key) : undefined;
  if (worker === undefined) return [];
  const log: Row = { ...(row.log as Row | null), ...lastFailure(worker, machine.now) };
  const times = Object.keys(log).map((kind) => ({ kind, at: timeField(log, kind) ?? Number.NEGATIVE_INFINITY }));
  times.sort((one, other) => other.at - one.at);
  return times.flatMap(({ kind, at }) => {
    const line = at === Number.NEGATIVE_INFINITY ? undefined : logLine(kind, at, worker.settings?.endpointText ?? '');
    return line === undefined ? [] : [{ role, kind, file: logFileOf(service, waysOf(machine.model.store)), line }];
  });
}
