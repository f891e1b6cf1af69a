import { once } from 'node:events';
import { Client, type ConnectConfig } from 'ssh2';
import { describe, expect, test } from 'vitest';
import type { SshConnection } from '../../src/connection.js';
import { makeSshKeyPair } from '../../src/ssh/key-pair.js';
import { startTestSandbox } from '../support/sandbox.js';
import { editWindows } from '../support/sandbox-machines.js';
import { bootstrap, encodeInput, loginTo } from '../support/sandbox-ssh.js';

const bare = { fleet: { joined: false } } as const;

/** How a login ends. */
async function tryLogin({ host, port }: SshConnection, config: Partial<ConnectConfig>): Promise<string> {
  const client = new Client();
  const ended = Promise.race([
    once(client, 'ready').then(() => 'let in'),
    once(client, 'error').then(([error]) => String((error as Error & { level?: string }).level)),
    once(client, 'close').then(() => 'closed'),
  ]).catch((error: Error & { level?: string }) => error.level ?? error.message);
  client.on('error', () => {});
  client.connect({ host, port, ...config });
  const outcome = await ended;
  client.destroy();
  return outcome;
}

describe('the login', () => {
  test("takes a machine's name in any case, and the key of the sandbox", async () => {
    await using sandbox = await startTestSandbox(bare);
    for (const name of ['ETL01', 'etl01', 'Etl01']) {
      await using machine = await loginTo(sandbox.connection.ssh, name);
      expect(await machine.inspect()).toMatchObject({ hostName: 'ETL01', clock: '2024-05-01T08:00:00.000Z' });
    }
  });

  test('refuses other keys, passwords, nobody at all, and machines that there are not', async () => {
    await using sandbox = await startTestSandbox(bare);
    const { ssh } = sandbox.connection;
    const other = makeSshKeyPair().privateKey;
    const { privateKey } = ssh;
    for (const config of [
      { username: 'ETL01', privateKey: other },
      { username: 'ETL01', password: 'scaleout' },
      { username: 'ETL01' },
      { username: 'ETL99', privateKey },
      { username: '', privateKey },
    ]) {
      expect(await tryLogin(ssh, config)).toBe('client-authentication');
    }
    expect(await tryLogin(ssh, { username: 'ETL01', privateKey })).toBe('let in');
  });

  test('is no login to a machine that somebody joined by hand: it has no state', async () => {
    await using sandbox = await startTestSandbox();
    const { ssh } = sandbox.connection;
    expect(await tryLogin(ssh, { username: 'ETL01', privateKey: ssh.privateKey })).toBe('client-authentication');
  });

  test('does not come about where the machine is off', async () => {
    await using sandbox = await startTestSandbox(bare);
    const { ssh } = sandbox.connection;
    editWindows(sandbox.running.world, 'ETL01', () => ({ reachable: false }));
    expect(await tryLogin(ssh, { username: 'ETL01', privateKey: ssh.privateKey })).not.toBe('let in');
    expect(await tryLogin(ssh, { username: 'ETL02', privateKey: ssh.privateKey })).toBe('let in');
  });
});

describe('a machine', () => {
  test("runs no command but the script's, and no shell", async () => {
    await using sandbox = await startTestSandbox(bare);
    await using machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    for (const command of ['whoami', '', `${bootstrap}; whoami`, 'powershell.exe -EncodedCommand AAAA']) {
      const { out, err, exitCode } = await machine.run(command);
      expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
      expect(err).toMatch(/runs the script of scaleout/);
    }
    expect(await machine.inspect()).toMatchObject({ hostName: 'ETL01' });
  });

  test('answers what is not whole, or no request, with a failure', async () => {
    await using sandbox = await startTestSandbox(bare);
    await using machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    const whole = encodeInput({ operation: 'inspect' });
    for (const input of ['', 'rubbish', whole.slice(0, -4), whole.replace('--request--', '')]) {
      const { out } = await machine.run(bootstrap, input);
      const [, answer = ''] = /:([A-Za-z0-9+/=]+):/.exec(out) ?? [];
      expect(JSON.parse(Buffer.from(answer, 'base64').toString())).toMatchObject({ ok: false, code: 'scriptFailed' });
    }
  });

  test('carries many requests at one time over one connection', async () => {
    await using sandbox = await startTestSandbox(bare);
    await using machine = await loginTo(sandbox.connection.ssh, 'SQLETL01');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        machine.operate({ operation: 'openFirewall', name: `ssis-scaleout ${index % 2}`, port: 8391 }),
      ),
    );
    expect(answers.filter(({ changed }) => changed)).toHaveLength(2);
    const { firewall } = await machine.inspect();
    expect(firewall.value?.map(({ name }) => name)).toEqual(['ssis-scaleout 0', 'ssis-scaleout 1']);
  });

  test('of an account without rights lets it look and change nothing', async () => {
    await using sandbox = await startTestSandbox(bare);
    editWindows(sandbox.running.world, 'ETL01', () => ({ administrator: false }));
    await using machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    const seen = await machine.inspect();
    expect(seen.administrator).toBe(false);
    expect(seen.my.value?.certificates).toEqual([
      expect.objectContaining({ hasKey: true, readersError: expect.any(String) }),
    ]);
    const answer = await machine.request({ operation: 'openFirewall', name: 'ssis-scaleout x', port: 1 });
    expect(answer).toMatchObject({ ok: false, code: 'accessDenied' });
    expect(sandbox.running.store.get('windows', 'ETL01')).toMatchObject({ firewall: {} });
  });
});
