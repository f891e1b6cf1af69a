import { createHash } from 'node:crypto';
import { readCertificate } from '../../../certificate/read-certificate.js';
import type { Known } from '../../../domain/known.js';
import {
  type Certificate,
  type CertificateStore,
  type ConfigFile,
  type Installation,
  type MachineRole,
  type MachineService,
  type ServiceState,
  type StartMode,
  type StoredCertificate,
  type Thumbprint,
  thumbprint,
} from '../../../domain/machines.js';
import { isScaleoutError } from '../../../errors/errors.js';
import { remoteText } from '../connection.js';
import {
  at,
  base64At,
  type Field,
  flagAt,
  instantAt,
  isAbsent,
  knownUnless,
  listAt,
  misshapen,
  textAt,
  textOrNullAt,
  textsAt,
  unknown,
} from './field.js';

/* As the service control manager (Automatic) and WMI (Auto) say it. */
const startModes: Readonly<Record<string, StartMode>> = {
  automatic: 'automatic',
  auto: 'automatic',
  manual: 'manual',
  disabled: 'disabled',
};
const states: Readonly<Record<string, ServiceState>> = { running: 'running', stopped: 'stopped' };

export function installationOf(field: Field): Installation {
  const service = at(field, 'service');
  return {
    role: roleAt(field),
    version: textAt(field, 'version'),
    service: {
      name: textAt(service, 'name'),
      startMode: meaning(startModes, textAt(service, 'startMode')),
      state: meaning(states, textAt(service, 'state')),
      account: textAt(service, 'account'),
      accountSid: textOrNullAt(service, 'accountSid'),
      ...clusteredAt(service),
      ...(isMarked(service, 'configUnread') ? { configUnread: true } : {}),
      ...(isMarked(service, 'configWritten') ? { configWritten: true } : {}),
      ...(isAbsent(at(service, 'startedAt')) ? {} : { startedAt: instantAt(service, 'startedAt') }),
      ...(isAbsent(at(service, 'configWrittenAt')) ? {} : { configWrittenAt: instantAt(service, 'configWrittenAt') }),
    },
    config: configAt(field),
  };
}

const isMarked = (field: Field, name: string) => !isAbsent(at(field, name)) && flagAt(field, name);

/** Only what is told to be none is none. */
function clusteredAt(service: Field): Pick<MachineService, 'clustered' | 'clusterDoubt'> {
  if (!isAbsent(at(service, 'clustered'))) return { clustered: flagAt(service, 'clustered') };
  const doubt = textOrNullAt(service, 'clusterDoubt');
  return { clustered: null, clusterDoubt: doubt === null ? 'the machine did not say why' : remoteText(doubt) };
}

export function roleAt(field: Field): MachineRole {
  const role = textAt(field, 'role');
  if (role !== 'master' && role !== 'worker') throw misshapen(at(field, 'role'), 'master or worker');
  return role;
}

function configAt(field: Field): Known<ConfigFile> {
  return knownUnless(() => {
    const config = at(field, 'config');
    const error = at(config, 'error');
    if (typeof error.value === 'string') return unknown(remoteText(error.value));
    if (isAbsent(at(config, 'content'))) return unknown('the machine did not send the file');
    return { known: true, value: configFileOf(config) };
  });
}

function meaning<T>(words: Readonly<Record<string, T>>, text: string): T | 'other' {
  const key = text.trim().toLowerCase();
  return Object.hasOwn(words, key) ? (words[key] ?? 'other') : 'other';
}

/** A config file of which the machine sent path and bytes. */
export function configFileOf(field: Field): ConfigFile {
  const bytes = base64At(field, 'content');
  return {
    path: textAt(field, 'path'),
    content: bytes.toString('base64'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

export function certificateStoreOf(field: Field): CertificateStore {
  const certificates = listAt(field, 'certificates').map(storedCertificateOf);
  const thumbprints = listAt(field, 'thumbprints').map(thumbprintOf);
  return { thumbprints: new Set([...thumbprints, ...certificates.map((each) => each.thumbprint)]), certificates };
}

/** Checked: a text that is none would otherwise be a certificate that is missing. */
export function thumbprintOf(field: Field): Thumbprint {
  const { value } = field;
  const found = typeof value === 'string' ? thumbprint(value) : '';
  if (!/^[0-9A-F]{40}$/.test(found)) throw misshapen(field, 'a thumbprint');
  return thumbprint(found);
}

function storedCertificateOf(field: Field): StoredCertificate {
  return {
    ...certificateOf(base64At(field, 'certificate')),
    friendlyName: isAbsent(at(field, 'friendlyName')) ? '' : textAt(field, 'friendlyName'),
    keyReaders: flagAt(field, 'hasKey') ? readersOf(field) : null,
    ...(isAbsent(at(field, 'keyInTpm')) || !flagAt(field, 'keyInTpm') ? {} : { keyInTpm: true }),
  };
}

function readersOf(field: Field): Known<readonly string[]> {
  return knownUnless(() => {
    const error = at(field, 'readersError');
    if (typeof error.value === 'string') return unknown(remoteText(error.value));
    if (isAbsent(at(field, 'readers'))) return unknown('the machine did not say who may read the key');
    return { known: true, value: textsAt(field, 'readers') };
  });
}

/** Certificates that were read, by their bytes: the same ones stand in the stores of many machines, and are looked at again and again. */
const known = new Map<string, Certificate>();

/** So many of them are kept at most. */
const mostKnown = 4_096;

function certificateOf(der: Buffer): Certificate {
  const key = der.toString('base64');
  const read = known.get(key) ?? newCertificate(der);
  if (known.size >= mostKnown) known.clear();
  known.set(key, read);
  return read;
}

/** One that nobody can read is still there, with its thumbprint, and fit for nothing. */
function newCertificate(der: Buffer): Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    const never = new Date(0).toISOString();
    return {
      thumbprint: thumbprint(createHash('sha1').update(der).digest('hex')),
      der: der.toString('base64'),
      subject: '',
      issuer: '',
      names: [],
      notBefore: never,
      notAfter: never,
      selfSigned: false,
      weakness: 'not a certificate that can be read',
      authority: 'it cannot be read',
    };
  }
}
