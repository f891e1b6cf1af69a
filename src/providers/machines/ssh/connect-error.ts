import { ScaleoutError } from '../../../errors.js';
import { remoteText } from '../remote-text.js';
import type { LoginAttempts } from './login-attempts.js';
import type { SshHop } from './ssh-target.js';

const networkReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'it did not answer',
};

/** How far a connection had come when it failed. */
export interface ConnectProgress {
  /** Whether keys were exchanged: from then on it is the login that fails. */
  readonly handshaken: boolean;
  readonly attempts: LoginAttempts;
  /** What an agent did not do. */
  readonly agentTrouble: string | undefined;
}

/** The error of the registry for what ssh2 reports, or for a connection that was closed without a word. */
export function connectError(cause: unknown, server: string, hop: SshHop, progress: ConnectProgress): ScaleoutError {
  if (cause instanceof ScaleoutError) return cause;
  if (progress.handshaken && isLoginFailure(cause, progress.attempts)) {
    return new ScaleoutError('machine.login-refused', loginDetail(cause, server, hop, progress));
  }
  return new ScaleoutError('machine.unreachable', `${server} cannot be reached: ${reasonOf(cause)}.`);
}

/** Once keys are exchanged, a server that says farewell, or hangs up after a refusal, has had enough of our attempts. */
function isLoginFailure(cause: unknown, { allowed }: LoginAttempts): boolean {
  const level = fieldOf(cause, 'level');
  if (level === 'client-socket') return false;
  return level === 'client-authentication' || typeof fieldOf(cause, 'code') === 'number' || allowed.length > 0;
}

function loginDetail(cause: unknown, server: string, { user, login }: SshHop, progress: ConnectProgress): string {
  const { attempts, agentTrouble } = progress;
  const tried = attempts.tried.length === 0 ? 'nothing could be tried' : `tried: ${attempts.tried.join(', ')}`;
  const allowed = attempts.allowed.length === 0 ? '' : `; it takes ${remoteText(attempts.allowed.join(', '))}`;
  const agent = agentTrouble === undefined ? '' : `; the agent: ${agentTrouble}`;
  const none =
    login.key === undefined && login.password === undefined && login.agent === undefined
      ? '; its access names no identity and no password, and no agent runs here (SSH_AUTH_SOCK)'
      : '';
  const said = typeof fieldOf(cause, 'code') === 'number' ? `; it said: ${reasonOf(cause, login.password)}` : '';
  return `${server} does not let in ${user} (${tried}${allowed}${agent}${none}${said}).`;
}

function reasonOf(cause: unknown, password?: SshHop['login']['password']): string {
  const code = fieldOf(cause, 'code');
  if (typeof code === 'string') return `${networkReasons[code] ?? 'the network failed'} (${code})`;
  const message = cause instanceof Error ? cause.message : 'it closed the connection';
  return remoteText(message, password === undefined ? [] : [password]).replace(/\.$/, '');
}

function fieldOf(value: unknown, field: 'level' | 'code'): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
