import type { ConfigContent } from './read-config-file.js';

/** Keys whose spelling changed: the newer documentation's, then the older's, which older versions write. */
const spellings = [
  ['HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'],
  ['LeaseInterval', 'LeaseInternval'],
] as const;

/** The spelling of a key that a file uses; the newer one where it has neither. */
export function keyIn(content: ConfigContent, key: string): string {
  const wanted = key.toUpperCase();
  const pair = spellings.find((names) => names.some((name) => name.toUpperCase() === wanted));
  if (pair === undefined) return key;
  return pair.find((name) => content.has(name)) ?? pair[0];
}
