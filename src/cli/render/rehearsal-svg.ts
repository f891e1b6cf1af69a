import { shortened } from '../../text/layout.js';
import { axisMarks, lasting, sinceStart } from '../../text/time-axis.js';
import { moment } from '../../text/times.js';
import { catalogText, counted } from '../../text/words.js';
import { xmlText } from '../../text/xml.js';
import { answerSentences } from './rehearsal-answer.js';
import {
  groupedMachines,
  isFailed,
  type Rehearsal,
  type RehearsedMachine,
  stateOrder,
  states,
} from './rehearsal-states.js';
import { stateDefinitions, styleSheet } from './rehearsal-svg-style.js';

/*
 * The timeline of a rehearsal as a picture that needs nothing else: no script, no font, no link. States differ by pattern as
 * well as by colour, so that it can be printed. All lengths are pixels.
 */

const width = 1000;
const margin = 24;
const names = 190;
const left = margin + names;
const right = width - margin;
const line = 20;

/** Rows with a name each, and those of more machines than these, which are thin. */
const row = { height: 22, gap: 4 };
const mostRows = 60;
const thin = { most: 7, least: 1, total: 1100 };

/** Of many that fail, so many have a row with a name. */
const mostFailing = 20;

const capacity = { height: 84, gap: 44 };

/** Columns of a name, whose characters are about 7 wide. */
const nameColumns = 27;

/** No span is narrower: what is as short as nothing is seen too. */
const leastWidth = 1.2;

/** A row of the picture: a machine, and where it stands. */
interface Row {
  readonly machine: RehearsedMachine;
  readonly y: number;
  readonly height: number;
  readonly isNamed: boolean;
}

interface Placed {
  readonly rows: readonly Row[];
  readonly bottom: number;
}

