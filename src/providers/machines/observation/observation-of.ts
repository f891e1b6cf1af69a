// src/providers/machines/observation reads what a machine answers, field by field: types, lengths and amounts are
// checked, since a machine may lie. A part that is not as it should be is unknown, with the reason.

import { createHash } from 'node:crypto';
import type { MachineName } from '../../../domain/machine-name.js';
import {
  type Binding,
  type FirewallRule,
  type LogPlaces,
  type LogTrouble,
  type MachineObservation,
  type MachineOperation,
  type MachineResult,
  thumbprint,
} from '../../../domain/machines.js';
import { isScaleoutError, ScaleoutError } from '../../../errors/errors.js';
import { remoteText } from '../connection.js';
import { examinationOf } from './examination.js';
import {
  at,
  base64At,
  type Field,
  flagAt,
  instantAt,
  isAbsent,
  itemsOf,
  knownPart,
  listAt,
  numberOrNullAt,
  textAt,
  textOrNullAt,
  textsAt,
} from './field.js';
import { certificateStoreOf, configFileOf, installationOf, roleAt, thumbprintOf } from './installation.js';

const lineLimit = 500;

/* A record, not a list: the compiler then misses no member of the union. */
const troubleKinds: Readonly<Record<LogTrouble['kind'], true>> = {
  noEndpoint: true,
  trust: true,
  secureChannel: true,
  anonymous: true,
  httpRequest: true,
  security: true,
  communication: true,
};

/**
 * What a machine answered to `inspect`, every part of it looked at. A part that makes no sense is unknown; throws
 * `machine.script-failed` where the whole makes none, and `machine.answer-too-large`.
 */
export function observationOf(machine: MachineName, answer: unknown): MachineObservation {
  checkAmounts(machine, answer);
  const field: Field = { value: answer, path: '' };
  try {
    return read(machine, field);
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    throw new ScaleoutError('machine.script-failed', `${machine} sent what makes no sense: ${error.message}.`);
  }
}

function read(machine: MachineName, field: Field): MachineObservation {
  const schannel = at(field, 'schannel');
  return {
    machine,
    hostName: textAt(field, 'hostName'),
    observedAt: instantAt(field, 'clock'),
    administrator: flagAt(field, 'administrator'),
    ...buildAt(field),
    installations: listAt(field, 'installations').map(installationOf),
    root: knownPart(field, 'root', certificateStoreOf),
    my: knownPart(field, 'my', certificateStoreOf),
    bindings: knownPart(field, 'bindings', (value) => itemsOf(value).map(bindingOf)),
    firewall: knownPart(field, 'firewall', (value) => itemsOf(value).map(ruleOf)),
    schannel: {
      sendTrustedIssuerList: numberOrNullAt(schannel, 'sendTrustedIssuerList'),
      clientAuthTrustMode: numberOrNullAt(schannel, 'clientAuthTrustMode'),
    },
    trouble: listAt(field, 'trouble').flatMap(troubleOf),
    logs: listAt(field, 'logs').map(logsOf),
    ...(isAbsent(at(field, 'examination')) ? {} : { examination: examinationOf(at(field, 'examination')) }),
  };
}

function bindingOf(field: Field): Binding {
  return {
    address: textAt(field, 'address'),
    thumbprint: thumbprintOf(at(field, 'thumbprint')),
    store: textAt(field, 'store'),
    ...(isAbsent(at(field, 'options')) ? {} : { options: wordsAt(field, 'options') }),
    ...(isAbsent(at(field, 'lost')) ? {} : { lost: wordsAt(field, 'lost') }),
  };
}

/** Names of options: short, and printable as they are. */
function wordsAt(field: Field, name: string): readonly string[] {
  return textsAt(field, name).map((text) => remoteText(text));
}

function buildAt(field: Field): { readonly build?: number } {
  if (isAbsent(at(field, 'build'))) return {};
  const build = numberOrNullAt(field, 'build');
  return build === null ? {} : { build };
}

function ruleOf(field: Field): FirewallRule {
  return {
    name: textAt(field, 'name'),
    enabled: flagAt(field, 'enabled'),
    allows: flagAt(field, 'allows'),
    ports: textsAt(field, 'ports'),
  };
}

/** A kind that this version does not know is passed over. */
function troubleOf(field: Field): readonly LogTrouble[] {
  const kind = textAt(field, 'kind');
  if (!isKeyOf(troubleKinds, kind)) return [];
  return [
    {
      role: roleAt(field),
      kind,
      file: textAt(field, 'file'),
      line: textAt(field, 'line').slice(0, lineLimit),
      ...(isAbsent(at(field, 'at')) ? {} : { at: instantAt(field, 'at') }),
      ...(isAbsent(at(field, 'notAfter')) ? {} : { notAfter: instantAt(field, 'notAfter') }),
    },
  ];
}

