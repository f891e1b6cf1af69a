import { nearest } from '../nearest.js';
import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';
import { settingKeys } from '../schema/setting-keys.js';
import { keyShown, subject } from '../schema/words.js';
import { parseSetting } from '../values/setting.js';

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
