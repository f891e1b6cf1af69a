import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';
import type { SshHop } from './ssh-target.js';

/** The ways of logging in, tried one after the other as far as the server allows them. */
export interface LoginAttempts {
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
