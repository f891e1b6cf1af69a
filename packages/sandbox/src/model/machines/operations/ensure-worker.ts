import { timeField } from '../../store.js';
import { type ReadCertificate, readCertificate, thumbprintKey } from '../certificate.js';
import {
  type InstalledService,
  isRefusal,
  type MachineState,
  type Outcome,
  type Refusal,
  refused,
} from '../machine-state.js';
import type { ByHandRequest } from '../requests.js';
import { configReading, spellingsIn } from '../settings.js';
import { configFields, encodeConfig, type SettingsFile, settingsFileOf, writeSettings } from '../settings-file.js';
import { createCertificate, grantKey, publicCertificate, trust } from './certificates.js';
import { configOf, replaceConfig } from './configs.js';
import { createReport, putInUse, type Report, serviceOfRole } from './ensure.js';

type EnsureWorker = Extract<ByHandRequest, { readonly operation: 'ensureWorker' }>;
type NewCertificate = Extract<ByHandRequest, { readonly operation: 'newCertificate' }>;

/** How long before it is made a certificate begins. */
const beginsBefore = 10 * 60_000;

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
    const mark = request.masterMark ?? request.mark;
    report.tell(trust(machine, master, mark), subject, 'is trusted now.', 'was trusted already.');
    const later = laterMaster(machine, request, service, master.thumbprint);
    if (later === undefined) wanted.MasterHttpsCertThumbprint = master.thumbprint;
    else
      report.sentences.push(
        `${service.configPath} names the certificate ${later} of the master, and was written after this script was made: that was left as it is. Make the script again.`,
      );
  }
  const refusedNext = trustNext(machine, request, report);
  if (refusedNext !== undefined) return refusedNext;
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
  const isGranted = tellOfKey(granted, account, report);
  if (typeof isGranted !== 'boolean') return isGranted;
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
  { workerThumbprint, mark, days = lifetimeDays }: EnsureWorker,
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
  return markedCertificate(machine, mark, days, own?.thumbprint);
}

/** One of ours, younger than the one that it is for; made where there is none. */
function markedCertificate(
  machine: MachineState,
  mark: string,
  days: number,
  replaces: string | undefined,
): { readonly own: ReadCertificate; readonly made: boolean } | Refusal {
  const names = [machine.windows().hostName];
  const wish = { names, mark, days, store: 'My', usage: 'client' } as const;
  const older = replaces === undefined ? {} : { replaces };
  const made = createCertificate(machine, { operation: 'createCertificate', ...wish, ...older });
  if (isRefusal(made)) return made;
  const read = readCertificate(made.certificate ?? '');
  return read === undefined
    ? refused('scriptFailed', 'The certificate that was made cannot be read.')
    : { own: read, made: made.changed };
}

/** What the master is going to answer with is trusted ahead of time, and named by nothing. */
function trustNext(machine: MachineState, { alsoTrust = [] }: EnsureWorker, report: Report): Refusal | undefined {
  for (const { certificate, mark } of alsoTrust) {
    const next = publicCertificate(certificate);
    if (next === undefined) return refused('certificateInvalid', 'This is not the public half of one certificate.');
    const subject = `The master's next certificate ${next.thumbprint}`;
    report.tell(trust(machine, next, mark), subject, 'is trusted now.', 'was trusted already.');
    report.sentences.push('When the master has gone over to it, make this script again and run it here.');
  }
  return undefined;
}

/** What the config names, where it was brought here and written after this was asked for. */
function laterMaster(
  machine: MachineState,
  { madeAt, masterMark }: EnsureWorker,
  { row }: InstalledService,
  wanted: string,
): string | undefined {
  const written = timeField(row, 'configReplacedAt');
  if (madeAt === undefined || masterMark === undefined || written === null) return undefined;
  const pinned = thumbprintKey(String(settingsFileOf(row)?.value('MasterHttpsCertThumbprint') ?? ''));
  const isBrought = machine.windows().stores.Root.get(pinned)?.friendlyName === masterMark;
  return pinned !== wanted && isBrought && written > Date.parse(madeAt) ? pinned : undefined;
}

/** Whether the account was let in. A key in the TPM is left to the administrator. */
function tellOfKey(granted: Outcome, account: string, report: Report): boolean | Refusal {
  if (isRefusal(granted)) {
    if (granted.code !== 'keyInTpm') return granted;
    report.tell({ changed: false }, granted.message, '', `See there that ${account} may read it.`);
    return false;
  }
  report.tell(granted, account, 'may read its private key now.', 'could read its private key already.');
  return granted.changed;
}

/** Makes a new certificate beside the one in use: trusted at home, and its key readable. Nothing names it yet. */
export function newCertificate(machine: MachineState, { mark, days, madeAt }: NewCertificate): Outcome {
  const service = serviceOfRole(machine, 'worker');
  if ('code' in service) return service;
  const config = settingsFileOf(service.row);
  if (config === undefined) return refused('configUnreadable', 'WorkerSettings.config cannot be read.');
  const report = createReport();
  const { My } = machine.windows().stores;
  const named = thumbprintKey(String(config.value('WorkerHttpsCertThumbprint') ?? ''));
  const used = My.has(named) ? readCertificate(machine.certificate(named) ?? '') : undefined;
  const isNew =
    used !== undefined && My.get(named)?.friendlyName === mark && used.notBefore >= Date.parse(madeAt) - beginsBefore;
  const got = isNew ? { own: used, made: false } : markedCertificate(machine, mark, days, used?.thumbprint);
  if ('code' in got) return got;
  const { own, made } = got;
  const subject = `The new certificate ${own.thumbprint}`;
  report.tell(
    { changed: made },
    subject,
    'was made, with a private key that stays on this machine.',
    'was made before.',
  );
  report.tell(trust(machine, own, mark), 'This machine', 'trusts it now.', 'trusted it already.');
  const granted = grantKey(machine, { store: 'My', thumbprint: own.thumbprint, service: service.name });
  const told = tellOfKey(granted, String(service.row.userAccount ?? ''), report);
  if (typeof told !== 'boolean') return told;
  report.sentences.push(
    isNew
      ? `${service.name} uses it already.`
      : `${service.name} goes on with ${used?.thumbprint ?? 'what its config names'}: its config was not changed, and it was not restarted.`,
  );
  return report.answer({ certificate: own.der });
}

/** Thumbprints are the same in either case: the services look for them so. */
function unlike(config: SettingsFile, wanted: Readonly<Record<string, string | number | boolean>>) {
  const differing = Object.entries(wanted).filter(([key, value]) => {
    const isThumbprint = /CertThumbprint$/i.test(key);
    return !isThumbprint || String(config.value(key) ?? '').toUpperCase() !== String(value).toUpperCase();
  });
  return Object.fromEntries(differing);
}
