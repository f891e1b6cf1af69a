import { type ConfigContent, readConfigFile } from '../../../../config-file/read-config-file.js';
import { isScaleoutError } from '../../../../errors.js';
import { textField } from '../../rows/fields.js';
import type { Row } from '../../store.js';

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

/** A config as the product reads it; undefined where there is no file or it is not what the product writes. */
export function configContentOf(row: Row): ConfigContent | undefined {
  const bytes = configBytesOf(row);
  if (bytes === undefined) return undefined;
  try {
    return readConfigFile(bytes);
  } catch (error) {
    if (isScaleoutError(error, 'machine.config-unreadable')) return undefined;
    throw error;
  }
}
