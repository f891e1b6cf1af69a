import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';
import { ScaleoutError } from '../../../errors/errors.js';
import { remoteText } from '../connection.js';
import type { SshHop } from '../reach.js';

/** The ways of logging in, tried one after the other as far as the server allows them. */
interface LoginAttempts {
  readonly handler: AuthHandlerMiddleware;
  /** What was tried, in the words of the topology. */
  readonly tried: readonly string[];
  /** What the server says it takes; empty while it has not said. */
  readonly allowed: readonly string[];
}

interface Attempt {
  /** As the server calls it (RFC 4252). */
  readonly method: string;
  readonly words: string;
  readonly auth: AnyAuthMethod;
}

export function loginAttempts({ user: username, login }: SshHop): LoginAttempts {
  const { key, agent, password } = login;
  const attempts: Attempt[] = [];
  if (key !== undefined) {
    const auth = { type: 'publickey', username, key: key.reveal() } as const;
    attempts.push({ method: 'publickey', words: 'the identity', auth });
  }
  if (agent !== undefined) {
    attempts.push({ method: 'publickey', words: 'the keys of the agent', auth: { type: 'agent', username, agent } });
  }
  if (password !== undefined) {
    const auth = { type: 'password', username, password: password.reveal() } as const;
    attempts.push({ method: 'password', words: 'the password', auth });
    const answerPrompt = answerOnce(password.reveal());
    attempts.push({
      method: 'keyboard-interactive',
      words: 'the password, asked for',
      auth: {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(answerPrompt)),
      },
    });
  }
  const tried: string[] = [];
  let allowed: readonly string[] = [];
  return {
    tried,
    get allowed() {
      return allowed;
    },
    handler(left, _partial, next) {
      if (Array.isArray(left)) allowed = left;
      for (let each = attempts.shift(); each !== undefined; each = attempts.shift()) {
        if (allowed.length > 0 && !allowed.includes(each.method)) continue;
        tried.push(each.words);
        next(each.auth);
        return undefined;
      }
      // ssh2 takes false as the end, where its types say nothing.
      return false;
    },
  };
}

/** Answers the first question that hides what is typed; another one (a second factor) is not ours to answer. */
function answerOnce(answer: string): (prompt: Prompt) => string {
  let answered = false;
  return ({ echo }) => {
    if (answered || echo === true) return '';
    answered = true;
    return answer;
  };
}

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
interface ConnectProgress {
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
    if (hop.refused !== undefined) return hop.refused();
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
