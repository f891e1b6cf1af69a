import { describe, expect, test } from 'vitest';
import { encryptionByte } from '../../packages/sandbox/src/tds/login/prelogin.js';
import { sandboxPlace } from '../../packages/sandbox/test/support/sandbox-place.js';
import { loadSandbox, sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import { secret } from '../../src/providers/secret.js';
import { holdSession } from '../../src/providers/ssisdb/connection/driver.js';
import { accepted, leaks, preLoginAnswer, startPlainPeer } from '../support/tds-peer.js';

describe('a directory that another process serves', () => {
  test('is joined, and the server waits for who joined', async () => {
    using at = sandboxPlace();
    const server = await at.open();
    const sandbox = await loadSandbox();
    const member = await sandbox.open(at.directory, { signal: new AbortController().signal });
    expect(member.serving).toBe(false);
    expect(member.connection).toEqual(server.connection);
    let closed = false;
    const closing = server.close().then(() => {
      closed = true;
    });
    await expect(sandbox.require(at.directory)).resolves.toBeUndefined();
    expect(closed).toBe(false);
    await member.close();
    await closing;
  });

  test('fails as an error of the registry', async () => {
    using at = sandboxPlace();
    await using server = await at.open();
    const sandbox = await loadSandbox();
    const { signal } = new AbortController();
    await expect(sandbox.reset(at.directory, { signal })).rejects.toMatchObject({
      name: 'ScaleoutError',
      code: 'sandbox.already-served',
      exitCode: 5,
      message: expect.stringContaining(String(server.connection.port)),
    });
    await expect(sandbox.open(`${at.directory}-none`, { signal })).rejects.toMatchObject({
      name: 'ScaleoutError',
      code: 'sandbox.no-sandbox',
    });
  });
});

test('who stands in the place of its server, and does not encrypt, is told nothing of the login', async () => {
  using at = sandboxPlace();
  await using server = await at.open();
  await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.notSupported), accepted);
  const password = 'the-secret-of-members';
  const connection = sandboxConnection({ ...server.connection, port: peer.port });
  const authentication = { type: 'sql', user: 'scaleout member', password: secret(password) } as const;
  await expect(holdSession({ ...connection, authentication })).resolves.toBeUndefined();
  expect(peer.sent).toHaveLength(1);
  expect(leaks(peer.sent, password)).toEqual([]);
});
