import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import type { Reach, SshTarget } from '../../../src/providers/machines/reach.js';
import { type ReachSources, reachResolver } from '../../../src/providers/machines/resolve-reach.js';
import type { Access } from '../../../src/topology/topology.js';
import { fileTexts } from '../../support/file-texts.js';
import { newKey, publicPart } from './support/ssh-server.js';

const etl01 = machineName('ETL01');
const passphrase = 'correct horse';
const plain = newKey();
const encrypted = newKey('ed25519', passphrase);
const files: Readonly<Record<string, string>> = {
  '/keys/plain': plain,
  '/keys/encrypted': encrypted,
  '/keys/public': `ssh-ed25519 ${publicPart(plain).toString('base64')}`,
  '/home/ann/.ssh/known_hosts': `etl01 ssh-ed25519 ${publicPart(plain).toString('base64')}`,
};

function sources(different: Partial<ReachSources> = {}): ReachSources {
  return {
    env: { PW: 'secret-pw', PASSPHRASE: passphrase, SSH_AUTH_SOCK: '/run/agent' },
    readFile: fileTexts(files),
    platform: 'linux',
    userName: 'ann',
    homeDirectory: '/home/ann',
    ...different,
  };
}

const reachOf = (access: Access, different: Partial<ReachSources> = {}): Promise<Reach> =>
  reachResolver(sources(different))(etl01, access);

async function targetOf(access: Partial<Access>, different: Partial<ReachSources> = {}): Promise<SshTarget> {
  const reach = await reachOf({ transport: 'ssh', ...access }, different);
  if (reach.transport !== 'ssh') throw new Error('not ssh');
  return reach.target;
}

describe('ssh', () => {
  test("by default: the machine's name, port 22, our account, the agent, the known hosts of account and system", async () => {
    expect(await targetOf({})).toMatchObject({
      host: 'ETL01',
      port: 22,
      user: 'ann',
      login: { agent: '/run/agent' },
      knownHosts: {
        files: ['/home/ann/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts (does not exist)'],
        lines: [{ hosts: 'etl01' }],
      },
    });
  });

  test("on Windows: OpenSSH's agent and the files of Windows", async () => {
    const different = { platform: 'win32', env: { ProgramData: 'D:\\Data' }, homeDirectory: 'C:\\Users\\ann' } as const;
    expect(await targetOf({}, different)).toMatchObject({
      login: { agent: '\\\\.\\pipe\\openssh-ssh-agent' },
      knownHosts: {
        files: [
          'C:\\Users\\ann\\.ssh\\known_hosts (does not exist)',
          'D:\\Data\\ssh\\ssh_known_hosts (does not exist)',
        ],
      },
    });
    expect(await targetOf({}, { ...different, env: { SSH_AUTH_SOCK: 'pageant' } })).toMatchObject({
      login: { agent: 'pageant' },
    });
  });

  test('without any agent there is nothing to log in by', async () => {
    expect((await targetOf({}, { env: {} })).login).toEqual({});
  });

  test('with host, port, user, password and a file of known hosts', async () => {
    const access = { host: '10.0.0.1', port: 2222, user: 'svc', password: { env: 'PW' }, knownHosts: '/etc/known' };
    const target = await targetOf(access);
    expect(target).toMatchObject({ host: '10.0.0.1', port: 2222, user: 'svc' });
    expect(target.knownHosts.files).toEqual(['/etc/known (does not exist)']);
    expect(target.login.password?.reveal()).toBe('secret-pw');
    expect(target.login.agent).toBeUndefined();
  });

  test('with an identity and a password: both are for the server', async () => {
    const { login } = await targetOf({ identity: { file: '/keys/plain' }, password: { env: 'PW' } });
    expect(login.key?.reveal().getPublicSSH()).toEqual(publicPart(plain));
    expect(login.password?.reveal()).toBe('secret-pw');
  });

  test('with an encrypted identity: the password opens it and is never sent; it is opened once for all', async () => {
    const resolve = reachResolver(sources());
    const access = {
      transport: 'ssh',
      identity: { file: '/keys/encrypted' },
      password: { env: 'PASSPHRASE' },
    } as const;
    const [one, other] = [await resolve(etl01, access), await resolve(machineName('ETL02'), access)];
    if (one.transport !== 'ssh' || other.transport !== 'ssh') throw new Error('not ssh');
    expect(one.target.login.password).toBeUndefined();
    expect(one.target.login.key?.reveal().getPublicSSH()).toEqual(publicPart(encrypted, passphrase));
    expect(other.target.login.key).toBe(one.target.login.key);
  });

  test("through a bastion: user and login are the access's where it names none", async () => {
    const access = { user: 'svc', password: { env: 'PW' }, jump: { host: 'bastion' } };
    const { jump, login } = await targetOf(access);
    expect(jump).toMatchObject({ host: 'bastion', port: 22, user: 'svc', login });
    const own = { host: 'bastion', port: 2200, user: 'jumper', identity: { file: '/keys/plain' } };
    const target = await targetOf({ ...access, jump: own });
    expect(target.jump).toMatchObject({ port: 2200, user: 'jumper' });
    expect(target.jump?.login.key?.reveal().getPublicSSH()).toEqual(publicPart(plain));
    expect(target.jump?.login.password).toBeUndefined();
  });

  test.each<[string, Partial<Access>, string, string]>([
    ['a variable that is not set', { password: { env: 'NONE' } }, 'machine.secret-missing', 'NONE'],
    ['a file that is not there', { identity: { file: '/keys/none' } }, 'machine.secret-missing', '/keys/none'],
    ['a public key', { identity: { file: '/keys/public' } }, 'machine.secret-unusable', '/keys/public'],
    ['an encrypted key alone', { identity: { file: '/keys/encrypted' } }, 'machine.secret-unusable', 'no password'],
    [
      'an encrypted key and another password',
      { identity: { file: '/keys/encrypted' }, password: { env: 'PW' } },
      'machine.secret-unusable',
      'does not open',
    ],
  ])('with %s says so', async (_, access, code, words) => {
    await expect(targetOf(access)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('the other transports', () => {
  test('winrm: port 5985 and our own account, or what the access names', async () => {
    expect(await reachOf({ transport: 'winrm' })).toEqual({
      transport: 'winrm',
      target: { host: 'ETL01', port: 5985 },
    });
    const access = { transport: 'winrm', host: 'e', port: 5986, user: 'CORP\\svc', password: { env: 'PW' } } as const;
    expect(await reachOf(access)).toMatchObject({
      target: { host: 'e', port: 5986, credential: { user: 'CORP\\svc' } },
    });
  });

  test.each([{ user: 'svc' }, { password: { env: 'PW' } }])('winrm with half a login says so: %j', async (half) => {
    await expect(reachOf({ transport: 'winrm', ...half })).rejects.toMatchObject({ code: 'machine.secret-missing' });
  });

  test.each(['local', 'manual', 'none'] as const)('%s needs nothing', async (transport) => {
    expect(await reachOf({ transport, password: { env: 'NONE' } })).toEqual({ transport });
  });
});
