import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { lacking } from '../../support/posix.js';
import { finished, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { until } from '../../support/until.js';

const wrong = `apiVersion: ssis-scaleout/v1
tokens:
  - { name: dba, role: approver, token: hunter2 }
roles:
  aprovers: {}
`;

test('the problems of a login file are shown at their places, all at once, and the watch ends with 3', async () => {
  await using place = await temporaryFolder();
  await place.write('login.yaml', wrong);
  const words = ['watch', '--listen', '127.0.0.1:0', '--login', 'login.yaml'];
  const { code, out, err } = await runCli(words, { cwd: place.path });
  expect([code, out]).toEqual([3, '']);
  expect(
    err,
  ).toBe(`login.yaml:3:41: error: tokens[0].token must say where the secret is, not hold it. [login.inline-secret]
    3 |   - { name: ***, role: ***, token: *** }
      |                                    ^^^
  What to do: Put the secret into an environment variable or a file, write { env: NAME } or { file: PATH } in its place, and change the secret: whoever could read the file has it.

login.yaml:5:3: error: There is no key aprovers in roles; did you mean approvers? [login.wrong]
    5 |   aprovers: {}
      |   ^^^^^^^^
  What to do: Write approvers, or remove the key.
`);
});

describe.skipIf(lacking.signals)('a watch behind a proxy of this machine', () => {
  test('believes it by its secret, and asks everybody else for a token', async () => {
    await using place = await temporaryFolder();
    const shared = 'the-shared-secret-of-the-proxy';
    await place.write('proxy.secret', `${shared}\n`);
    await place.write(
      'login.yaml',
      `apiVersion: ssis-scaleout/v1
address: https://scaleout.corp.example
proxy: { addresses: [127.0.0.1], userHeader: X-Forwarded-User, secret: { file: proxy.secret } }
roles: { approvers: { users: ['CORP\\anna'] } }
`,
    );
    const child = startCli(['watch', '--json', '--login', 'login.yaml'], { cwd: place.path });
    const ended = finished(child);
    try {
      let url: string | undefined;
      createInterface({ input: child.stdout }).on('line', (line) => {
        url ??= JSON.parse(line).url;
      });
      await until('it listens', () => url !== undefined || child.exitCode !== null, 20_000);
      const ask = async (path: string, headers = {}) => {
        const answer = await fetch(`${url}${path}`, { headers });
        return { status: answer.status, text: await answer.text() };
      };
      const byProxy = (user: string) => ({ 'X-Forwarded-User': user, 'X-Scaleout-Proxy-Secret': shared });
      const session = async (headers = {}) => JSON.parse((await ask('/api/session', headers)).text);
      expect(await session(byProxy('corp\\Anna'))).toMatchObject({
        user: 'corp\\Anna',
        role: 'approver',
        via: 'proxy',
      });
      expect(await session({ 'X-Forwarded-User': 'CORP\\anna' })).toMatchObject({ user: null, role: null, logins: [] });
      expect(await session(byProxy('CORP\\bert'))).toMatchObject({ error: 'no-role' });
      expect((await ask('/', byProxy('CORP\\bert'))).text).toContain('CORP\\bert, who may not see this page.');
      // What a proxy hands on comes from anywhere, and no token was named.
      expect((await ask('/status')).status).toBe(403);
      expect((await ask('/healthz')).status).toBe(200);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
});