function logsOf(field: Field): LogPlaces {
  return {
    role: roleAt(field),
    folders: textsAt(field, 'folders').map((folder) => folder.slice(0, lineLimit)),
    newest: textOrNullAt(field, 'newest')?.slice(0, lineLimit) ?? null,
  };
}

function isKeyOf<T extends object>(record: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(record, key);
}

/** What a machine answered to an operation. Throws `machine.script-failed` where it makes no sense. */
export function resultOf(machine: MachineName, { operation }: MachineOperation, answer: unknown): MachineResult {
  const field: Field = { value: answer, path: '' };
  try {
    const changed = flagAt(field, 'changed');
    switch (operation) {
      case 'createCertificate':
        return { changed, certificate: certificateOf(base64At(field, 'certificate')) };
      case 'readConfig':
        return { changed, config: configFileOf(field) };
      default:
        return { changed };
    }
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    const detail = `${operation} on ${machine} answered what makes no sense: ${error.message}.`;
    throw new ScaleoutError('machine.script-failed', detail);
  }
}

function certificateOf(der: Buffer): MachineResult['certificate'] & object {
  return { der: der.toString('base64'), thumbprint: thumbprint(createHash('sha1').update(der).digest('hex')) };
}

/** What the machine that answered calls itself; undefined where it does not say. */
export function hostNameOf(answer: unknown): string | undefined {
  try {
    return textAt({ value: answer, path: '' }, 'hostName') || undefined;
  } catch (error) {
    if (isScaleoutError(error)) return undefined;
    throw error;
  }
}

/**
 * The most entries of each list in the answer to `inspect`, far above what a machine has: a certificate takes half a
 * millisecond to read, so that a machine that sends 20,000 would keep the others waiting. Root of a Windows machine has some
 * hundred certificates, of which the script sends those whole that matter: on a node of the master one of each worker, and
 * one more of each that is about to get another.
 */
const most = {
  installations: 100,
  rootCertificates: 5_000,
  certificates: 1_000,
  thumbprints: 20_000,
  readers: 1_000,
  bindings: 2_000,
  options: 100,
  rules: 1_000,
  ports: 1_000,
  trouble: 200,
  logs: 100,
  folders: 100,
} as const;

type Counted = keyof typeof most;

const names: Readonly<Record<Counted, string>> = {
  installations: 'installations',
  rootCertificates: 'certificates',
  certificates: 'certificates',
  thumbprints: 'thumbprints',
  readers: 'accounts that may read a key',
  bindings: 'bindings of http.sys',
  options: 'options of a binding of http.sys',
  rules: 'rules of the firewall',
  ports: 'ports in a rule of the firewall',
  trouble: 'lines of a log',
  logs: 'services with logs',
  folders: 'folders of logs',
};

/** Throws `machine.answer-too-large` where a list has more entries than any machine has, before anything of it is read. */
function checkAmounts(machine: MachineName, answer: unknown): void {
  const refuseMore = (what: Counted, list: unknown, where = '') => {
    if (!Array.isArray(list) || list.length <= most[what]) return;
    const count = `${list.length.toLocaleString('en')} ${names[what]}${where}`;
    const detail = `${machine} sent ${count}; at most ${most[what].toLocaleString('en')} are taken.`;
    throw new ScaleoutError('machine.answer-too-large', detail);
  };
  refuseMore('installations', partOf(answer, 'installations'));
  for (const store of ['root', 'my'] as const) {
    const value = partOf(partOf(answer, store), 'value');
    const certificates = partOf(value, 'certificates');
    const where = ` in ${store === 'root' ? 'Root' : 'My'}`;
    refuseMore('thumbprints', partOf(value, 'thumbprints'), where);
    refuseMore(store === 'root' ? 'rootCertificates' : 'certificates', certificates, where);
    for (const certificate of listOf(certificates)) refuseMore('readers', partOf(certificate, 'readers'), where);
  }
  const bindings = partOf(partOf(answer, 'bindings'), 'value');
  refuseMore('bindings', bindings);
  for (const binding of listOf(bindings)) {
    for (const part of ['options', 'lost'] as const) refuseMore('options', partOf(binding, part));
  }
  const rules = partOf(partOf(answer, 'firewall'), 'value');
  refuseMore('rules', rules);
  for (const rule of listOf(rules)) refuseMore('ports', partOf(rule, 'ports'));
  refuseMore('trouble', partOf(answer, 'trouble'));
  const logs = partOf(answer, 'logs');
  refuseMore('logs', logs);
  for (const places of listOf(logs)) refuseMore('folders', partOf(places, 'folders'));
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
