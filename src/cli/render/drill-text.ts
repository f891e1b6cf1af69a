import type { DrillAnswer, ListedDrill } from 'ssis-scaleout-sandbox';
import { copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable, shellWord } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { momentWithAge } from '../../text/times.js';
import { counted } from '../../text/words.js';

type Made = NonNullable<DrillAnswer['made']>;
type Undone = NonNullable<DrillAnswer['undone']>;
type MadeNow = NonNullable<DrillAnswer['listed']>['made'];

/** The drills, two lines each: what to type and what the doctor finds; and what is wrong then. */
export function drillListText(drills: readonly ListedDrill[], made: MadeNow, screen: Screen): string {
  const names = drills.map((one) => printable(named(one)));
  const width = Math.max(0, ...names.map((name) => name.length)) + 2;
  const isWide =
    screen.columns === undefined || width + Math.max(...drills.map(({ finding }) => finding.length)) <= screen.columns;
  const entries = drills.flatMap((one, at) => {
    const name = names[at] ?? '';
    return [
      ...(isWide ? [`${name.padEnd(width)}${one.finding}`] : [name, paragraph('  finding: ', one.finding, screen)]),
      paragraph('  ', one.says, screen),
    ];
  });
  const now = made.map((one) =>
    paragraph('  ', `${printable(named(one))}, since ${momentWithAge(one.madeAt, screen)}`, screen),
  );
  const head = `Made here (${counted(now.length, 'drill')}):`;
  return `${[...entries, ...(now.length === 0 ? [] : ['', head, ...now])].join('\n')}\n`;
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
