import type { Immutable } from '../../domain/documents.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { HistoryDocument } from '../../generated/history-document.js';
import { chooseActions, chooseApplies, recordedIds, recordedTarget } from '../../history/choose-applies.js';
import { historyPlace } from '../../history/history-files.js';
import { isRunning } from '../../history/provenance.js';
import { type History, type RecordedAction, readHistory } from '../../history/read-history.js';
import { refuseUnknown, topologyIds } from '../../reconciler/plan/target-selection.js';
import type { HistoryOptions } from '../history-options.js';
import { historyText } from '../render/history-text.js';
import { recordedActionText } from '../render/recorded-action-text.js';
import { recordedApplyText } from '../render/recorded-apply-text.js';
import { loadForCommand } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';

/** scaleout history: what was applied and done, when and by whom; or one apply with its steps. */
export const historyCommand: Command<HistoryOptions> = async (options, terminal) => {
  const { number, since, failed, limit } = options;
  const topology = await loadForCommand(options.file, terminal).catch((error: unknown) => {
    throw meaningTarget(error, options.file);
  });
  const file = historyPlace(topology, options.history, terminal.env) ?? '';
  const recorded = await readHistory(file, { isRunning });
  const { applies: all, actions, unreadableLines } = recorded;
  const target =
    options.target === undefined ? undefined : (recordedTarget(recorded, options.target) ?? options.target);
  if (target !== undefined) {
    const ids = [...topologyIds(topology), ...recordedIds(recorded)];
    if (recordedTarget(recorded, target) === undefined)
      refuseUnknown({ include: [target], exclude: [] }, ids, `nor in an apply of ${file}`);
  }
  const filter = { since, failed, target };
  const chosen: Chosen =
    number === undefined
      ? { ...chooseApplies(all, filter), actions: chooseActions(actions, filter) }
      : numbered(recorded, number, file);
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
    totalActions: actions.length,
    chosenActions: chosen.actions.length,
    actions: chosen.actions.slice(0, limit),
    unreadableLines,
  };
  printAnswer(
    terminal,
    options.json,
    () => document,
    (screen) =>
      number === undefined
        ? historyText(document, screen, { refusedUnknown: chosen.refusedUnknown, oldest: oldestOf(recorded) })
        : [
            ...document.applies.map((apply) => recordedApplyText(apply, screen)),
            ...document.actions.map((action) => recordedActionText(action, topology.name, screen)),
          ].join('\n'),
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

interface Chosen extends ReturnType<typeof chooseApplies> {
  readonly actions: readonly RecordedAction[];
}

function oldestOf({ applies, actions }: History): { readonly number: number; readonly at: string } | undefined {
  const last = applies.at(-1);
  const apply = last && { number: last.number, at: last.startedAt };
  const action = actions.at(-1);
  return action !== undefined && (apply === undefined || action.number < apply.number) ? action : apply;
}

/** Two of one number: they began at the same moment, and neither is passed over. */
function numbered(recorded: History, number: number, file: string): Chosen {
  const applies = recorded.applies.filter((apply) => apply.number === number);
  const actions = recorded.actions.filter((action) => action.number === number);
  if (applies.length + actions.length > 0) return { applies, actions, refusedUnknown: 0 };
  const numbers = [recorded.applies[0]?.number, recorded.actions[0]?.number].flatMap((one) => one ?? []);
  const newest = numbers.length === 0 ? undefined : Math.max(...numbers);
  const there = newest === undefined ? 'It is empty.' : `Its newest has the number ${newest}.`;
  throw new ScaleoutError('history.no-such-apply', `${file} has no apply ${number}. ${there}`);
}
