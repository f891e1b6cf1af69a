import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPrivateKey } from '../../../../src/providers/machines/ssh/private-key.js';
import { secret } from '../../../../src/providers/secret/secret.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { until } from '../../../support/until.js';
import { newKey, publicPart, startSshServer } from '../support/ssh-server.js';
import { answerChanged, connectTo, failureOf, password, targetOf } from './ssh-client.js';

const passphrase = 'correct horse battery staple';
const keyOf = (text: string) => readPrivateKey(secret(text), undefined, 'id').key;

describe('a login', () => {
  test('by password', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using connection = await connectTo(targetOf(server));
    expect(connection.alive).toBe(true);
  });

  test('by a password that the server asks for', async () => {
    await using server = await startSshServer({ serve: answerChanged, password, asks: true });
    await using _ = await connectTo(targetOf(server));
    expect(server.logins).toBe(1);
  });

  test.each(['ed25519', 'ecdsa', 'rsa'] as const)('by a key: %s', async (type) => {
    const identity = newKey(type);
    await using server = await startSshServer({ serve: answerChanged, publicKeys: [publicPart(identity)] });
    await using _ = await connectTo(targetOf(server, { login: { key: keyOf(identity) } }));
    expect(server.logins).toBe(1);
  });

  test('by a key that is refused, then by the password', async () => {
    const publicKeys = [publicPart(newKey())];
    await using server = await startSshServer({ serve: answerChanged, publicKeys, password });
    await using _ = await connectTo(targetOf(server, { login: { key: keyOf(newKey()), password: secret(password) } }));
    expect(server.logins).toBe(1);
  });

  test('with another key is refused, and the error says what was tried and what the server takes', async () => {
    await using server = await startSshServer({ serve: answerChanged, publicKeys: [publicPart(newKey())] });
    const error = await failureOf(connectTo(targetOf(server, { login: { key: keyOf(newKey()) } })));
    expect(error).toMatchObject({
      code: 'machine.login-refused',
      message: `ETL01 at 127.0.0.1:${server.port} does not let in operator (tried: the identity; it takes publickey).`,
    });
    await until('the connection is closed', () => server.open === 0);
  });

  test('with another password is refused, with no word of it', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    const error = await failureOf(connectTo(targetOf(server, { login: { password: secret('wrong-pass') } })));
    expect(error).toMatchObject({ code: 'machine.login-refused' });
    expect(String(error)).not.toContain('wrong-pass');
    expect(server.offered).toEqual(['wrong-pass']);
  });

  test('with nothing says that there is nothing', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    const error = await failureOf(connectTo(targetOf(server, { login: {} })));
    expect(error).toMatchObject({ code: 'machine.login-refused' });
    expect(String(error)).toContain('names no identity and no password, and no agent runs here');
  });

  test('by an agent that is not there is refused, and says so', async () => {
    await using server = await startSshServer({ serve: answerChanged, publicKeys: [publicPart(newKey())] });
    const error = await failureOf(connectTo(targetOf(server, { login: { agent: '/nowhere/agent' } })));
    expect(error).toMatchObject({ code: 'machine.login-refused' });
    // On Windows the ssh2 library takes such a path for a socket of Cygwin.
    expect(String(error)).toMatch(/the agent: (Failed to connect to agent|Invalid cygwin unix socket path)/);
  });
});

const agentMissing = spawnSync('ssh-agent', ['-k']).error !== undefined;

test.skipIf(agentMissing)('a login by the keys of a real ssh-agent (skipped without one)', async () => {
  using place = temporaryDirectory();
  const identity = newKey();
  const file = join(place.path, 'id');
  writeFileSync(file, identity, { mode: 0o600 });
  const socket = join(place.path, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  try {
    const env = { ...process.env, SSH_AUTH_SOCK: socket };
    // 1: it has no keys; 2: it does not answer.
    await until('the agent answers', () => spawnSync('ssh-add', ['-l'], { env }).status === 1);
    execFileSync('ssh-add', [file], { env, stdio: 'pipe' });
    await using server = await startSshServer({ serve: answerChanged, publicKeys: [publicPart(identity)] });
    await using connection = await connectTo(targetOf(server, { login: { agent: socket } }));
    expect(connection.alive).toBe(true);
  } finally {
    agent.kill();
  }
});

describe('an identity', () => {
  const encrypted = newKey('ed25519', passphrase);
  const published = `ssh-ed25519 ${publicPart(encrypted, passphrase).toString('base64')} ann@etl01`;

  test('that is encrypted opens with its passphrase', async () => {
    const { key, encrypted: wasEncrypted } = readPrivateKey(secret(encrypted), secret(passphrase), 'id');
    expect(wasEncrypted).toBe(true);
    const publicKeys = [publicPart(encrypted, passphrase)];
    await using server = await startSshServer({ serve: answerChanged, publicKeys });
    await using _ = await connectTo(targetOf(server, { login: { key } }));
    expect(server.logins).toBe(1);
  });

  test.each([
    ['encrypted, without a passphrase', encrypted, undefined, 'names no password to open it'],
    ['encrypted, with another passphrase', encrypted, 'other', 'does not open with the password'],
    ['a public key', published, undefined, 'is a public key'],
    ['no key', 'hello', undefined, 'is not a private key that can be read'],
    ['a key cut short', newKey().slice(0, 200), undefined, 'is not a private key that can be read'],
  ])('that is %s: says so and shows nothing of it', (_, text, opener, words) => {
    const read = () => readPrivateKey(secret(text), opener === undefined ? undefined : secret(opener), '/keys/id');
    expect(read).toThrow(expect.objectContaining({ code: 'machine.secret-unusable' }));
    expect(read).toThrow(words);
    expect(read).toThrow('/keys/id');
    expect(read).not.toThrow(text.split('\n')[1] ?? text);
  });

  test('with the line ends of Windows is read, as is one without its last line end', () => {
    const text = newKey();
    expect(readPrivateKey(secret(text.replaceAll('\n', '\r\n')), undefined, 'id').encrypted).toBe(false);
    expect(readPrivateKey(secret(text.trimEnd()), undefined, 'id').encrypted).toBe(false);
  });
});
