import type { ParsedKey } from 'ssh2';
import type { Secret } from '../../secret/secret.js';
import type { KnownHosts } from './known-hosts/parse-known-hosts.js';

/** By what we log in: each that is there is tried, in this order. */
export interface SshLogin {
  readonly key?: Secret<ParsedKey>;
  /** The socket or pipe of an agent, or `pageant`. */
  readonly agent?: string;
  readonly password?: Secret;
}

/** One server to log in to. */
export interface SshHop {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly login: SshLogin;
  /** Its host key must be among these. */
  readonly knownHosts: KnownHosts;
}

/** A machine, and the bastion before it where there is one. */
export interface SshTarget extends SshHop {
  readonly jump?: SshHop;
}
