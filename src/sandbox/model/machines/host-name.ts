import type { Ways } from '../ways.js';

/*
 * How names of hosts compare here: by DNS (RFC 1035, 2.3.3: the letters A to Z without case), label by label, where a name of
 * one label is the same host's in any domain.
 */

function labelsOf(name: string): readonly string[] {
  return name.split('.').map((label) => label.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
}

export function isSameHost(one: string, other: string): boolean {
  const [first, second] = [labelsOf(one), labelsOf(other)];
  const isFull = first.length === second.length;
  if (!isFull && first.length > 1 && second.length > 1) return false;
  return (isFull ? first : first.slice(0, 1)).every((label, index) => label === second[index]);
}

/** What a worker calls itself in its heartbeats. */
export function spokenName(host: string, ways: Ways): string {
  return ways.has('netbios-names') ? (host.split('.')[0] ?? '').slice(0, 15).toUpperCase() : host;
}
