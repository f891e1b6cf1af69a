import type { LogTrouble } from '../domain/machines.js';
import { logExceptions, logTexts } from '../facts/logs.js';
import { pages } from '../reconciler/diagnosis/check.js';
import { troubleText } from '../reconciler/view/machine.js';
import type { DoctorDocument, DoctorFinding } from './doctor-document.js';
import { headOf } from './doctor-document.js';

type Kind = LogTrouble['kind'];

/** The lines of one kind in a log. Numbers of lines count from 1. */
interface Told {
  readonly kind: Kind;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** The last one, cut. */
  readonly line: string;
}

const longestLine = 500;

/**
 * What the log of a service shows, from a machine that nobody here can look at. The last trouble in it is an error;
 * what comes before it may have been mended since, and is a warning.
 */
export function logDocument(file: string, bytes: Uint8Array, now: Date): DoctorDocument {
  const text = textOf(bytes);
  const told = troublesIn(text ?? '');
  const findings = told.map((one, at) => findingOf(one, at === 0));
  const unread = text === undefined ? 'the file is not text' : text.trim() === '' ? 'the file is empty' : undefined;
  const severities = new Map(findings.map(({ id, severity }) => [id, severity]));
  const checks = kinds.map((kind) => {
    const id = idOf(kind);
    if (unread !== undefined) return { id, target: 'log', result: 'unknown' as const, reason: unread };
    return { id, target: 'log', result: severities.get(id) ?? ('ok' as const) };
  });
  return { ...headOf(checks, now.toISOString()), log: file, findings, checks };
}

/** As .NET and its editors write: UTF-16 by its mark, or by where its zeros stand, else UTF-8. Undefined: it is no text. */
function textOf(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.includes('\0') ? undefined : text;
}

/** Bytes by which UTF-16 without a mark is told. */
const sample = 4_096;

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const begin = bytes.subarray(0, sample);
  for (const [at, byte] of begin.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Most characters of a log are of ASCII, of which one of the two bytes is zero.
  const isHalf = (count: number) => count > begin.length / 4;
  if (isHalf(odd) && even === 0) return 'utf-16le';
  return isHalf(even) && odd === 0 ? 'utf-16be' : 'utf-8';
}

const signs = [logTexts, logExceptions].map(({ value }) =>
  value.map((each) => {
    const at = each.indexOf(': ');
    return { kind: each.slice(0, at) as Kind, pattern: new RegExp(each.slice(at + 2), 'i') };
  }),
);

const kinds = [...new Set(signs.flat().map(({ kind }) => kind))];

/** The latest first. A line's own text says more than the type of its exception, which counts where no text is known. */
function troublesIn(text: string): readonly Told[] {
  const found = new Map<Kind, Told>();
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const matching = signs
      .map((group) => group.filter(({ pattern }) => pattern.test(line)))
      .find(({ length }) => length > 0);
    for (const { kind } of matching ?? []) {
      const before = found.get(kind);
      found.set(kind, {
        kind,
        count: (before?.count ?? 0) + 1,
        first: before?.first ?? at + 1,
        last: at + 1,
        line: line.trim().slice(0, longestLine),
      });
    }
  }
  return [...found.values()].sort((one, other) => other.last - one.last);
}

function findingOf({ kind, count, first, last, line }: Told, isCurrent: boolean): DoctorFinding {
  const { cause, remedy } = troubleText(kind);
  const sentence = `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`;
  return {
    id: idOf(kind),
    target: 'log',
    severity: isCurrent ? 'error' : 'warning',
    summary: isCurrent ? sentence : `Earlier in this log: ${cause}`,
    evidence: [
      { read: 'last line of its kind', where: `line ${last}`, value: line },
      { read: 'lines of its kind', where: `lines ${first} to ${last}`, value: String(count) },
    ],
    cause: isCurrent
      ? `The log says so, and nothing else after line ${last}.`
      : 'Other trouble follows it in the log: it was perhaps mended since.',
    remedy,
    page: pages.troubleshooting,
    consequences: [],
  };
}

/** `noEndpoint` is `log.no-endpoint`. */
function idOf(kind: Kind): string {
  return `log.${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
