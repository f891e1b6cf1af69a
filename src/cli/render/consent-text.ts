import type { Plan, Step } from '../../domain/documents.js';
import { operationOf, stepWords } from '../../reconciler/steps/steps.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { catalogText, counted, withMore } from '../../text/words.js';
import { masterSwitch } from './rotation-sentences.js';

/** Up to so many destructive steps are told in words; of more their ids. */
const named = 12;

/** What somebody has to know who is asked whether a plan is to be carried out, and the question itself. */
export function consentText(plan: Plan, screen: Screen): string {
  const blocks = [
    destructiveText(plan, screen),
    outageText(plan, screen),
    paragraph('', `Apply ${counted(plan.steps.length, 'step')} to ${catalogText(plan.catalog)}?`, screen),
  ];
  const suspended = suspendedText(plan);
  const question = blocks.filter((block) => block !== '').join('\n\n');
  return suspended === '' ? question : `${question}\n${paragraph('  ', suspended, screen)}`;
}

/** What nobody reads out of a number of steps: for some minutes nothing can run. */
function outageText(plan: Plan, screen: Screen): string {
  if (!plan.diagnostics.some(({ code }) => code === 'plan.master-switch')) return '';
  return style(screen.colors).yellow(paragraph('', masterSwitch(plan), screen));
}

function destructiveText({ steps, diagnostics }: Plan, screen: Screen): string {
  const destructive = steps.filter(({ risk }) => risk === 'destructive');
  if (destructive.length === 0) return '';
  const { red } = style(screen.colors);
  const lines = destructive.length > named ? targetLines(destructive, screen) : stepLines(destructive, screen);
  const lost = diagnostics.flatMap(({ code, detail }) => (code === 'plan.running-work-lost' ? [detail] : []));
  return [
    red(`${counted(destructive.length, 'destructive step')}:`),
    ...lines,
    ...withMore(lost.map(printable), named).map((line) => paragraph('  ', line, screen)),
  ].join('\n');
}

function stepLines(steps: readonly Step[], screen: Screen): readonly string[] {
  return steps.map((step) => paragraph('  ', `${printable(step.id)}: ${stepWords(step)}${lossText(step)}`, screen));
}

/** A line for each of what they are for, by the ends of their ids: none is left out, however many there are. */
function targetLines(steps: readonly Step[], screen: Screen): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { id, target } of steps) {
    const own = targets.get(target) ?? [];
    targets.set(target, own);
    own.push(id.startsWith(`${target}:`) ? id.slice(target.length + 1) : id);
  }
  const lines = [...targets].map(([target, own]) => `${target}: ${own.join(', ')}`);
  const losses = new Set(steps.map(lossText).filter((loss) => loss !== ''));
  return [
    ...lines.map((line) => paragraph('  ', printable(line), screen)),
    ...[...losses].map((loss) => paragraph('  ', loss.slice(2), screen)),
  ];
}

function lossText(step: Step): string {
  const lost = operationOf(step).loses?.(step);
  return lost === undefined ? '' : `. What is lost: ${printable(lost)}`;
}

/** What becomes of suspended changes, a sentence; empty where there are none. */
function suspendedText({ summary: { suspended }, diagnostics }: Plan): string {
  const codes = diagnostics.map(({ code }) => code);
  if (codes.includes('watch.notes-unseen')) return 'Whether any of it is suspended could not be seen.';
  if (codes.includes('plan.suspended-taken-in')) return 'Some of it is suspended, and taken in all the same.';
  return suspended === undefined ? '' : `${counted(suspended, 'change')} left out: suspended.`;
}
