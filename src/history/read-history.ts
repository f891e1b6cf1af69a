import { lstat } from 'node:fs/promises';
import type { Immutable } from '../domain/documents.js';
import { ScaleoutError } from '../errors/errors.js';
import type * as schema from '../generated/history.js';
import type * as generated from '../generated/history-document.js';
import * as validator from '../generated/history-validator.js';
import { moment } from '../text/times.js';
import { existingFiles, historyText } from './history-files.js';

/** One apply: what its lines say, together. */
export type RecordedApply = Immutable<generated.Apply>;

export interface History {
  /** The newest first. */
  readonly applies: readonly RecordedApply[];
  /** What was done or asked for without an apply; the newest first. */
  readonly actions: readonly RecordedAction[];
  /** Lines that were cut off, or are not of a history. */
  readonly unreadableLines: number;
}

export interface ReadOptions {
  /** Whether a process of that host and number is there still; undefined: it cannot be told from here. */
  readonly isRunning: (who: BeginLine['who']) => boolean | undefined;
}

/** A history with all its files. Empty where there is none. Throws `history.unreadable`. */
export async function readHistory(file: string, options: ReadOptions): Promise<History> {
  return historyReader(options)(file);
}

/** The same for who reads a history again and again: of its files only that is read anew which was not there the last time. */
export function historyReader({ isRunning }: ReadOptions): (file: string) => Promise<History> {
  let known: ReadonlyMap<string, ReadFile> = new Map();
  return async (file) => {
    const read = await readFiles(file, known);
    // Of files that are gone nothing is kept.
    known = new Map(read.map((one) => [one.inode, one]));
    return historyOf(read, isRunning);
  };
}

function historyOf(files: readonly ReadFile[], isRunning: ReadOptions['isRunning']): History {
  const lines = files.flatMap((one) => [...one.whole.lines, ...one.cut.lines]);
  const unreadableLines = files.reduce((sum, { whole, cut }) => sum + whole.unreadable + cut.unreadable, 0);
  const ends = new Map<string, EndLine>();
  const begun = new Map<string, BeginLine | RefusedLine>();
  const acted = new Map<string, RecordedAction>();
  for (const line of lines) {
    if (line.type === 'end') ends.set(line.id, line);
    // A file that is set aside while it is read is read twice.
    else if (line.type === 'action') acted.set(line.id, line);
    else begun.set(line.id, line);
  }
  const applies = [...begun.values()].map((line) =>
    line.type === 'refused' ? refused(line) : carriedOut(line, ends.get(line.id), isRunning),
  );
  applies.sort((one, other) => other.number - one.number || (one.startedAt < other.startedAt ? 1 : -1));
  const actions = [...acted.values()].sort((one, other) => other.number - one.number || (one.at < other.at ? 1 : -1));
  return { applies, actions, unreadableLines };
}

/** What a file said when it was read last. Lines are appended, and a file that is set aside stays the same one by another name. */
interface ReadFile {
  readonly inode: string;
  readonly size: bigint;
  readonly modified: bigint;
  readonly whole: ReadLines;
  /** UTF-16 code units of whole lines, and the last of them. */
  readonly length: number;
  readonly tail: string;
  /** What stands behind the last end of a line. */
  readonly cut: ReadLines;
}

interface ReadLines {
  readonly lines: readonly HistoryLine[];
  readonly unreadable: number;
}

async function readFiles(file: string, known: ReadonlyMap<string, ReadFile>): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  // The newest first: a file that is set aside meanwhile turns up again, and is not missed.
  for (const existing of await existingFiles(file)) {
    const found = await lstat(existing, { bigint: true }).catch(() => undefined);
    const inode = found === undefined ? existing : `${found.dev} ${found.ino}`;
    const { size, mtimeNs: modified } = found ?? { size: 0n, mtimeNs: 0n };
    const before = known.get(inode);
    const isSame = found !== undefined && before?.size === size && before.modified === modified;
    read.push(isSame ? before : { inode, size, modified, ...readOn(await historyText(existing), before) });
  }
  return read;
}

