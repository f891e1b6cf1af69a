import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { post } from '../../../src/watch/notify/deliver.js';
import { until } from '../../support/until.js';

/** A receiver on loopback that says what it likes as soon as somebody posts, and never closes by itself. */
async function receiver(say: (socket: Socket) => void) {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    // It is the sender that has to leave.
    socket.once('end', () => socket.destroy());
    socket.once('data', () => say(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    at: (protocol: 'http' | 'https') => new URL(`${protocol}://127.0.0.1:${port}/hook`),
    get open() {
      return open.size;
    },
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function again(text: string) {
  return (socket: Socket) => {
    const timer = setInterval(() => socket.write(text), 2);
    socket.once('close', () => clearInterval(timer));
  };
}

function saying(text: string, then?: (socket: Socket) => void) {
  return (socket: Socket) => {
    socket.write(text);
    then?.(socket);
  };
}

const limit = 150;

function posted(url: URL, signal = AbortSignal.timeout(limit)) {
  return post({ url, body: '{}', headers: {}, signal }, 0);
}

test.each<readonly [string, (socket: Socket) => void]>([
  ['that says nothing', () => undefined],
  ['that answers a byte at a time', saying('HTTP/1.1 200 OK\r\nX: ', again('a'))],
  ['that sends headers without end', saying('HTTP/1.1 200 OK\r\n', again(`X: ${'a'.repeat(4_000)}\r\n`))],
  [
    'that switches to another protocol',
    saying('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  ['that speaks something else', saying('220 mail.example ESMTP\r\n')],
  ['that ends its direction', (socket) => socket.end()],
  ['that resets', (socket) => socket.resetAndDestroy()],
])('a receiver %s is left within the limit', async (_what, say) => {
  await using hook = await receiver(say);
  const began = performance.now();
  await expect(posted(hook.at('http'))).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(limit + 3_000);
  await until('the connection is closed', () => hook.open === 0);
});

test.each([
  ['continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['hints', `HTTP/1.1 103 Early Hints\r\nLink: ${'a'.repeat(500)}\r\n\r\n`],
])('a receiver that says %s for ever is left after ten of them', async (_what, text) => {
  await using hook = await receiver(again(text));
  await expect(posted(hook.at('http'), new AbortController().signal)).rejects.toMatchObject({ code: 'ECONNRESET' });
  await until('the connection is closed', () => hook.open === 0);
  await using patient = await receiver(saying(`${text.repeat(10)}HTTP/1.1 204 No Content\r\n\r\n`));
  expect(await posted(patient.at('http'))).toEqual({ status: 204 });
});

test('a receiver that never finishes the TLS handshake is left within the limit', async () => {
  await using hook = await receiver(() => undefined);
  await expect(posted(hook.at('https'))).rejects.toThrow();
  await until('the connection is closed', () => hook.connections === 1 && hook.open === 0);
});

test.each([
  ['whose body has no end', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(10_000)],
  ['whose chunks have no end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
  ['whose body never comes', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', ''],
])('of an answer %s only the status is read', async (_what, head, rest) => {
  await using hook = await receiver(saying(head, again(rest)));
  // Without a limit: the status alone ends it.
  expect(await posted(hook.at('http'), new AbortController().signal)).toEqual({ status: 200 });
  await until('the connection is closed', () => hook.open === 0);
});

test.each([301, 302, 303, 307, 308])('status %d: nothing is sent to where it leads', async (status) => {
  await using other = await receiver(saying('HTTP/1.1 200 OK\r\n\r\n'));
  await using hook = await receiver(saying(`HTTP/1.1 ${status} Found\r\nLocation: ${other.at('http')}\r\n\r\n`));
  expect(await posted(hook.at('http'))).toEqual({ status });
  await until('the connection is closed', () => hook.open === 0);
  expect(other.connections).toBe(0);
});
