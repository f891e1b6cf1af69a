import { masterConfig, workerConfig } from '../model/machines/settings.js';
import { configBytesOf, configFields, encodeConfig, readSettings } from '../model/machines/settings-file.js';
import { type Row, textField } from '../model/store.js';
import { noWays } from '../model/ways.js';

/*
 * Nobody knows what people write into a config beside its settings: a connection string, a password. In a folder, which is
 * kept and handed on, stands of them that they are there, and not what they are. The bytes that a plan compares are those of the
 * twin in memory alone.
 */

/** Every setting that Microsoft's pages name, in either spelling. */
const settings = new Set(
  [
    ...Object.keys(workerConfig({ endpoint: '', masterThumbprint: '', thumbprint: '', agentId: '' }, noWays)),
    ...Object.keys(
      workerConfig({ endpoint: '', masterThumbprint: '', thumbprint: '', agentId: '' }, new Set(['typo-spelling'])),
    ),
    ...Object.keys(masterConfig({ thumbprint: '', serverName: '' }, noWays)),
  ].map((name) => name.toUpperCase()),
);

/** What no setting has in it: a password in a connection string, or before the host of an address. */
const suspicious = /(pass|pwd|secret|token|key|signature|credential)[^=]{0,20}=|:\/\/[^/]*@/i;

const mask = '***';

/** The row of a service, without what may be a secret in its config and in the one before. */
export function maskedService(row: Row): Row {
  const bytes = configBytesOf(row);
  const { configBackup: _, ...others } = row;
  if (bytes === undefined) return others;
  const { config, configEncoding } = configFields(bytes);
  const shown = configEncoding === 'base64' ? undefined : maskedSettings(config);
  if (shown === undefined) return { ...others, config: `${mask}\n`, configEncoding: 'utf8', ...maskedLoaded(row) };
  return { ...others, ...configFields(encodeConfig(shown, configEncoding)), ...maskedLoaded(row) };
}

/** The text with the values of everything that is no setting masked; undefined where it is no file of settings. */
function maskedSettings(text: string): string | undefined {
  const file = readSettings(text);
  if (file === undefined) return undefined;
  let masked = text;
  // From the end: what stands before a setting keeps its offset.
  for (const { name, value, valueAt, valueEnd } of [...file.settings.values()].reverse()) {
    const isSetting = settings.has(name.toUpperCase()) && value !== undefined;
    if (isSetting && !(typeof value === 'string' && suspicious.test(value))) continue;
    masked = masked.slice(0, valueAt) + JSON.stringify(mask) + masked.slice(valueEnd);
  }
  return masked;
}

/** What the service read of it at its start are settings alone. */
function maskedLoaded({ loaded }: Row): Row {
  if (typeof loaded !== 'object' || loaded === null || Array.isArray(loaded)) return {};
  const kept = Object.entries(loaded).map(([name, value]) => [
    name,
    typeof value === 'string' && suspicious.test(value) ? mask : value,
  ]);
  return { loaded: Object.fromEntries(kept) };
}

/** Whether a row is one of a service. */
export function hasConfig(row: Row): boolean {
  return textField(row, 'config') !== null || textField(row, 'configBackup') !== null;
}
