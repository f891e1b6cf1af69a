import type { DrillAnswer, ListedDrill } from 'ssis-scaleout-sandbox';
import { copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable, shellWord } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { momentWithAge } from '../../text/times.js';
import { counted, padded } from '../../text/words.js';

type Made = NonNullable<DrillAnswer['made']>;
type Undone = NonNullable<DrillAnswer['undone']>;
type MadeNow = NonNullable<DrillAnswer['listed']>['made'];

/** The drills: what to type and what the doctor finds, and below it what is wrong then; then those that are made. */
export function drillListText(drills: readonly ListedDrill[], made: MadeNow, screen: Screen): string {
  const heads = ['DRILL', 'MACHINE', 'FINDING OF THE DOCTOR'] as const;
  const rows = drills.map(({ drill, machine = '-', finding }) => [printable(drill), printable(machine), finding]);
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => padded(cell, (widths[at] ?? 0) + 2))
      .join('')
      .trimEnd();
  const isWide = screen.columns === undefined || widths.reduce((sum, width) => sum + width + 2, -2) <= screen.columns;
  const narrow = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell : paragraph(`  ${heads[at]}: `, cell, screen))).join('\n');
  const entries = drills.flatMap(({ says }, at) => [
    (isWide ? line : narrow)(rows[at] ?? []),
    paragraph('    ', says, screen),
  ]);
  const list = [...(isWide ? [line(heads)] : []), ...entries].join('\n');
  const now = made.map((one) =>
    paragraph('  ', `${printable(named(one))}, since ${momentWithAge(one.madeAt, screen)}`, screen),
  );
  const head = `Made here (${counted(now.length, 'drill')}):`;
  return `${[list, ...(now.length === 0 ? [] : ['', head, ...now])].join('\n')}\n`;
}

export function madeText(
  { drill, machine, finding, began }: Made,
  dir: string,
  platform: NodeJS.Platform,
  screen: Screen,
): string {
  const words = ['scaleout', 'sandbox', 'drill', dir, drill, ...(machine === undefined ? [] : [machine]), '--undo'];
  const undo = words.map((word) => shellWord(word, platform)).join(' ');
  return [
    paragraph(
      '',
      `${printable(named({ drill, machine }))}: made, as if it had begun at ${momentWithAge(began, screen)}.`,
      screen,
    ),
    paragraph('', `The doctor must say: ${finding}`, screen),
    'Mend it as the doctor says, or:',
    copied('  ', undo, shellOf(platform), screen),
    '',
  ].join('\n');
}

export function undoneText(undone: Undone, screen: Screen): string {
  if (undone.length === 0) return 'No drill is made here: there is nothing to undo.\n';
  const lines = undone.flatMap((one) => [
    paragraph('', `${printable(named(one))}: undone.`, screen),
    ...one.left.map((sentence) => paragraph('  ', printable(sentence), screen)),
  ]);
  return `${lines.join('\n')}\n`;
}

const named = ({ drill, machine }: { readonly drill: string; readonly machine?: string | undefined }) =>
  machine === undefined ? drill : `${drill} ${machine}`;
