import type { Change, Plan, Step } from '../../domain/documents.js';
import { stepWords } from '../../reconciler/steps/steps.js';
import { codeBlock, codeSpan, fold } from '../../text/markdown.js';
import { type Screen, style } from '../../text/screen.js';
import { moment } from '../../text/times.js';
import { catalogText, counted, withMore } from '../../text/words.js';
import { changesText, unmanagedText } from './change-text.js';
import { diagnosticsText } from './diagnostic-text.js';
import { countsText, type PlanTextOptions, riskSummary, verdictText } from './plan-text.js';
import { rollbacksText } from './rollback-text.js';
import { rolloutText } from './rollout-text.js';
import { byHandText, stepsText } from './step-text.js';

/** Characters of the whole: GitHub takes 65,536 in a comment, and whoever posts it adds a few. */
const most = 60_000;

/** Characters that each folded part gets at least, where all of them together are too long. */
const leastOfPart = 8_000;

/** Errors and destructive changes are shown up to here, then counted. */
const named = 20;

/** The screen of what is folded: a comment shows about so many columns of code. */
const screen: Screen = { colors: false, columns: 100, zone: 'UTC', now: () => 0 };

/** A plan as the comment of a pull request: what matters is visible, the rest folded, all of it at most 60,000 characters. */
export function planMarkdown(plan: Plan, { include = [], expand = false }: PlanTextOptions = {}): string {
  const head = [...headBlocks(plan, include), ...errorBlocks(plan), ...destructiveBlocks(plan)];
  const foot = `Fingerprint ${codeSpan(plan.fingerprint)}`;
  const parts = foldedParts(plan, expand).filter(({ lines }) => lines.length > 0);
  let left = most - [...head, foot].reduce((sum, block) => sum + block.length + 2, 1);
  const folded = parts.map(({ title, lines }, at) => {
    const room = left - leastOfPart * (parts.length - 1 - at);
    const block = foldWithin(title, lines, room);
    left -= block.length + 2;
    return block;
  });
  return `${[...head, ...folded, foot].join('\n\n')}\n`;
}

function headBlocks(plan: Plan, include: readonly string[]): readonly string[] {
  const { topology, catalog, observedAt, health, steps, applyable } = plan;
  const plain = style(false);
  const counts = countsText(plan);
  const risk = riskSummary(plan, plain);
  const verdict = !applyable
    ? `**Refused: ${counts}.** Nothing of it can be applied.`
    : steps.length > 0
      ? `**${counts}; ${counted(steps.length, 'step')}**`
      : codeSpan(verdictText(plan, include, plain));
  const lines = [
    verdict,
    ...(!applyable || steps.length === 0 || risk === '' ? [] : [`Risk of the changes: ${risk}`]),
    ...(health === undefined
      ? []
      : [`Health: **${health.state}**${health.reason === undefined ? '' : `: ${codeSpan(health.reason)}`}`]),
    `${codeSpan(topology.file)} against ${codeSpan(catalogText(catalog))}, seen ${codeSpan(moment(observedAt))}`,
  ];
  // Two blanks at the end of a line keep it a line.
  return [`### Plan of ${codeSpan(topology.name)}`, lines.join('  \n')];
}

function errorBlocks({ diagnostics }: Plan): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  const lines = errors.map(
    ({ summary, code, detail }) => `- ${codeSpan(summary)} (${codeSpan(code)}): ${codeSpan(detail)}`,
  );
  return ['**Refused:**', listText(lines)];
}

/** Each destructive change with the steps of it that are, by the change that they are for. */
function destructiveBlocks({ changes, steps }: Plan): readonly string[] {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.risk !== 'destructive') continue;
    const known = found.get(step.target);
    if (known === undefined) found.set(step.target, [step]);
    else known.push(step);
  }
  if (found.size === 0) return [];
  const reasons = new Map(changes.map(({ id, reason }) => [id, reason]));
  const lines = [...found].map(([id, own]) => {
    const what = own.map((step) => codeSpan(stepWords(step)));
    return `- ${codeSpan(id)} (${codeSpan(reasons.get(id) ?? '')}): ${what.join(', ')}`;
  });
  return ['**Destructive:**', listText(lines)];
}

function listText(lines: readonly string[]): string {
  const shown = withMore(lines, named);
  return shown.map((line) => (line.startsWith('- ') ? line : `- ${line}`)).join('\n');
}

interface FoldedPart {
  readonly title: string;
  readonly lines: readonly string[];
}

function foldedParts(plan: Plan, expand: boolean): readonly FoldedPart[] {
  const { changes, steps, diagnostics } = plan;
  const isUnmanaged = ({ action }: Change) => action === 'unmanaged';
  const shown = changes.filter((change) => !isUnmanaged(change));
  const told = diagnostics.filter(({ severity }) => severity !== 'error');
  return [
    {
      title: counted(shown.length, 'change'),
      lines: linesOf(
        changesText(shown, steps, screen, expand),
        unmanagedText(changes.filter(isUnmanaged), screen, expand),
        byHandText(steps, screen, expand),
      ),
    },
    {
      title: `Rollout and ${counted(steps.length, 'step')}`,
      lines: linesOf(rolloutText(plan, screen), stepsText(steps, screen), rollbacksText(plan, screen, true)),
    },
    {
      title: counted(told.length, 'warning or note', 'warnings and notes'),
      lines: linesOf(diagnosticsText(told, screen)),
    },
  ];
}

function linesOf(...blocks: readonly string[]): readonly string[] {
  return blocks
    .filter((block) => block !== '')
    .flatMap((block, at) => [...(at === 0 ? [] : ['']), ...block.split('\n')]);
}

/** The folded lines; where they are longer than the room, as many as fit, and how many are left out. */
function foldWithin(title: string, lines: readonly string[], room: number): string {
  const whole = fold(title, codeBlock(lines));
  if (whole.length <= room) return whole;
  // The fence and the words around it are no longer for fewer lines.
  const around =
    whole.length - lines.reduce((sum, line) => sum + line.length + 1, 0) + cutText(title, lines.length).length + 80;
  let taken = 0;
  let length = around;
  for (const line of lines) {
    length += line.length + 1;
    if (length > room) break;
    taken += 1;
  }
  const left = lines.length - taken;
  const block = codeBlock([...lines.slice(0, taken), `... cut here, ${counted(left, 'line')} left out`]);
  return fold(cutText(title, left), block);
}

function cutText(title: string, left: number): string {
  return `${title} (cut: ${counted(left, 'line')} left out; scaleout plan shows all)`;
}
