import type { Secret } from '../secret/secret.js';
import type { SshTarget } from './ssh/ssh-target.js';

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
