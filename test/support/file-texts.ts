import type { SecretSources } from '../../src/providers/secret.js';

/** Files that are only in memory, read as `readFileText` does; those that are not named do not exist. */
export function fileTexts(files: Readonly<Record<string, string>>): SecretSources['readFile'] {
  return async (path) => {
    const read = files[path];
    return read === undefined ? { failed: { why: 'missing', phrase: 'does not exist' } } : { read, mode: 0o100600 };
  };
}
