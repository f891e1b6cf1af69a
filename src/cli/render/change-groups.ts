import type { Change, Field, Value } from '../../domain/documents.js';

/** A value of a group: the same for all of its changes, the same but for each machine's own name, or another for each. */
export type GroupedValue =
  | { readonly is: 'same'; readonly value: Value }
  | { readonly is: 'own-name'; readonly value: string }
  | { readonly is: 'each-another' };

export interface GroupedField {
  readonly path: string;
  readonly before: GroupedValue;
  readonly after: GroupedValue;
}

/** Changes that are told once. */
export interface ChangeGroup {
  readonly first: Change;
  /** Empty for a change that is told by itself. */
  readonly others: readonly Change[];
  readonly reason: string;
  readonly fields: readonly GroupedField[];
}

/** Stands for the name of each machine of a group. */
export const ownName = 'MACHINE';

/** Fewer than this are told one by one: that is as short, and easier to read. */
const least = 3;

/**
 * Changes of workers that are equal but for the names of their machines and for thumbprints, gathered where there are
 * three of them; in the order of the first one of each. What a person wrote (a display name, a description) is never
 * gathered where it differs. With `expand` none is.
 */
export function changeGroups(changes: readonly Change[], expand = false): readonly ChangeGroup[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = expand ? change.id : (keyOf(change) ?? change.id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  const found = new Map<Change, ChangeGroup>();
  for (const [first, ...others] of groups.values()) {
    const together =
      others.length + 1 >= least ? [[first, ...others] as const] : [first, ...others].map((one) => [one] as const);
    for (const [lead, ...rest] of together) found.set(lead, groupOf(lead, rest));
  }
  return changes.flatMap((change) => found.get(change) ?? []);
}

/** What equal changes have in common; undefined for one that is of no worker, or removes one: that is told by itself. */
function keyOf({ id, action, reason, risk, suspended, fields }: Change): string | undefined {
  const machine = machineOf(id);
  if (machine === undefined || action === 'remove') return undefined;
  const own = nameOf(machine);
  const shape = (value: Value) => (isThumbprint(value) ? 'thumbprint' : JSON.stringify(own(value)));
  let key = `${action} ${risk} ${JSON.stringify(own(reason))}`;
  if (suspended !== undefined) key += ` ${JSON.stringify(suspended)}`;
  for (const { path, before, after } of fields) key += ` ${JSON.stringify(path)} ${shape(before)} ${shape(after)}`;
  return key;
}

function groupOf(first: Change, others: readonly Change[]): ChangeGroup {
  if (others.length === 0) {
    const same = (value: Value) => ({ is: 'same', value }) as const;
    const alone = first.fields.map(({ path, before, after }) => ({ path, before: same(before), after: same(after) }));
    return { first, others, reason: first.reason, fields: alone };
  }
  const isOneReason = others.every(({ reason }) => reason === first.reason);
  const lead = machineOf(first.id);
  const own = lead === undefined ? (value: Value) => value : nameOf(lead);
  return {
    first,
    others,
    reason: isOneReason ? first.reason : String(own(first.reason)),
    fields: first.fields.map((field, at) => ({
      path: field.path,
      before: grouped('before', field, at),
      after: grouped('after', field, at),
    })),
  };

  function grouped(side: 'before' | 'after', field: Field, at: number): GroupedValue {
    const value = field[side];
    if (others.every(({ fields }) => Object.is(fields[at]?.[side], value))) return { is: 'same', value };
    return isThumbprint(value) ? { is: 'each-another' } : { is: 'own-name', value: String(own(value)) };
  }
}

/** `ETL01` of `worker/ETL01`; undefined for the id of anything else. */
function machineOf(id: string): string | undefined {
  return /^worker\/([^/]+)$/.exec(id)?.[1];
}

/** Puts a word in the place of a machine's name, where that stands by itself. */
function nameOf(machine: string): (value: Value) => Value {
  return (value) => {
    if (typeof value !== 'string' || !value.includes(machine)) return value;
    let found = '';
    let from = 0;
    for (let at = value.indexOf(machine); at !== -1; at = value.indexOf(machine, from)) {
      const isWhole = !isWordPart(value[at - 1]) && !isWordPart(value[at + machine.length]);
      found += value.slice(from, at) + (isWhole ? ownName : machine);
      from = at + machine.length;
    }
    return found + value.slice(from);
  };
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

function isThumbprint(value: Value): boolean {
  return typeof value === 'string' && /^[0-9A-F]{40}$/i.test(value);
}
