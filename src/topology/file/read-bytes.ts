import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import { type FileFailure, readFileBytes, withinFileLimit } from '../../read-file.js';
import { shellWord } from '../../shell-word.js';
import { nearest } from '../nearest.js';

/** The largest topology that is read: 4 MiB, more than 30,000 workers. */
export const largestFile = 4 * 1024 * 1024;

export type Read<T> = { readonly read: T } | { readonly failed: Diagnostic };

/**
 * The bytes of a file of at most `largestFile`. With `pipes` also of a pipe, which ends when its writer closes it: for a
 * command that runs once.
 */
export async function readBytes(file: string, { pipes }: { readonly pipes: boolean }): Promise<Read<Uint8Array>> {
  const bytes = await readFileBytes(file, { largest: largestFile, kinds: pipes ? 'any' : 'regular' });
  return 'read' in bytes ? { read: bytes.read } : failureText(bytes.failed, file);
}

async function failureText({ why, phrase }: FileFailure, file: string): Promise<{ readonly failed: Diagnostic }> {
  switch (why) {
    case 'missing': {
      const other = await similarFile(file);
      const remedy =
        other === undefined
          ? undefined
          : `Did you mean ${other}? Name it: scaleout plan -f ${shellWord(other, process.platform)}`;
      return failed('topology.file-not-found', `${file} does not exist.`, remedy);
    }
    case 'folder': {
      const remedy = `Name the file in it: ${join(file, 'topology.yaml')}.`;
      return failed('topology.file-unreadable', `${file} ${phrase}.`, remedy);
    }
    case 'denied':
      return failed(
        'topology.file-unreadable',
        `This account may not read ${file}.`,
        'Give the account that runs scaleout the right to read the file and to enter its folder.',
      );
    case 'large':
      return failed('topology.file-too-large', `${file} ${phrase}.`);
    case 'special':
      return failed(
        'topology.file-unreadable',
        `${file} ${phrase}.`,
        'Name a regular file. Only commands that run once read a topology from a pipe; watch does not.',
      );
    case 'late':
      return failed(
        'topology.file-unreadable',
        `${file} ${phrase}.`,
        'Check whether the disk or share that holds it answers, or whether something writes into the pipe.',
      );
    default:
      return failed('topology.file-unreadable', `${file} ${phrase}.`);
  }
}

/** A YAML file in the same folder whose name is nearly that of the file, or that is the only one there. */
async function similarFile(file: string): Promise<string | undefined> {
  const names = await withinFileLimit(dirname(file), () => readdir(dirname(file))).catch(() => []);
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
