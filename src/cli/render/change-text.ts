import type { Change, Step, Value } from '../../domain/documents.js';
import {
  type ChangeGroup,
  changeGroups,
  type GroupedField,
  type GroupedValue,
  ownName,
  type ShownChange,
} from '../../reconciler/plan/change-groups.js';
import { stepWords } from '../../reconciler/steps/steps.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { widthOf } from '../../text/width.js';
import { counted, firstOf, padded } from '../../text/words.js';
import { riskText } from './step-text.js';

/** Members of a group and unmanaged workers are named up to here, then counted. */
const named = 12;

/** Characters of a value that are shown; a description may have millions, which --json has whole. */
const longestValue = 1_000;

/** A reason that would have fewer columns than this beside its id stands below it. */
const leastReason = 30;

/** The same of a value beside the name of its field. */
const leastValue = 20;

/** The widest column of ids. */
const widestId = 48;

/** Each change with its reason and its fields; equal ones of several workers once, unless they are to be expanded. */
export function changesText(
  changes: readonly ShownChange[],
  steps: readonly Step[],
  screen: Screen,
  expand = false,
): string {
  const groups = changeGroups(changes, expand);
  const widest = Math.max(0, ...groups.map((group) => widthOf(labelOf(group))));
  const most = screen.columns === undefined ? widestId : Math.min(widestId, Math.floor(screen.columns / 4));
  const removed = new Set(changes.flatMap(({ id, action }) => (action === 'remove' ? [id] : [])));
  const goingWith = new Map<string, Step[]>();
  for (const step of removed.size === 0 ? [] : steps) {
    if (!removed.has(step.target)) continue;
    const known = goingWith.get(step.target);
    if (known === undefined) goingWith.set(step.target, [step]);
    else known.push(step);
  }
  const context = { screen, paint: style(screen.colors), width: Math.min(widest, most) };
  return groups.map((group) => groupText(group, goingWith.get(group.first.id) ?? [], context)).join('\n');
}

interface Context {
  readonly screen: Screen;
  readonly paint: Style;
  /** Of the column of ids. */
  readonly width: number;
}

function labelOf({ first, others }: ChangeGroup): string {
  return `${printable(first.id)}${others.length === 0 ? '' : ` and ${others.length} others`}`;
}

function groupText(group: ChangeGroup, removal: readonly Step[], { screen, paint, width }: Context): string {
  const { first, others } = group;
  const { action, risk = 'safe', suspended } = first;
  const mark = {
    add: paint.green('+'),
    update: paint.yellow('~'),
    remove: paint.red('-'),
    unknown: paint.magenta('?'),
    unmanaged: ' ',
  }[action];
  const warning = risk === 'safe' ? '' : ` [${riskText(risk, paint)}]`;
  const left = suspended === undefined ? '' : ` ${paint.yellow(suspendedMark(suspended))}`;
  const label = labelOf(group);
  const reason = `${printable(group.reason)}${warning}${left}`;
  const head = `  ${mark} ${paint.bold(padded(label, width))}  `;
  const room = screen.columns === undefined ? Infinity : screen.columns - Math.max(widthOf(label), width) - 6;
  const lines =
    room >= leastReason
      ? [paragraph(head, reason, screen)]
      : [paragraph(`  ${mark} `, paint.bold(label), screen), paragraph('      ', reason, screen)];
  return [
    ...lines,
    ...othersLines(others, screen),
    ...fieldLines(group.fields, screen, paint),
    ...(others.length > 0 ? [paragraph('      ', paint.dim(groupNote(group)), screen)] : []),
    ...(action === 'remove' && removal.length > 0 ? removalLines(removal, screen) : []),
  ].join('\n');
}

function othersLines(others: readonly ShownChange[], screen: Screen): readonly string[] {
  if (others.length === 0) return [];
  const names = others.map(({ id }) => printable(id));
  return [paragraph(`${indent}the others: `, firstOf(names, named), screen)];
}

/** What stands for something in the lines above it, and how each is shown. */
function groupNote({ reason, fields, first }: ChangeGroup): string {
  const values = fields.flatMap(({ before, after }) => [before, after]);
  const isNamed = reason !== first.reason || values.some(({ is }) => is === 'own-name');
  return `${isNamed ? `${ownName} is the name of each; ` : ''}--expand shows them one by one`;
}

/** A maintenance wants its worker as it is: what differs is for the time after it. */
function suspendedMark({ through, drained }: NonNullable<Change['suspended']>): string {
  const [how, which] =
    drained === undefined ? ['suspended', 'suspended'] : ['in maintenance: after it', 'in maintenance'];
  return through === undefined ? `[${how}]` : `[needs ${printable(through)}, which is ${which}]`;
}

