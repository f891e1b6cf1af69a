import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What goes wrong at a boundary; `stall`: nothing more passes that way, and nobody is told. */
export const wireFaults = ['cutBefore', 'cutAfter', 'delay', 'duplicate', 'truncate', 'stall'] as const;
export type WireFault = (typeof wireFaults)[number];

/** One message of a run: the how-manieth of its way, on the how-manieth connection. All from 0. */
export interface Boundary {
  readonly connection: number;
  readonly way: 'toServer' | 'toClient';
  readonly message: number;
}

export interface BoundaryProxy extends AsyncDisposable {
  readonly port: number;
  /** Every message that came by, in the order in which they came. */
  readonly passed: readonly Boundary[];
  /** Whether the planned fault has happened. */
  readonly happened: boolean;
  /** Everything that clients have sent, on one connection after the other. */
  readonly sent: readonly Buffer[];
  /** Closes every connection. */
  hangUp(): void;
}

export interface BoundaryProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** Takes whole messages from the front of what has come; undefined: each piece as it comes is one. */
  readonly messageLength?: (bytes: Buffer) => number | undefined;
  readonly fault?: { readonly at: Boundary; readonly kind: WireFault };
  /** What somebody on the way makes of a message. */
  readonly alter?: (message: Buffer, at: Boundary) => Buffer;
}

/** Milliseconds by which a delayed message is late. */
const lateness = 80;

/** A TCP proxy on loopback that counts messages both ways and harms one of them. */
export async function startBoundaryProxy({
  target,
  messageLength,
  fault,
  alter = (message) => message,
}: BoundaryProxyOptions): Promise<BoundaryProxy> {
  const passed: Boundary[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let happened = false;
  const sent: Buffer[] = [];

  const server = createServer((client) => {
    const connection = connections;
    connections += 1;
    sent[connection] = Buffer.alloc(0);
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroySoon();
        upstream.destroySoon();
      });
    }
    carry(client, upstream, connection, 'toServer');
    carry(upstream, client, connection, 'toClient');
  });

  function carry(from: Socket, to: Socket, connection: number, way: Boundary['way']): void {
    let message = 0;
    let blocked = false;
    let pending: Buffer = Buffer.alloc(0);
    const pass = (original: Buffer) => {
      const boundary = { connection, way, message };
      const bytes = alter(original, boundary);
      message += 1;
      passed.push(boundary);
      const at = fault?.at;
      const hit = at?.connection === connection && at.way === way && at.message === boundary.message;
      if (!hit || fault === undefined) {
        to.write(bytes);
        return;
      }
      happened = true;
      blocked = harm(fault.kind, bytes, from, to, () => {
        blocked = false;
        flow();
      });
    };
    const flow = () => {
      while (!blocked && pending.length > 0) {
        const length = messageLength === undefined ? pending.length : messageLength(pending);
        if (length === undefined || length > pending.length) return;
        const bytes = pending.subarray(0, length);
        pending = pending.subarray(length);
        pass(bytes);
      }
    };
    from.on('data', (bytes: Buffer) => {
      if (way === 'toServer') sent[connection] = Buffer.concat([sent[connection] ?? Buffer.alloc(0), bytes]);
      pending = Buffer.concat([pending, bytes]);
      flow();
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    get happened() {
      return happened;
    },
    sent,
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Does to a message what a bad network does. True: what follows has to wait. */
function harm(kind: WireFault, bytes: Buffer, from: Socket, to: Socket, goOn: () => void): boolean {
  const cut = (last?: Buffer) => {
    if (last === undefined) to.destroy();
    else to.end(last);
    from.destroy();
    return true;
  };
  switch (kind) {
    case 'cutBefore':
      return cut();
    case 'cutAfter':
      return cut(bytes);
    case 'truncate':
      return cut(bytes.subarray(0, Math.floor(bytes.length / 2)));
    case 'duplicate':
      to.write(Buffer.concat([bytes, bytes]));
      return false;
    case 'delay':
      setTimeout(() => {
        to.write(bytes);
        goOn();
      }, lateness);
      return true;
    case 'stall':
      return true;
  }
}

/**
 * The length of the message at the front: a TLS record once a connection is encrypted, else a TDS packet (MS-TDS 2.2.3.1:
 * type, status, length).
 */
export function tdsMessageLength(bytes: Buffer): number | undefined {
  if (bytes.length < 5) return undefined;
  const [type = 0] = bytes;
  if (type >= 0x14 && type <= 0x17) return bytes.readUInt16BE(3) + 5;
  return Math.max(8, bytes.readUInt16BE(2));
}
