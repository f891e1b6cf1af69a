import { createHash } from 'node:crypto';
import { isScaleoutError, ScaleoutError } from '../../../errors.js';
import type { MachineName } from '../../../machine-name.js';
import { type MachineOperation, type MachineResult, thumbprint } from '../../../reconciler/machines.js';
import { configFileOf } from './config-file.js';
import { base64At, type Field, flagAt } from './field.js';

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
