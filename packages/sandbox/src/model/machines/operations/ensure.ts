import type { OperationAnswer } from '../answers.js';
import { type ReadCertificate, readCertificate, thumbprintKey } from '../certificate.js';
import {
  clusterView,
  type InstalledService,
  isRefusal,
  type MachineState,
  type Outcome,
  type Refusal,
  refused,
} from '../machine-state.js';
import type { ByHandRequest, MachineRole } from '../requests.js';
import { configReading, spellingsIn } from '../settings.js';
import {
  configFields,
  encodeConfig,
  isSameValue,
  type SettingsFile,
  settingsFileOf,
  writeSettings,
} from '../settings-file.js';
import { createCertificate, grantKey, publicCertificate, trust } from './certificates.js';
import { configOf, replaceConfig } from './configs.js';
import { bindPort, openFirewall, restartService, setStartMode, startService } from './services.js';

/** As long as a certificate that setup makes. */
const lifetimeDays = 1825;

/** Brings the machine into service as a worker, with what can be found out on it. Everything may be there already. */
export function ensureWorker(machine: MachineState, request: EnsureWorker): Outcome {
  const service = serviceOfRole(machine, 'worker');
  if ('code' in service) return service;
  const bytes = configOf(service);
  const config = settingsFileOf(service.row);
  if ('code' in bytes) return bytes;
  if (config === undefined) return refused('configUnreadable', 'WorkerSettings.config cannot be read.');
  const report = createReport();
  const wanted: Record<string, string | number | boolean> = {};
  if (request.endpoint !== null) wanted.MasterEndpoint = request.endpoint;
  if (request.masterCertificate !== null) {
    const master = publicCertificate(request.masterCertificate);
    if (master === undefined) return refused('certificateInvalid', 'This is not the public half of one certificate.');
    const subject = `The master's certificate ${master.thumbprint}`;
    report.tell(trust(machine, master, request.mark), subject, 'is trusted now.', 'was trusted already.');
    wanted.MasterHttpsCertThumbprint = master.thumbprint;
  }
  const found = workerCertificate(machine, request, config);
  if ('code' in found) return found;
  const { own, made } = found;
  const subject = `The worker's certificate ${own.thumbprint}`;
  report.tell(
    { changed: made },
    subject,
    'was made, with a private key that stays on this machine.',
    'was there already.',
  );
  wanted.WorkerHttpsCertThumbprint = own.thumbprint;
  report.tell(trust(machine, own, request.mark), 'This machine', 'trusts it now.', 'trusted it already.');
  const granted = grantKey(machine, { store: 'My', thumbprint: own.thumbprint, service: service.name });
  const account = String(service.row.userAccount ?? '');
  const isInTpm = isRefusal(granted) && granted.code === 'keyInTpm';
  if (isRefusal(granted) && !isInTpm) return granted;
  const isGranted = !isRefusal(granted) && granted.changed;
  if (isInTpm) report.tell({ changed: false }, granted.message, '', `See there that ${account} may read it.`);
  else
    report.tell(
      { changed: isGranted },
      account,
      'may read its private key now.',
      'could read its private key already.',
    );
  for (const [key, value] of Object.entries(request.settings)) {
    const isExact = request.settingsAsWritten?.includes(key) === true;
    const keys = isExact ? [key] : spellingsIn(config.settings, key);
    for (const spelled of keys) wanted[spelled] = value;
    if (keys.length === 0)
      report.sentences.push(`${key} was left as it is: which of its spellings is read is not known.`);
  }
  const text = writeSettings(config, unlike(config, wanted));
  const edited = encodeConfig(text, configFields(bytes).configEncoding);
  const written = { changed: !edited.equals(bytes) };
  const kept = written.changed ? replaceConfig(machine, service, bytes, edited) : undefined;
  if (kept !== undefined) return kept;
  report.tell(
    written,
    service.configPath,
    'was changed; the file as it was stands beside it as a .bak.',
    'was as wanted already.',
  );
  const now = machine.serviceNamed(service.name) ?? service;
  // An earlier run may have ended between the config and the restart.
  const restart = written.changed || isGranted || configReading(now.row, 'worker') === 'unread';
  const refusal = putInUse(machine, now, restart, report);
  return refusal ?? report.answer({ certificate: own.der });
}

