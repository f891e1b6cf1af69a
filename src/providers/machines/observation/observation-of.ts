import { isScaleoutError, ScaleoutError } from '../../../errors.js';
import type { MachineName } from '../../../machine-name.js';
import type { Binding, FirewallRule, LogPlaces, LogTrouble, MachineObservation } from '../../../reconciler/machines.js';
import { remoteText } from '../remote-text.js';
import { certificateStoreOf, thumbprintOf } from './certificate-store.js';
import { checkAmounts } from './check-amounts.js';
import {
  at,
  type Field,
  flagAt,
  instantAt,
  isAbsent,
  itemsOf,
  listAt,
  numberOrNullAt,
  textAt,
  textOrNullAt,
  textsAt,
} from './field.js';
import { installationOf, roleAt } from './installation.js';
import { knownPart } from './known-part.js';

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
  return [{ role: roleAt(field), kind, file: textAt(field, 'file'), line: textAt(field, 'line').slice(0, lineLimit) }];
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
