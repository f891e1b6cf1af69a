import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { addressGroup } from '../../src/http/access.js';
import { type ConnectionLimits, usualLimits } from '../../src/http/connections.js';
import { until } from '../support/until.js';
import { served, token } from './served.js';

const short: ConnectionLimits = { ...usualLimits, headers: 150, request: 250, lifetime: 500 };
const halfRequest = 'GET /healthz HTTP/1.1\r\nHost: loc';
const metricsRequest = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Linux and Windows can be asked from every address of 127.0.0.0/8; macOS knows 127.0.0.1 alone. */
const hasOneAddress = process.platform === 'darwin';

/** Larger than what the system buffers between two ends of a connection. */
const hugeMetrics = { contentType: 'text/plain', text: async () => 'x'.repeat(32 * 1024 * 1024) };

interface PeerOptions {
  readonly from?: string;
  /** What is said again and again, every few milliseconds. */
  readonly again?: string;
  /** Ends its own direction at once. */
  readonly ends?: boolean;
  readonly reads?: boolean;
}

/** A peer that never closes: it holds its end open, whatever comes. */
class Peer implements Disposable {
  /** The service has ended its direction, or has reset the connection. */
  isEnded = false;
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(port: number, said: string, { from, again, ends = false, reads = false }: PeerOptions = {}) {
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true });
    if (said !== '') this.#socket.write(said);
    if (ends) this.#socket.end();
    if (again !== undefined) this.#timer = setInterval(() => this.#socket.write(again), 5);
    this.#socket.once('end', () => this.#ended());
    this.#socket.once('error', () => this.#ended());
    if (reads) this.#socket.resume();
  }

  #ended(): void {
    this.isEnded = true;
    clearInterval(this.#timer);
  }

  [Symbol.dispose](): void {
    this.#ended();
    this.#socket.destroy();
  }
}

/** Peers of the service at `port`, until it is disposed of. */
function peersOf(port: number) {
  const peers: Peer[] = [];
  return {
    open(count: number, said: string, options?: PeerOptions): readonly Peer[] {
      const fresh = Array.from({ length: count }, () => new Peer(port, said, options));
      peers.push(...fresh);
      return fresh;
    },
    [Symbol.dispose]() {
      for (const peer of peers) peer[Symbol.dispose]();
    },
  };
}

/** The service's own ends of its connections, as Node tells of them: those accepted so far and those not closed yet. */
function endsOf(port: number) {
  const open = new Set<Socket>();
  let accepted = 0;
  const listener = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    if (socket.localPort !== port) return;
    accepted += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  subscribe('net.server.socket', listener);
  return {
    get accepted() {
      return accepted;
    },
    get open() {
      return open.size;
    },
    [Symbol.dispose]: () => void unsubscribe('net.server.socket', listener),
  };
}

