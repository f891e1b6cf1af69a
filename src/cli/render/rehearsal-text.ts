import { restsOnUnknown } from '../../reconciler/guards/rehearsal-doubt.js';
import { copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { lasting, sinceStart } from '../../text/time-axis.js';
import { localMoment } from '../../text/times.js';
import { catalogText } from '../../text/words.js';
import { answerSentences, byLength } from './rehearsal-answer.js';
import type { Rehearsal } from './rehearsal-states.js';
import { failuresText, rehearsedStepsText } from './rehearsal-steps-text.js';
import { timelineText } from './rehearsal-timeline.js';
import { unknowableText, warnedText } from './rehearsal-unknown.js';

export interface RehearsalTextOptions {
  /** Each machine by itself, and all that was waited for. */
  readonly expand?: boolean;
  /** Each step with its time. */
  readonly steps?: boolean;
  /** The command that applies what was rehearsed. */
  readonly apply: string;
  /** The command that rehearses the same again. */
  readonly again: string;
  /** The command that looks at the twin that was kept; absent: none was. */
  readonly look?: string;
}

type Waited = Rehearsal['waitedFor'][number];

/** Packages that were waited for are shown up to here, then counted. */
const mostPackages = 10;

/** A rehearsal as a person reads it: whether it would end well, how long it takes, what it costs, what is to be done next. */
export function rehearsalText(rehearsal: Rehearsal, screen: Screen, options: RehearsalTextOptions): string {
  const { expand = false, steps = false } = options;
  const isTried = rehearsal.result !== 'unlike';
  const blocks = [
    [
      ...headLines(rehearsal, screen),
      ...answerSentences(rehearsal, screen).map((line) => paragraph('', line, screen)),
    ].join('\n'),
    isTried ? timelineText(rehearsal, screen, expand) : '',
    waitedText(rehearsal, screen, expand),
    failuresText(rehearsal, screen, expand),
    isTried && steps ? rehearsedStepsText(rehearsal, screen) : '',
    warnedText(rehearsal, screen),
    isTried ? unknowableText(rehearsal, screen) : '',
    nextText(rehearsal, screen, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Nobody may take it for something that has happened. */
function headLines({ topology, catalog, observedAt }: Rehearsal, screen: Screen): readonly string[] {
  const { bold } = style(screen.colors);
  const of = `${printable(topology.name)} (${printable(topology.file)}), on a twin of ${catalogText(catalog)} as of ${localMoment(observedAt, screen)}`;
  return [
    paragraph('', `${bold('Rehearsal:')} nothing was changed, all of this is simulated.`, screen),
    paragraph('', of, screen),
    '',
  ];
}

function waitedText({ waitedFor, assumptions }: Rehearsal, screen: Screen, expand: boolean): string {
  if (waitedFor.length === 0) return '';
  const paint = style(screen.colors);
  const shown = byLength(waitedFor).slice(0, expand ? undefined : mostPackages);
  const rows = shown.map((one): readonly Cell[] => [
    { text: printable(one.package) },
    { text: printable(one.worker) },
    { text: sinceStart(one.from) },
    { text: lasting(one.to - one.from), paint: paint.bold },
    { text: basisText(one, assumptions.packageSeconds), ...(one.outcome === undefined ? {} : { paint: paint.red }) },
  ]);
  const more = waitedFor.length - shown.length;
  return [
    table(['WAITED FOR', 'ON', 'FROM', 'FOR', 'TAKEN FROM'], rows, screen),
    ...(more > 0 ? [`and ${more} more: --expand shows them`] : []),
  ].join('\n');
}

/** How that time was taken: a guess must not look like a measure. */
function basisText(one: Waited, assumed: number): string {
  const { basis, runs, outcome } = one;
  if (outcome !== undefined) return leftTexts[outcome];
  const text =
    basis === 'assumed'
      ? `assumed: ${lasting(assumed)}, ${runs === undefined ? 'nothing is known of it' : 'it has run longer than ever before'}`
      : runs === undefined
        ? 'its last runs'
        : runs === 1
          ? 'its last run'
          : `median of its last ${runs} runs`;
  return one.pending === true ? `${text}; pending: it may run elsewhere` : text;
}

const leftTexts = {
  givenUp: 'given up: the drain fails, and it goes on',
  cutOff: 'LOST: its worker is disabled all the same',
  leaseEnded: 'may be LOST: its lease ended',
} as const satisfies Record<NonNullable<Waited['outcome']>, string>;

/** What to do next, as commands that can be copied. */
function nextText(rehearsal: Rehearsal, screen: Screen, { apply, again, look }: RehearsalTextOptions): string {
  const { result } = rehearsal;
  const into = shellOf(screen.given?.platform ?? process.platform);
  const twin = look === undefined ? [] : [copied('Look at the twin: ', look, into, screen)];
  if (result === 'done' && restsOnUnknown(rehearsal)) {
    return [...twin, copied('Try it with a longer time: ', `${again} --assume 30m`, into, screen)].join('\n');
  }
  if (result === 'done') return [...twin, copied('Apply it: ', apply, into, screen)].join('\n');
  const first = result === 'unlike' ? 'Then rehearse again: ' : 'Mend that, and rehearse again: ';
  return [...twin, copied(first, again, into, screen)].join('\n');
}
