import { createHash } from 'node:crypto';
import { timeText } from '../../../instant.js';
import { textField } from '../../store.js';
import {
  done,
  type InstalledService,
  type MachineState,
  type Outcome,
  type Refusal,
  refused,
  unchanged,
} from '../machine-state.js';
import type { MachineOperation } from '../requests.js';
import { keptAsLoaded } from '../settings.js';
import { configBytesOf, configFields } from '../settings-file.js';

export function readConfig(machine: MachineState, path: string): Outcome {
  const service = machine.serviceAt(path);
  if (service === undefined) return noSuchFile(path);
  const read = configOf(service);
  return 'code' in read ? read : { changed: false, path: service.configPath, content: read.toString('base64') };
}

/** The bytes of a service's config, or why they cannot be read. */
export function configOf({ row, configPath }: InstalledService): Buffer | Refusal {
  const error = textField(row, 'configError');
  if (error !== null) return refused('configUnreadable', error);
  if (row.configInUse === 'alone') return heldOpen(configPath, 'read');
  return configBytesOf(row) ?? noSuchFile(configPath);
}

/** Writes only over the bytes that somebody has seen; where the wanted ones stand already, there is nothing to do. */
export function writeConfig(
  machine: MachineState,
  operation: Extract<MachineOperation, { readonly operation: 'writeConfig' }>,
): Outcome {
  const { path, content, expectedSha256 } = operation;
  const service = machine.serviceAt(path);
  if (service === undefined) return noSuchFile(path);
  const before = configOf(service);
  if ('code' in before) return before;
  const after = Buffer.from(content, 'base64');
  if (before.equals(after)) return unchanged;
  const found = createHash('sha256').update(before).digest('hex');
  if (found !== expectedSha256.toLowerCase()) {
    return refused('moved', `${service.configPath} was changed meanwhile: its SHA-256 is ${found}.`);
  }
  return replaceConfig(machine, service, before, after) ?? done;
}

/** Keeps the file as it was, as a .bak would. Why it could not be replaced; undefined where it was. */
export function replaceConfig(
  machine: MachineState,
  service: InstalledService,
  before: Buffer,
  after: Buffer,
): Refusal | undefined {
  const { configPath, row } = service;
  if (row.configReadOnly === true) {
    return refused('configReadOnly', `${configPath} has the read-only attribute: it was not replaced.`);
  }
  if (typeof row.configInUse === 'string') return heldOpen(configPath, 'replaced');
  machine.changeService(service, {
    ...keptAsLoaded(service),
    ...configFields(after),
    ...(row.configReading === undefined ? {} : { configReading: null }),
    configBackup: before.toString('base64'),
    configReplacedAt: timeText(machine.now),
  });
  return undefined;
}

const noSuchFile = (path: string) => refused('configMissing', `There is no file ${path}.`);

const heldOpen = (path: string, done: string) =>
  refused('configInUse', `Another program holds ${path} open, and it cannot be ${done}.`);
