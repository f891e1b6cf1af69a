import { shortened } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { sinceStart } from '../../text/time-axis.js';
import { groupedMachines, isFailed, type Rehearsal, type RehearsedMachine, stateOrder } from './rehearsal-states.js';
import { cross, left, margin, right, short, textAt, xmlText } from './rehearsal-svg-page.js';

/** Rows with a name each, and those of more machines than these, which are thin. */
const row = { height: 22, gap: 4 };
export const mostRows = 60;
const thin = { most: 7, least: 1, total: 1100 };

/** Of many that fail, so many have a row with a name. */
const mostFailing = 20;

/** Columns of a name, whose characters are about 7 wide. */
const nameColumns = 27;

/** No span is narrower: what is as short as nothing is seen too. */
const leastWidth = 1.2;

/** A row of the picture: a machine, and where it stands. */
export interface Row {
  readonly machine: RehearsedMachine;
  readonly y: number;
  readonly height: number;
  readonly isNamed: boolean;
}

interface Placed {
  readonly rows: readonly Row[];
  readonly bottom: number;
}

/** Few machines have a row and a name each; of many those that fail do, and the others are thin rows below them. */
export function placedRows({ workers, nodes, steps }: Rehearsal, top: number): Placed {
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
export function bars(rows: readonly Row[], xOf: (seconds: number) => number): readonly string[] {
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
export function named({ machine, y, height }: Row): string {
  const { id, spans } = machine;
  const told = spans.map(({ state, from, to }) => `${state} ${sinceStart(from)} to ${sinceStart(to)}`).join(', ');
  const name = shortened(nameOf(machine), nameColumns);
  const over = `<rect class="over" x="${margin}" y="${short(y)}" width="${right - margin}" height="${height}"><title>${xmlText(`${id}: ${told}`)}</title></rect>`;
  return `${textAt(left - 8, y + height - 7, name, 'name')}${over}`;
}

function nameOf({ id }: RehearsedMachine): string {
  return printable(id.replace(/^worker\//, ''));
}

/** Of thin rows as many have a name as have room for one. */
export function thinNames(rows: readonly Row[]): readonly string[] {
  let free = Number.NEGATIVE_INFINITY;
  return rows.flatMap(({ machine, y, height, isNamed }) => {
    if (isNamed || y + height / 2 < free) return [];
    free = y + height / 2 + 15;
    return [textAt(left - 8, y + height / 2 + 4, shortened(nameOf(machine), nameColumns), 'name')];
  });
}

/** A cross where a step fails. */
export function failures(
  { steps }: Rehearsal,
  rows: readonly Row[],
  xOf: (seconds: number) => number,
): readonly string[] {
  const byId = new Map(rows.map((one) => [one.machine.id, one]));
  return steps.flatMap(({ target, to, from, outcome }) => {
    const found = byId.get(target);
    const at = to ?? from;
    if (found === undefined || at === undefined || !isFailed(outcome)) return [];
    return [cross(Math.min(xOf(at), right - 6), found.y + found.height / 2)];
  });
}
