import { decode, encodingOf } from '../config-file/config-text.js';
import { configValue, readConfigFile } from '../config-file/read-config-file.js';
import { isScaleoutError } from '../errors/errors.js';
import { agentIdKey } from '../facts/configs.js';

/** A config file as a report may show it: what its keys are, and of what kind their values. */
export interface ConfigShape {
  readonly encoding: string;
  readonly hasMark: boolean;
  readonly lineEnds: 'CRLF' | 'LF' | 'none';
  readonly form: 'JSON' | 'XML' | 'another form';
  /** In their order; none where the file is no JSON. */
  readonly keys: readonly ConfigKey[];
}

export interface ConfigKey {
  readonly name: string;
  /** `a number`, `40 hexadecimal digits in upper case`, `a text of 12 characters`: never the value. */
  readonly kind: string;
}

export function configShape(base64: string): ConfigShape {
  const bytes = Buffer.from(base64, 'base64');
  const encoding = encodingOf(bytes);
  const text = decode(bytes, encoding);
  const head = {
    encoding: encoding.name,
    hasMark: encoding.mark.length > 0,
    lineEnds: text.includes('\r\n') ? 'CRLF' : text.includes('\n') ? 'LF' : 'none',
  } as const;
  try {
    const { scan } = readConfigFile(bytes);
    const keys = scan.entries.map(({ key, valueStart, valueEnd }) => ({
      name: key,
      kind: kindOf(text.slice(valueStart, valueEnd)),
    }));
    return { ...head, form: 'JSON', keys };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return { ...head, form: /^\s*</.test(text) ? 'XML' : 'another form', keys: [] };
  }
}

/** A key by its name in any case. */
export function keyNamed({ keys }: ConfigShape, name: string): ConfigKey | undefined {
  return keys.find((key) => key.name.toUpperCase() === name.toUpperCase());
}

/** A setting by its name in any case; undefined where it is missing, or the file cannot be read. For comparing, never to be shown. */
export function settingOf(base64: string, key: string) {
  try {
    return readConfigFile(Buffer.from(base64, 'base64')).get(key);
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return undefined;
  }
}

/** The id of the worker, as rows have it. */
export function agentIdOf(base64: string): string | undefined {
  const value = settingOf(base64, agentIdKey.value);
  return typeof value === 'string' ? value.replace(/[{}\s]/g, '').toUpperCase() : undefined;
}

function kindOf(raw: string): string {
  if (raw.startsWith('{')) return 'a block';
  if (raw.startsWith('[')) return 'a list';
  const value = configValue(raw);
  if (value === null) return 'null';
  if (typeof value !== 'string')
    return value === undefined ? 'unreadable' : typeof value === 'number' ? 'a number' : 'true or false';
  if (value === '') return 'an empty text';
  if (/^[0-9A-F]{40}$/.test(value)) return '40 hexadecimal digits in upper case';
  if (/^[0-9a-f]{40}$/i.test(value)) return '40 hexadecimal digits, not all in upper case';
  if (/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(value)) {
    const letters = value === value.toLowerCase() ? 'lower' : value === value.toUpperCase() ? 'upper' : 'mixed';
    return `a GUID in ${letters} case ${value.startsWith('{') ? 'with' : 'without'} braces`;
  }
  if (/^(\d+\.)?\d{1,2}:\d{2}:\d{2}(\.\d+)?$/.test(value)) return 'a time span';
  if (/^https:\/\//i.test(value)) return `an https address${value.endsWith('/') ? ' with a slash at its end' : ''}`;
  if (/^\d+(\.\d+)?$/.test(value)) return 'a number in a text';
  return `a text of ${value.length} characters`;
}
