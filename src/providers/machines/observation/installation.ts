import { createHash } from 'node:crypto';
import type { Known } from '../../../domain/known.js';
import type {
  ConfigFile,
  Installation,
  MachineRole,
  MachineService,
  ServiceState,
  StartMode,
} from '../../../domain/machines.js';
import { remoteText } from '../remote-text.js';
import {
  at,
  base64At,
  type Field,
  flagAt,
  instantAt,
  isAbsent,
  knownUnless,
  misshapen,
  textAt,
  textOrNullAt,
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
