import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Sender } from '../../http/attempts.js';
import type { HttpRequest } from '../../http/request.js';
import type { Secret } from '../../providers/secret.js';
import { printable } from '../../text/printable.js';
import type { Role } from '../wire/session.js';
import type { People, ProxySettings, Roles } from './login-file.js';
import { addressRange } from './page-address.js';
import { digestOf } from './tokens.js';

/** Who somebody is, as a proxy or a provider says. */
export interface Named {
  readonly user: string;
  readonly groups: readonly string[];
}

/** What the roles give a person; undefined: not even to look. */
export function roleOf({ user, groups }: Named, { approvers, viewers }: Roles): Role | undefined {
  const isAmong = (people: People) =>
    people.users.some((one) => isSame(one, user)) ||
    people.groups.some((one) => groups.some((other) => isSame(one, other)));
  if (isAmong(approvers)) return 'approver';
  return viewers.anyone || isAmong(viewers) ? 'viewer' : undefined;
}

/**
 * Windows and mail know no case in CORP\anna and anna@corp.example; of anything else, such as a subject's number, nobody knows. Only
 * A to Z are folded: what Unicode folds besides, such as the Kelvin sign to k, would make one name of two.
 */
function isSame(one: string, other: string): boolean {
  return /[\\@]/.test(one) ? folded(one) === folded(other) : one === other;
}

function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What a request says of the proxy that it came through. */
export type Proxied =
  /** It did not come from the proxy's addresses, or without its secret: nothing that it says of itself is believed. */
  | { readonly is: 'direct'; readonly unproven?: true }
  /** From the proxy's addresses, with a secret that is another, or with headers that nobody can be sure of. */
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'proxied'; readonly named: Named | undefined; readonly from: Sender };

export interface Proxy {
  read(request: HttpRequest): Proxied;
}

/** The most characters of a name. */
const longestName = 256;
const mostGroups = 1_000;

/** `secret` is asked for at each request: its file may have changed. */
export function openProxy(settings: ProxySettings, secret: () => Secret | undefined): Proxy {
  const ranges = settings.addresses.flatMap((text) => addressRange(text) ?? []);
  const { userHeader, groupsHeader, secretHeader } = settings;
  const isSecretKnown = settings.secret !== undefined;

  function named({ headersDistinct }: HttpRequest): Named | undefined | { readonly why: string } {
    if (userHeader === undefined) return undefined;
    const user = decoded(headersDistinct[userHeader]?.[0] ?? '').trim();
    // Apache writes (null) where nobody has logged in, and some write a hyphen.
    if (user === '' || user === '(null)' || user === '-') return undefined;
    if (user.length > longestName || hasUnseen(user)) return { why: `${userHeader} holds no name` };
    const list = groupsHeader === undefined ? '' : decoded(headersDistinct[groupsHeader]?.[0] ?? '');
    const groups = list
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '' && one.length <= longestName && !hasUnseen(one));
    if (groups.length > mostGroups) return { why: `${groupsHeader} holds more than ${mostGroups} groups` };
    return { user, groups };
  }

  return {
    read(request) {
      const { headersDistinct, remote } = request;
      if (!ranges.some((isAmong) => isAmong(remote))) return { is: 'direct' };
      const deciding = [userHeader, groupsHeader, secretHeader].flatMap((name) => name ?? []);
      const twice = deciding.find((name) => (headersDistinct[name]?.length ?? 0) > 1);
      if (twice !== undefined) return { is: 'refused', why: `the header ${twice} is there more than once` };
      if (isSecretKnown) {
        const given = headersDistinct[secretHeader]?.[0];
        const says = userHeader !== undefined && headersDistinct[userHeader] !== undefined;
        if (given === undefined) return { is: 'direct', ...(says ? { unproven: true } : {}) };
        const own = secret();
        const isRight = timingSafeEqual(digestOf(own?.reveal() ?? ''), digestOf(given)) && own !== undefined;
        if (!isRight) return { is: 'refused', why: `the header ${secretHeader} does not hold the shared secret` };
      }
      const found = named(request);
      if (found !== undefined && 'why' in found) return { is: 'refused', why: found.why };
      return { is: 'proxied', named: found, from: forwardedFor(request, isSecretKnown) };
    },
  };
}

function hasUnseen(text: string): boolean {
  return printable(text) !== text;
}

/** The last address of X-Forwarded-For, which the proxy itself has put there; without one, the proxy's own. Without a secret anybody there may have put it. */
function forwardedFor({ headersDistinct, remote }: HttpRequest, isProven: boolean): Sender {
  const last = headersDistinct['x-forwarded-for']?.at(-1)?.split(',').at(-1)?.trim() ?? '';
  const address = last.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  const isTold = isIP(address) !== 0;
  return { address: isTold ? address : remote, ...(isTold && isProven ? {} : { through: remote }) };
}

/** Node reads headers byte by byte: UTF-8 where they are that, and else Latin-1, as old proxies write. */
function decoded(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return header;
  }
}
