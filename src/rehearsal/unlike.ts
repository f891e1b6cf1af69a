import type { Plan, Step } from '../domain/documents.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import { withMore } from '../text/words.js';

/** Differences are named up to here, then counted. */
const named = 10;

/** What the plan of a twin has otherwise than the live one; undefined where nothing that it goes by differs. */
export function unlikeness(live: Plan, twin: Plan): Diagnostic | undefined {
  if (live.fingerprint === twin.fingerprint) return undefined;
  const lines = [...changeLines(live, twin), ...stepLines(live, twin)];
  const found = lines.length > 0 ? lines : ['the steps are the same, in another order'];
  const head = 'The plan made on the twin is not the live plan:';
  return diagnostic('rehearsal.unlike', [head, ...withMore(found, named)].join('\n'));
}

/** That the live plan cannot be made on the twin at all, and why. */
export function unplanned(why: string): Diagnostic {
  return diagnostic('rehearsal.unlike', `The live plan cannot be made on the twin: ${why}`);
}

function changeLines(live: Plan, twin: Plan): readonly string[] {
  const others = new Map(twin.changes.map((change) => [change.id, change]));
  const own = new Set(live.changes.map(({ id }) => id));
  return [
    ...live.changes.flatMap(({ id, action }) => {
      const other = others.get(id);
      if (other === undefined) return [`${id}: nothing of it differs on the twin`];
      return other.action === action ? [] : [`${id}: ${action} in the live plan, ${other.action} on the twin`];
    }),
    ...twin.changes.flatMap(({ id, reason }) => (own.has(id) ? [] : [`${id}: differs on the twin alone: ${reason}`])),
  ];
}

function stepLines(live: Plan, twin: Plan): readonly string[] {
  const others = new Map(twin.steps.map((step) => [step.id, step]));
  const own = new Set(live.steps.map(({ id }) => id));
  return [
    ...live.steps.flatMap((step) => {
      const other = others.get(step.id);
      if (other === undefined) return [`${step.id}: is not in the plan of the twin`];
      const parts = differingParts(step, other);
      return parts.length === 0 ? [] : [`${step.id}: has another ${parts.join(', ')} on the twin`];
    }),
    ...twin.steps.flatMap(({ id }) => (own.has(id) ? [] : [`${id}: is in the plan of the twin alone`])),
  ];
}

function differingParts(live: Step, twin: Step): readonly string[] {
  const values = (step: Step): ReadonlyMap<string, string> =>
    new Map(
      Object.entries({
        operation: step.operation,
        ...step.arguments,
        ...step.expects,
        needs: step.needs,
        manual: step.manual === true,
      }).map(([name, value]) => [name, JSON.stringify(value)]),
    );
  const one = values(live);
  const other = values(twin);
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
}
