import { stat } from 'node:fs/promises';
import { isScaleoutError } from '../../errors/errors.js';
import { existingFiles } from '../../history/history-files.js';
import { isByPage } from '../../history/provenance.js';
import {
  type HistoryField,
  historyReader,
  type ReadOptions,
  type RecordedAction,
  type RecordedApply,
} from '../../history/read-history.js';
import { actionWord, commandLine, commandWord } from '../../history/recorded-command.js';
import { messageOf } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import type { ApplyDetail, FieldLine, HistoryDetail } from '../wire/details.js';
import type { ApplyLine, Head } from '../wire/head.js';
import type { Mark } from '../wire/worker-row.js';
import { shownText, shownTexts, valueText } from './shown-text.js';

export type HistoryEntry = RecordedApply | RecordedAction;

/** What a history's files held when they were read last. */
export interface ReadEntries {
  /** Applies and actions, the newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly unreadableLines: number;
  /** Why they cannot be shown, a sentence; null: they are. */
  readonly unseen: string | null;
}

export interface KeptHistory {
  /** Undefined: they have not been read yet. */
  readonly read: () => ReadEntries | undefined;
  /** Another one with each reading that is not as the one before. */
  readonly version: () => number;
  /** Reads the files where they have changed; resolves with whether they had. Never rejects. */
  look(file: string): Promise<boolean>;
}

