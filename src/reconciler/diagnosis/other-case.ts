import type { ReadConfig } from '../view/config.js';
import type { FoundWrong } from './check.js';

/**
 * What is said of keys that a config has in another case than setup writes them. We read them all the same; whether a service
 * does is not known, so this is asked only where it does not work.
 */
export function keysInOtherCase(
  config: ReadConfig,
  keys: readonly string[],
  file: string,
  machine: string,
): Pick<FoundWrong, 'summary' | 'evidence' | 'cause' | 'remedy'> | undefined {
  const found = keys.flatMap((key) => {
    const written = config.otherCase(key);
    return written === undefined ? [] : [{ key, written }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    summary: `${file} on ${machine} writes ${first.key} as ${first.written}`,
    evidence: found.map(({ key, written }) => ({ read: key, where: `${file} on ${machine}`, value: `key ${written}` })),
    cause: 'A service may read a key only as setup writes it (inferred), and then goes without that setting.',
    remedy: 'Write the key as setup does, with its capitals, and restart the service.',
  };
}
