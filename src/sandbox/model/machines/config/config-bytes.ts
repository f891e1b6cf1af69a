import { textField } from '../../rows/fields.js';
import type { Row } from '../../store.js';
import { readSettings, type Scalar, type SettingsFile } from './settings-file.js';
import { xmlSettings } from './xml-settings.js';

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
