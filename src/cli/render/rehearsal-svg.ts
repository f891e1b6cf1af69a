import { shortened, wrapped } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { axisMarks, lasting, sinceStart } from '../../text/time-axis.js';
import { moment } from '../../text/times.js';
import { catalogText, counted } from '../../text/words.js';
import { answerSentences, isOutage, toneOf } from './rehearsal-answer.js';
import { type Rehearsal, stateOrder, states } from './rehearsal-states.js';
import { cross, left, line, margin, right, short, textAt, width, xmlText } from './rehearsal-svg-page.js';
import { bars, failures, mostRows, named, placedRows, thinNames } from './rehearsal-svg-rows.js';
import { stateDefinitions, styleSheet } from './rehearsal-svg-style.js';

/*
 * The timeline of a rehearsal as a picture that needs nothing else: no script, no font, no link. States differ by pattern as
 * well as by colour, so that it can be printed. All lengths are pixels.
 */

const capacity = { height: 84, gap: 44 };

const sentenceColumns = 140;
const titleColumns = 80;

export function rehearsalSvg(rehearsal: Rehearsal): string {
  const { topology, catalog, observedAt, result } = rehearsal;
  const title = `Rehearsal of ${topology.name}`;
  const answer = answerSentences(rehearsal, { colors: false });
  const source = `Simulated on a twin of ${catalogText(catalog)} as of ${moment(observedAt)}. Nothing was changed.`;
  const isOutageSentence = (sentence: string) => isOutage(rehearsal) && sentence.includes(' no worker at all ');
  const lines = [
    ...linesOf(source, 'dim'),
    ...answer.flatMap((sentence, at) =>
      linesOf(sentence, at === 0 ? toneOf(rehearsal) : isOutageSentence(sentence) ? 'bad' : ''),
    ),
  ];
  const head = [
    textAt(margin, margin + 16, shortened(printable(title), titleColumns), 'title'),
    ...lines.map(({ text, kind }, at) => textAt(margin, margin + 40 + at * line, text, kind)),
  ];
  const top = margin + 40 + lines.length * line;
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

/** Foreign names make a sentence as long as they like: it goes on in the next line. */
function linesOf(sentence: string, kind: string): readonly { readonly text: string; readonly kind: string }[] {
  return wrapped(printable(sentence), sentenceColumns).map((text) => ({ text, kind }));
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
