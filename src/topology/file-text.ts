import { basename } from 'node:path';
import { type Diagnostic, diagnostic, type SourceRange } from '../errors/errors.js';
import { type FileFailure, readFileBytes } from '../files/files.js';
import { type Input, readInput, standardInput } from '../files/standard-input.js';
import { shellWord } from '../text/printable.js';
import { firstOf } from '../text/words.js';
import { mostNamed, similarFile, topologiesIn } from './near-files.js';

/** The largest topology that is read: 4 MiB, more than 30,000 workers. */
export const largestFile = 4 * 1024 * 1024;

type Read<T> = { readonly read: T } | { readonly failed: Diagnostic };

export interface ReadOptions {
  /** Whether the file may be a pipe, which ends when its writer closes it: for a command that runs once. Default: no. */
  readonly pipes?: boolean;
  /** What `-` is read from; without it, `-` is a file of that name. */
  readonly input?: Input;
  /** The command line with another file in the place of this one: `scaleout status prod.yaml`. */
  readonly naming?: (file: string) => string;
}

/** The bytes of a file of at most `largestFile`, or of standard input. */
export async function readBytes(file: string, options: ReadOptions): Promise<Read<Uint8Array>> {
  const { pipes = false, input } = options;
  const bytes =
    file === standardInput && input !== undefined
      ? await readInput(input, { largest: largestFile })
      : await readFileBytes(file, { largest: largestFile, kinds: pipes ? 'any' : 'regular' });
  return 'read' in bytes ? { read: bytes.read } : failureText(bytes.failed, file, options);
}

async function failureText(
  { why, phrase }: FileFailure,
  file: string,
  { input, naming = (name) => `-f ${shellWord(name, process.platform)}` }: ReadOptions,
): Promise<{ readonly failed: Diagnostic }> {
  const isInput = file === standardInput && input !== undefined;
  const detail = `${isInput ? 'Standard input' : file} ${phrase}.`;
  const unreadable = (remedy?: string) => failed('topology.file-unreadable', detail, remedy);
  switch (why) {
    case 'missing': {
      const other = await similarFile(file);
      const remedy = other === undefined ? undefined : `Did you mean ${other}? Name it: ${naming(other)}`;
      return failed('topology.file-not-found', detail, remedy);
    }
    case 'folder':
      return unreadable(await folderRemedy(file, naming));
    case 'denied':
      return failed(
        'topology.file-unreadable',
        `This account may not read ${file}.`,
        'Give the account that runs scaleout the right to read the file and to enter its folder.',
      );
    case 'large':
      return failed('topology.file-too-large', detail);
    case 'special':
      return unreadable(
        isInput
          ? 'Pipe the topology into the command, or name its file in the place of -.'
          : 'Name a regular file. Only commands that run once read a topology from a pipe; watch does not.',
      );
    case 'late':
      return unreadable(
        isInput
          ? 'Look at the program that writes into the pipe: the topology ends where it closes it.'
          : 'Check whether the disk or share that holds it answers, or whether something writes into the pipe.',
      );
    default:
      return unreadable();
  }
}

async function folderRemedy(folder: string, naming: (file: string) => string): Promise<string> {
  const found = await topologiesIn(folder);
  const [first] = found;
  if (first === undefined) {
    return `It holds no file that looks like a topology (*.yaml or *.yml with apiVersion: ssis-scaleout/v1). Name the file: ${naming('FILE')}`;
  }
  const names = firstOf(
    found.map((file) => basename(file)),
    mostNamed,
  );
  const which = found.length === 1 ? 'the topology in it' : `one of the topologies in it (${names})`;
  return `A whole folder is for scaleout watch. Name ${which}: ${naming(first)}`;
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
