import type { Risk, Step } from '../../domain/documents.js';
import { machineIn, operationOf, stepWords } from '../../reconciler/steps/steps.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { counted, listed, withMore } from '../../text/words.js';

/** Needs are named up to here, then counted. */
const namedNeeds = 8;

/** Every step of a plan in its order: its number, its id, what it does, and the numbers of those that it needs. */
export function stepsText(steps: readonly Step[], screen: Screen): string {
  if (steps.length === 0) return '';
  const paint = style(screen.colors);
  const numbers = new Map(steps.map(({ id }, at) => [id, at + 1]));
  const width = String(steps.length).length;
  const lines = steps.map((step, at) => {
    const head = `  ${String(at + 1).padStart(width)}. `;
    return paragraph(
      head,
      `${paint.bold(printable(step.id))}: ${stepWords(step)}${marksText(step, numbers, paint)}`,
      screen,
    );
  });
  return [`${counted(steps.length, 'step')}:`, ...lines].join('\n');
}

/** ` [destructive, by hand, after 1 and 2]` */
function marksText({ risk, manual, needs }: Step, numbers: ReadonlyMap<string, number>, paint: Style): string {
  const marks = [
    ...(risk === 'safe' ? [] : [riskText(risk, paint)]),
    ...(manual === true ? [paint.yellow('by hand')] : []),
    ...(needs.length === 0 ? [] : [`after ${needsText(needs, numbers)}`]),
  ];
  return marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
}

function needsText(needs: readonly string[], numbers: ReadonlyMap<string, number>): string {
  const found = needs.map((id) => numbers.get(id) ?? 0).sort((one, other) => one - other);
  const shown = withMore(found.map(String), namedNeeds);
  return shown.length > namedNeeds ? shown.join(', ') : listed(shown);
}

/** A risk in its colour. */
export function riskText(risk: Risk, paint: Style): string {
  return { safe: paint.dim, disruptive: paint.yellow, destructive: paint.red }[risk](risk);
}

/** Machines of one task are named up to here, then counted. */
const namedMachines = 12;

/** What a person has to do, a paragraph for each task; empty where there is none. The same on three machines is told once. */
export function byHandText(steps: readonly Step[], screen: Screen, expand = false): string {
  const manual = steps.filter((step) => step.manual === true);
  if (manual.length === 0) return '';
  // One script does what several steps ask for.
  const tasks = new Map<string, { readonly text: string; readonly machines: Set<string> }>();
  for (const step of manual) {
    const text = operationOf(step).describe(step);
    const machine = machineIn(step);
    const shown = machine === undefined ? '' : printable(machine);
    const isOwn = shown !== '' && text.startsWith(`${shown}: `);
    const key = expand || !isOwn ? text : text.slice(shown.length).replaceAll(` ${shown}"`, ' MACHINE"');
    const task = tasks.get(key) ?? { text, machines: new Set<string>() };
    tasks.set(key, task);
    task.machines.add(isOwn ? shown : text);
  }
  const lines = [...tasks].flatMap(([key, { text, machines }]) => {
    if (machines.size === 1) return [paragraph('  ', text, screen)];
    const names = [...machines];
    // Of two, each has a line of its own.
    if (names.length === 2)
      return names.map((name) => paragraph('  ', `${name}${key.replaceAll(' MACHINE"', ` ${name}"`)}`, screen));
    const shown = withMore(names, namedMachines).join(', ');
    return [paragraph('  ', `${shown}${key}${key.includes(' MACHINE"') ? ', each with its own name' : ''}`, screen)];
  });
  return ['By hand, by an administrator of the machine:', ...lines].join('\n');
}
