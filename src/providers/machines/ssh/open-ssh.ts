// src/providers/machines/ssh runs the script over SSH. Host keys are known before anything is sent; ssh2 is loaded only
// here.

import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { MachineName } from '../../../domain/machine-name.js';
import { onAbort } from '../../../domain/on-abort.js';
import { ScaleoutError } from '../../../errors/errors.js';
import { type Connection, collectAnswer, type Exchange, type MachineLimits, remoteText } from '../connection.js';
import type { SshHop, SshLogin, SshTarget } from '../reach.js';
import { bootstrapCommand } from '../script/frame.js';
import { connectSsh, type SshLink } from './connect-ssh.js';

const command = `powershell.exe -NoProfile -NonInteractive -EncodedCommand ${bootstrapCommand()}`;

/** Connects to a machine, through its bastion where it has one: both logins go one way and check their host keys alike. */
export async function openSsh(
  machine: MachineName,
  target: SshTarget,
  limits: MachineLimits,
  signal: AbortSignal,
): Promise<Connection> {
  const server = `${machine} at ${address(target)}`;
  const { jump } = target;
  if (jump === undefined) return connectionOver(await connectSsh(target, server, limits, signal), server, target);
  const bastion = await connectSsh(jump, `The bastion of ${machine} at ${address(jump)}`, limits, signal);
  try {
    const stream = await throughBastion(bastion, server, jump, target, signal);
    const link = await connectSsh(target, server, limits, signal, stream);
    return connectionOver(link, server, target, bastion);
  } catch (error) {
    await bastion[Symbol.asyncDispose]();
    throw error;
  }
}

function connectionOver(link: SshLink, server: string, { login }: SshTarget, bastion?: SshLink): Connection {
  return {
    get alive() {
      return link.alive && bastion?.alive !== false;
    },
    exchange: (input, signal) => runCommand(link, server, command, input, login, signal),
    async [Symbol.asyncDispose]() {
      await link[Symbol.asyncDispose]();
      await bastion?.[Symbol.asyncDispose]();
    },
  };
}

async function throughBastion(
  bastion: SshLink,
  server: string,
  jump: SshHop,
  { host, port }: SshHop,
  signal: AbortSignal,
): Promise<Duplex> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => reject(signal.reason));
    bastion.client.forwardOut('127.0.0.1', 0, host, port, (error, stream) => {
      stopListening();
      if (error === undefined || error === null) return resolve(stream);
      const detail = `${server} cannot be reached through ${address(jump)}: ${remoteText(error.message)}.`;
      reject(new ScaleoutError('machine.unreachable', detail));
    });
  });
}

function address({ host, port }: SshHop): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Runs a command over a channel of its own, with that on its standard input, until it has answered or ended. Throws
 * `machine.unreachable` where the command did not start, or the signal's reason.
 */
async function runCommand(
  link: SshLink,
  server: string,
  command: string,
  input: string,
  { password }: SshLogin,
  signal: AbortSignal,
): Promise<Exchange> {
  const channel = await openCommand(link, server, command, signal);
  const collected = collectAnswer();
  let exitCode: number | null = null;
  return new Promise<Exchange>((resolve, reject) => {
    const settle = (conclude: () => void) => {
      stopListening();
      stopWatching();
      channel.removeAllListeners('data');
      channel.stderr.removeAllListeners('data');
      // What still comes is read and thrown away, else the other side would wait for room.
      channel.resume();
      channel.stderr.resume();
      channel.close();
      conclude();
    };
    const ended = (): Exchange => {
      const answer = collected.atEnd();
      if (answer !== undefined) return { outcome: 'answered', answer };
      const said = remoteText(collected.said(), password === undefined ? [] : [password]);
      return { outcome: 'noAnswer', said, exitCode };
    };
    const stopListening = onAbort(signal, () => settle(() => reject(signal.reason)));
    const stopWatching = link.onLost((reason) => settle(() => resolve(cutOr(collected.atEnd(), reason))));
    channel.on('data', (bytes: Buffer) => {
      const answer = collected.output(bytes);
      if (answer !== undefined) settle(() => resolve({ outcome: 'answered', answer }));
      else if (collected.tooMuch) settle(() => resolve(ended()));
    });
    channel.stderr.on('data', (bytes: Buffer) => collected.errors(bytes));
    channel.on('exit', (code: number | null) => {
      exitCode = code;
    });
    channel.on('close', () => settle(() => resolve(ended())));
    channel.on('error', (error: Error) => settle(() => resolve(cutOr(collected.atEnd(), error.message))));
    channel.end(input);
  });
}

function cutOr(answer: ReturnType<ReturnType<typeof collectAnswer>['atEnd']>, reason: string): Exchange {
  return answer === undefined ? { outcome: 'cut', reason } : { outcome: 'answered', answer };
}

async function openCommand(
  link: SshLink,
  server: string,
  command: string,
  signal: AbortSignal,
): Promise<ClientChannel> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    let over = false;
    const end = (conclude: () => void) => {
      over = true;
      stopListening();
      stopWatching();
      conclude();
    };
    const fail = (reason: string) => {
      const detail = `${server} cannot be reached: ${reason}.`;
      end(() => reject(new ScaleoutError('machine.unreachable', detail)));
    };
    const stopListening = onAbort(signal, () => end(() => reject(signal.reason)));
    const stopWatching = link.onLost(fail);
    const opened = (error: Error | undefined, channel: ClientChannel) => {
      if (over) channel?.close();
      else if (error === undefined || error === null) end(() => resolve(channel));
      else fail(`it opened no session (${remoteText(error.message)})`);
    };
    try {
      link.client.exec(command, opened);
    } catch {
      fail('the connection was lost');
    }
  });
}
