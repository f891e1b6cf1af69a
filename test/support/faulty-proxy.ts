import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the proxy does with what the server sends. */
export type Answers =
  | { readonly kind: 'forward' }
  /** Forwards so many bytes more, then closes the connection. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Forwards so many bytes more, then nothing. */
  | { readonly kind: 'stall'; readonly after?: number };

/** A TCP proxy on loopback between a client and a server. */
export interface FaultyProxy extends AsyncDisposable {
  readonly port: number;
  /** How it treats answers from now on, on every connection. */
  answers: Answers;
  /** How many bytes the server has sent. */
  readonly received: number;
  /** The types of the TDS messages that clients sent without encryption: 1 batch, 3 RPC, 6 attention, 16 login. */
  readonly messages: number[];
  /** Connections since the start. */
  readonly connections: number;
  /** Connections that are open. */
  readonly open: number;
  /** Closes every connection, as a server that goes away. */
  hangUp(): void;
}

export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const messages: number[] = [];
  let answers: Answers = { kind: 'forward' };
  let received = 0;
  let connections = 0;
  let forwardedSince = 0;

  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(target.port, target.host);
    clients.add(client);
    const count = messageCounter(messages);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        clients.delete(client);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      count(bytes);
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      received += bytes.length;
      if (answers.kind === 'forward') {
        client.write(bytes);
        return;
      }
      const left = Math.max(0, (answers.after ?? 0) - forwardedSince);
      forwardedSince += bytes.length;
      client.write(bytes.subarray(0, left));
      if (answers.kind === 'cut' && left < bytes.length) client.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    get answers() {
      return answers;
    },
    set answers(value) {
      answers = value;
      forwardedSince = 0;
    },
    get received() {
      return received;
    },
    messages,
    get connections() {
      return connections;
    },
    get open() {
      return clients.size;
    },
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Notes the type of each TDS message by its last packet (MS-TDS 2.2.3.1: type, status, length; status 1 ends one). */
function messageCounter(messages: number[]): (bytes: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= 8) {
      const length = pending.readUInt16BE(2);
      if (length < 8 || pending.length < length) return;
      if (((pending[1] ?? 0) & 1) === 1) messages.push(pending[0] ?? 0);
      pending = pending.subarray(length);
    }
  };
}
