import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeInput } from '../../../../src/providers/machines/script/frame.js';
import { readPrivateKey } from '../../../../src/providers/machines/ssh/connect-ssh.js';
import { fingerprint, knownHostsLine, parseKnownHosts } from '../../../../src/providers/machines/ssh/known-hosts.js';
import { secret } from '../../../../src/providers/secret.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { until } from '../../../support/until.js';
import { newKey, publicPart, type Session, startSshServer } from '../support/ssh-server.js';
import { answerChanged, connectTo, failureOf, password, targetOf } from './ssh-client.js';

const none = parseKnownHosts('', '/home/ann/.ssh/known_hosts');

describe('the host key of a server', () => {
  test('that is not known: nothing is sent, and the line that would make it known is shown', async () => {
    const hostKey = newKey();
    await using server = await startSshServer({ serve: answerChanged, password, hostKeys: [hostKey] });
    const error = await failureOf(connectTo(targetOf(server, { knownHosts: none })));
    const key = publicPart(hostKey);
    expect(error).toMatchObject({
      code: 'machine.host-key-unknown',
      message: `ETL01 at 127.0.0.1:${server.port} shows the ssh-ed25519 key ${fingerprint(key)}, which is not in /home/ann/.ssh/known_hosts. Its line: ${knownHostsLine('127.0.0.1', server.port, key)}`,
    });
    expect(server.offered).toEqual([]);
    await until('the connection is closed', () => server.open === 0);
  });

  test('that is another one than the known: both are shown, nothing is sent', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    const before = publicPart(newKey());
    const knownHosts = parseKnownHosts(`\n${knownHostsLine('127.0.0.1', server.port, before)}`, 'known_hosts');
    const error = await failureOf(connectTo(targetOf(server, { knownHosts })));
    expect(error).toMatchObject({ code: 'machine.host-key-changed' });
    expect(String(error)).toContain(`${fingerprint(before)} (ssh-ed25519, known_hosts:2)`);
    expect(server.offered).toEqual([]);
  });

  test('that is revoked is not accepted, though it is known', async () => {
    const hostKey = newKey();
    await using server = await startSshServer({ serve: answerChanged, password, hostKeys: [hostKey] });
    const line = knownHostsLine('127.0.0.1', server.port, publicPart(hostKey));
    const knownHosts = parseKnownHosts(`${line}\n@revoked ${line}`, 'known_hosts');
    const error = await failureOf(connectTo(targetOf(server, { knownHosts })));
    expect(error).toMatchObject({ code: 'machine.host-key-changed' });
    expect(String(error)).toContain('known_hosts:2 revokes');
  });

  test('of which an authority is known: the authority is not used, and that is said', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    const authority = `@cert-authority * ssh-ed25519 ${publicPart(newKey()).toString('base64')}`;
    const knownHosts = parseKnownHosts(authority, 'known_hosts');
    const error = await failureOf(connectTo(targetOf(server, { knownHosts })));
    expect(error).toMatchObject({ code: 'machine.host-key-unknown' });
    expect(String(error)).toContain('known_hosts:1 names an authority, which is not used');
  });

  test.each(['ed25519', 'ecdsa', 'rsa'] as const)('of several kinds, of which one is known: %s', async (type) => {
    const hostKeys = { ed25519: newKey(), ecdsa: newKey('ecdsa'), rsa: newKey('rsa') };
    await using server = await startSshServer({ serve: answerChanged, password, hostKeys: Object.values(hostKeys) });
    const line = knownHostsLine('127.0.0.1', server.port, publicPart(hostKeys[type]));
    await using connection = await connectTo(targetOf(server, { knownHosts: parseKnownHosts(line, 'known_hosts') }));
    expect(connection.alive).toBe(true);
  });
});

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

const { signal } = new AbortController();
const bastionPassword = 'another secret of the bastion';
const startBastion = (forwards = true) =>
  startSshServer({ serve: answerChanged, user: 'jumper', password: bastionPassword, forwards });
const login = { password: secret(bastionPassword) };

describe('through a bastion', () => {
  test('a machine is reached, and nothing stays open after it', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion();
    {
      const jump = targetOf(bastion, { user: 'jumper', login });
      await using connection = await connectTo(targetOf(server, { jump }));
      const exchange = await connection.exchange(encodeInput({ operation: 'inspect' }), signal);
      expect(exchange).toMatchObject({ outcome: 'answered' });
      expect(server.offered).toEqual([password]);
      expect(bastion.offered).toEqual([bastionPassword]);
    }
    await until('both are closed', () => server.open === 0 && bastion.open === 0);
  });

  test('that is lost in the middle, the outcome is not known', async () => {
    await using bastion = await startBastion();
    const serve = async ({ input }: Session) => {
      await input;
      bastion.hangUp();
    };
    await using server = await startSshServer({ serve, password });
    const jump = targetOf(bastion, { user: 'jumper', login });
    await using connection = await connectTo(targetOf(server, { jump }));
    expect(await connection.exchange('', signal)).toMatchObject({ outcome: 'cut' });
    expect(connection.alive).toBe(false);
  });

  test.each(['bastion', 'machine'] as const)('the host key of the %s is checked', async (which) => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion();
    const knownHosts = parseKnownHosts('', 'known_hosts');
    const unknown = (hop: typeof which) => (hop === which ? { knownHosts } : {});
    const jump = targetOf(bastion, { user: 'jumper', login, ...unknown('bastion') });
    const error = await failureOf(connectTo(targetOf(server, { jump, ...unknown('machine') })));
    const port = which === 'bastion' ? bastion.port : server.port;
    expect(error).toMatchObject({ code: 'machine.host-key-unknown' });
    expect(String(error)).toContain(`127.0.0.1:${port} shows`);
    expect(server.offered).toEqual([]);
    await until('both are closed', () => server.open === 0 && bastion.open === 0);
  });

  test('that refuses the login, forwards nothing or reaches nothing: the error says which', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion(false);
    const wrong = targetOf(bastion, { user: 'jumper', login: { password: secret('wrong') } });
    const refused = await failureOf(connectTo(targetOf(server, { jump: wrong })));
    expect(refused).toMatchObject({ code: 'machine.login-refused' });
    expect(String(refused)).toContain(`The bastion of ETL01 at 127.0.0.1:${bastion.port}`);
    const jump = targetOf(bastion, { user: 'jumper', login });
    const closed = await failureOf(connectTo(targetOf(server, { jump })));
    expect(closed).toMatchObject({ code: 'machine.unreachable' });
    expect(String(closed)).toContain(`through 127.0.0.1:${bastion.port}`);
    await until('it is closed', () => bastion.open === 0);
  });
});
