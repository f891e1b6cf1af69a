import type { Immutable } from '../../domain/documents.js';
import type { HistoryDocument } from '../../generated/history-document.js';
import type { RecordedApply } from '../../history/read-history.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { elapsed, localMoment } from '../../text/times.js';
import { widthOf } from '../../text/width.js';
import { counted, listed } from '../../text/words.js';
import { commandWord } from './recorded-command.js';

interface Besides {
  /** Refused applies that `--target` left out, of which nobody knows what they would have changed. */
  readonly refusedUnknown?: number;
  /** The oldest apply that the history has. */
  readonly oldest?: RecordedApply | undefined;
}

type View = Immutable<HistoryDocument>;

/** A history as a person reads it: a line for each apply, the newest first, and what of it is not shown. */
export function historyText(history: View, screen: Screen, besides: Besides = {}): string {
  const paint = style(screen.colors);
  const { topology, file, total, applies, unreadableLines } = history;
  const name = printable(topology);
  const damaged = unreadableLines === 0 ? '' : paint.yellow(told(damagedText(unreadableLines, file), screen));
  if (total === 0) {
    const none = told(`Nothing has been applied of ${name} yet, as far as ${printable(file)} knows.`, screen);
    return `${[none, damaged].filter((block) => block !== '').join('\n\n')}\n`;
  }
  const blocks = [
    paragraph('', `${paint.bold(name)}${printable(sandboxOf(applies) ?? '')}: ${headText(history, screen)}`, screen),
    applies.length === 0 ? '' : tableText(applies, screen, paint),
    leftOutText(history, screen, besides),
    damaged,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** `40 applies`; of those that were asked for how many there are and what was asked. */
function headText({ total, chosen, filter }: View, screen: Screen): string {
  const all = counted(total, 'apply', 'applies');
  if (filter === undefined) return all;
  const asked = [
    ...(filter.since === undefined ? [] : [`began since ${localMoment(filter.since, screen)}`]),
    ...(filter.target === undefined ? [] : [`were to change ${printable(filter.target)}`]),
    ...(filter.failed === true ? ['did not do all that they were to do'] : []),
  ];
  return `${chosen === 0 ? 'none' : chosen} of ${all} ${listed(asked)}`;
}

/** The sandbox that all of them were made in, where it is one. */
function sandboxOf(applies: readonly RecordedApply[]): string | undefined {
  const [first, ...others] = new Set(applies.map(({ catalog }) => catalog.sandbox));
  return first === undefined || others.length > 0 ? undefined : ` (sandbox ${first})`;
}

/** What of the history is not shown, and why: nobody is to take a part for all. */
function leftOutText({ total, chosen, applies, filter }: View, screen: Screen, besides: Besides): string {
  const { refusedUnknown = 0, oldest } = besides;
  const options = [
    ...(filter?.since === undefined ? [] : ['--since']),
    ...(filter?.target === undefined ? [] : ['--target']),
    ...(filter?.failed === true ? ['--failed'] : []),
  ];
  const older = chosen - applies.length;
  const lines = [
    ...(older > 0 ? [`${older} older ones: --limit ${chosen} shows them too.`] : []),
    ...(total > chosen && options.length > 0
      ? [`${counted(total - chosen, 'other is', 'others are')} left out by ${listed(options)}.`]
      : []),
    ...(refusedUnknown > 0
      ? [
          `${refusedUnknown} of them ${refusedUnknown === 1 ? 'was' : 'were'} refused: what they would have changed is not recorded.`,
        ]
      : []),
    ...(older === 0 && oldest !== undefined && oldest.number > 1
      ? [
          `The history goes back to apply ${oldest.number} of ${localMoment(oldest.startedAt, screen)}; what was before is not kept.`,
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

function tableText(applies: readonly RecordedApply[], screen: Screen, paint: Style): string {
  const hasReason = applies.some(({ options }) => options.maintenance?.reason !== undefined);
  const lastHeads = dispensable.filter((head) => head !== 'REASON' || hasReason);
  const heads = ['NO.', 'WHEN', 'RESULT', 'COMMAND', 'CHANGES', 'WHO', ...lastHeads];
  const isOneSandbox = sandboxOf(applies) !== undefined;
  const rows = applies.map((apply) => [
    ...applyCells(apply, isOneSandbox, screen, paint),
    ...lastHeads.map((head): Cell => ({ text: printable(lastTexts[head](apply)) })),
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
  const isDirty = applies.some(({ topology: { git } }) => git?.dirty === true);
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

const lastTexts: Record<(typeof dispensable)[number], (apply: RecordedApply) => string> = {
  DURATION: ({ durationMs }) => durationText(durationMs),
  REASON: ({ options }) => options.maintenance?.reason ?? '',
  REVISION: ({ topology }) => revisionText(topology),
};

/** Who by the operating system, by the catalog where that differs, and who approved it. */
function whoText({ who, catalog, approval }: RecordedApply, isOneSandbox: boolean): string {
  const { user, host, login } = who;
  const isOther = login !== null && login !== '' && login.toUpperCase() !== user.toUpperCase();
  const parts = [
    `${user}@${host}${isOther ? ` as ${login}` : ''}`,
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
