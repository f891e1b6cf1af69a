import type { RecordedApply } from '../../history/read-history.js';
import type { Plan } from '../../reconciler/plan-document.js';
import { printable } from '../../text/printable.js';
import { planText } from './plan-text.js';
import { stepsTable } from './steps-table.js';
import { type Style, style } from './style.js';
import { age, catalogText, moment, padded } from './words.js';

/** What became of the topology that a saved plan was made from. */
export type TopologyNow = 'unchanged' | 'changed' | 'missing';

export interface SavedPlanView {
  readonly plan: Plan;
  /** As it was named. */
  readonly file: string;
  readonly topologyNow: TopologyNow;
  /** The apply that used it. */
  readonly usedBy: RecordedApply | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/** A saved plan as a person reads it: what it is, what would change, and every step. */
export function savedPlanText(
  view: SavedPlanView,
  options: { readonly colors: boolean; readonly columns: number | undefined },
): string {
  const { plan } = view;
  const paint = style(options.colors);
  const include = plan.targets?.include ?? [];
  const blocks = [
    headText(view, paint),
    planText(plan, { colors: options.colors, include }).trimEnd(),
    plan.steps.length === 0 ? '' : stepsTable(plan.steps, paint, options.columns),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headText({ plan, file, topologyNow, usedBy, now }: SavedPlanView, paint: Style): string {
  const made = Math.floor((now - Date.parse(plan.createdAt)) / 1000);
  const topology = {
    unchanged: 'unchanged since',
    changed: paint.yellow('changed since: the plan cannot be applied'),
    missing: paint.yellow('no longer there: name another with -f'),
  };
  const lines: readonly (readonly [string, string])[] = [
    ['Made', `${moment(plan.createdAt)}, ${age(made)} ago, by scaleout ${printable(plan.tool.version)}`],
    ['For', catalogText(plan.catalog)],
    ['Topology', `${printable(`${plan.topology.name} (${plan.topology.file})`)}, ${topology[topologyNow]}`],
    ...(plan.targets === undefined ? [] : [['Part', partText(plan.targets)] as const]),
    ['Risk', riskText(plan, paint)],
    ['Id', printable(plan.id ?? '(none)')],
    ['Used', usedBy === undefined ? 'not in the history' : paint.yellow(printable(usedText(usedBy)))],
  ];
  const shown = lines.map(([name, value]) => `  ${padded(name, 9)} ${value}`);
  return [`${paint.bold('Saved plan')} ${printable(file)}`, ...shown].join('\n');
}

function partText({ include, exclude }: NonNullable<Plan['targets']>): string {
  const words = [...include.map((id) => `--target ${id}`), ...exclude.map((id) => `--exclude ${id}`)];
  return printable(words.join(' '));
}

function riskText({ steps }: Plan, paint: Style): string {
  if (steps.some((step) => step.risk === 'destructive')) return paint.red('destructive: it needs --allow-destructive');
  return steps.some((step) => step.risk === 'disruptive') ? paint.yellow('disruptive') : 'safe';
}

function usedText({ number, who, startedAt }: RecordedApply): string {
  return `by ${who.user} on ${who.host}, ${moment(startedAt)} (apply ${number}): it cannot be applied again`;
}
