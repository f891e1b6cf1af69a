import { describe, expect, test } from 'vitest';
import { fingerprint, knownHostsLine } from '../../../../src/providers/machines/ssh/known-hosts/judge-host-key.js';
import { parseKnownHosts } from '../../../../src/providers/machines/ssh/known-hosts/parse-known-hosts.js';
import { until } from '../../../support/until.js';
import { newKey, publicPart, startSshServer } from '../support/ssh-server.js';
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
