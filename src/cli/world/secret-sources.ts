import type { SecretSources } from '../../providers/secret/resolve-secret.js';
import { readFileText } from '../../read-file.js';
import type { Terminal } from '../terminal.js';
import { warnOnce } from '../warn-once.js';

/** Bytes: enough for the known_hosts of a large fleet, which is read in the same way. */
const largest = 4 * 1024 * 1024;

/** Where a command looks up the secrets that a topology or an option refers to. */
export function secretSources(terminal: Terminal): SecretSources {
  return {
    env: terminal.env,
    readFile: (path) => readFileText(path, { largest, kinds: 'regular' }),
    warn: warnOnce(terminal),
  };
}
