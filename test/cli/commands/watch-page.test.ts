import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { address, commonName, dnsName, keyOf, makeCertificate, pem } from '../../support/certificates.js';
import { lacking } from '../../support/posix.js';
import { type Folder, finished, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { until } from '../../support/until.js';

/** A watch of a topology that is not there, from the moment when it listens. */
async function startWatch(place: Folder, words: readonly string[]) {
  const child = startCli(['watch', '--json', ...words], { cwd: place.path });
  const told = { err: '' };
  child.stderr.on('data', (text: string) => {
    told.err += text;
  });
  const ended = finished(child);
  const events: { readonly type: string; readonly url?: string; readonly page?: boolean }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  await until(
    'it listens',
    () => events.some(({ type }) => type === 'http_started') || child.exitCode !== null,
    20_000,
  );
  const [started] = events;
  return {
    started,
    told,
    port: new URL(started?.url ?? 'http://none').port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

test('an address that others can reach is refused without a token and without a login: 3', async () => {
  await using place = await temporaryFolder();
  const { code, err } = await runCli(['watch', '--listen', '0.0.0.0:0'], { cwd: place.path });
  expect([code, err]).toEqual([3, expect.stringContaining('[watch.http-token-needed]')]);
});

describe.skipIf(lacking.signals)('a watch that others can reach, with the token of monitoring', () => {
  test('goes on with health and metrics, and says what the page needs', async () => {
    await using place = await temporaryFolder();
    await place.write('token', 'a-token-that-monitoring-has');
    await using watch = await startWatch(place, ['--listen', '0.0.0.0:0', '--token-file', 'token']);
    expect(watch.started).toMatchObject({ page: false });
    const of = (path: string, headers = {}) => fetch(`http://127.0.0.1:${watch.port}${path}`, { headers });
    expect((await of('/healthz')).status).toBe(200);
    expect((await of('/status', { Authorization: 'Bearer a-token-that-monitoring-has' })).status).toBe(200);
    expect((await of('/api/session')).status).toBe(404);
    const page = await of('/');
    expect([page.status, await page.text()]).toEqual([
      404,
      expect.stringMatching(/^The page is not served here.*--tls-certificate/),
    ]);
    expect(watch.told.err).toMatch(/^warn: The page is not served: .*--tls-certificate/m);
  });

  test('shows the page over TLS of its own, to who logs in by that token', async () => {
    await using place = await temporaryFolder();
    await place.write('token', 'a-token-that-monitoring-has');
    const key = keyOf('rsa2048');
    const alternativeNames = [dnsName('localhost'), address(127, 0, 0, 1)];
    const subject = [[commonName('localhost')]];
    const ca = pem(
      'CERTIFICATE',
      makeCertificate({ key, subject, alternativeNames, notAfter: '2040-01-01T00:00:00Z' }),
    );
    await place.write('page.pem', ca);
    await place.write('page.key', key.export({ type: 'pkcs8', format: 'pem' }).toString());
    const tls = ['--tls-certificate', 'page.pem', '--tls-key', 'page.key'];
    await using watch = await startWatch(place, ['--listen', '0.0.0.0:0', '--token-file', 'token', ...tls]);
    expect(watch.started).toMatchObject({ page: true, url: expect.stringMatching(/^https:/) });
    const { port } = watch;
    const of = (path: string, method: string, headers: Readonly<Record<string, string>> = {}, body?: string) =>
      new Promise<{ status: number | undefined; cookie: string; text: string }>((resolve, reject) => {
        const asking = request({ host: '127.0.0.1', port, path, method, headers, ca, agent: false }, (answer) => {
          let text = '';
          answer.on('data', (part) => {
            text += part;
          });
          const cookie = answer.headers['set-cookie']?.[0] ?? '';
          answer.on('end', () => resolve({ status: answer.statusCode, cookie, text }));
        });
        asking.on('error', reject);
        asking.end(body);
      });
    expect((await of('/api/topologies/x/plan', 'GET')).status).toBe(401);
    const headers = { Origin: `https://127.0.0.1:${port}`, 'Content-Type': 'application/json' };
    const { status, cookie, text } = await of(
      '/api/session',
      'POST',
      headers,
      '{"token":"a-token-that-monitoring-has"}',
    );
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ role: 'viewer', actions: [] })]);
    expect(cookie).toMatch(/^__Host-.*; Secure; HttpOnly; SameSite=Strict/);
    expect((await of('/api/topologies/x/plan', 'GET', { Cookie: cookie.split(';')[0] ?? '' })).status).toBe(404);
  });
});
