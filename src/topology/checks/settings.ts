import { nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';
import { settingKeys } from '../schema/setting-keys.js';
import { shown } from '../shown.js';

/** Keys of WorkerSettings.config that look misspelt. Others are let through: each version of SQL Server may have more. */
export function checkSettings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const path = ['workers', index, 'settings'];
    const settings = valueAt(root, path);
    if (!isBlock(settings)) return [];
    return Object.keys(settings).flatMap((key): readonly Problem[] => {
      const near = settingKeys.has(key) ? undefined : nearest(key, [...settingKeys]);
      if (near === undefined) return [];
      return [
        {
          code: 'topology.unknown-key',
          severity: 'warning',
          path: [...path, key],
          at: 'key',
          detail: `WorkerSettings.config has no known key ${shown(key)}; did you mean ${near}?`,
          remedy: `Write ${near}, or leave it if your version of SQL Server has that key.`,
        },
      ];
    });
  });
}
