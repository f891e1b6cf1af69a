import { type InspectAnswer, markPrefix, type StoreAnswer } from '../../../providers/machines/script/wire.js';
import { lastFailure } from '../life/change-fleet.js';
import { textField, timeField } from '../rows/fields.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import { readCertificate } from './certificate/read-certificate.js';
import { configBytesOf } from './config/config-bytes.js';
import { masterSettingsOf, workerSettingsOf } from './config/settings.js';
import { logFileOf, logLine } from './log-lines.js';
import type { InstalledService, MachineState } from './machine-state.js';
import type { StoreName } from './windows-machine.js';

/** Everything about a machine at one moment, as the script answers it. */
export function inspectMachine(machine: MachineState): InspectAnswer {
  const windows = machine.windows();
  const named = namedThumbprints(machine);
  return {
    hostName: windows.hostName,
    clock: timeText(machine.now),
    administrator: windows.administrator,
    installations: machine.services().map(installationOf),
    root: storeAnswer(machine, 'Root', named),
    my: storeAnswer(machine, 'My', named),
    bindings: { value: [...windows.bindings].map(([address, binding]) => ({ address, ...binding })) },
    firewall: {
      value: [...windows.firewall]
        .filter(([name]) => name.startsWith(markPrefix))
        .map(([name, rule]) => ({ name, ...rule })),
    },
    schannel: {
      sendTrustedIssuerList: windows.sendTrustedIssuerList,
      clientAuthTrustMode: windows.clientAuthTrustMode,
    },
    trouble: machine.services().flatMap((service) => troubleOf(machine, service)),
  };
}

function installationOf({
  role,
  version,
  name,
  configPath,
  row,
}: InstalledService): InspectAnswer['installations'][number] {
  const bytes = configBytesOf(row);
  return {
    role,
    version,
    service: {
      name,
      startMode: textField(row, 'startMode') ?? 'automatic',
      state: textField(row, 'service') ?? 'stopped',
      account: textField(row, 'userAccount') ?? '',
      accountSid: textField(row, 'accountSid'),
      clustered: row.clustered === true,
    },
    config: {
      path: configPath,
      ...(bytes === undefined ? { error: 'There is no such file.' } : { content: bytes.toString('base64') }),
    },
  };
}

/** The certificates that configs and bindings name. */
function namedThumbprints(machine: MachineState): ReadonlySet<string> {
  const named = machine.services().flatMap(({ role, row }) => {
    const config = { ...row, loaded: null };
    if (role === 'master') return [masterSettingsOf(config).thumbprint];
    const { masterThumbprint, workerThumbprint } = workerSettingsOf(config);
    return [masterThumbprint, workerThumbprint];
  });
  return new Set([...named, ...[...machine.windows().bindings.values()].map(({ thumbprint }) => thumbprint)]);
}

function storeAnswer(machine: MachineState, name: StoreName, named: ReadonlySet<string>): StoreAnswer {
  const { stores, administrator } = machine.windows();
  const store = stores[name];
  const certificates = [...store].flatMap(([thumbprint, { friendlyName, readers }]) => {
    const der = machine.certificate(thumbprint);
    if (der === undefined) return [];
    const matters =
      readers !== null ||
      friendlyName.startsWith(markPrefix) ||
      named.has(thumbprint) ||
      (name === 'Root' && readCertificate(der)?.selfSigned === false);
    if (!matters) return [];
    const access = administrator ? { readers: readers ?? [] } : { readersError: 'Access is denied.' };
    return [{ certificate: der, friendlyName, hasKey: readers !== null, ...(readers === null ? {} : access) }];
  });
  return { value: { thumbprints: [...store.keys()], certificates } };
}

/** The latest line of each kind since the service started. */
function troubleOf(machine: MachineState, service: InstalledService): InspectAnswer['trouble'] {
  const { row, role } = service;
  const { fleet } = machine.model.life;
  const worker = role === 'worker' ? fleet.workers.find(({ key }) => key === machine.key) : undefined;
  if (worker === undefined) return [];
  const started = timeField(row, 'startedAt') ?? 0;
  const log: Row = { ...(row.log as Row | null), ...lastFailure(worker, machine.now) };
  return Object.keys(log).flatMap((kind) => {
    const at = timeField(log, kind);
    const line = at === null || at < started ? undefined : logLine(kind, at, worker.settings?.endpointText ?? '');
    return line === undefined ? [] : [{ role, kind, file: logFileOf(service), line }];
  });
}
