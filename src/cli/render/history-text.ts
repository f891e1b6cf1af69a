import { counted } from '../../counted.js';
import type { RecordedApply } from '../../history/read-history.js';
import { printable } from '../../text/printable.js';
import { changesText, durationText, resultCell, revisionText } from './history-words.js';
import { type Style, style } from './style.js';
import { type Cell, table } from './table.js';
import { moment } from './words.js';

export interface HistoryView {
  readonly topology: string;
  readonly file: string;
  /** Those that are shown, the newest first. */
  readonly applies: readonly RecordedApply[];
  /** How many there are. */
  readonly all: number;
  readonly unreadableLines: number;
}

/** A history as a person reads it: a line for each apply, the newest first. */
export function historyText(
  { topology, file, applies, all, unreadableLines }: HistoryView,
  { colors, columns }: { readonly colors: boolean; readonly columns: number | undefined },
): string {
  const paint = style(colors);
  const name = printable(topology);
  const damaged = unreadableLines === 0 ? '' : paint.yellow(damagedText(unreadableLines, file));
  if (all === 0) {
    const none = `Nothing has been applied of ${name} yet, as far as ${printable(file)} knows.`;
    return `${[none, damaged].filter((block) => block !== '').join('\n\n')}\n`;
  }
  const rows = applies.map((apply) => cells(apply, paint));
  const heads = ['NO.', 'WHEN', 'WHO', 'RESULT', 'CHANGES', 'DURATION', 'REVISION'];
  const left = all > applies.length ? `\n\n${all - applies.length} older ones: --limit ${all} shows them too.` : '';
  const dirty = applies.some(({ topology: { git } }) => git?.dirty === true);
  const blocks = [
    `${paint.bold(name)}: ${counted(all, 'apply', 'applies')}`,
    `${table(heads, rows, columns)}${left}`,
    dirty ? paint.dim('* the file was not as in that revision.') : '',
    damaged,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function cells(apply: RecordedApply, paint: Style): readonly Cell[] {
  const { number, startedAt, who, options, catalog } = apply;
  const place = catalog.sandbox === undefined ? '' : ` (sandbox ${catalog.sandbox})`;
  return [
    { text: String(number) },
    { text: moment(startedAt) },
    { text: printable(`${who.user}@${who.host}${options.watch === undefined ? '' : ', watch'}${place}`) },
    resultCell(apply, paint),
    { text: printable(changesText(apply)) },
    { text: durationText(apply.durationMs) },
    { text: printable(revisionText(apply.topology)) },
  ];
}

function damagedText(lines: number, file: string): string {
  const were = lines === 1 ? '1 line was' : `${lines} lines were`;
  return `${were} passed over in ${printable(file)}: cut off, or not of a history.`;
}
