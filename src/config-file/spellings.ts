import { heartbeatToleranceKey, leaseIntervalKey } from '../facts/configs.js';

/** Keys that a service reads by one of two spellings, and nobody knows by which. */
const pairs: readonly (readonly string[])[] = [heartbeatToleranceKey.value, leaseIntervalKey.value];

/** Every spelling of a key; the key alone where it has but one. */
export function spellingsOf(key: string): readonly string[] {
  const wanted = key.toUpperCase();
  const pair = pairs.find((names) => names.some((name) => name.toUpperCase() === wanted));
  return pair ?? [key];
}

/**
 * The keys by which a file has a setting. Where it has both spellings, both: whichever the service reads, it is among
 * them. Empty: the file has neither, and which one to add cannot be told. A key that a person has written as it shall be
 * (`asWritten`) is that key alone.
 */
export function keysIn(
  content: { has(key: string): boolean },
  key: string,
  asWritten: readonly string[] = [],
): readonly string[] {
  const spellings = spellingsOf(key);
  if (spellings.length === 1 || asWritten.includes(key)) return [key];
  return spellings.filter((name) => content.has(name));
}
