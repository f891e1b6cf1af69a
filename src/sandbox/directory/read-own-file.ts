import { ScaleoutError } from '../../errors.js';
import { readRegularFileSync } from '../../read-file.js';

/** Bytes: a string of Node holds no more. */
const largest = 512 * 1024 * 1024;

/**
 * The bytes of a file of the sandbox's directory; undefined where it is not there. A pipe would stop the process for good.
 * Throws `sandbox.directory-unusable`.
 */
export function readOwnFile(path: string): Buffer | undefined {
  const bytes = readRegularFileSync(path, largest);
  if ('read' in bytes) return Buffer.from(bytes.read.buffer, bytes.read.byteOffset, bytes.read.byteLength);
  if (bytes.failed.why === 'missing') return undefined;
  throw new ScaleoutError('sandbox.directory-unusable', `${path} ${bytes.failed.phrase}`);
}
