import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { lasting, sinceStart } from '../../text/time-axis.js';
import { counted, withMore } from '../../text/words.js';
import type { Rehearsal, RehearsedStep } from './rehearsal-states.js';

/** Steps that would fail, and those that would not be begun, are shown up to here, then counted. */
const mostShown = 10;

const outcomes: Readonly<
  Record<RehearsedStep['outcome'], { readonly word: string; paint(style: Style): Style['red'] }>
> = {
  done: { word: 'done', paint: ({ green }) => green },
  already: { word: 'it is so already', paint: ({ green }) => green },
  manual: { word: 'by hand', paint: ({ yellow }) => yellow },
  errored: { word: 'fails', paint: ({ red }) => red },
  skipped: { word: 'not begun', paint: ({ yellow }) => yellow },
  unfinished: { word: 'does not end', paint: ({ red }) => red },
};

/** What would fail and why, then what would not be begun for it; empty where all would be done. */
export function failuresText({ steps }: Rehearsal, screen: Screen, expand: boolean): string {
  const { red, yellow, dim } = style(screen.colors);
  const ended = steps.filter(({ outcome }) => outcome === 'errored' || outcome === 'unfinished');
  const skipped = steps.filter(({ outcome }) => outcome === 'skipped');
  const most = expand ? Number.POSITIVE_INFINITY : mostShown;
  const failures = ended.map((step) => failureLines(step, screen, { red, dim }));
  const reasons = new Map<string, string[]>();
  for (const { id, reason = '' } of skipped) {
    const same = reasons.get(reason);
    if (same === undefined) reasons.set(reason, [printable(id)]);
    else same.push(printable(id));
  }
  const unbegun = [...reasons].map(([reason, ids]) =>
    paragraph('  ', `${withMore(ids, most).join(', ')}${reason === '' ? '' : `: ${printable(reason)}`}`, screen),
  );
  return [
    ...(ended.length === 0 ? [] : [red('What would fail:'), ...withMore(failures, most)]),
    ...(skipped.length === 0
      ? []
      : [yellow(`What would not be begun, ${counted(skipped.length, 'step')}:`), ...withMore(unbegun, most)]),
  ].join('\n');
}

function failureLines(
  { id, undoes, from, to, outcome, diagnostic }: RehearsedStep,
  screen: Screen,
  { red, dim }: Pick<Style, 'red' | 'dim'>,
): string {
  const back = undoes === undefined ? '' : ` (to take ${printable(undoes)} back)`;
  const when = to ?? from;
  const head = `${red(printable(id))}${back}${when === undefined ? '' : ` at ${sinceStart(when)}`}`;
  if (diagnostic === undefined) return paragraph('  ', `${head}: ${outcomes[outcome].word}`, screen);
  const { summary, code, detail, remedy } = diagnostic;
  return [
    paragraph('  ', `${head}: ${printable(summary)} ${dim(`[${printable(code)}]`)}`, screen),
    paragraph('    ', printable(detail), screen),
    paragraph('    What to do: ', printable(remedy), screen),
  ].join('\n');
}

/** Every step with its time, in the order in which they were begun. */
export function rehearsedStepsText({ steps }: Rehearsal, screen: Screen): string {
  if (steps.length === 0) return '';
  const paint = style(screen.colors);
  const rows = steps.map((step): readonly Cell[] => {
    const { from, to, outcome, undoes, id } = step;
    const { word, paint: painted } = outcomes[outcome];
    return [
      { text: from === undefined ? '-' : sinceStart(from) },
      { text: from === undefined || to === undefined ? '-' : lasting(to - from) },
      { text: `${printable(id)}${undoes === undefined ? '' : ` (takes ${printable(undoes)} back)`}` },
      { text: word, paint: painted(paint) },
    ];
  });
  return table(['BEGINS', 'TAKES', 'STEP', 'RESULT'], rows, screen);
}
