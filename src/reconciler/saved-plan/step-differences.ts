import type { Step } from '../plan-document.js';
import { shownValue } from './shown-value.js';

type Values = Readonly<Record<string, string | number | boolean | null>>;

const none: Values = {};

/** How two steps of one id differ, each a phrase; empty where they do the same to the same thing. */
export function stepDifferences(then: Step, now: Step): readonly string[] {
  const found = [
    ...changed(then.expects, now.expects, (name) => `${name} has changed since`),
    ...changed(then.arguments, now.arguments, (name) => `${name} would be another`),
    ...changed(then.inputs ?? none, now.inputs ?? none, (name) => `${name} would come from another step`),
    ...needs(then, now),
  ];
  if (then.risk !== now.risk) found.push(`it was ${then.risk} and is ${now.risk} now`);
  if ((then.manual === true) !== (now.manual === true))
    found.push(now.manual === true ? 'it falls to a person now' : 'it no longer falls to a person');
  if (then.operation !== now.operation) found.push(`it was ${then.operation} and would be ${now.operation} now`);
  if (then.target !== now.target) found.push(`it was for ${then.target} and would be for ${now.target} now`);
  return found;
}

function changed(then: Values, now: Values, what: (name: string) => string): readonly string[] {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  const differing = [...names].filter((name) => !Object.is(valueIn(then, name), valueIn(now, name)));
  return differing.map(
    (name) => `${what(name)}: ${shownValue(valueIn(then, name))} -> ${shownValue(valueIn(now, name))}`,
  );
}

function valueIn(values: Values, name: string): Values[string] | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function needs(then: Step, now: Step): readonly string[] {
  const same = then.needs.length === now.needs.length && then.needs.every((need, index) => need === now.needs[index]);
  if (same) return [];
  const gone = then.needs.filter((need) => !now.needs.includes(need));
  const added = now.needs.filter((need) => !then.needs.includes(need));
  if (gone.length + added.length === 0) return ['what it needs is in another order'];
  return [
    ...(gone.length > 0 ? [`it no longer needs ${gone.join(', ')}`] : []),
    ...(added.length > 0 ? [`it needs ${added.join(', ')} now`] : []),
  ];
}
