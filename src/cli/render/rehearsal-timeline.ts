import { paragraph, shortened } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { axisMarks, lasting, sinceStart } from '../../text/time-axis.js';
import { widthOf } from '../../text/width.js';
import { counted, firstOf, padded } from '../../text/words.js';
import {
  busyFromTo,
  groupedMachines,
  type MachineGroup,
  type Rehearsal,
  type RehearsedMachine,
  type RehearsedState,
  stateOrder,
  states,
  unableSeconds,
} from './rehearsal-states.js';

/** Of more machines than these, those that are alike are put together. */
const mostShown = 40;

/** Of many that fail, so many are shown by themselves. */
const mostFailing = 20;

/** Machines named in one phrase. */
const named = 3;

/** Columns of a bar where nothing limits it. */
const usualBar = 60;

const leastBar = 12;

/** No name takes more of a screen than this part. */
const partOfNames = 0.35;

interface Layout {
  readonly end: number;
  /** Columns. */
  readonly names: number;
  readonly bar: number;
  readonly paint: Style;
}

/** What each machine goes through: a bar a machine over an axis of time, and what its signs mean. */
export function timelineText(rehearsal: Rehearsal, screen: Screen, expand: boolean): string {
  const { workers, nodes, steps, durationSeconds: end } = rehearsal;
  const all = [...workers, ...nodes];
  if (all.length === 0 || end <= 0) return '';
  const isSummed = !expand && all.length > mostShown;
  const { failing, longest, groups } = isSummed
    ? groupedMachines(all, steps)
    : { failing: [], longest: all, groups: [] };
  const single = [...failing.slice(0, mostFailing), ...longest];
  const left = failing.length - mostFailing;
  const away = single.map((machine) => awayText(machine));
  const labels = [...single.map(({ id }) => printable(id)), ...groups.map(groupLabel), fewest(rehearsal)];
  const layout = layoutFor(labels, away, end, screen);
  const bars = single.map((machine, at) => {
    const name = padded(shortened(labels[at] ?? '', layout.names), layout.names);
    return `  ${name}  ${barOf(machine, layout)}  ${away[at] ?? ''}`.trimEnd();
  });
  const lines = [
    'Timeline (simulated):',
    ...axisLines(layout),
    ...bars,
    ...groups.map((group) => `  ${padded(groupLabel(group), layout.names)}  ${groupBar(group, layout)}`.trimEnd()),
    ...fewestLine(rehearsal, layout),
    '',
    ...legendLines(all, layout, groups.length > 0, screen),
    ...(left > 0
      ? [paragraph('  ', `${counted(left, 'further machine')} would fail too: --expand shows them.`, screen)]
      : []),
    ...groups.flatMap((group) => groupLines(group, screen)),
    ...(groups.length > 0 ? [paragraph('  ', '--expand shows each of them by itself.', screen)] : []),
  ];
  return lines.join('\n');
}

function awayText(machine: RehearsedMachine): string {
  const seconds = unableSeconds(machine);
  return seconds > 0 ? lasting(seconds) : '-';
}

/** Over how long a worker can take no work. */
const awayTitle = 'NO WORK';

function layoutFor(labels: readonly string[], away: readonly string[], end: number, screen: Screen): Layout {
  const { columns } = screen;
  const widest = Math.max(...labels.map(widthOf));
  const paint = style(screen.colors);
  if (columns === undefined) return { end, names: widest, bar: usualBar, paint };
  const names = Math.min(widest, Math.max(leastBar, Math.floor(columns * partOfNames)));
  const beside = Math.max(awayTitle.length, ...away.map(widthOf));
  return { end, names, bar: Math.max(leastBar, columns - names - beside - 7), paint };
}

/** The times above the bars, and a mark at each. */
function axisLines({ end, names, bar }: Layout): readonly string[] {
  const widestMark = Math.max(...axisMarks(end, bar).map((mark) => sinceStart(mark).length));
  const marks = axisMarks(end, Math.floor(bar / (widestMark + 2)) + 1);
  const times = Array.from({ length: bar }, () => ' ');
  const ticks = Array.from({ length: bar }, () => ' ');
  for (const mark of marks) {
    const column = columnOf(mark, end, bar);
    const text = sinceStart(mark);
    ticks[column] = '|';
    // A time that would stand beyond the bar has its mark alone.
    if (column + text.length <= bar) times.splice(column, text.length, ...text);
  }
  const indent = ' '.repeat(names + 4);
  return [`${indent}${times.join('')}`.trimEnd(), `${indent}${ticks.join('')}   ${awayTitle}`];
}

function columnOf(seconds: number, end: number, bar: number): number {
  return Math.min(bar - 1, Math.floor((seconds / end) * bar));
}

