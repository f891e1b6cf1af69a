import type { RecordedApply } from '../../history/read-history.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { age, moment } from '../../text/times.js';
import { catalogText, counted, padded } from '../../text/words.js';

interface HistoryView {
  readonly topology: string;
  readonly file: string;
  /** Those that are shown, the newest first. */
  readonly applies: readonly RecordedApply[];
  /** How many there are. */
  readonly all: number;
  readonly unreadableLines: number;
}

/** A history as a person reads it: a line for each apply, the newest first. */
export function historyText({ topology, file, applies, all, unreadableLines }: HistoryView, screen: Screen): string {
  const paint = style(screen.colors);
  const name = printable(topology);
  const damaged = unreadableLines === 0 ? '' : paint.yellow(damagedText(unreadableLines, file));
  if (all === 0) {
    const none = `Nothing has been applied of ${name} yet, as far as ${printable(file)} knows.`;
    return `${[none, damaged].filter((block) => block !== '').join('\n\n')}\n`;
  }
  const rows = applies.map((apply) => applyCells(apply, paint));
  const heads = ['NO.', 'WHEN', 'WHO', 'RESULT', 'CHANGES', 'DURATION', 'REVISION'];
  const left = all > applies.length ? `\n\n${all - applies.length} older ones: --limit ${all} shows them too.` : '';
  const dirty = applies.some(({ topology: { git } }) => git?.dirty === true);
  const blocks = [
    `${paint.bold(name)}: ${counted(all, 'apply', 'applies')}`,
    `${table(heads, rows, screen)}${left}`,
    dirty ? paint.dim('* the file was not as in that revision.') : '',
    damaged,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function applyCells(apply: RecordedApply, paint: Style): readonly Cell[] {
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

/** One apply of a history as a person reads it, with its steps. */
export function recordedApplyText(apply: RecordedApply, screen: Screen): string {
  const paint = style(screen.colors);
  const blocks = [
    `${paint.bold(`Apply ${apply.number}`)} of ${printable(apply.topology.name)}\n${headText(apply, paint)}`,
    apply.changes.length === 0 ? '' : changesBlock(apply),
    apply.steps.length === 0
      ? ''
      : table(
          stepHeads,
          apply.steps.map((step) => stepCells(step, paint)),
          screen,
        ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const stepHeads = ['STEP', 'RESULT', 'BEGAN', 'DURATION', 'NOTE'];

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

function optionsText({ yes, allowDestructive, includeSuspended, targets, watch }: RecordedApply['options']): string {
  if (watch !== undefined) return `by scaleout watch --mode ${watch.mode}${watch.approve ? ' --approve' : ''}`;
  const words = [
    ...(yes ? ['--yes'] : []),
    ...(allowDestructive ? ['--allow-destructive'] : []),
    ...(includeSuspended === true ? ['--include-suspended'] : []),
    ...(targets?.include ?? []).map((id) => `--target ${id}`),
    ...(targets?.exclude ?? []).map((id) => `--exclude ${id}`),
  ];
  return words.length === 0 ? '(none)' : words.join(' ');
}

function changesBlock({ changes }: RecordedApply): string {
  const marks = { add: '+', update: '~', remove: '-', unknown: '?' };
  return changes.map(({ id, action, reason }) => printable(`  ${marks[action]} ${id}  ${reason}`)).join('\n');
}

function stepCells(
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

/** How an apply ended, in a word or two. */
function resultCell({ state, result }: RecordedApply, paint: Style): Cell {
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
  return `${what}, ${done} of ${counted(plannedSteps, 'step')}`;
}

/** `0.4 s`, `3 min 5 s`. */
function durationText(milliseconds: number | null): string {
  if (milliseconds === null) return '-';
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : age(milliseconds / 1000);
}

/** `803d494 main`, with a star where the file was not as in that revision. */
function revisionText({ git }: RecordedApply['topology']): string {
  if (git === null) return '-';
  return `${git.revision.slice(0, 7)}${git.dirty ? '*' : ''}${git.branch === null ? '' : ` ${git.branch}`}`;
}