/** A history that is read again only where its files have another size or time. */
export function keptHistory(isRunning: ReadOptions['isRunning']): KeptHistory {
  const readAnew = historyReader({ isRunning });
  let read: ReadEntries | undefined;
  let stamp: string | undefined;
  let version = 0;
  let reading: Promise<boolean> | undefined;
  const look = async (file: string): Promise<boolean> => {
    const { found, now } = await readEntries(file, readAnew, stamp);
    stamp = now;
    if (found === undefined) return false;
    read = found;
    version += 1;
    return true;
  };
  return {
    read: () => read,
    version: () => version,
    look(file) {
      reading ??= look(file).finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

async function readEntries(
  file: string,
  readAnew: ReturnType<typeof historyReader>,
  before: string | undefined,
): Promise<{ readonly found?: ReadEntries; readonly now: string }> {
  try {
    const files = await existingFiles(file);
    const stamps = await Promise.all(files.map(async (one) => stampOf(one)));
    const now = JSON.stringify([file, stamps]);
    if (now === before) return { now };
    const { applies, actions, unreadableLines } = await readAnew(file);
    const entries = [...applies, ...actions].sort((one, other) => other.number - one.number);
    // Whether a process that began one is there still stands in no file.
    const isOpen = applies.some(({ state }) => state === 'running');
    return { found: { entries, unreadableLines, unseen: null }, now: isOpen ? '' : now };
  } catch (error) {
    const why = isScaleoutError(error) ? `${error.summary}: ${error.message}` : messageOf(error);
    const now = `unseen ${why}`;
    return now === before ? { now } : { found: { entries: [], unreadableLines: 0, unseen: shownText(why) }, now };
  }
}

async function stampOf(file: string): Promise<readonly [string, number, number]> {
  const { size, mtimeMs } = await stat(file);
  return [file, size, mtimeMs];
}

/** Those of the head. `read`: undefined where nothing was read yet. */
export function newestApplies(read: ReadEntries | undefined): NonNullable<Head['applies']> {
  if (read === undefined) return { unread: 'notYet', why: 'The history has not been read yet.' };
  if (read.unseen !== null) return { unread: 'failed', why: `The history cannot be read: ${read.unseen}` };
  return read.entries.slice(0, 3).map(applyLine);
}

export function applyLine(entry: HistoryEntry): ApplyLine {
  return shownTexts('action' in entry ? actionLine(entry) : lineOfApply(entry));
}

function actionLine(action: RecordedAction): ApplyLine {
  const { number, at, result, who } = action;
  const ended = { done: '', refused: ', refused', failed: ', failed', unknown: ', outcome not known' }[result];
  return {
    number,
    startedAt: at,
    endedAt: at,
    result: 'action',
    mark: ({ done: 'ok', refused: 'warn', failed: 'bad', unknown: 'unknown' } as const)[result],
    what: `${actionWord(action)}${ended}`,
    who: whoText(who),
    revision: null,
    dirty: false,
  };
}

function lineOfApply(apply: RecordedApply): ApplyLine {
  const { number, startedAt, endedAt, who, options, topology, approval } = apply;
  const approved = approval === undefined ? '' : `, approved by ${approval.who}`;
  const result = resultOf(apply);
  return {
    number,
    startedAt,
    endedAt,
    result,
    mark: applyMarks[result],
    what: whatOf(apply),
    who: options.watch === undefined ? whoText(who) : `watch${approved}`,
    revision: topology.git?.revision.slice(0, 7) ?? null,
    dirty: topology.git?.dirty === true,
  };
}

const applyMarks = {
  done: 'ok',
  partial: 'warn',
  interrupted: 'warn',
  refused: 'warn',
  failed: 'bad',
  cutOff: 'bad',
  running: 'unknown',
} as const satisfies Record<Exclude<ApplyLine['result'], 'action'>, Mark>;

function resultOf({ state, result }: RecordedApply): keyof typeof applyMarks {
  return state === 'ended' ? (result ?? 'cutOff') : state;
}

function whoText(who: RecordedApply['who']): string {
  return isByPage(who) ? `${who.user} via ${who.via}` : who.user;
}

/** `4 steps`, `2 of 3 steps`, and before that what was asked for where it was no plain apply. */
function whatOf(apply: RecordedApply): string {
  const { counts, plannedSteps, state, codes } = apply;
  const word = commandWord(apply);
  const named = word === 'apply' || word === 'watch' ? '' : `${word}, `;
  if (state === 'refused') return `${named}${codes.join(', ')}`;
  const done = counts?.done;
  const part = done === undefined || done === plannedSteps ? '' : `${done} of `;
  return `${named}${plannedSteps === 0 ? 'nothing to do' : `${part}${counted(plannedSteps, 'step')}`}`;
}

/** Entries of one answer. */
const most = 50;

/** The newest that fit the query; see HistoryDetail. `read` undefined: no history is kept. */
export function historyDetail(read: ReadEntries | undefined, query: URLSearchParams, version: string): HistoryDetail {
  if (read === undefined) {
    const unseen = 'No history is kept here: this process writes none, and was named none to read.';
    return { version, applies: [], hasMore: false, unseen, unreadableLines: 0 };
  }
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
  const [result, who, target] = ['result', 'who', 'target'].map((name) => (query.get(name) ?? '').toUpperCase());
  const fitting: ApplyLine[] = [];
  for (const entry of read.entries) {
    if (entry.number >= before || !names(entry, target ?? '')) continue;
    const line = applyLine(entry);
    if (result !== '' && line.result.toUpperCase() !== result) continue;
    if (!line.who.toUpperCase().includes(who ?? '')) continue;
    fitting.push(line);
    if (fitting.length > most) break;
  }
  return {
    version,
    applies: fitting.slice(0, most),
    hasMore: fitting.length > most,
    unseen: read.unseen,
    unreadableLines: read.unreadableLines,
  };
}

function names(entry: HistoryEntry, part: string): boolean {
  if (part === '') return true;
  return idsOf(entry).some((id) => id.toUpperCase().includes(part));
}

function idsOf(entry: HistoryEntry): readonly string[] {
  if ('action' in entry) return [entry.target ?? '', entry.finding ?? '', entry.fingerprint ?? ''];
  const { changes, steps, options } = entry;
  return [
    ...changes.map(({ id }) => id),
    ...steps.map(({ id }) => id),
    ...(options.maintenance === undefined ? [] : [options.maintenance.target]),
  ];
}

/** Changes and steps of one apply that a page is sent. */
const mostParts = 1_000;

export function applyDetail(entry: HistoryEntry): ApplyDetail {
  const line = applyLine(entry);
  const { who, tool } = entry;
  const common = { ...line, user: who.user, host: who.host, login: who.login, tool: tool.version };
  const detail = 'action' in entry ? ofAction(entry) : ofApply(entry);
  return { ...common, ...shownTexts(detail) };
}

type Further = Omit<ApplyDetail, keyof ApplyLine | 'user' | 'host' | 'login' | 'tool'>;

const nothing = { sha256: '', branch: null, fullRevision: null, approval: null, rehearsal: null, topologyFile: '' };

function ofAction(action: RecordedAction): Further {
  const { reason, until, code, detail, fingerprint = null } = action;
  const words = [
    actionWord(action),
    ...(reason === undefined ? [] : [`reason: ${reason}`]),
    ...(until === undefined ? [] : [`until ${moment(until)}`]),
    ...(detail === undefined ? [] : [detail]),
  ];
  const codes = code === undefined ? [] : [code];
  return { ...nothing, durationMs: null, fingerprint, options: words.join('; '), changes: [], steps: [], codes };
}

function ofApply(apply: RecordedApply): Further {
  const { durationMs, fingerprint = null, topology, changes, steps, codes, approval, rehearsal, detail } = apply;
  const { git } = topology;
  const why = detail === undefined ? '' : `; ${detail}`;
  return {
    durationMs,
    fingerprint,
    topologyFile: topology.file,
    sha256: topology.sha256,
    branch: git?.branch ?? null,
    fullRevision: git?.revision ?? null,
    options: `${commandLine(apply)}${why}`,
    approval: approval === undefined ? null : `by ${approval.who}, ${moment(approval.when)}`,
    rehearsal:
      rehearsal === undefined
        ? null
        : `of ${moment(rehearsal.createdAt)}: of ${counted(rehearsal.before, 'worker')} that could take work, ${rehearsal.lowest} at worst`,
    changes: changes.slice(0, mostParts).map(({ id, action, reason, fields = [] }) => ({
      id,
      action,
      reason,
      fields: fields.map(fieldLine),
    })),
    steps: steps.slice(0, mostParts).map(stepOf),
    codes,
  };
}

function fieldLine({ path, before, after, hidden }: HistoryField): FieldLine {
  const words = '(not recorded: it may be a secret)';
  if (hidden === true) return { path, before: words, after: words };
  return { path, before: valueText(before), after: valueText(after) };
}

function stepOf({
  id,
  operation,
  outcome,
  undoes,
  startedAt,
  durationMs,
  code,
  detail,
}: RecordedApply['steps'][number]) {
  const mark = ({ done: 'ok', already: 'ok', manual: 'warn', failed: 'bad', skipped: 'off' } as const)[outcome];
  const told = [
    ...(undoes === undefined ? [] : [`takes ${undoes} back`]),
    ...(code === undefined ? [] : [`[${code}]`]),
    ...(detail === undefined ? [] : [detail]),
  ].join(' ');
  return { id, operation, outcome, mark, startedAt, durationMs, detail: told === '' ? null : told };
}
