import type { DrillAnswer, ListedDrill } from 'ssis-scaleout-sandbox';
import { printable, shellWord } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';

type Made = NonNullable<DrillAnswer['made']>;
type Undone = NonNullable<DrillAnswer['undone']>;
type MadeNow = NonNullable<DrillAnswer['listed']>['made'];

/** The drills, two lines each: what to type and what the doctor finds; and what is wrong then. */
export function drillListText(drills: readonly ListedDrill[], made: MadeNow): string {
  const width = 46;
  const entries = drills.flatMap((one) => {
    const command = printable(named(one));
    const gap = command.length < width ? ' '.repeat(width - command.length) : `\n${' '.repeat(width)}`;
    return [`${command}${gap}${one.finding}`, ...wrapped(`  ${one.says}`, 80)];
  });
  const now = made.map((one) => `  ${printable(named(one))}, since ${moment(one.madeAt)}`);
  return `${[...entries, ...(now.length === 0 ? [] : ['', `Made here (${counted(now.length, 'drill')}):`, ...now])].join('\n')}\n`;
}

export function madeText({ drill, machine, finding, began }: Made, dir: string, platform: NodeJS.Platform): string {
  const words = ['scaleout', 'sandbox', 'drill', dir, drill, ...(machine === undefined ? [] : [machine]), '--undo'];
  return [
    `${printable(named({ drill, machine }))}: made, as if it had begun at ${moment(began)}.`,
    `The doctor must say: ${finding}`,
    `Mend it as the doctor says, or: ${printable(words.map((word) => shellWord(word, platform)).join(' '))}`,
    '',
  ].join('\n');
}

export function undoneText(undone: Undone): string {
  if (undone.length === 0) return 'No drill is made here: there is nothing to undo.\n';
  const lines = undone.flatMap((one) => [
    `${printable(named(one))}: undone.`,
    ...one.left.map((sentence) => `  ${printable(sentence)}`),
  ]);
  return `${lines.join('\n')}\n`;
}

const named = ({ drill, machine }: { readonly drill: string; readonly machine?: string | undefined }) =>
  machine === undefined ? drill : `${drill} ${machine}`;

/** Lines of at most so many characters, each with the first one's indent. */
function wrapped(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
