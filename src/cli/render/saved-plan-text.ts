import type { Plan } from '../../domain/documents.js';
import type { RecordedApply } from '../../history/read-history.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { age, moment } from '../../text/times.js';
import { catalogText, padded } from '../../text/words.js';
import { planText } from './plan-text.js';

/** What became of the topology that a saved plan was made from. */
export type TopologyNow = 'unchanged' | 'changed' | 'missing' | 'piped';

interface SavedPlanView {
  readonly plan: Plan;
  /** As it was named. */
  readonly file: string;
  readonly topologyNow: TopologyNow;
  /** The apply that used it. */
  readonly usedBy: RecordedApply | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  /** Each change by itself, also where several are equal. */
  readonly expand?: boolean;
}

/** A saved plan as a person reads it: what it is, what would change, and every step. */
export function savedPlanText(view: SavedPlanView, screen: Screen): string {
  const { plan, expand = false } = view;
  const paint = style(screen.colors);
  const include = plan.targets?.include ?? [];
  const blocks = [
    headText(view, paint, screen),
    planText(plan, screen, { include, expand, steps: true, whole: true }).trimEnd(),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headText({ plan, file, topologyNow, usedBy, now }: SavedPlanView, paint: Style, screen: Screen): string {
  const made = Math.floor((now - Date.parse(plan.createdAt)) / 1000);
  const topology = {
    unchanged: 'unchanged since',
    changed: paint.yellow('changed since: the plan cannot be applied'),
    piped: paint.yellow('read from standard input: name it with -f, or pipe it in again'),
    missing: paint.yellow('no longer there: name another with -f'),
  };
  const lines: readonly (readonly [string, string])[] = [
    ['Made', `${moment(plan.createdAt)}, ${age(made)} ago, by scaleout ${printable(plan.tool.version)}`],
    ['For', catalogText(plan.catalog)],
    ['Topology', `${printable(`${plan.topology.name} (${plan.topology.file})`)}, ${topology[topologyNow]}`],
    ...(plan.targets === undefined ? [] : [['Part', partText(plan.targets)] as const]),
    ['Risk', riskText(plan, paint)],
    ['Id', printable(plan.id ?? '(none)')],
    [
      'Used',
      usedBy === undefined ? 'not yet, as far as the history here knows' : paint.yellow(printable(usedText(usedBy))),
    ],
  ];
  const shown = lines.map(([name, value]) => paragraph(`  ${padded(name, 9)} `, value, screen));
  return [paragraph(`${paint.bold('Saved plan')} `, printable(file), screen), ...shown].join('\n');
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
