import type { Immutable } from '../../domain/documents.js';
import type { HistoryDocument } from '../../generated/history-document.js';
import { isByPage } from '../../history/provenance.js';
import type { RecordedAction, RecordedApply } from '../../history/read-history.js';
import { actionWord, commandWord } from '../../history/recorded-command.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { elapsed, localMoment } from '../../text/times.js';
import { widthOf } from '../../text/width.js';
import { counted, listed } from '../../text/words.js';

interface Besides {
  /** Refused applies that `--target` left out, of which nobody knows what they would have changed. */
  readonly refusedUnknown?: number;
  /** The oldest apply or action that the history has. */
  readonly oldest?: { readonly number: number; readonly at: string } | undefined;
}

type View = Immutable<HistoryDocument>;

/** A history as a person reads it: a line for each apply and each action, the newest first, and what of it is not shown. */
export function historyText(history: View, screen: Screen, besides: Besides = {}): string {
  const paint = style(screen.colors);
  const { topology, file, total, totalActions, applies, actions, unreadableLines } = history;
  const name = printable(topology);
  const damaged = unreadableLines === 0 ? '' : paint.yellow(told(damagedText(unreadableLines, file), screen));
  if (total + totalActions === 0) {
    const none = told(`Nothing has been applied of ${name} yet, as far as ${printable(file)} knows.`, screen);
    return `${[none, damaged].filter((block) => block !== '').join('\n\n')}\n`;
  }
  const blocks = [
    paragraph(
      '',
      `${paint.bold(name)}${printable(sandboxOf([...applies, ...actions]) ?? '')}: ${headText(history, screen)}`,
      screen,
    ),
    applies.length + actions.length === 0 ? '' : tableText([...applies, ...actions].sort(byNumber), screen, paint),
    leftOutText(history, screen, besides),
    damaged,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** `40 applies`; of those that were asked for how many there are and what was asked. */
function headText({ total, totalActions, chosen, chosenActions, filter }: View, screen: Screen): string {
  const all = allText(total, totalActions);
  if (filter === undefined) return all;
  const fitting = chosen + chosenActions;
  const asked = [
    ...(filter.since === undefined ? [] : [`began since ${localMoment(filter.since, screen)}`]),
    ...(filter.target === undefined ? [] : [`were to change ${printable(filter.target)}`]),
    ...(filter.failed === true ? ['did not do all that they were to do'] : []),
  ];
  return `${fitting === 0 ? 'none' : fitting} of ${all} ${listed(asked)}`;
}

/** `40 applies`, `40 applies and 3 actions` */
function allText(applies: number, actions: number): string {
  const counts = [counted(applies, 'apply', 'applies'), ...(actions === 0 ? [] : [counted(actions, 'action')])];
  return listed(counts);
}

/** The sandbox that all of them were made in, where it is one. */
function sandboxOf(applies: readonly Pick<RecordedApply, 'catalog'>[]): string | undefined {
  const [first, ...others] = new Set(applies.map(({ catalog }) => catalog.sandbox));
  return first === undefined || others.length > 0 ? undefined : ` (sandbox ${first})`;
}

/** What of the history is not shown, and why: nobody is to take a part for all. */
function leftOutText(
  { total, chosen, applies, actions, filter, ...of }: View,
  screen: Screen,
  besides: Besides,
): string {
  const { refusedUnknown = 0, oldest } = besides;
  const options = [
    ...(filter?.since === undefined ? [] : ['--since']),
    ...(filter?.target === undefined ? [] : ['--target']),
    ...(filter?.failed === true ? ['--failed'] : []),
  ];
  const olderApplies = chosen - applies.length;
  const olderActions = of.chosenActions - actions.length;
  const older = olderApplies + olderActions;
  const others = total + of.totalActions - chosen - of.chosenActions;
  // Of one kind alone the list ends earlier than of the other.
  const which = of.totalActions === 0 ? '' : ` (${allText(olderApplies, olderActions)})`;
  const lines = [
    ...(older > 0
      ? [`${older} older ones${which}: --limit ${Math.max(chosen, of.chosenActions)} shows them too.`]
      : []),
    ...(others > 0 && options.length > 0
      ? [`${counted(others, 'other is', 'others are')} left out by ${listed(options)}.`]
      : []),
    ...(refusedUnknown > 0
      ? [
          `${refusedUnknown} of them ${refusedUnknown === 1 ? 'was' : 'were'} refused: what they would have changed is not recorded.`,
        ]
      : []),
    ...(older === 0 && oldest !== undefined && oldest.number > 1
      ? [
          `The history goes back to number ${oldest.number} of ${localMoment(oldest.at, screen)}; what was before is not kept.`,
        ]
      : []),
  ];
  return lines.map((line) => told(line, screen)).join('\n');
}

function told(text: string, screen: Screen): string {
  return paragraph('', text, screen);
}

function damagedText(lines: number, file: string): string {
  const were = lines === 1 ? '1 line was' : `${lines} lines were`;
  return `${were} passed over in ${printable(file)}: cut off, or not of a history.`;
}

/** What is of less use in a list comes last, and is left to `history N` where the screen has no room for it. */
const dispensable = ['DURATION', 'REASON', 'REVISION'] as const;

type Entry = RecordedApply | RecordedAction;

function isAction(entry: Entry): entry is RecordedAction {
  return 'action' in entry;
}

function byNumber(one: Entry, other: Entry): number {
  return other.number - one.number;
}

function tableText(entries: readonly Entry[], screen: Screen, paint: Style): string {
  const hasReason = entries.some((entry) => reasonOf(entry) !== undefined);
  const lastHeads = dispensable.filter((head) => head !== 'REASON' || hasReason);
  const heads = ['NO.', 'WHEN', 'RESULT', 'COMMAND', 'CHANGES', 'WHO', ...lastHeads];
  const isOneSandbox = sandboxOf(entries) !== undefined;
  const rows = entries.map((entry) => [
    ...(isAction(entry)
      ? actionCells(entry, isOneSandbox, screen, paint)
      : applyCells(entry, isOneSandbox, screen, paint)),
    ...lastHeads.map((head): Cell => ({ text: printable(lastTexts[head](entry)) })),
  ]);
  const { columns = Number.POSITIVE_INFINITY } = screen;
  let shown = heads.length;
  const widthOfFirst = (count: number) => {
    const plain = rows.map((row) => row.slice(0, count).map(({ text }) => ({ text })));
    const lines = table(heads.slice(0, count), plain, { ...screen, columns: undefined }).split('\n');
    return Math.max(...lines.map((line) => widthOf(line)));
  };
  while (shown > heads.length - lastHeads.length && widthOfFirst(shown) > columns) shown -= 1;
  const made = table(
    heads.slice(0, shown),
    rows.map((row) => row.slice(0, shown)),
    screen,
  );
  const missing = heads.slice(shown).map((head) => head.toLowerCase());
  const isDirty = entries.some((entry) => !isAction(entry) && entry.topology.git?.dirty === true);
  const star = isDirty && missing.length === 0 ? '* the file was not as in that revision.' : '';
  const hint =
    missing.length === 0
      ? star
      : `scaleout history NUMBER shows one whole: each field before and after, its steps, ${listed(missing)}.`;
  return hint === '' ? made : `${made}\n\n${paint.dim(told(hint, screen))}`;
}

function applyCells(apply: RecordedApply, isOneSandbox: boolean, screen: Screen, paint: Style): readonly Cell[] {
  return [
    { text: String(apply.number) },
    { text: localMoment(apply.startedAt, screen) },
    resultCell(apply, paint),
    { text: printable(commandWord(apply)) },
    { text: printable(changesText(apply)) },
    { text: printable(whoText(apply, isOneSandbox)) },
  ];
}

function actionCells(action: RecordedAction, isOneSandbox: boolean, screen: Screen, paint: Style): readonly Cell[] {
  const { until, code } = action;
  return [
    { text: String(action.number) },
    { text: localMoment(action.at, screen) },
    actionResultCell(action, paint),
    { text: printable(actionWord(action)) },
    { text: printable(code ?? (until === undefined ? '-' : `until ${localMoment(until, screen)}`)) },
    { text: printable(whoText(action, isOneSandbox)) },
  ];
}

/** How an action ended, in a word or two. */
export function actionResultCell({ result }: RecordedAction, paint: Style): Cell {
  const cells = {
    done: { text: 'done', paint: paint.green },
    refused: { text: 'refused', paint: paint.yellow },
    failed: { text: 'failed', paint: paint.red },
    unknown: { text: 'not known', paint: paint.red },
  };
  return cells[result];
}

function reasonOf(entry: Entry): string | undefined {
  return isAction(entry) ? entry.reason : entry.options.maintenance?.reason;
}

const lastTexts: Record<(typeof dispensable)[number], (entry: Entry) => string> = {
  DURATION: (entry) => (isAction(entry) ? '-' : durationText(entry.durationMs)),
  REASON: (entry) => reasonOf(entry) ?? '',
  REVISION: (entry) => (isAction(entry) ? '-' : revisionText(entry.topology)),
};

/** Who by the operating system, by the catalog where that differs, and who approved it. */
function whoText(entry: Entry, isOneSandbox: boolean): string {
  const { who, catalog } = entry;
  const { user, host, login, via } = who;
  const approval = isAction(entry) ? undefined : entry.approval;
  const isOther = login !== null && login !== '' && login.toUpperCase() !== user.toUpperCase();
  const parts = [
    isByPage(who) ? `${user} via ${via}` : `${user}@${host}${isOther ? ` as ${login}` : ''}`,
    ...(approval === undefined ? [] : [`approved by ${approval.who}`]),
  ];
  return `${parts.join(', ')}${catalog.sandbox === undefined || isOneSandbox ? '' : ` (sandbox ${catalog.sandbox})`}`;
}

/** How an apply ended, in a word or two. */
export function resultCell({ state, result }: RecordedApply, paint: Style): Cell {
  switch (state) {
    case 'running':
      return { text: 'under way', paint: paint.cyan };
    case 'cutOff':
      return { text: 'cut off', paint: paint.red };
    case 'refused':
      return { text: 'refused', paint: paint.yellow };
    case 'ended':
      break;
  }
  if (result === 'done') return { text: 'done', paint: paint.green };
  return { text: result === 'partial' ? 'in part' : (result ?? 'cut off'), paint: paint.yellow };
}

/** `4 changes`, and where not all steps were done how many were. */
function changesText({ changes, counts, plannedSteps, state, codes }: RecordedApply): string {
  if (state === 'refused') return codes.join(', ');
  if (changes.length === 0 && plannedSteps === 0) return 'nothing to do';
  const what = counted(changes.length, 'change');
  const done = counts === null ? undefined : counts.done;
  if (done === undefined || done === plannedSteps) return `${what}, ${counted(plannedSteps, 'step')}`;
  const { rolledBack } = counts ?? {};
  const back = rolledBack === undefined ? '' : `, ${counted(rolledBack, 'rollback')}`;
  return `${what}, ${done} of ${counted(plannedSteps, 'step')}${back}`;
}

/** `0.4 s`, `3 min 5 s`. */
export function durationText(milliseconds: number | null): string {
  if (milliseconds === null) return '-';
  return elapsed(milliseconds);
}

/** `803d494 main`, with a star where the file was not as in that revision. */
export function revisionText({ git }: RecordedApply['topology']): string {
  if (git === null) return '-';
  return `${git.revision.slice(0, 7)}${git.dirty ? '*' : ''}${git.branch === null ? '' : ` ${git.branch}`}`;
}
