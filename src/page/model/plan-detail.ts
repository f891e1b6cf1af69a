import type { Change, Plan, Step } from '../../domain/documents.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { changeGroups, type GroupedField, type GroupedValue } from '../../reconciler/plan/change-groups.js';
import { stepWords } from '../../reconciler/steps/steps.js';
import { commandLine, withGivenWords } from '../../text/given-words.js';
import { shellWord } from '../../text/printable.js';
import { isSecretValue } from '../../text/secret-text.js';
import { secretWords } from '../../text/words.js';
import type { ChangeGroup, FieldLine, PlanDetail, StepLine } from '../wire/details.js';
import type { HeldLine, Told } from '../wire/head.js';
import type { Look } from './look.js';
import { shownTexts, valueText } from './shown-text.js';

/** Groups, ids of a group, fields of a change, steps and diagnostics that a page is sent; further ones are counted. */
const most = { groups: 100, ids: 200, fields: 100, steps: 500, diagnostics: 100 } as const;

/** Everything that differs, as a plan on a terminal says it. */
export function planDetail(look: Look, version: string): PlanDetail {
  const { plan, given } = look;
  const groups = groupsOf(plan.changes, look.heldBy);
  const shown = groups.slice(0, most.groups);
  const hasSteps = plan.steps.length > 0;
  return shownTexts({
    version,
    createdAt: plan.createdAt,
    fingerprint: plan.fingerprint,
    // A part of a machine that was seen may be what could not be compared.
    complete: plan.complete && !plan.changes.some(({ action }) => action === 'unknown'),
    applyable: plan.applyable,
    groups: shown,
    omitted: groups.slice(most.groups).reduce((sum, { total }) => sum + total, 0),
    steps: plan.steps.slice(0, most.steps).map((step) => stepLine(step, given)),
    omittedSteps: Math.max(0, plan.steps.length - most.steps),
    diagnostics: plan.diagnostics.slice(0, most.diagnostics).map((found) => {
      const told = toldOf(found);
      return { ...told, remedy: withGivenWords(told.remedy, given) };
    }),
    command: hasSteps ? applyCommand(plan, given) : null,
    rehearse: hasSteps ? commandLine('rehearse', given) : null,
  });
}

/** With the consent that a destructive plan needs; it still asks before it begins. */
function applyCommand({ steps }: Plan, given: Look['given']): string {
  const isDestructive = steps.some(({ risk, manual }) => risk === 'destructive' && manual !== true);
  return `${commandLine('apply', given)}${isDestructive ? ' --allow-destructive' : ''}`;
}

/** The command that makes these changes alone so; the id is foreign. */
export function applyTarget(target: string, given: Look['given']): string {
  return `${commandLine('apply', given)} --target ${shellWord(target, given.platform)}`;
}

/** The most dangerous first, then those that ask for something, then what is left alone; alike ones together. */
export function groupsOf(changes: readonly Change[], heldBy: ReadonlyMap<string, HeldChange>): readonly ChangeGroup[] {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const groups = changeGroups(changes).flatMap(({ first, others, reason, fields }): readonly ChangeGroup[] => {
    const { action, risk = 'safe' } = byId.get(first.id) ?? first;
    const common = { action, risk, reason, fields: fields.slice(0, most.fields).map(fieldLine) };
    // Alike changes of which some are held are two groups: nobody is to read one reason for all.
    return heldApart([first.id, ...others.map(({ id }) => id)], heldBy).map(({ ids, held }) => ({
      ...common,
      ids: ids.slice(0, most.ids),
      total: ids.length,
      held,
    }));
  });
  return groups.toSorted((one, other) => rank(one) - rank(other));
}

interface HeldTogether {
  readonly ids: string[];
  readonly held: HeldLine | null;
}

function heldApart(ids: readonly string[], heldBy: ReadonlyMap<string, HeldChange>): readonly HeldTogether[] {
  const found = new Map<string, HeldTogether>();
  for (const id of ids) {
    const held = heldBy.get(id);
    const key = held === undefined ? '' : JSON.stringify([held.by, held.reason, held.until]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { ids: [id], held: held === undefined ? null : heldLine(held) });
    else known.ids.push(id);
  }
  return [...found.values()];
}

export function heldLine({ id, by, reason, until }: HeldChange): HeldLine {
  return { id, by, reason, until: until ?? null };
}

const ranks = { destructive: 0, disruptive: 1, safe: 2 } as const;

function rank({ action, risk }: ChangeGroup): number {
  return action === 'unmanaged' ? 9 : action === 'unknown' ? 8 : ranks[risk];
}

function fieldLine({ path, before, after, hidden }: GroupedField): FieldLine {
  if (hidden !== undefined) {
    // Of a secret that is taken out, or put in, the other side is none.
    const shown = (side: GroupedValue) => {
      const isPlain = hidden === secretWords && side.is === 'same' && !isSecretValue(path, side.value);
      return isPlain ? groupedText(side) : hidden;
    };
    return { path, before: shown(before), after: shown(after) };
  }
  return { path, before: groupedText(before), after: groupedText(after) };
}

function groupedText(grouped: GroupedValue): string | null {
  switch (grouped.is) {
    case 'each-another':
      return '(another one for each)';
    case 'not-all-the-same':
      return '(not the same for all)';
    default:
      return valueText(grouped.value);
  }
}

function stepLine(step: Step, given: Look['given']): StepLine {
  const { id, target, risk, needs, manual } = step;
  return {
    id,
    target,
    text: withGivenWords(stepWords(step), given),
    risk,
    needs: needs.slice(0, most.ids),
    manual: manual === true,
  };
}

/** Without its place in a file. */
export function toldOf({ code, severity, summary, detail, remedy }: Plan['diagnostics'][number]): Told {
  return { code, severity, summary, detail, remedy };
}
