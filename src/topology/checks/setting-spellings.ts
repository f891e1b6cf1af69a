import { spellingsOf } from '../../config-file/spellings.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';
import { keyShown } from '../schema/words.js';

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
