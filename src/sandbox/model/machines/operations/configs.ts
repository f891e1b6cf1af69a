import { createHash } from 'node:crypto';
import type { MachineOperation } from '../../../../reconciler/machines.js';
import { configBytesOf, configFields } from '../config/config-bytes.js';
import { keptAsLoaded } from '../config/settings.js';
import type { InstalledService, MachineState } from '../machine-state.js';
import { done, type Outcome, refused, unchanged } from './outcome.js';

export function readConfig(machine: MachineState, path: string): Outcome {
  const service = machine.serviceAt(path);
  const bytes = service && configBytesOf(service.row);
  if (service === undefined || bytes === undefined) return refused('configMissing', `There is no file ${path}.`);
  return { changed: false, path: service.configPath, content: bytes.toString('base64') };
}

/** Writes only over the bytes that somebody has seen; where the wanted ones stand already, there is nothing to do. */
export function writeConfig(
  machine: MachineState,
  operation: Extract<MachineOperation, { readonly operation: 'writeConfig' }>,
): Outcome {
  const { path, content, expectedSha256 } = operation;
  const service = machine.serviceAt(path);
  const before = service && configBytesOf(service.row);
  if (service === undefined || before === undefined) return refused('configMissing', `There is no file ${path}.`);
  const after = Buffer.from(content, 'base64');
  if (before.equals(after)) return unchanged;
  const found = createHash('sha256').update(before).digest('hex');
  if (found !== expectedSha256.toLowerCase()) {
    return refused('moved', `${service.configPath} was changed meanwhile: its SHA-256 is ${found}.`);
  }
  replaceConfig(machine, service, before, after);
  return done;
}

/** Keeps the file as it was, as a .bak would. */
export function replaceConfig(machine: MachineState, service: InstalledService, before: Buffer, after: Buffer): void {
  machine.changeService(service, {
    ...keptAsLoaded(service),
    ...configFields(after),
    configBackup: before.toString('base64'),
  });
}
