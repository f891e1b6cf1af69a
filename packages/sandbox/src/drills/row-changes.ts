import { isDeepStrictEqual } from 'node:util';
import { readSettings, type Scalar, writeSettings } from '../model/machines/settings-file.js';
import type { Json, Row, Store } from '../model/store.js';

/**
 * One value of a row that a drill set. Steps lead into objects, and into a config's text as into an object of settings. No
 * step: the whole row. Absent: there was, or is, nothing.
 */
export interface RowChange {
  readonly table: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs between two rows, as finely as it can be told. */
export function changesBetween(
  table: string,
  key: string,
  before: Row | undefined,
  after: Row | undefined,
): readonly RowChange[] {
  return differences(before, after, []).map((change) => ({ table, key, ...change }));
}

type Difference = Pick<RowChange, 'path' | 'before' | 'after'>;

function differences(before: Json | undefined, after: Json | undefined, path: readonly string[]): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === undefined || now === undefined) return [{ path, ...given('before', before), ...given('after', after) }];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) =>
    differences(old[name], now[name], [...path, name]),
  );
}

function given<Name extends string>(name: Name, value: Json | undefined): { readonly [Key in Name]?: Json } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Json });
}

/** The values within a value: of an object, and of a config's text where each of its settings is a plain one. */
function partsOf(value: Json | undefined): Row | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  const settings = [...(readSettings(value)?.settings.values() ?? [])];
  if (settings.length === 0 || settings.some((setting) => setting.value === undefined)) return undefined;
  return Object.fromEntries(settings.map((setting) => [setting.name, setting.value as Scalar]));
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => partsOf(inner)?.[step], value);
}

/** The value with another one at a path; undefined where the path leads nowhere. */
export function withValueAt(
  value: Json | undefined,
  path: readonly string[],
  wanted: Json | undefined,
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return wanted;
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const inner = withValueAt(parts[step], rest, wanted);
  if (typeof value === 'string') return textWith(value, step, inner);
  const { [step]: _, ...others } = parts;
  return inner === undefined ? others : { ...others, [step]: inner };
}

/** A setting that a drill has added is not taken away again, but for a text that would be the same without it. */
function textWith(text: string, setting: string, value: Json | undefined): string | undefined {
  const file = readSettings(text);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return file === undefined || !isPlain ? undefined : writeSettings(file, { [setting]: value });
}

/**
 * Takes one change back. Where it lies beneath the change of another drill, what that one will put back is mended instead,
 * in `others`. `moved`: the value is another since, and stays.
 */
export function takeBack(
  change: RowChange,
  store: Pick<Store, 'get' | 'put' | 'delete'>,
  others: RowChange[],
): 'restored' | 'moved' {
  const { table, key, path, before, after } = change;
  const row = store.get(table, key);
  if (isDeepStrictEqual(valueAt(row, path), after)) {
    const restored = withValueAt(row, path, before);
    if (restored !== undefined) store.put(table, key, restored as Row);
    else if (path.length === 0) store.delete(table, key);
    else return 'moved';
    return 'restored';
  }
  // The last drill that was made lies on top.
  for (let at = others.length - 1; at >= 0; at -= 1) {
    const other = others[at];
    if (other === undefined || other.table !== table || other.key !== key) continue;
    if (!other.path.every((step, index) => step === path[index])) continue;
    const rest = path.slice(other.path.length);
    if (!isDeepStrictEqual(valueAt(other.before, rest), after)) continue;
    const { before: _, ...lasting } = other;
    others[at] = { ...lasting, ...given('before', withValueAt(other.before, rest, before)) };
    return 'restored';
  }
  return isDeepStrictEqual(valueAt(row, path), before) ? 'restored' : 'moved';
}
