import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnostic, type SourceRange } from '../errors/errors.js';
import { type FileFailure, readFileBytes, withinFileLimit } from '../files/files.js';
import { shellWord } from '../text/printable.js';
import { nearest } from '../text/words.js';

/** The largest topology that is read: 4 MiB, more than 30,000 workers. */
export const largestFile = 4 * 1024 * 1024;

type Read<T> = { readonly read: T } | { readonly failed: Diagnostic };

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

const utf16Remedy =
  'Save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8; in PowerShell: Out-File -Encoding utf8).';

/** The text of a file in UTF-8; a byte order mark at its beginning is left out. */
export function decodeText(file: string, bytes: Uint8Array): Read<string> {
  const failed = (detail: string, remedy?: string, range?: SourceRange) => ({
    failed: diagnostic('topology.not-text', detail, { range, ...(remedy === undefined ? {} : { remedy }) }),
  });
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return failed(`${file} is saved as UTF-16 ("Unicode"), not as UTF-8.`, utf16Remedy);
  }
  if (bytes.includes(0)) {
    if (looksLikeUtf16(bytes))
      return failed(`${file} seems to be saved as UTF-16 without a byte order mark.`, utf16Remedy);
    return failed(`${file} holds zero bytes: it is not a text file.`, 'Check that it is the right file.');
  }
  try {
    return { read: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const start = firstBroken(bytes);
    const range = { file, start, end: { ...start, column: start.column + 1 } };
    const detail = `A character in line ${start.line} is not UTF-8; the file was probably saved as ANSI (Windows-1252).`;
    return failed(detail, undefined, range);
  }
}

/** The text with a replacement character in place of what is not UTF-8, for showing the place. */
export function lossyText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** Whether every second byte of the beginning is zero, as in UTF-16 of Latin letters. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const beginning = bytes.subarray(0, 200);
  const zeros = beginning.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros >= beginning.length * 0.4 && zeros <= beginning.length * 0.6;
}

function firstBroken(bytes: Uint8Array): SourceRange['start'] {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const part = bytes.subarray(start, end);
    try {
      strict.decode(part);
    } catch {
      return { line, column: lossyText(part).indexOf('\ufffd') + 1 };
    }
    start = end + 1;
  }
  return { line, column: 1 };
}
