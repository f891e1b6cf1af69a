import type { RecordedApply } from '../../history/read-history.js';
import { commandLine } from '../../history/recorded-command.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { localMoment, momentWithAge } from '../../text/times.js';
import { catalogText, counted, padded } from '../../text/words.js';
import { changesText } from './change-text.js';
import { durationText, resultCell, revisionText } from './history-text.js';
import { recordedWho } from './recorded-action-text.js';
import { rehearsedText } from './rehearsed-text.js';

/** One apply of a history as a person reads it: who, what was before and after, and how its steps ended. */
export function recordedApplyText(apply: RecordedApply, screen: Screen): string {
  const paint = style(screen.colors);
  const blocks = [
    `${paint.bold(`Apply ${apply.number}`)} of ${printable(apply.topology.name)}\n${headText(apply, screen, paint)}`,
    apply.changes.length === 0 ? '' : changesBlock(apply, screen, paint),
    apply.steps.length === 0
      ? ''
      : table(
          ['STEP', 'RESULT', 'BEGAN', 'DURATION', 'NOTE'],
          apply.steps.map((step) => stepCells(step, screen, paint)),
          screen,
        ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headText(apply: RecordedApply, screen: Screen, paint: Style): string {
  const { who, topology, catalog, options, planId, planFile, codes, detail, approval, rehearsal, fingerprint } = apply;
  const { text, paint: colored = (same: string) => same } = resultCell(apply, paint);
  const lines: readonly (readonly [string, string])[] = [
    ['Result', `${text}${rollbackText(apply)}`],
    ...(codes.length === 0 ? [] : [['Errors', codes.join(', ')] as const]),
    ...(detail === undefined ? [] : [['Why', detail.replaceAll('\n', '; ').replace(':; ', ': ')] as const]),
    ['Command', commandLine(apply)],
    ...(options.maintenance?.reason === undefined ? [] : [['Reason', options.maintenance.reason] as const]),
    ['Began', momentWithAge(apply.startedAt, screen)],
    [
      'Ended',
      apply.endedAt === null
        ? endless[apply.state]
        : `${localMoment(apply.endedAt, screen)}, after ${durationText(apply.durationMs)}`,
    ],
    ['Who', recordedWho(who)],
    ...(approval === undefined
      ? []
      : [['Approved', `by ${approval.who}, ${momentWithAge(approval.when, screen)}`] as const]),
    ...(rehearsal === undefined ? [] : [['Rehearsed', rehearsedText(rehearsal, screen)] as const]),
    ['Catalog', catalogText(catalog)],
    ['Topology', `${topology.file}, SHA-256 ${topology.sha256.slice(0, 12)}…`],
    ['Revision', `${revisionText(topology)}${topology.git?.dirty === true ? ' (* the file was not as in it)' : ''}`],
    ['Plan', `${planId ?? '(none)'}${planFile === null ? '' : `, saved as ${planFile}`}`],
    ...(fingerprint === undefined ? [] : [['Fingerprint', fingerprint] as const]),
    ['With', `scaleout ${apply.tool.version}`],
  ];
  return lines
    .map(([name, value]) => {
      const shown = paragraph(`  ${padded(name, 11)} `, printable(value), screen);
      return name === 'Result' ? shown.replace(text, () => colored(text)) : shown;
    })
    .join('\n');
}

/** Nobody is to take what was done for what still holds. */
function rollbackText({ counts }: RecordedApply): string {
  const { rolledBack } = counts ?? {};
  return rolledBack === undefined ? '' : `, ${counted(rolledBack, 'rollback')} (what had begun of it is undone)`;
}

const endless = {
  ended: '-',
  refused: 'it did not begin',
  running: 'it is still under way',
  cutOff: 'without a word: it was killed, or its machine went down. Run scaleout plan to see what remains',
} as const satisfies Record<RecordedApply['state'], string>;

/** What the plan was to change, each change by itself, as a plan shows it; then of how many before and after are not known. */
function changesBlock(
  { changes, changesWithoutFields = 0, tool }: RecordedApply,
  screen: Screen,
  paint: Style,
): string {
  const unrecorded = changes.filter(({ fields }) => fields === undefined).length;
  const old = unrecorded - changesWithoutFields;
  const notes = [
    ...(old > 0
      ? [`Before and after are not recorded of ${counted(old, 'change')}: scaleout ${tool.version} did not do so yet.`]
      : []),
    ...(changesWithoutFields > 0
      ? [`Before and after are not recorded of ${counted(changesWithoutFields, 'change')}: there were too many.`]
      : []),
  ];
  return [
    changesText(changes, [], screen, true),
    ...notes.map((note) => paint.dim(paragraph('  ', printable(note), screen))),
  ].join('\n');
}

function stepCells(
  { id, outcome, undoes, startedAt, durationMs, code, detail }: RecordedApply['steps'][number],
  screen: Screen,
  paint: Style,
): readonly Cell[] {
  const paints = {
    done: paint.green,
    already: paint.green,
    manual: paint.yellow,
    failed: paint.red,
    skipped: paint.yellow,
  };
  const note = [
    ...(undoes === undefined ? [] : [`takes ${undoes} back${code === undefined && detail === undefined ? '' : ':'}`]),
    ...(code === undefined ? [] : [`[${code}]`]),
    ...(detail === undefined ? [] : [detail]),
  ].join(' ');
  return [
    { text: printable(id) },
    { text: outcome === 'manual' ? 'by hand' : outcome, paint: paints[outcome] },
    // The day and the offset stand at the head.
    { text: startedAt === null ? '-' : printable(localMoment(startedAt, screen).slice(11, 19)) },
    { text: durationText(durationMs) },
    { text: printable(note) },
  ];
}