/** UTF-16 code units by which a file is known again that has grown. */
const tailLength = 1_000;

function readOn(text: string, before: ReadFile | undefined): Omit<ReadFile, 'inode' | 'size' | 'modified'> {
  const { length: from, tail, whole } = before ?? { length: 0, tail: '', whole: { lines: [], unreadable: 0 } };
  if (text.slice(Math.max(0, from - tail.length), from) !== tail) return readOn(text, undefined);
  const length = text.lastIndexOf('\n') + 1;
  const added = readLines(text.slice(from, length));
  return {
    whole: { lines: [...whole.lines, ...added.lines], unreadable: whole.unreadable + added.unreadable },
    length,
    tail: text.slice(Math.max(0, length - tailLength), length),
    cut: readLines(text.slice(length)),
  };
}

function readLines(text: string): ReadLines {
  const lines: HistoryLine[] = [];
  let unreadable = 0;
  for (const written of text.split('\n')) {
    if (written.trim() === '') continue;
    const line = parseLine(written);
    if (line === undefined) unreadable += 1;
    else lines.push(line);
  }
  return { lines, unreadable };
}

function carriedOut(
  { type: _, steps, ...begin }: BeginLine,
  end: EndLine | undefined,
  isRunning: ReadOptions['isRunning'],
): RecordedApply {
  const common = { ...begin, plannedSteps: steps };
  if (end === undefined) {
    const state = isRunning(begin.who) === true ? 'running' : 'cutOff';
    return { ...common, state, ...nothing };
  }
  const { endedAt, durationMs, result, counts, codes } = end;
  return { ...common, state: 'ended', endedAt, durationMs, result, counts, codes, steps: end.steps };
}

function refused({ type: _, ...line }: RefusedLine): RecordedApply {
  return { ...line, state: 'refused', changes: [], plannedSteps: 0, ...nothing, codes: line.codes };
}

const nothing = { endedAt: null, durationMs: null, result: null, counts: null, codes: [], steps: [] } as const;

/** The lines of schemas/history.schema.json, deeply readonly. */
export type HistoryLine = Immutable<schema.HistoryLine>;
export type BeginLine = Immutable<schema.BeginLine>;
export type EndLine = Immutable<schema.EndLine>;
export type RefusedLine = Immutable<schema.RefusedLine>;
/** What a person did or asked for without an apply: its one line says all. */
export type RecordedAction = Immutable<schema.ActionLine>;
export type HistoryStep = Immutable<schema.Step>;
export type HistoryField = Immutable<schema.Field>;
export type HistoryApproval = Immutable<schema.Approval>;
export type HistoryRehearsal = Immutable<schema.RecordedRehearsal>;
export type GitRevision = Immutable<schema.Git>;

const isLine = validator.validate as unknown as (value: unknown) => value is HistoryLine;

/** What a line says; undefined where it was cut off, or is not of a history. */
export function parseLine(text: string): HistoryLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The apply that has carried out a plan, or begun to. */
export function planUser(planId: string, applies: readonly RecordedApply[]): RecordedApply | undefined {
  return applies.find((apply) => apply.planId === planId && apply.state !== 'refused');
}

/** Throws `guard.plan-used` where an apply of the history has carried out this plan, or begun to. */
export function refuseUsedPlan(planId: string, applies: readonly RecordedApply[]): void {
  const user = planUser(planId, applies);
  if (user === undefined) return;
  const { who, startedAt, number, state, result } = user;
  const end = state === 'running' ? 'it is still under way' : `it ended: ${result ?? 'cut off'}`;
  const detail = `${who.user} on ${who.host} used it at ${moment(startedAt)} (apply ${number} of the history; ${end}).`;
  throw new ScaleoutError('guard.plan-used', detail);
}
