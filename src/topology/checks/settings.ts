import { spellingsOf } from '../../config-file/settings.js';
import { heartbeatToleranceKey, leaseIntervalKey, workerSettingKeys } from '../../facts/configs.js';
import { nearest } from '../../text/quoted-words.js';
import { keyShown, type Problem, subject } from '../problem.js';
import { isBlock, listAt, type Path, valueAt } from '../raw-value.js';
import { parseSetting } from '../values/worker.js';

/** Values that their keys cannot have, and keys of WorkerSettings.config that look misspelt. Others are let through: each version of SQL Server may have more. */
export function checkSettings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const path = ['workers', index, 'settings'];
    const settings = valueAt(root, path);
    if (!isBlock(settings)) return [];
    return Object.entries(settings).flatMap(([key, value]): readonly Problem[] => {
      const place = ownKeys.get(key.toUpperCase());
      if (place !== undefined)
        return [{ code: 'topology.wrong-value', path: [...path, key], ...toldElsewhere(key, place) }];
      if (isScalar(value)) {
        const parsed = parseSetting(key, value);
        if ('wrong' in parsed) return [wrongValue(root, [...path, key], parsed.wrong)];
      }
      const near = settingKeys.has(key) ? undefined : nearest(key, [...settingKeys]);
      if (near === undefined) return [];
      return [
        {
          code: 'topology.unknown-key',
          severity: 'warning',
          path: [...path, key],
          at: 'key',
          detail: `WorkerSettings.config has no known key ${keyShown(key)}; did you mean ${near}?`,
          remedy: `Write ${near}, or leave it if your version of SQL Server has that key.`,
        },
      ];
    });
  });
}

/**
 * Keys that follow from other parts of the topology. Here they would go round what is asked of a certificate: the config
 * of a worker's machine stands for the certificate that it names.
 */
const ownKeys: ReadonlyMap<string, string> = new Map([
  ['WORKERHTTPSCERTTHUMBPRINT', 'Name the certificate with the key certificate of the worker.'],
  ['MASTERHTTPSCERTTHUMBPRINT', 'Remove it: it follows from the master’s own certificate.'],
]);

function toldElsewhere(key: string, remedy: string) {
  return {
    at: 'key',
    detail: `${keyShown(key)} is no setting: which certificates are used is not said here.`,
    remedy,
  } as const;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function wrongValue(root: unknown, path: Path, wrong: string): Problem {
  return { code: 'topology.wrong-value', path, detail: `${subject(root, path)} ${wrong}` };
}

/** Two spellings of one key in the settings of a worker, and names in settingsAsWritten that its settings do not have. */
export function checkSettingSpellings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const worker = ['workers', index];
    const settings = valueAt(root, [...worker, 'settings']);
    const keys = isBlock(settings) ? Object.keys(settings) : [];
    const exact = listAt(root, [...worker, 'settingsAsWritten']);
    return [
      ...keys.flatMap((key): readonly Problem[] => {
        const other = spellingsOf(key).find((name) => name !== key && keys.includes(name));
        if (other === undefined || keys.indexOf(other) > keys.indexOf(key)) return [];
        if (exact.includes(key) && exact.includes(other)) return [];
        return [
          {
            code: 'topology.wrong-value',
            path: [...worker, 'settings', key],
            at: 'key',
            detail: `${keyShown(other)} and ${keyShown(key)} are two spellings of one key.`,
            remedy: 'Keep one of them; or name both in settingsAsWritten, to have both in the file.',
          },
        ];
      }),
      ...exact.flatMap((name, at): readonly Problem[] => {
        if (typeof name !== 'string' || keys.includes(name)) return [];
        return [
          {
            code: 'topology.wrong-value',
            path: [...worker, 'settingsAsWritten', at],
            detail: `settingsAsWritten names ${keyShown(name)}, and settings of this worker has no key that is spelled so.`,
            remedy: 'Spell the key in settings as it shall stand in the file, and name it here in the same way.',
          },
        ];
      }),
    ];
  });
}

/** Known keys of WorkerSettings.config: those that schemas/topology.schema.json describes, and both spellings of two of them. */
export const settingKeys: ReadonlySet<string> = new Set<string>([
  ...workerSettingKeys.value,
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
]);