export function rehearsalSvg(rehearsal: Rehearsal): string {
  const { topology, catalog, observedAt, result } = rehearsal;
  const title = `Rehearsal of ${topology.name}`;
  const answer = answerSentences(rehearsal, { colors: false });
  const source = `Simulated on a twin of ${catalogText(catalog)} as of ${moment(observedAt)}. Nothing was changed.`;
  const head = [
    textAt(margin, margin + 16, title, 'title'),
    textAt(margin, margin + 38, source, 'dim'),
    ...answer.map((sentence, at) => textAt(margin, margin + 64 + at * line, sentence, at === 0 ? result : '')),
  ];
  const top = margin + 64 + answer.length * line;
  const body = result === 'unlike' ? { parts: [], bottom: top } : chart(rehearsal, top);
  const height = Math.ceil(body.bottom + margin);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="rehearsal-title rehearsal-text">
<title id="rehearsal-title">${xmlText(title)}</title>
<desc id="rehearsal-text">${xmlText(`${source} ${answer.join(' ')}`)}</desc>
<style>${styleSheet}</style>
<defs>${stateDefinitions}</defs>
<rect class="page" width="${width}" height="${height}"/>
${[...head, ...body.parts].join('\n')}
</svg>
`;
}

interface Chart {
  readonly parts: readonly string[];
  readonly bottom: number;
}

function chart(rehearsal: Rehearsal, top: number): Chart {
  // What ends as soon as it begins has an axis all the same.
  const end = Math.max(rehearsal.durationSeconds, 1);
  const xOf = (seconds: number) => left + (Math.min(seconds, end) / end) * (right - left);
  const legend = legendOf(rehearsal, top + 8);
  const capacityTop = legend.bottom + 26;
  const axis = capacityTop + capacity.height + capacity.gap;
  const { rows, bottom } = placedRows(rehearsal, axis + 10);
  const isLong = bottom - axis > 500;
  return {
    parts: [
      ...legend.parts,
      ...gridOf(end, xOf, capacityTop, bottom, axis, isLong),
      ...capacityOf(rehearsal, xOf, capacityTop, end),
      ...bars(rows, xOf),
      ...rows.filter(({ isNamed }) => isNamed).map((one) => named(one)),
      ...thinNames(rows),
      ...failures(rehearsal, rows, xOf),
    ],
    bottom: isLong ? bottom + 24 : bottom,
  };
}

/** Few machines have a row and a name each; of many those that fail do, and the others are thin rows below them. */
function placedRows({ workers, nodes, steps }: Rehearsal, top: number): Placed {
  const isThin = workers.length > mostRows;
  const failing = isThin ? groupedMachines(workers, steps).failing.slice(0, mostFailing) : [];
  const own = new Set(failing);
  const full = isThin ? failing : [...workers, ...nodes];
  const others = isThin ? workers.filter((worker) => !own.has(worker)) : [];
  const height = Math.min(thin.most, Math.max(thin.least, thin.total / Math.max(1, others.length)));
  let y = top;
  const place = (machine: RehearsedMachine, isNamed: boolean): Row => {
    const placed = { machine, y, height: isNamed ? row.height : height, isNamed };
    y += isNamed ? row.height + row.gap : height;
    return placed;
  };
  const first = full.map((machine) => place(machine, true));
  if (first.length > 0 && isThin) y += row.gap * 2;
  const rest = others.map((machine) => place(machine, false));
  if (isThin) y += row.gap * 2;
  const last = isThin ? nodes.map((machine) => place(machine, true)) : [];
  return { rows: [...first, ...rest, ...last], bottom: y };
}

/** All spans of one state are one path: of a thousand workers they are some 100 kB. */
function bars(rows: readonly Row[], xOf: (seconds: number) => number): readonly string[] {
  return stateOrder.toReversed().flatMap((state) => {
    const pieces = rows.flatMap(({ machine, y, height }) =>
      machine.spans.flatMap((span) => {
        if (span.state !== state || (span.from === span.to && machine.spans.length > 1 && state === 'working'))
          return [];
        const x = xOf(span.from);
        const wide = Math.max(leastWidth, xOf(span.to) - x);
        return [
          `M${short(Math.min(x, right - leastWidth))} ${short(y)}h${short(wide)}v${short(height)}h-${short(wide)}z`,
        ];
      }),
    );
    return pieces.length === 0 ? [] : [`<path class="${state}" d="${pieces.join('')}"/>`];
  });
}

/** The name of a row, and what a pointer is told over it. */
function named({ machine, y, height }: Row): string {
  const { id, spans } = machine;
  const told = spans.map(({ state, from, to }) => `${state} ${sinceStart(from)} to ${sinceStart(to)}`).join(', ');
  const name = shortened(id.replace(/^worker\//, ''), nameColumns);
  const over = `<rect class="over" x="${margin}" y="${short(y)}" width="${right - margin}" height="${height}"><title>${xmlText(`${id}: ${told}`)}</title></rect>`;
  return `${textAt(left - 8, y + height - 7, name, 'name')}${over}`;
}

/** Of thin rows as many have a name as have room for one. */
function thinNames(rows: readonly Row[]): readonly string[] {
  let free = Number.NEGATIVE_INFINITY;
  return rows.flatMap(({ machine, y, height, isNamed }) => {
    if (isNamed || y + height / 2 < free) return [];
    free = y + height / 2 + 15;
    return [textAt(left - 8, y + height / 2 + 4, shortened(machine.id.replace(/^worker\//, ''), nameColumns), 'name')];
  });
}

/** A cross where a step fails. */
function failures({ steps }: Rehearsal, rows: readonly Row[], xOf: (seconds: number) => number): readonly string[] {
  const byId = new Map(rows.map((one) => [one.machine.id, one]));
  return steps.flatMap(({ target, to, from, outcome }) => {
    const found = byId.get(target);
    const at = to ?? from;
    if (found === undefined || at === undefined || !isFailed(outcome)) return [];
    return [cross(Math.min(xOf(at), right - 6), found.y + found.height / 2)];
  });
}

function cross(x: number, y: number): string {
  return `<path class="cross" d="M${short(x - 5)} ${short(y - 5)}l10 10m0 -10l-10 10"/>`;
}

function gridOf(
  end: number,
  xOf: (seconds: number) => number,
  top: number,
  bottom: number,
  axis: number,
  isLong: boolean,
): readonly string[] {
  return axisMarks(end, 9).flatMap((mark) => {
    const x = xOf(mark);
    const isLast = x > right - 30;
    const label = (y: number) =>
      textAt(isLast ? right : x, y, sinceStart(mark), isLast ? 'end' : mark === 0 ? '' : 'mid');
    return [
      `<path class="grid" d="M${short(x)} ${short(top)}V${short(bottom)}"/>`,
      label(axis - 4),
      ...(isLong ? [label(bottom + 18)] : []),
    ];
  });
}

/** How many workers could take work, as a line in steps; where they are fewest it is marked. */
function capacityOf(
  { capacity: { before, lowest, lowestFrom, lowestSeconds, steps } }: Rehearsal,
  xOf: (seconds: number) => number,
  top: number,
  end: number,
): readonly string[] {
  const most = Math.max(1, before, ...steps.map(({ workers }) => workers));
  const yOf = (workers: number) => top + capacity.height * (1 - workers / most);
  const path = steps.map(({ at, workers }, index) =>
    index === 0 ? `M${short(xOf(at))} ${short(yOf(workers))}` : `H${short(xOf(at))}V${short(yOf(workers))}`,
  );
  const drawn = `${path.join('')}H${short(right)}`;
  const [x, y] = [xOf(lowestFrom), yOf(lowest)];
  const isLate = lowestFrom > end / 2;
  const text = `lowest: ${lowest}, from ${sinceStart(lowestFrom)}, for ${lasting(lowestSeconds)} in all`;
  const marked =
    lowest < before
      ? [
          `<circle class="lowest" cx="${short(x)}" cy="${short(y)}" r="4"/>`,
          textAt(isLate ? x + 4 : x - 4, top + capacity.height + 16, text, isLate ? 'lowest-text end' : 'lowest-text'),
        ]
      : [];
  return [
    textAt(margin, top + 12, 'Workers that', 'bold'),
    textAt(margin, top + 28, 'could take work', 'bold'),
    textAt(left - 8, top + 5, String(most), 'name'),
    textAt(left - 8, top + capacity.height + 4, '0', 'name'),
    `<path class="base" d="M${left} ${short(top + capacity.height)}H${right}"/>`,
    `<path class="area" d="${drawn}V${short(top + capacity.height)}H${left}z"/>`,
    `<path class="able" d="${drawn}"/>`,
    ...marked,
  ];
}

/** The states that the picture has, and the cross of a step that fails. */
function legendOf({ workers, nodes, steps }: Rehearsal, top: number): Chart {
  const used = new Set([...workers, ...nodes].flatMap(({ spans }) => spans.map(({ state }) => state)));
  const entries = [
    ...stateOrder
      .toReversed()
      .flatMap((state) => (used.has(state) ? [{ state, text: `${state}: ${states[state].means}` }] : [])),
    ...(steps.some(({ outcome }) => outcome === 'errored' || outcome === 'unfinished')
      ? [{ state: undefined, text: 'a step fails' }]
      : []),
  ];
  let [x, y] = [margin, top];
  const parts = entries.flatMap(({ state, text }) => {
    const wide = 30 + text.length * 6.4 + 18;
    if (x + wide > right) [x, y] = [margin, y + line];
    const swatch =
      state === undefined
        ? cross(x + 11, y + 6)
        : `<rect class="${state} swatch" x="${short(x)}" y="${y}" width="22" height="12"/>`;
    const placed = [swatch, textAt(x + 28, y + 10.5, text, '')];
    x += wide;
    return placed;
  });
  const count =
    workers.length > mostRows
      ? [
          textAt(
            margin,
            y + line + 10.5,
            `${counted(workers.length, 'worker')}, a thin row each; those that fail come first.`,
            'dim',
          ),
        ]
      : [];
  return { parts: [...parts, ...count], bottom: y + 12 + (count.length > 0 ? line : 0) };
}

function textAt(x: number, y: number, text: string, kind: string): string {
  const attribute = kind === '' ? '' : ` class="${kind}"`;
  return `<text x="${short(x)}" y="${short(y)}"${attribute}>${xmlText(text)}</text>`;
}

/** With one decimal at most. */
function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
