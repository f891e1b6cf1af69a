import type { Duplex } from 'node:stream';
import { ScaleoutError } from '../../../errors.js';
import type { MachineName } from '../../../machine-name.js';
import { onAbort } from '../../waiting/on-abort.js';
import type { Connection } from '../connection.js';
import type { MachineLimits } from '../limits.js';
import { remoteText } from '../remote-text.js';
import { bootstrapCommand } from '../script/bootstrap.js';
import { connectSsh, type SshLink } from './connect-ssh.js';
import { runCommand } from './run-command.js';
import type { SshHop, SshTarget } from './ssh-target.js';

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