/** The states that a machine has within the time of one column. */
function statesAt({ spans }: RehearsedMachine, column: number, { end, bar }: Layout): readonly RehearsedState[] {
  const from = (column / bar) * end;
  const to = ((column + 1) / bar) * end;
  // What is as short as nothing is shown too, where it begins.
  return spans
    .filter(
      (span) => (span.from < to && span.to > from) || (span.from === span.to && span.from >= from && span.from < to),
    )
    .map(({ state }) => state);
}

/** A sign for each column, and one for what is so after the end. */
function barOf(machine: RehearsedMachine, layout: Layout): string {
  const found = Array.from({ length: layout.bar }, (_, column) => {
    const passed = statesAt(machine, column, layout);
    return stateOrder.find((one) => passed.includes(one)) ?? machine.after;
  });
  const signs = [...found, machine.after].map((state): Sign => [states[state].sign, states[state].paint(layout.paint)]);
  return painted(signs);
}

type Sign = readonly [sign: string, paint: (text: string) => string];

/** Signs that are alike and stand side by side are painted as one. */
function painted(signs: readonly Sign[]): string {
  const runs: { text: string; readonly sign: string; readonly paint: Sign[1] }[] = [];
  for (const [sign, paint] of signs) {
    const last = runs.at(-1);
    if (last?.sign === sign) last.text += sign;
    else runs.push({ text: sign, sign, paint });
  }
  return runs.map(({ text, paint }) => paint(text)).join('');
}

function groupLabel({ machines }: MachineGroup): string {
  return `${machines.length} alike`;
}

/** How many of a group do not work, a digit a column. */
function groupBar({ machines }: MachineGroup, layout: Layout): string {
  const signOf = (count: number): Sign => {
    if (count === 0) return [states.working.sign, states.working.paint(layout.paint)];
    return [count > 9 ? '#' : String(count), layout.paint.yellow];
  };
  const counts = Array.from(
    { length: layout.bar },
    (_, column) =>
      machines.filter((machine) => statesAt(machine, column, layout).some((state) => state !== 'working')).length,
  );
  return painted([...counts, machines.filter(({ after }) => after !== 'working').length].map(signOf));
}

function groupLines({ machines, states: passed }: MachineGroup, screen: Screen): readonly string[] {
  const names = firstOf(
    machines.map(({ id }) => printable(id)),
    named,
  );
  const away = machines.map(unableSeconds).sort((one, other) => one - other);
  const [least = 0, most = 0] = [away[0], away.at(-1)];
  const range = [...new Set([lasting(least), lasting(most)])].join(' to ');
  const long = most === 0 ? '' : `, unable for ${range} each`;
  const { from, to } = busyFromTo(machines);
  const when = passed.length < 2 ? '' : `, between ${sinceStart(from)} and ${sinceStart(to)}`;
  return [
    paragraph(
      '  ',
      `${groupLabel({ machines, states: passed })} (${names}): ${passed.join(', ')}${long}${when}.`,
      screen,
    ),
  ];
}

function fewest({ capacity }: Rehearsal): string {
  return `fewest able: ${capacity.lowest}`;
}

/** Where the fewest workers can take work; no line where their number stays the same. */
function fewestLine(rehearsal: Rehearsal, { end, bar, names, paint }: Layout): readonly string[] {
  const { lowest, before, steps } = rehearsal.capacity;
  if (lowest >= before && steps.every(({ workers }) => workers === lowest)) return [];
  const marks = Array.from({ length: bar }, () => ' ');
  for (const [at, { at: from, workers }] of steps.entries()) {
    if (workers !== lowest) continue;
    const to = steps[at + 1]?.at ?? end;
    const last = Math.max(columnOf(from, end, bar), Math.ceil((to / end) * bar) - 1);
    for (let column = columnOf(from, end, bar); column <= Math.min(last, bar - 1); column += 1) marks[column] = '^';
  }
  return [`  ${padded(shortened(fewest(rehearsal), names), names)}  ${paint.bold(marks.join('').trimEnd())}`];
}

/** What the signs mean that are used, and how long a column is. */
function legendLines(
  machines: readonly RehearsedMachine[],
  { end, bar, paint }: Layout,
  hasGroups: boolean,
  screen: Screen,
): readonly string[] {
  const used = new Set(machines.flatMap(({ spans }) => spans.map(({ state }) => state)));
  const signs = stateOrder.toReversed().flatMap((state) => {
    const { sign, means, paint: coloured } = states[state];
    return used.has(state) ? [`${coloured(paint)(sign)} ${state}: ${means}`] : [];
  });
  const groups = hasGroups ? ['1 to 9, #: so many of these do not work, or more'] : [];
  const column = `A character is ${lasting(end / bar)}; of several states in it the worst is shown. The last one is the state after the end.`;
  return [...[...signs, ...groups].map((line) => paragraph('  ', line, screen)), paragraph('  ', column, screen)];
}
