import { endpointKey, heartbeatToleranceKey, leaseIntervalKey, thumbprintKeys } from '../facts/configs.js';
import type { ConfigValue } from './read-config-file.js';

const number = /^[+-]?\d+(\.\d+)?$/;
const truth = /^(true|false)$/i;

/** Whether the product reads two values as one: `"8"` and 8, `"True"` and true, 1.0 and 1. Other texts compare exactly. */
export function sameSetting(present: ConfigValue, wanted: string | number | boolean): boolean {
  if (present === null) return false;
  const one = String(present);
  const other = String(wanted);
  if (one === other) return true;
  if (truth.test(one) && truth.test(other)) return one.toLowerCase() === other.toLowerCase();
  return number.test(one) && number.test(other) && Number(one) === Number(other);
}

const thumbprints = new Set(thumbprintKeys.value.map((key) => key.toUpperCase()));

/**
 * Whether two values of a key are one to the services: thumbprints in either case, addresses of the master as addresses.
 * The script's Test-SameValue has the same rules.
 */
export function sameValue(key: string, present: ConfigValue, wanted: string | number | boolean): boolean {
  if (sameSetting(present, wanted)) return true;
  if (typeof present !== 'string' || typeof wanted !== 'string') return false;
  if (thumbprints.has(key.toUpperCase())) return isThumbprint(present) && sameInAscii(present, wanted);
  if (key.toUpperCase() !== endpointKey.value.toUpperCase()) return false;
  const address = addressOf(present);
  return address !== undefined && address === addressOf(wanted);
}

const isThumbprint = (text: string) => /^[0-9a-f]{40}$/i.test(text);
const sameInAscii = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** Scheme, host and port of an address that has nothing else but slashes behind them. */
function addressOf(text: string): string | undefined {
  const [, scheme, host, port] = /^(https?):\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const usual = scheme.toLowerCase() === 'https' ? 443 : 80;
  return `${scheme}://${host}:${port === undefined ? usual : Number(port)}`.toLowerCase();
}

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
