import type { Server, Socket } from 'node:net';
import { addressGroup } from './access.js';

/** How long a connection may last and how many there may be. Times are milliseconds since the connection was accepted. */
export interface ConnectionLimits {
  /** Until the headers of the request are there. */
  readonly headers: number;
  /** Until the request is there with its body. */
  readonly request: number;
  /** Until the connection is destroyed, whatever it waits for. */
  readonly lifetime: number;
  /** The most connections at one time. */
  readonly all: number;
  /** The most connections of one address, or of one /64 network of IPv6. */
  readonly perAddress: number;
}

/**
 * A probe, a scrape and a person need one connection for some milliseconds. The limits leave much room above that: many
 * may share one address, that of a proxy or of a Kubernetes node, and a probe whose machine is busy has 128 ms to send its
 * request while somebody opens 1,000 connections a second from its own address.
 */
export const usualLimits: ConnectionLimits = {
  headers: 5_000,
  request: 10_000,
  lifetime: 15_000,
  all: 512,
  perAddress: 128,
};

export interface Connections {
  /** Until it is destroyed, from now on: an answer that takes long, and is given only to who may ask for it. */
  prolong(socket: Socket, milliseconds: number): void;
  /** It is neither counted nor ended any more, but by `destroy`. */
  release(socket: Socket): void;
  /** Ends all of them. */
  destroy(): void;
}

/** The same of one connection. */
interface Keeping {
  prolong(milliseconds: number): void;
  release(): void;
}

/**
 * Bounds the connections of a server in number and in time. Where there are too many, the oldest one goes and the new one
 * stays: a probe is answered within milliseconds, so that the oldest connection is never its own unless somebody opens
 * connections faster than we answer. It is taken from the address that has the most, so that a flood from one address
 * costs nobody else a connection. A new connection is never refused: the kubelet may share its address with the flood.
 */
export function limitConnections(server: Server, { lifetime, all, perAddress }: ConnectionLimits): Connections {
  /** For each group of addresses what ends its connections, the oldest one first. */
  const groups = new Map<string, Set<() => void>>();
  /** Of streams: they are limited by whose they are. */
  const released = new Set<() => void>();
  const known = new Map<string, Keeping>();
  let size = 0;

  server.on('connection', (socket: Socket) => {
    // A peer that has left already has no address any more.
    if (socket.remoteAddress === undefined) return void socket.destroy();
    const name = addressGroup(socket.remoteAddress);
    const key = keyOf(socket);
    const group = groups.get(name) ?? new Set();
    groups.set(name, group);
    // Counted out before it is destroyed: the event 'close' comes later, and more connections before it.
    const uncount = () => {
      clearTimeout(timer);
      if (!group.delete(end)) return;
      size -= 1;
      if (group.size === 0 && groups.get(name) === group) groups.delete(name);
    };
    const forget = () => {
      uncount();
      released.delete(end);
      if (known.get(key) === keeping) known.delete(key);
    };
    const end = () => {
      forget();
      socket.destroy();
    };
    let timer = setTimeout(end, lifetime);
    socket.once('close', forget);
    const keeping: Keeping = {
      prolong(milliseconds) {
        clearTimeout(timer);
        if (group.has(end)) timer = setTimeout(end, milliseconds);
      },
      release() {
        uncount();
        released.add(end);
      },
    };
    known.set(key, keeping);
    group.add(end);
    size += 1;
    if (group.size > perAddress) endOldest(group);
    else if (size > all) endOldest(largest());
  });

  function largest(): ReadonlySet<() => void> {
    let found: ReadonlySet<() => void> = new Set();
    for (const group of groups.values()) if (group.size > found.size) found = group;
    return found;
  }

  return {
    prolong: (socket, milliseconds) => known.get(keyOf(socket))?.prolong(milliseconds),
    release: (socket) => known.get(keyOf(socket))?.release(),
    destroy() {
      for (const group of [...groups.values(), released]) for (const end of [...group]) end();
    },
  };
}

/** Both ends: what TLS makes of a connection is another object, and the same connection. */
function keyOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

function endOldest(group: ReadonlySet<() => void>): void {
  const [end] = group;
  end?.();
}
