/*
 * A settings file as the services take it: strictly JSON (RFC 8259), one object of settings, each under the very name that
 * Microsoft's pages give it, and once. What somebody's editor lets through beyond that is not what a service reads here.
 */

export type Scalar = string | number | boolean | null;

/** A setting of the file; offsets into its text, ends exclusive. */
interface Setting {
  readonly name: string;
  /** Undefined for a block or a list. */
  readonly value: Scalar | undefined;
  readonly nameAt: number;
  readonly valueAt: number;
  readonly valueEnd: number;
}

export interface SettingsFile {
  readonly text: string;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Behind the brace that opens the object. */
  readonly inside: number;
  value(name: string): Scalar | undefined;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gs;

/** Undefined: it is not such a file. */
export function readSettings(text: string): SettingsFile | undefined {
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined;
  // It is JSON, so what stands where is known: at the first depth names and values take turns.
  const settings = new Map<string, Setting>();
  let depth = 0;
  let inside = 0;
  let name: { readonly text: string; readonly at: number } | undefined;
  let blockAt = 0;
  for (const { 0: part, index } of text.matchAll(token)) {
    const opens = part === '{' || part === '[';
    if (opens) {
      depth += 1;
      if (depth === 1) inside = index + 1;
      else if (depth === 2) blockAt = index;
      continue;
    }
    const closes = part === '}' || part === ']';
    if (closes) depth -= 1;
    if (depth !== 1 || part === ':' || part === ',') continue;
    if (name === undefined) {
      if (closes) continue;
      name = { text: String(JSON.parse(part)), at: index };
      continue;
    }
    if (settings.has(name.text)) return undefined;
    settings.set(name.text, {
      name: name.text,
      value: closes ? undefined : (JSON.parse(part) as Scalar),
      nameAt: name.at,
      valueAt: closes ? blockAt : index,
      valueEnd: index + part.length,
    });
    name = undefined;
  }
  return { text, settings, inside, value: (wanted) => settings.get(wanted)?.value };
}

/** Whether a service makes one thing of both: it reads a number or a truth out of a text, too. */
export function isSameValue(present: Scalar | undefined, wanted: string | number | boolean): boolean {
  if (present === undefined || present === null) return false;
  const [one, other] = [present, wanted].map((value) => String(value).trim().toLowerCase());
  const bothNumbers = [one, other].every((text) => /^[+-]?[0-9]+(\.[0-9]+)?$/.test(text ?? ''));
  if (bothNumbers) return Number(one) === Number(other);
  return one === 'true' || one === 'false' ? one === other : String(present) === String(wanted);
}

/** The text with these settings. One that is there keeps its place and kind, another goes to the end as the last stands. */
export function writeSettings(file: SettingsFile, wanted: Readonly<Record<string, string | number | boolean>>): string {
  let { text } = file;
  const last = [...file.settings.values()].at(-1);
  const missing = Object.entries(wanted).filter(([name]) => !file.settings.has(name));
  const lead = last === undefined ? '' : (/\s*$/.exec(text.slice(0, last.nameAt))?.[0] ?? '');
  const added = missing.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  if (last === undefined) text = text.slice(0, file.inside) + added.join(', ') + text.slice(file.inside);
  else text = text.slice(0, last.valueEnd) + added.map((one) => `,${lead}${one}`).join('') + text.slice(last.valueEnd);
  // From the end: what stands before a setting keeps its offset.
  for (const setting of [...file.settings.values()].reverse()) {
    const value = wanted[setting.name];
    if (value === undefined || isSameValue(setting.value, value)) continue;
    text =
      text.slice(0, setting.valueAt) + JSON.stringify(inKindOf(setting.value, value)) + text.slice(setting.valueEnd);
  }
  return text;
}

function inKindOf(present: Scalar | undefined, value: string | number | boolean): string | number | boolean {
  if (typeof present === 'string') return String(value);
  const read = readScalar(String(value));
  return typeof read === typeof present && read !== null && read !== undefined ? read : value;
}

function readScalar(text: string): Scalar | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? undefined : (value as Scalar);
  } catch {
    return undefined;
  }
}
