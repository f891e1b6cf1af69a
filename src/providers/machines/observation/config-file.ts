import { createHash } from 'node:crypto';
import type { ConfigFile } from '../../../reconciler/machines.js';
import { base64At, type Field, textAt } from './field.js';

/** A config file of which the machine sent path and bytes. */
export function configFileOf(field: Field): ConfigFile {
  const bytes = base64At(field, 'content');
  return {
    path: textAt(field, 'path'),
    content: bytes.toString('base64'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
