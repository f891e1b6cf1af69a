import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import { nearest } from '../nearest.js';

/** The largest topology that is read: 4 MiB, more than 30,000 workers. */
export const largestFile = 4 * 1024 * 1024;

export type Read<T> = { readonly read: T } | { readonly failed: Diagnostic };

/** The bytes of a file of at most `largestFile`; also of a pipe, which ends when its writer closes it. */
export async function readBytes(file: string): Promise<Read<Uint8Array>> {
  try {
    // Opening a folder succeeds on some systems and is refused for lack of rights on others.
    if ((await stat(file)).isDirectory()) {
      return failed(
        'topology.file-unreadable',
        `${file} is a folder, not a file.`,
        `Name the file in it: ${join(file, 'topology.yaml')}.`,
      );
    }
    const bytes = await readAtMost(file, largestFile + 1);
    if (bytes.length <= largestFile) return { read: bytes };
    return failed('topology.file-too-large', `${file} is larger than ${largestFile / 1024 / 1024} MiB.`);
  } catch (error) {
    return failureOf(error, file);
  }
}

async function readAtMost(file: string, limit: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (length < limit) {
      const part = new Uint8Array(Math.min(1024 * 1024, limit - length));
      const { bytesRead } = await handle.read(part, 0, part.length, null);
      if (bytesRead === 0) break;
      parts.push(part.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(parts, length);
  } finally {
    await handle.close();
  }
}

async function failureOf(error: unknown, file: string): Promise<{ readonly failed: Diagnostic }> {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR': {
      const other = await similarFile(file);
      const remedy = other === undefined ? undefined : `Did you mean ${other}? Name it: scaleout plan -f ${other}.`;
      return failed('topology.file-not-found', `${file} does not exist.`, remedy);
    }
    case 'EACCES':
    case 'EPERM':
      return failed(
        'topology.file-unreadable',
        `This account may not read ${file}.`,
        'Give the account that runs scaleout the right to read the file and to enter its folder.',
      );
    default:
      return failed('topology.file-unreadable', `Reading ${file} failed${code === undefined ? '' : ` (${code})`}.`);
  }
}

/** A YAML file in the same folder whose name is nearly that of the file, or that is the only one there. */
async function similarFile(file: string): Promise<string | undefined> {
  const names = await readdir(dirname(file)).catch(() => []);
  const candidates = names.filter((name) => /\.ya?ml$/i.test(name));
  const found = nearest(basename(file), candidates) ?? (candidates.length === 1 ? candidates[0] : undefined);
  return found === undefined ? undefined : join(dirname(file), found);
}

function failed(
  code: 'topology.file-unreadable' | 'topology.file-not-found' | 'topology.file-too-large',
  detail: string,
  remedy?: string,
): { readonly failed: Diagnostic } {
  return { failed: diagnostic(code, detail, remedy === undefined ? {} : { remedy }) };
}
