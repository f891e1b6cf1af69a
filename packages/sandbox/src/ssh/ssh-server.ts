// src/ssh serves the machines: an SSH server in which each machine is a user, and the frame of requests and answers. It
// uses model; what a machine does with a request stands in model/machines.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SandboxError } from '../errors.js';
import type { MachineRequest } from '../model/machines/requests.js';
import type { World } from '../model/world.js';
import type { AnswerMachine, SshServerOptions } from './machine-session.js';

export interface SshServer {
  readonly host: string;
  readonly port: number;
  /** How many clients are connected. */
  sessionCount(): number;
  /** Resolves when no client is connected. Rejects with the signal's reason when it is aborted. */
  untilIdle(signal?: AbortSignal): Promise<void>;
  /** Ends every connection and the listener. May be called again. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Serves the machines over SSH on a loopback port that the system chooses. The protocol is loaded with the first client:
 * most sandboxes have none. Throws `sandbox.cannot-listen`.
 */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const sockets = new Set<Socket>();
  const onIdle = new Set<() => void>();
  let serveSocket: Promise<(socket: Socket) => void> | undefined;

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const tell of [...onIdle]) tell();
    });
    serveSocket ??= import('./machine-session.js').then(({ serveClients }) => serveClients(options));
    serveSocket.then(
      (serve) => serve(socket),
      () => socket.destroy(),
    );
  });

  const shut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  let closing: Promise<void> | undefined;
  return {
    host,
    port: await listen(server),
    sessionCount: () => sockets.size,
    untilIdle: (signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const settle = () => {
          onIdle.delete(settle);
          signal?.removeEventListener('abort', settle);
          if (signal?.aborted) reject(signal.reason);
          else resolve();
        };
        if (sockets.size === 0) resolve();
        else {
          onIdle.add(settle);
          signal?.addEventListener('abort', settle);
        }
      }),
    close() {
      closing ??= shut();
      return closing;
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new SandboxError('sandbox.cannot-listen', `${host}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  // Later errors (no file handle left for a new client) cost that client, not the server.
  server.on('error', () => {});
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What may go wrong on the way: the connection cut before or after the request took effect, or no answer ever. */
export type MachineFault = 'cutBefore' | 'cutAfter' | 'hang';

interface AnswerOptions {
  /** How long each request takes, in milliseconds; unless told otherwise none at all. */
  readonly latencyMs?: number;
  /** Called with each request before it is carried out; what it returns goes wrong. */
  readonly onMachineRequest?: (machine: string, request: MachineRequest) => MachineFault | undefined;
  /** Writes down what was changed, before an answer leaves. Where it throws, the connection is cut. */
  readonly flush?: () => void;
}

/** How the world's machines answer. */
export function answerMachines(world: World, options: AnswerOptions): AnswerMachine {
  const { latencyMs = 0, onMachineRequest, flush } = options;
  return async (machine, request) => {
    const fault = onMachineRequest?.(machine, request);
    if (fault === 'hang') return new Promise(() => {});
    if (latencyMs > 0) await delay(latencyMs);
    if (fault === 'cutBefore') return undefined;
    const answer = world.answer(machine, request);
    flush?.();
    return fault === 'cutAfter' ? undefined : answer;
  };
}
