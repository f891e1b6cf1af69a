import type { RecordedApply } from '../../history/read-history.js';
import { printable } from '../../text/printable.js';
import { durationText, resultCell, revisionText } from './history-words.js';
import { type Style, style } from './style.js';
import { type Cell, table } from './table.js';
import { catalogText, moment, padded } from './words.js';

/** One apply of a history as a person reads it, with its steps. */
export function recordedApplyText(
  apply: RecordedApply,
  { colors, columns }: { readonly colors: boolean; readonly columns: number | undefined },
): string {
  const paint = style(colors);
  const blocks = [
    `${paint.bold(`Apply ${apply.number}`)} of ${printable(apply.topology.name)}\n${headText(apply, paint)}`,
    apply.changes.length === 0 ? '' : changesBlock(apply),
    apply.steps.length === 0
      ? ''
      : table(
          heads,
          apply.steps.map((step) => cells(step, paint)),
          columns,
        ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const heads = ['STEP', 'RESULT', 'BEGAN', 'DURATION', 'NOTE'];

function headText(apply: RecordedApply, paint: Style): string {
  const { who, topology, catalog, options, planId, planFile, codes, detail } = apply;
  const { text, paint: colored = (same: string) => same } = resultCell(apply, paint);
  const login = who.login === null ? '' : `, login ${who.login}`;
  const lines: readonly (readonly [string, string])[] = [
    ['Result', colored(text)],
    ...(codes.length === 0 ? [] : [['Errors', codes.join(', ')] as const]),
    ...(detail === undefined ? [] : [['Why', detail.replaceAll('\n', '; ').replace(':; ', ': ')] as const]),
    ['Began', moment(apply.startedAt)],
    [
      'Ended',
      apply.endedAt === null
        ? endless[apply.state]
        : `${moment(apply.endedAt)}, after ${durationText(apply.durationMs)}`,
    ],
    ['Who', `${who.user} on ${who.host}, process ${who.pid}${login}`],
    ['Catalog', catalogText(catalog)],
    ['Topology', `${topology.file}, SHA-256 ${topology.sha256.slice(0, 12)}…`],
    ['Revision', `${revisionText(topology)}${topology.git?.dirty === true ? ' (* the file was not as in it)' : ''}`],
    ['Options', optionsText(options)],
    ['Plan', `${planId ?? '(none)'}${planFile === null ? '' : `, saved as ${planFile}`}`],
    ['With', `scaleout ${apply.tool.version}`],
  ];
  return lines
    .map(([name, value]) => `  ${padded(name, 9)} ${name === 'Result' ? value : printable(value)}`)
    .join('\n');
}

const endless = {
  ended: '-',
  refused: 'it did not begin',
  running: 'it is still under way',
  cutOff: 'without a word: it was killed, or its machine went down. Run scaleout plan to see what remains',
} as const satisfies Record<RecordedApply['state'], string>;

function optionsText({ yes, allowDestructive, targets, watch }: RecordedApply['options']): string {
  if (watch !== undefined) return `by scaleout watch --mode ${watch.mode}${watch.approve ? ' --approve' : ''}`;
  const words = [
    ...(yes ? ['--yes'] : []),
    ...(allowDestructive ? ['--allow-destructive'] : []),
    ...(targets?.include ?? []).map((id) => `--target ${id}`),
    ...(targets?.exclude ?? []).map((id) => `--exclude ${id}`),
  ];
  return words.length === 0 ? '(none)' : words.join(' ');
}

function changesBlock({ changes }: RecordedApply): string {
  const marks = { add: '+', update: '~', remove: '-', unknown: '?' };
  return changes.map(({ id, action, reason }) => printable(`  ${marks[action]} ${id}  ${reason}`)).join('\n');
}

function cells(
  { id, outcome, startedAt, durationMs, code, detail }: RecordedApply['steps'][number],
  paint: Style,
): readonly Cell[] {
  const paints = {
    done: paint.green,
    already: paint.green,
    manual: paint.yellow,
    failed: paint.red,
    skipped: paint.yellow,
  };
  const note = [...(code === undefined ? [] : [`[${code}]`]), ...(detail === undefined ? [] : [detail])].join(' ');
  return [
    { text: printable(id) },
    { text: outcome === 'manual' ? 'by hand' : outcome, paint: paints[outcome] },
    { text: startedAt === null ? '-' : printable(startedAt.slice(11, 19)) },
    { text: durationText(durationMs) },
    { text: printable(note) },
  ];
}
