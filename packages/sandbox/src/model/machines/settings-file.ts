import { type Row, textField } from '../store.js';

/** How a config's text became bytes: with a byte order mark in the first two; `base64`: it is no text. */
export type ConfigEncoding = 'utf8-bom' | 'utf16le' | 'utf8' | 'base64';

const mark = '\uFEFF';

/** The bytes of a row's config, which stands there as text so that people can edit it. Undefined: there is no file. */
export function configBytesOf(row: Row): Buffer | undefined {
  const config = textField(row, 'config');
  if (config === null) return undefined;
  return encodeConfig(config, (textField(row, 'configEncoding') ?? 'utf8-bom') as ConfigEncoding);
}

export function encodeConfig(text: string, encoding: ConfigEncoding): Buffer {
  switch (encoding) {
    case 'base64':
      return Buffer.from(text, 'base64');
    case 'utf16le':
      return Buffer.from(mark + text, 'utf16le');
    case 'utf8':
      return Buffer.from(text, 'utf8');
    default:
      return Buffer.from(mark + text, 'utf8');
  }
}

/** The fields that keep these very bytes in a row. */
export function configFields(bytes: Buffer): { readonly config: string; readonly configEncoding: ConfigEncoding } {
  for (const configEncoding of ['utf8-bom', 'utf16le', 'utf8'] as const) {
    const text = bytes.toString(configEncoding === 'utf16le' ? 'utf16le' : 'utf8');
    const config = configEncoding === 'utf8' ? text : text.slice(1);
    if (encodeConfig(config, configEncoding).equals(bytes)) return { config, configEncoding };
  }
  return { config: bytes.toString('base64'), configEncoding: 'base64' };
}

/** A config that is JSON, by its byte order mark or as UTF-8; undefined where it is no settings file, or none is there. */
export function settingsFileOf(row: Row): SettingsFile | undefined {
  const text = configTextOf(row);
  return text === undefined ? undefined : readSettings(text);
}

/** What gives the settings of a config to its service, be it JSON or XML; undefined where that can read nothing there. */
export function settingReaderOf(row: Row): ((name: string) => Scalar | undefined) | undefined {
  const text = configTextOf(row);
  const xml = text === undefined ? undefined : xmlSettings(text);
  return xml === undefined ? settingsFileOf(row)?.value : (name) => xml.get(name);
}

function configTextOf(row: Row): string | undefined {
  const bytes = configBytesOf(row);
  if (bytes === undefined) return undefined;
  const { config, configEncoding } = configFields(bytes);
  return configEncoding === 'base64' ? undefined : config;
}

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
    const value = Object.hasOwn(wanted, setting.name) ? wanted[setting.name] : undefined;
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

/** Settings as .NET's own configuration files have them, which is what Microsoft's pages do not rule out for certain. */
export function xmlText(settings: Readonly<Record<string, string | number | boolean>>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `    <add key="${name}" value="${escaped(String(value))}" />`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<configuration>',
    '  <appSettings>',
    ...lines,
    '  </appSettings>',
    '</configuration>',
  ].join('\n');
}

/** The settings of such a text, all of them texts; undefined where it is no XML. */
function xmlSettings(text: string): ReadonlyMap<string, Scalar> | undefined {
  if (!text.trimStart().startsWith('<')) return undefined;
  return new Map(
    [...text.matchAll(/<add\s+key="([^"]*)"\s+value="([^"]*)"\s*\/>/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char as keyof typeof entities]);
}

function unescaped(text: string): string {
  return Object.entries(entities).reduceRight((read, [char, entity]) => read.replaceAll(entity, char), text);
}
