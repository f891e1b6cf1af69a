import type { Plan, Rollback } from '../../domain/documents.js';
import { stepWords } from '../../reconciler/steps/steps.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { counted, firstOf, listed } from '../../text/words.js';

/** Targets, and kinds of steps, are named up to here, then counted. */
const named = 8;

/**
 * What apply takes back where a step fails after others have begun: a paragraph for all groups that are alike, or with
 * `steps` each group with all that takes it back. Empty where the plan takes nothing back.
 */
export function rollbacksText({ rollbacks = [], applyable }: Plan, screen: Screen, steps = false): string {
  if (rollbacks.length === 0 || !applyable) return '';
  const alike = new Map<string, string[]>();
  for (const rollback of rollbacks) {
    const what = whatFails(rollback);
    const known = alike.get(what);
    if (known === undefined) alike.set(what, [rollback.target]);
    else known.push(rollback.target);
  }
  const lines = steps
    ? rollbacks.flatMap((rollback) => [
        paragraph('  ', `${printable(rollback.target)}: ${whatFails(rollback)}:`, screen),
        ...undoLines(rollback, screen),
      ])
    : [...alike].map(([what, targets]) => {
        const each = targets.length > 1 ? ', each by itself' : '';
        const hint = ' (--steps shows how)';
        return paragraph('  ', `${firstOf(targets.map(printable), named)}${each}: ${what}${hint}.`, screen);
      });
  return ['Taken back if a step fails:', ...lines].join('\n');
}

/** `if one of config, restart and online fails, what has begun of them is undone in 3 steps`. */
function whatFails({ target, steps, undo }: Rollback): string {
  const names = new Map<string, number>();
  for (const id of steps) {
    const name = id.startsWith(`${target}:`) ? id.slice(target.length + 1) : id.slice(id.indexOf(':') + 1);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const shown = [...names].map(([name, count]) => `${printable(name)}${count === 1 ? '' : ` (${count})`}`);
  const which = shown.length > named ? firstOf(shown, named) : listed(shown);
  const failing =
    steps.length === 1 ? `if ${which} fails, what has begun of it` : `if one of ${which} fails, what has begun of them`;
  return `${failing} is undone in ${counted(undo.length, 'step')} at most`;
}

function undoLines({ undo }: Rollback, screen: Screen): readonly string[] {
  const { bold } = style(screen.colors);
  return undo.map(({ undoes, step }) => {
    const words = `${bold(printable(step.id))}: ${stepWords(step)} [takes ${printable(undoes)} back]`;
    return paragraph('    ', words, screen);
  });
}
