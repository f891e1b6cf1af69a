import { execFileSync, spawn } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { temporaryFolder } from '../support/run-cli.js';
import { project } from './deploy-files.js';

/** How the health check ends: its exit code, and what it said. */
async function check(...words: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [join(project, 'deploy/healthcheck.mjs'), ...words], {
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}

async function serving(answer: RequestListener): Promise<{ readonly url: string } & Disposable> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('200 is well; another answer, none, and nobody there are not', async () => {
  using server = await serving((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/endless') {
      const timer = setInterval(() => response.write('ok\n'), 50);
      return void response.once('close', () => clearInterval(timer));
    }
    response.statusCode = request.url === '/healthz' ? 200 : 503;
    response.end('ok\n');
  });
  expect(await check(`${server.url}/healthz`)).toEqual({ code: 0, said: '' });
  expect(await check(`${server.url}/readyz`)).toEqual({ code: 1, said: `${server.url}/readyz: status 503\n` });
  const [silent, endless, nobody] = await Promise.all([
    check(`${server.url}/silent`),
    check(`${server.url}/endless`),
    check('http://127.0.0.1:1/healthz'),
  ]);
  expect(silent).toMatchObject({ code: 1, said: expect.stringContaining('no answer') });
  expect(endless).toMatchObject({ code: 1, said: expect.stringContaining('no answer within 5 s') });
  expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
});

test('the token is sent from its file, and never said', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('token', 'quite-secret\n');
  using server = await serving(({ headers }, response) => {
    response.statusCode = headers.authorization === 'Bearer quite-secret' ? 200 : 401;
    response.end();
  });
  expect((await check(server.url, file)).code).toBe(0);
  expect((await check(server.url)).code).toBe(1);
  const missing = await check(server.url, folder.file('none'));
  expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('ENOENT') });
  const wrong = await check(server.url, await folder.write('other', 'not-this-one'));
  expect(wrong.code).toBe(1);
  expect(wrong.said).not.toContain('not-this-one');
});

test.each<readonly [string, string, (socket: Socket) => void]>([
  ['half a body', 'aborted', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok')],
  [
    'another protocol',
    'another protocol',
    (socket) => socket.write('HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  ['what is no HTTP', 'Parse Error', (socket) => socket.write('220 mail.example ESMTP\r\n')],
])('%s is no answer', async (_what, said, answer) => {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await check(`http://127.0.0.1:${port}/healthz`)).toEqual({ code: 1, said: expect.stringContaining(said) });
  await new Promise((resolve) => server.close(resolve));
});

// Windows has no pipes that stand among the files.
test.skipIf(lacking.devices)('a token file that is a pipe is not waited for', async () => {
  await using folder = await temporaryFolder();
  const pipe = folder.file('pipe');
  execFileSync('mkfifo', [pipe]);
  const asked = await check('http://127.0.0.1:1/readyz', pipe);
  expect(asked).toMatchObject({ code: 1, said: expect.stringContaining('is not a regular file') });
});
