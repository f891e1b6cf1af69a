import { diagnostic, type SourceRange } from '../../diagnostic.js';
import type { Read } from './read-bytes.js';

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
