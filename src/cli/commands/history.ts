import type { Immutable } from '../../domain/documents.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { HistoryDocument } from '../../generated/history-document.js';
import { chooseApplies, recordedIds, recordedTarget } from '../../history/choose-applies.js';
import { historyPlace } from '../../history/history-files.js';
import { isRunning } from '../../history/provenance.js';
import { type RecordedApply, readHistory } from '../../history/read-history.js';
import { refuseUnknown, topologyIds } from '../../reconciler/plan/target-selection.js';
import type { HistoryOptions } from '../history-options.js';
import { historyText } from '../render/history-text.js';
import { recordedApplyText } from '../render/recorded-apply-text.js';
import { loadForCommand } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';

/** scaleout history: what was applied, when and by whom; or one apply with its steps. */
export const historyCommand: Command<HistoryOptions> = async (options, terminal) => {
  const { number, since, failed, limit } = options;
  const topology = await loadForCommand(options.file, terminal).catch((error: unknown) => {
    throw meaningTarget(error, options.file);
  });
  const file = historyPlace(topology, options.history, terminal.env) ?? '';
  const { applies: all, unreadableLines } = await readHistory(file, { isRunning });
  const target = options.target === undefined ? undefined : (recordedTarget(all, options.target) ?? options.target);
  if (target !== undefined) {
    const ids = [...topologyIds(topology), ...recordedIds(all)];
    if (recordedTarget(all, target) === undefined)
      refuseUnknown({ include: [target], exclude: [] }, ids, `nor in an apply of ${file}`);
  }
  const chosen = number === undefined ? chooseApplies(all, { ...options, target }) : numbered(all, number, file);
  const document: Immutable<HistoryDocument> = {
    formatVersion: 1,
    topology: topology.name,
    file,
    total: all.length,
    ...filterOf({
      ...(number === undefined ? {} : { number }),
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
      ...(target === undefined ? {} : { target }),
      ...(failed ? { failed } : {}),
    }),
    chosen: chosen.applies.length,
    applies: chosen.applies.slice(0, limit),
    unreadableLines,
  };
  printAnswer(
    terminal,
    options.json,
    () => document,
    (screen) =>
      number === undefined
        ? historyText(document, screen, { refusedUnknown: chosen.refusedUnknown, oldest: all.at(-1) })
        : document.applies.map((apply) => recordedApplyText(apply, screen)).join('\n'),
  );
  return 0;
};

/** What has the form of a worker, and is no file, was perhaps meant as one. */
function meaningTarget(error: unknown, word: string | undefined): unknown {
  if (!isScaleoutError(error, 'topology.file-not-found') || word === undefined) return error;
  const [, kind = 'worker', machine] = /^(?:(worker|master)\/)?([A-Za-z][\w-]*)$/.exec(word) ?? [];
  if (machine === undefined) return error;
  const meant = `A word that is no number names a topology. The applies that changed a worker: scaleout history --target ${kind}/${machine}`;
  const remedy = error.remedy.startsWith('Did you mean') ? `${error.remedy} ${meant}` : meant;
  return new ScaleoutError('topology.file-not-found', error.message, { cause: error, remedy });
}

function filterOf(filter: NonNullable<HistoryDocument['filter']>): Pick<HistoryDocument, 'filter'> {
  return Object.keys(filter).length === 0 ? {} : { filter };
}

/** Two applies of one number: they began at the same moment, and neither is passed over. */
function numbered(all: readonly RecordedApply[], number: number, file: string): ReturnType<typeof chooseApplies> {
  const applies = all.filter((apply) => apply.number === number);
  if (applies.length > 0) return { applies, refusedUnknown: 0 };
  const newest = all[0]?.number;
  const there = newest === undefined ? 'It is empty.' : `Its newest has the number ${newest}.`;
  throw new ScaleoutError('history.no-such-apply', `${file} has no apply ${number}. ${there}`);
}
