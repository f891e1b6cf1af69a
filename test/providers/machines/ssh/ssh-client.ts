import { machineName } from '../../../../src/domain/machine-name.js';
import {
  type Connection,
  defaultMachineLimits,
  type MachineLimits,
} from '../../../../src/providers/machines/connection.js';
import type { SshTarget } from '../../../../src/providers/machines/reach.js';
import { decodeInput, encodeAnswer } from '../../../../src/providers/machines/script/frame.js';
import { openSsh } from '../../../../src/providers/machines/ssh/open-ssh.js';
import { secret } from '../../../../src/providers/secret.js';
import type { Session, SshServer } from '../support/ssh-server.js';

export const password = 'Tr0ub4dor&3-not-in-any-log';

/** How a test logs in to its server, with what differs. */
export function targetOf(server: SshServer, different: Partial<SshTarget> = {}): SshTarget {
  const { port, knownHosts } = server;
  return { host: '127.0.0.1', port, user: 'operator', login: { password: secret(password) }, knownHosts, ...different };
}

export function connectTo(
  target: SshTarget,
  signal: AbortSignal = new AbortController().signal,
  limits: Partial<MachineLimits> = {},
): Promise<Connection> {
  return openSsh(machineName('ETL01'), target, { ...defaultMachineLimits, close: 500, ...limits }, signal);
}

/** Answers every request with `changed`, after what else it prints. */
export async function answerChanged({ input, channel }: Session, before = ''): Promise<void> {
  decodeInput(await input);
  channel.write(before);
  channel.write(`${encodeAnswer({ ok: true, value: { changed: true } })}\r\n`);
  channel.exit(0);
  channel.end();
}

/** The error that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => error,
  );
}
