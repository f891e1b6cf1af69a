import type { ParsedKey } from 'ssh2';
import type { ScaleoutError } from '../../errors/errors.js';
import type { Secret } from '../secret.js';
import type { KnownHosts } from './ssh/known-hosts.js';

/** Where and as whom PowerShell remoting connects. */
export interface WinrmTarget {
  readonly host: string;
  /** 5985, or 5986 over TLS. */
  readonly port: number;
  /** Absent: the account that runs scaleout. */
  readonly credential?: { readonly user: string; readonly password: Secret };
}

/** How a machine is reached, with every reference resolved. */
export type Reach =
  | { readonly transport: 'ssh'; readonly target: SshTarget }
  | { readonly transport: 'winrm'; readonly target: WinrmTarget }
  | { readonly transport: 'local' }
  | { readonly transport: 'manual' }
  | { readonly transport: 'none' };

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
  /** What a refused login means where the other side lets in everybody whom it knows; absent: that the login is wrong. */
  readonly refused?: () => ScaleoutError;
}

/** A machine, and the bastion before it where there is one. */
export interface SshTarget extends SshHop {
  readonly jump?: SshHop;
}
