import type { Change, Value } from '../../domain/documents.js';
import { isSecretValue } from '../../text/secret-text.js';
import { secretWords } from '../../text/words.js';

/** A change as it is shown: one of a plan, or one that a history recorded, which has no risk. */
export type ShownChange = Pick<Change, 'id' | 'action' | 'reason' | 'suspended'> & {
  readonly risk?: Change['risk'];
  readonly fields?: readonly ShownField[];
};

interface ShownField {
  readonly path: string;
  readonly before?: Value;
  readonly after?: Value;
  /** What it was and is may be a secret, and is not there. */
  readonly hidden?: true;
}

/** A value of a group: the same for all of its changes, the same but for each machine's own name, or a thumbprint. */
export type GroupedValue =
  | { readonly is: 'same'; readonly value: Value }
  | { readonly is: 'own-name'; readonly value: string }
  | { readonly is: 'each-another' }
  | { readonly is: 'not-all-the-same' };

export interface GroupedField {
  readonly path: string;
  readonly before: GroupedValue;
  readonly after: GroupedValue;
  /** Stands in the place of both values. */
  readonly hidden: string | undefined;
}

/** Changes that are told once. */
export interface ChangeGroup {
  readonly first: ShownChange;
  /** Empty for a change that is told by itself. */
  readonly others: readonly ShownChange[];
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
export function changeGroups(changes: readonly ShownChange[], expand = false): readonly ChangeGroup[] {
  if (expand) return changes.map((change) => groupOf(change, []));
  const groups = new Map<string, [ShownChange, ...ShownChange[]]>();
  for (const change of changes) {
    const key = keyOf(change) ?? change.id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  const found = new Map<ShownChange, ChangeGroup>();
  for (const [first, ...others] of groups.values()) {
    const together =
      others.length + 1 >= least ? [[first, ...others] as const] : [first, ...others].map((one) => [one] as const);
    for (const [lead, ...rest] of together) found.set(lead, groupOf(lead, rest));
  }
  return changes.flatMap((change) => found.get(change) ?? []);
}

/** What equal changes have in common; undefined for one that is of no worker, or removes one: that is told by itself. */
function keyOf({ id, action, reason, risk, suspended, fields = [] }: ShownChange): string | undefined {
  const machine = machineOf(id);
  if (machine === undefined || action === 'remove') return undefined;
  const own = nameOf(machine);
  // A text that has the word already could not be told from one with a name in its place.
  const texts = fields.flatMap(({ before, after }) => [before, after]);
  if ([reason, ...texts].some((text) => typeof text === 'string' && hasOwnName(text))) return undefined;
  const shape = (value: Value) => JSON.stringify(own(value));
  let key = `${action} ${risk} ${shape(reason)}`;
  if (suspended !== undefined) key += ` ${JSON.stringify(suspended)}`;
  for (const { path, before = null, after = null, hidden } of fields) {
    const side = (value: Value) => (isThumbprint(path, value) ? 'thumbprint' : shape(value));
    key += ` ${JSON.stringify(path)} ${hidden ? 'hidden' : `${side(before)} ${side(after)}`}`;
  }
  return key;
}

function groupOf(first: ShownChange, others: readonly ShownChange[]): ChangeGroup {
  const { fields = [] } = first;
  if (others.length === 0) {
    const same = (value: Value = null) => ({ is: 'same', value }) as const;
    const alone = fields.map((field) => ({
      path: field.path,
      before: same(field.before),
      after: same(field.after),
      hidden: hiddenWords(field),
    }));
    return { first, others, reason: first.reason, fields: alone };
  }
  const all = [first, ...others];
  const isOneReason = others.every(({ reason }) => reason === first.reason);
  const lead = machineOf(first.id);
  const own = lead === undefined ? (value: Value) => value : nameOf(lead);
  return {
    first,
    others,
    reason: isOneReason ? first.reason : String(own(first.reason)),
    fields: fields.map((field, at) => ({
      path: field.path,
      before: grouped('before', field, at),
      after: grouped('after', field, at),
      hidden: hiddenWords(field),
    })),
  };

  function grouped(side: 'before' | 'after', field: ShownField, at: number): GroupedValue {
    const { [side]: value = null, path } = field;
    const values = new Set(all.map(({ fields = [] }) => fields[at]?.[side] ?? null));
    if (values.size === 1) return { is: 'same', value };
    if (!isThumbprint(path, value)) return { is: 'own-name', value: String(own(value)) };
    return { is: values.size === all.length ? 'each-another' : 'not-all-the-same' };
  }
}

/** Long texts are looked at as far as they are shown. */
const longestLooked = 1_000;

function hiddenWords({ path, before, after, hidden }: ShownField): string | undefined {
  if (hidden === true) return '(not recorded: it may be a secret)';
  const looked = [before, after].map((value) => (typeof value === 'string' ? value.slice(0, longestLooked) : value));
  return looked.some((value) => isSecretValue(path, value)) ? secretWords : undefined;
}

/** `ETL01` of `worker/ETL01`; undefined for the id of anything else. */
function machineOf(id: string): string | undefined {
  return /^worker\/([^/]+)$/.exec(id)?.[1];
}

/** Puts a word in the place of a machine's name, where that stands by itself. */
function nameOf(machine: string): (value: Value, word?: string) => Value {
  return (value, word = ownName) => {
    if (typeof value !== 'string' || !value.includes(machine)) return value;
    let found = '';
    let from = 0;
    for (let at = value.indexOf(machine); at !== -1; at = value.indexOf(machine, from)) {
      const isWhole = !isWordPart(value[at - 1]) && !isWordPart(value[at + machine.length]);
      found += value.slice(from, at) + (isWhole ? word : machine);
      from = at + machine.length;
    }
    return found + value.slice(from);
  };
}

function hasOwnName(text: string): boolean {
  return text.includes(ownName) && nameOf(ownName)(text, '') !== text;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

const writtenByPeople: ReadonlySet<string> = new Set(['displayName', 'description', 'tags']);

function isThumbprint(path: string, value: Value): boolean {
  return typeof value === 'string' && /^[0-9A-F]{40}$/i.test(value) && !writtenByPeople.has(path);
}
