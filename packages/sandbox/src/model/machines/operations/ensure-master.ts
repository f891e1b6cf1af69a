import { thumbprintKey } from '../certificate.js';
import { type InstalledService, type MachineState, type Outcome, type Refusal, refused } from '../machine-state.js';
import type { ByHandRequest } from '../requests.js';
import { configReading } from '../settings.js';
import { configFields, encodeConfig, isSameValue, settingsFileOf, writeSettings } from '../settings-file.js';
import { publicCertificate, trust } from './certificates.js';
import { configOf, replaceConfig } from './configs.js';
import { createReport, putInUse, type Report, serviceOfRole } from './ensure.js';
import { bindPort, openFirewall } from './services.js';

type EnsureMaster = Extract<ByHandRequest, { readonly operation: 'ensureMaster' }>;

/** Makes the machine ready as a node of the master: trust, binding, firewall, service. */
export function ensureMaster(machine: MachineState, request: EnsureMaster): Outcome {
  const service = serviceOfRole(machine, 'master');
  if ('code' in service) return service;
  const bytes = configOf(service);
  if ('code' in bytes) return bytes;
  const config = settingsFileOf(service.row);
  if (config === undefined) return refused('configUnreadable', 'MasterSettings.config cannot be read.');
  const report = createReport();
  const named = namedCertificate(machine, request, String(config.value('SSLCertThumbprint') ?? ''), report);
  if ('code' in named) return named;
  const { toDo, use } = named;
  const more = toDo === undefined ? {} : { toDo: [toDo] };
  const written = use === undefined ? undefined : nameInConfig(machine, service, use, report);
  if (written !== undefined && 'code' in written) return written;
  for (const { certificate, mark } of request.trust) {
    const read = publicCertificate(certificate);
    if (read === undefined) return refused('certificateInvalid', 'This is not the public half of one certificate.');
    report.tell(
      trust(machine, read, mark),
      `The worker's certificate ${read.thumbprint}`,
      'is trusted now.',
      'was trusted already.',
    );
  }
  if (request.port !== null) {
    const { port, firewallRule } = request;
    const thumbprint = use ?? thumbprintKey(String(config.value('SSLCertThumbprint') ?? ''));
    if (thumbprint === '') {
      return refused('configUnreadable', 'MasterSettings.config names no certificate (SSLCertThumbprint).');
    }
    const { negotiateClientCertificate: negotiate } = request;
    const asked = negotiate === undefined ? {} : { negotiateClientCertificate: negotiate };
    const refusal =
      report.tell(
        bindPort(machine, { port, thumbprint, ...asked }),
        `Port ${port}`,
        `is bound to ${thumbprint} now.`,
        `was bound to ${thumbprint} already.`,
      ) ??
      report.tell(
        openFirewall(machine, firewallRule, port),
        `Port ${port}`,
        'is open in the firewall now.',
        'was open in the firewall already.',
      );
    if (refusal !== undefined) return refusal;
    const own = config.value('PortNumber') ?? null;
    if (!isSameValue(own, port)) {
      report.sentences.push(`MasterSettings.config has the port ${own}, not ${port}: that was left as it is.`);
    }
  }
  const now = machine.serviceNamed(service.name) ?? service;
  const isUnread = use !== undefined && configReading(now.row, 'master') === 'unread';
  return putInUse(machine, now, isUnread, report) ?? report.answer(more);
}

/** What becomes of the certificate that the topology names. */
interface Named {
  /** Its thumbprint, where the config has to name it. */
  readonly use?: string;
  readonly toDo?: string;
}

function namedCertificate(
  machine: MachineState,
  { certificate, keyOf }: EnsureMaster,
  own: string,
  report: Report,
): Named | Refusal {
  if (certificate === undefined) return {};
  const thumbprint = thumbprintKey(certificate.thumbprint);
  const entry = machine.windows().stores.Root.get(thumbprint);
  const isThere = entry !== undefined && entry.readers !== null && !entry.keyLost;
  const given = keyOf === undefined ? undefined : publicCertificate(keyOf);
  if (!isThere && given === undefined) {
    const toDo = `The private key of the master's certificate ${thumbprint} is not in LocalMachine\\Root, and this machine cannot be the master with it. Run this script again with the private key.`;
    return { toDo };
  }
  if (!isThere && given?.thumbprint !== thumbprint) {
    const detail = `The administrator has brought ${given?.thumbprint}, not ${thumbprint}. Nothing was imported.`;
    return refused('certificateInvalid', detail);
  }
  if (!isThere && given !== undefined) {
    machine.keepCertificate(given.der);
    const friendlyName = entry?.friendlyName ?? '';
    machine.putCertificate('Root', thumbprint, { friendlyName, readers: ['S-1-5-18', 'S-1-5-32-544'] });
  }
  const subject = `The master's certificate ${thumbprint}`;
  report.tell(
    { changed: !isThere },
    subject,
    'was imported with its private key.',
    'was there with its private key already.',
  );
  if (certificate.inUse) return { use: thumbprint };
  const used = thumbprintKey(own);
  if (used !== thumbprint) {
    report.sentences.push(`The master goes on with ${used}: its config and its port were not changed for the new one.`);
  }
  return {};
}

function nameInConfig(
  machine: MachineState,
  service: InstalledService,
  thumbprint: string,
  report: Report,
): Refusal | undefined {
  const bytes = configOf(service);
  const config = settingsFileOf(service.row);
  if ('code' in bytes) return bytes;
  if (config === undefined) return refused('configUnreadable', 'MasterSettings.config cannot be read.');
  const isNamed = thumbprintKey(String(config.value('SSLCertThumbprint') ?? '')) === thumbprint;
  const text = isNamed ? undefined : writeSettings(config, { SSLCertThumbprint: thumbprint });
  const edited = text === undefined ? bytes : encodeConfig(text, configFields(bytes).configEncoding);
  const kept = isNamed ? undefined : replaceConfig(machine, service, bytes, edited);
  if (kept !== undefined) return kept;
  report.tell(
    { changed: !isNamed },
    service.configPath,
    'names it now; the file as it was stands beside it as a .bak.',
    'named it already.',
  );
  return undefined;
}