/** The certificate that is named, else that of the config, else one of ours, else a new one. */
function workerCertificate(
  machine: MachineState,
  { workerThumbprint, mark }: EnsureWorker,
  config: SettingsFile,
): { readonly own: ReadCertificate; readonly made: boolean } | Refusal {
  const { My } = machine.windows().stores;
  const inMy = (text: string) => {
    const thumbprint = thumbprintKey(text);
    return My.has(thumbprint) ? readCertificate(machine.certificate(thumbprint) ?? '') : undefined;
  };
  if (workerThumbprint !== null && workerThumbprint !== '') {
    const own = inMy(workerThumbprint);
    return own === undefined
      ? refused('certificateMissing', `${workerThumbprint} is not in LocalMachine\\My.`)
      : { own, made: false };
  }
  const own = inMy(String(config.value('WorkerHttpsCertThumbprint') ?? ''));
  const hasKey = own !== undefined && (My.get(own.thumbprint)?.readers ?? null) !== null;
  if (own !== undefined && hasKey && own.notAfter > machine.now) return { own, made: false };
  const names = [machine.windows().hostName];
  const wish = { names, mark, days: lifetimeDays, store: 'My', usage: 'client' } as const;
  const made = createCertificate(machine, { operation: 'createCertificate', ...wish });
  if (isRefusal(made)) return made;
  const read = readCertificate(made.certificate ?? '');
  return read === undefined
    ? refused('scriptFailed', 'The certificate that was made cannot be read.')
    : { own: read, made: made.changed };
}

/** Thumbprints are the same in either case: the services look for them so. */
function unlike(config: SettingsFile, wanted: Readonly<Record<string, string | number | boolean>>) {
  const differing = Object.entries(wanted).filter(([key, value]) => {
    const isThumbprint = /CertThumbprint$/i.test(key);
    return !isThumbprint || String(config.value(key) ?? '').toUpperCase() !== String(value).toUpperCase();
  });
  return Object.fromEntries(differing);
}

/** Makes the machine ready as a node of the master: trust, binding, firewall, service. */
export function ensureMaster(machine: MachineState, request: EnsureMaster): Outcome {
  const service = serviceOfRole(machine, 'master');
  if ('code' in service) return service;
  const bytes = configOf(service);
  if ('code' in bytes) return bytes;
  const config = settingsFileOf(service.row);
  if (config === undefined) return refused('configUnreadable', 'MasterSettings.config cannot be read.');
  const report = createReport();
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
    const thumbprint = thumbprintKey(String(config.value('SSLCertThumbprint') ?? ''));
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
  return putInUse(machine, service, false, report) ?? report.answer();
}

type EnsureWorker = Extract<ByHandRequest, { readonly operation: 'ensureWorker' }>;
type EnsureMaster = Extract<ByHandRequest, { readonly operation: 'ensureMaster' }>;

/** What the scripts for an administrator say of what they do: a sentence for each thing. */
interface Report {
  readonly sentences: string[];
  changed: boolean;
  /** Says what an outcome means; hands a refusal back. */
  tell(outcome: Outcome, subject: string, now: string, already: string): Refusal | undefined;
  answer(more?: Partial<OperationAnswer>): OperationAnswer;
}

function createReport(): Report {
  const sentences: string[] = [];
  const report: Report = {
    sentences,
    changed: false,
    tell(outcome, subject, now, already) {
      if (isRefusal(outcome)) return outcome;
      sentences.push(`${subject} ${outcome.changed ? now : already}`);
      report.changed ||= outcome.changed;
      return undefined;
    },
    answer: (more = {}) => ({ changed: report.changed, ...more, report: sentences }),
  };
  return report;
}

function serviceOfRole(machine: MachineState, role: MachineRole): InstalledService | Refusal {
  const word = role === 'master' ? 'Master' : 'Worker';
  const found = machine.services().find((service) => service.role === role);
  return found ?? refused('serviceMissing', `No service SSISScaleOut${word} is installed on this machine.`);
}

/** Automatic and running, restarted where what it read at its start has changed. */
function putInUse(
  machine: MachineState,
  { name, row }: InstalledService,
  restart: boolean,
  report: Report,
): Refusal | undefined {
  if (row.clustered === true) {
    const more = restart ? " Restart it with the cluster's own commands." : '';
    report.sentences.push(`A failover cluster owns ${name}: it was left alone.${more}`);
    return undefined;
  }
  const view = clusterView(machine, row);
  if (view.clustered === null) {
    report.sentences.push(
      `Whether a failover cluster owns ${name} cannot be told: ${view.clusterDoubt}. It was left alone.`,
    );
    return undefined;
  }
  const mode = setStartMode(machine, name, 'automatic');
  const refusal = report.tell(mode, name, 'starts automatically now.', 'started automatically already.');
  if (refusal !== undefined) return refusal;
  if (restart && row.service === 'running') {
    return report.tell(restartService(machine, name), name, 'was restarted.', 'was restarted.');
  }
  return report.tell(startService(machine, name), name, 'was started.', 'was running already.');
}
