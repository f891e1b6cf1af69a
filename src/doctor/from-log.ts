import type { LogTrouble } from '../domain/machines.js';
import { logExceptions, logTexts } from '../facts/logs.js';
import { pages } from '../reconciler/diagnosis/check.js';
import { troubleText } from '../reconciler/view/machine.js';
import { counted } from '../text/words.js';
import type { DoctorDocument, DoctorFinding } from './doctor-document.js';
import { headOf } from './doctor-document.js';

type Kind = LogTrouble['kind'];

/** What follows the last trouble and tells of none. */
interface Quiet {
  readonly count: number;
  readonly last: number;
  readonly line: string;
}

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
 * what comes before it may have been mended since, and is a warning. So is the last one where the log goes on without
 * trouble: what a service writes when all is well is not public, so that this is all that tells.
 */
export function logDocument(file: string, bytes: Uint8Array, now: Date): DoctorDocument {
  const text = textOf(bytes);
  const lines = (text ?? '').split(/\r\n|\r|\n/);
  const told = troublesIn(lines);
  const [latest] = told;
  const after = latest === undefined ? undefined : quietAfter(lines, latest.last);
  const findings = told.map((one, at) => findingOf(one, at === 0, after));
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

/** A line's own text says more than the type of its exception, which counts where no text is known. */
function kindsIn(line: string): readonly Kind[] {
  const matching = signs
    .map((group) => group.filter(({ pattern }) => pattern.test(line)))
    .find(({ length }) => length > 0);
  return (matching ?? []).map(({ kind }) => kind);
}

/** The latest first. */
function troublesIn(lines: readonly string[]): readonly Told[] {
  const found = new Map<Kind, Told>();
  for (const [at, line] of lines.entries()) {
    for (const kind of kindsIn(line)) {
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

/** Blank, or of the entry above it: a stack trace, and what is indented. */
const continued = /^(\s|$|at |---)/;
/** Trouble of a kind that is not known. In any language the name of its type ends so. */
const otherTrouble = /exception|error|fail/i;

/**
 * The lines after the last trouble, where none of them tells of another and they are more than ever stood between two
 * troubles: a service that tries again each minute writes of that between them. Undefined: nothing speaks for a mend.
 */
function quietAfter(lines: readonly string[], last: number): Quiet | undefined {
  const entries = lines.flatMap((line, at) => (continued.test(line) ? [] : [{ line, number: at + 1 }]));
  const isTrouble = ({ line, number }: { line: string; number: number }) =>
    number <= last ? kindsIn(line).length > 0 : otherTrouble.test(line);
  let usual = 0;
  let quiet = 0;
  let before = false;
  for (const entry of entries) {
    if (!isTrouble(entry)) quiet += 1;
    else {
      // Trouble of an unknown kind right beneath a known one belongs to it.
      if (entry.number > last && quiet > 0) return undefined;
      if (before) usual = Math.max(usual, quiet);
      before = true;
      quiet = 0;
    }
  }
  const end = entries.at(-1);
  if (end === undefined || quiet <= usual) return undefined;
  return { count: quiet, last: end.number, line: end.line.trim().slice(0, longestLine) };
}

function findingOf(
  { kind, count, first, last, line }: Told,
  isLatest: boolean,
  after: Quiet | undefined,
): DoctorFinding {
  const { cause, remedy } = troubleText(kind);
  const sentence = `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`;
  const isCurrent = isLatest && after === undefined;
  const goesOn = isLatest && after !== undefined ? [after] : [];
  return {
    id: idOf(kind),
    target: 'log',
    severity: isCurrent ? 'error' : 'warning',
    summary: isCurrent ? sentence : `Earlier in this log: ${cause}`,
    evidence: [
      { read: 'last line of its kind', where: `line ${last}`, value: line },
      { read: 'lines of its kind', where: `lines ${first} to ${last}`, value: String(count) },
      ...goesOn.map((end) => ({ read: 'last line of the log', where: `line ${end.last}`, value: end.line })),
    ],
    cause: isCurrent
      ? `It is the last known trouble of the log (line ${last}), and nothing after it speaks for a mend.`
      : (goesOn.map(mended)[0] ?? 'Other trouble follows it in the log: it was perhaps mended since.'),
    remedy,
    page: pages.troubleshooting,
    consequences: [],
  };
}

function mended({ count, last }: Quiet): string {
  return `The log goes on for ${counted(count, 'line')}, until line ${last}, without known trouble: it was perhaps mended since. What a service writes when all is well is not public, so read them, and see whether its last heartbeat is new.`;
}

/** `noEndpoint` is `log.no-endpoint`. */
function idOf(kind: Kind): string {
  return `log.${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