describe('every connection ends in its time, though its peer never closes', () => {
  const post = 'POST /reconcile HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t0ken\r\n';
  test.each<readonly [string, string, PeerOptions]>([
    ['that sends nothing', '', {}],
    ['that sends half a request', halfRequest, {}],
    ['that sends half a request and ends its direction', halfRequest, { ends: true }],
    ['that sends headers a byte at a time', 'GET /healthz HTTP/1.1\r\nX: ', { again: 'a' }],
    ['that sends empty lines for ever', '', { again: '\r\n' }],
    ['that sends a body a byte at a time', `${post}Content-Length: 4000\r\n\r\n`, { again: 'a' }],
    ['that waits to be told to go on', `${post}Content-Length: 4\r\nExpect: 100-continue\r\n\r\n`, {}],
    ['that sends chunks for ever', `${post}Transfer-Encoding: chunked\r\n\r\n`, { again: '1\r\na\r\n' }],
    ['that sends an endless chunk extension', `${post}Transfer-Encoding: chunked\r\n\r\n1;`, { again: 'a'.repeat(99) }],
    [
      'that sends endless trailers',
      `${post}Transfer-Encoding: chunked\r\n\r\n0\r\n`,
      { again: `a: ${'b'.repeat(99)}\r\n` },
    ],
    ['that has its answer', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n', {}],
    ['that has its refusal', 'nonsense\r\n\r\n', {}],
    ['that sends requests without end', metricsRequest, { again: metricsRequest.repeat(20) }],
    [
      'that wants another protocol',
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      {},
    ],
  ])('one %s', async (_what, said, options) => {
    await using http = await served({ token, limits: short });
    using peers = peersOf(http.service.port);
    using ends = endsOf(http.service.port);
    const [reading] = peers.open(1, said, { ...options, reads: true });
    peers.open(1, said, options);
    await until('both are connected', () => ends.accepted === 2);
    await until('both are destroyed', () => ends.open === 0);
    await until('the peer is told', () => reading?.isEnded === true);
    expect((await http.ask('/healthz')).status).toBe(200);
    expect(http.errors).toEqual([]);
  });

  test('one that asks and does not read the answer', async () => {
    await using http = await served({ metrics: hugeMetrics, limits: short });
    using peers = peersOf(http.service.port);
    using ends = endsOf(http.service.port);
    const [unread] = peers.open(2, metricsRequest);
    await until('both are connected', () => ends.accepted === 2);
    await until('both are destroyed', () => ends.open === 0);
    expect(unread?.isEnded).toBe(false);
    expect((await http.ask('/healthz')).status).toBe(200);
    expect(http.errors).toEqual([]);
  });

  test('one whose answer is never ready', async () => {
    const metrics = { contentType: 'text/plain', text: () => new Promise<string>(() => undefined) };
    await using http = await served({ metrics, limits: short });
    using peers = peersOf(http.service.port);
    const [peer] = peers.open(1, metricsRequest, { reads: true });
    await until('it is ended', () => peer?.isEnded === true);
  });
});

describe.skipIf(hasOneAddress)('a flood keeps nobody from an answer', () => {
  test.each([
    [100, '127.0.0.1'],
    [500, '127.0.0.1'],
    [100, '127.0.0.2'],
    [500, '127.0.0.2'],
  ])('%d stalled connections, and a probe from %s', async (count, from) => {
    await using http = await served();
    using peers = peersOf(http.service.port);
    using ends = endsOf(http.service.port);
    const probes = [];
    for (let opened = 0; opened < count; opened += 20) {
      peers.open(20, opened % 40 === 0 ? halfRequest : '', { from: '127.0.0.1' });
      probes.push((await http.ask('/healthz', { from })).status);
    }
    probes.push((await http.ask('/healthz', { from })).status);
    expect(new Set(probes)).toEqual(new Set([200]));
    await until('the address has its share and no more', () => {
      return ends.accepted > count && ends.open <= usualLimits.perAddress;
    });
  });

  test('of one address the oldest connections go', async () => {
    await using http = await served({ limits: { ...usualLimits, perAddress: 3 } });
    using peers = peersOf(http.service.port);
    using ends = endsOf(http.service.port);
    const all: Peer[] = [];
    for (let each = 1; each <= 5; each += 1) {
      all.push(...peers.open(1, halfRequest, { reads: true }));
      await until('it is connected', () => ends.accepted === each);
    }
    await until('two are ended', () => all.filter(({ isEnded }) => isEnded).length === 2);
    expect(all.map(({ isEnded }) => isEnded)).toEqual([true, true, false, false, false]);
  });

  test('where there are too many, the address that has the most gives', async () => {
    await using http = await served({ limits: { ...usualLimits, perAddress: 8, all: 10 } });
    using peers = peersOf(http.service.port);
    using ends = endsOf(http.service.port);
    const few = peers.open(2, halfRequest, { from: '127.0.0.3', reads: true });
    await until('they are connected', () => ends.accepted === 2);
    const many = peers.open(8, halfRequest, { from: '127.0.0.2', reads: true });
    await until('all are connected', () => ends.accepted === 10);
    const later = peers.open(4, halfRequest, { from: '127.0.0.1', reads: true });
    await until('four are ended', () => many.filter(({ isEnded }) => isEnded).length === 4);
    expect((await http.ask('/healthz', { from: '127.0.0.4' })).status).toBe(200);
    expect([...few, ...later].filter(({ isEnded }) => isEnded)).toEqual([]);
  });

  test('one that is ended while its answer is made fails nothing', async () => {
    const ready: (() => void)[] = [];
    const text = () => new Promise<string>((resolve) => ready.push(() => resolve('late')));
    const limits = { ...usualLimits, perAddress: 1 };
    await using http = await served({ metrics: { contentType: 'text/plain', text }, limits });
    using peers = peersOf(http.service.port);
    const [peer] = peers.open(1, metricsRequest, { reads: true });
    await until('its answer is made', () => ready.length === 1);
    expect((await http.ask('/healthz')).status).toBe(200);
    await until('it is ended', () => peer?.isEnded === true);
    for (const answer of ready) answer();
    expect((await http.ask('/healthz')).status).toBe(200);
    expect(http.errors).toEqual([]);
  });
});

test.skipIf(hasOneAddress)('10,000 connections leave nothing behind, and the probe is answered all along', async () => {
  await using http = await served();
  const { port } = http.service;
  using ends = endsOf(http.service.port);
  const ways = ['', halfRequest, 'nonsense\r\n\r\n', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'];
  const once = (round: number) =>
    new Promise<void>((resolve) => {
      const said = ways[round % ways.length] ?? '';
      // The last ones from many addresses, each with a count of its own.
      const from = round < 9_000 ? undefined : `127.0.1.${(round % 250) + 1}`;
      const socket = connect({ port, host: '127.0.0.1', localAddress: from }, () => {
        if (said !== '') socket.write(said);
        // Half of them leave by a reset, the others read to the end or end their direction.
        if (round % 8 < 4) socket.resetAndDestroy();
        else socket.end();
      });
      socket.on('error', () => undefined);
      socket.resume();
      socket.once('close', () => resolve());
    });
  const run = async (from: number, to: number) => {
    for (let round = from; round < to; round += 50) {
      await Promise.all(Array.from({ length: 50 }, (_none, index) => once(round + index)));
      if (round % 500 === 0) expect((await http.ask('/healthz')).status).toBe(200);
    }
    await until('every socket is closed', () => ends.open === 0);
    return heapInUse();
  };
  const early = await run(0, 2_000);
  const late = await run(2_000, 10_000);
  // A socket that is kept costs some kilobytes: 8,000 of them would be tens of megabytes.
  expect(late - early).toBeLessThan(4 * 1024 * 1024);
  // Nothing of them is counted any more: another address has its whole share.
  using peers = peersOf(port);
  const all = peers.open(usualLimits.perAddress, halfRequest, { reads: true });
  await until('they are connected', () => ends.open === usualLimits.perAddress);
  expect((await http.ask('/healthz', { from: '127.0.0.2' })).status).toBe(200);
  expect(all.filter(({ isEnded }) => isEnded)).toEqual([]);
});

test('disposing is prompt, whatever hangs', async () => {
  const http = await served({ metrics: hugeMetrics, token });
  using peers = peersOf(http.service.port);
  using ends = endsOf(http.service.port);
  for (const said of ['', halfRequest, metricsRequest, 'nonsense\r\n\r\n']) {
    peers.open(2, said);
    peers.open(2, said, { ends: true });
  }
  await until('they are connected', () => ends.accepted === 16);
  const began = performance.now();
  await http[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(3_000);
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:10.0.0.1', '10.0.0.1'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::2', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::10.0.0.1', '64:ff9b:0:0::/64'],
  ['1:2:3::4:5:1.2.3.4', '1:2:3:0::/64'],
])('%s is counted as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