/** A line for each field, one below the other where all fit; what is too long for one stands in two, the second with the arrow. */
function fieldLines(fields: readonly GroupedField[], screen: Screen, paint: Style): readonly string[] {
  const shown = fields.map(({ path, before, after, hidden }) => ({
    name: `${printable(path)}:`,
    hidden,
    was: hidden === undefined ? groupedText(before) : '',
    is: hidden ?? groupedText(after),
  }));
  const longest = Math.max(...shown.map(({ name }) => widthOf(name)));
  const room = (screen.columns ?? Infinity) - indent.length;
  const fits = (name: number, { was, is }: { readonly was: string; readonly is: string }) =>
    name + widthOf(was) + widthOf(is) + 5 <= room;
  const width = shown.every((field) => fits(longest, field)) ? longest : 0;
  const arrow = paint.dim('->');
  return shown.map((field) => {
    const { was, is, hidden } = field;
    const name = padded(field.name, width);
    if (hidden !== undefined) return paragraph(`${indent}${name} `, is, screen);
    const taken = widthOf(name);
    if (fits(taken, field)) return `${indent}${name} ${paint.dim(was)} ${arrow} ${is}`;
    const widestWord = Math.max(...`${was} ${is}`.split(' ').map(widthOf));
    if (taken + 1 + Math.max(widestWord, leastValue) <= room) {
      const below = `${indent}${' '.repeat(Math.max(0, taken - 2))}${arrow} `;
      return [paragraph(`${indent}${name} `, paint.dim(was), screen), paragraph(below, is, screen)].join('\n');
    }
    return [
      paragraph(indent, field.name, screen),
      paragraph(`${indent}   `, paint.dim(was), screen),
      paragraph(`${indent}${arrow} `, is, screen),
    ].join('\n');
  });
}

const indent = '      ';

function groupedText(grouped: GroupedValue): string {
  switch (grouped.is) {
    case 'each-another':
      return '(another one for each)';
    case 'not-all-the-same':
      return '(not the same for all)';
    default:
      return valueText(grouped.value);
  }
}

function valueText(value: Value): string {
  if (value === null) return '(none)';
  if (typeof value !== 'string') return String(value);
  const beginning = value.slice(0, longestValue).replace(/[\ud800-\udbff]$/, '');
  const rest = value.length - beginning.length;
  const more = rest > 0 && value.length > longestValue ? ` and ${counted(rest, 'character')} more` : '';
  return `${printable(JSON.stringify(more === '' ? value : beginning))}${more}`;
}

/** All that goes with a removal: what is done for it, in its order, and what of it is not. */
function removalLines(steps: readonly Step[], screen: Screen): readonly string[] {
  const has = (operation: Step['operation']) => steps.some((step) => step.operation === operation);
  const done = steps.map((step, at) => {
    const by = step.manual === true ? ' [by hand]' : '';
    return paragraph(`        ${at + 1}. `, `${stepWords(step)}${by}`, screen);
  });
  const missing = [
    ...(has('drainWorker') ? [] : ['it is not drained: it is disabled, and the catalog shows no work of it']),
    ...(has('stopService') || has('setStartMode') ? [] : ['no service is stopped, and no start mode is set']),
    ...(has('distrustCertificate') ? [] : ['no certificate is taken out of a Root']),
  ];
  return [`${indent}what goes with it:`, ...done, ...missing.map((what) => paragraph('        - ', what, screen))];
}

/** Workers that are left alone, for the topology does not list them. */
export function unmanagedText(changes: readonly Change[], screen: Screen, expand = false): string {
  if (changes.length === 0) return '';
  const names = changes.map((change) => {
    const note = change.reasonCode === 'not-listed' ? '' : ` (${change.reason})`;
    return printable(`${change.id}${note}`);
  });
  const shown = expand ? names.join(', ') : firstOf(names, named);
  const unlisted = changes.filter(({ reasonCode }) => reasonCode === 'not-listed').length;
  const [it, entry] = unlisted === 1 ? ['it', 'an entry'] : ['them', 'entries'];
  const how = `policy.prune: true would remove ${it}; ${entry} under workers would take ${it} in, as scaleout import writes one.`;
  return [
    paragraph('  ', `Not in the topology, left alone: ${shown}`, screen),
    ...(unlisted === 0 ? [] : [paragraph('    ', how, screen)]),
  ].join('\n');
}
