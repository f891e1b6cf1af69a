import { type ReadCertificate, readCertificate } from '../certificate/read-certificate.js';
import { configFields, encodeConfig, settingsFileOf } from '../config/config-bytes.js';
import { configReading, spellingsIn } from '../config/settings.js';
import { type SettingsFile, writeSettings } from '../config/settings-file.js';
import type { MachineState } from '../machine-state.js';
import { thumbprintKey } from '../thumbprint.js';
import { createCertificate, grantKey, publicCertificate, trust } from './certificates.js';
import { configOf, replaceConfig } from './configs.js';
import { createReport, type EnsureWorker, putInUse, serviceOfRole } from './ensure.js';
import { isRefusal, type Outcome, type Refusal, refused } from './outcome.js';

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
  const made = createCertificate(machine, { operation: 'createCertificate', names, mark, days: lifetimeDays });
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
