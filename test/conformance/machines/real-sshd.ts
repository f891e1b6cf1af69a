import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { SshTarget } from '../../../src/providers/machines/reach.js';
import { readPrivateKey } from '../../../src/providers/machines/ssh/connect-ssh.js';
import { knownHostsLine, parseKnownHosts } from '../../../src/providers/machines/ssh/known-hosts.js';
import { secret } from '../../../src/providers/secret.js';
import { newKey, publicPart } from '../../providers/machines/support/ssh-server.js';

const program = process.env.SSHD || '/usr/sbin/sshd';
/* sshd that starts as root wants it; a system makes it at every start of its own sshd. */
const separation = '/run/sshd';
const isRoot = process.getuid?.() === 0;

/** Why OpenSSH's server cannot be tested here; undefined where it can. */
export const sshdMissing: string | undefined = !existsSync(program)
  ? 'no sshd here (install openssh-server, or set SSHD)'
  : isRoot && spawnSync('getent', ['passwd', 'sshd']).status !== 0
    ? 'sshd cannot run as root here: there is no user sshd'
    : undefined;

export interface RealSshd extends AsyncDisposable {
  readonly target: SshTarget;
  /** Connections that are open. */
  readonly open: () => number;
}

/** OpenSSH's own server on loopback, in whose place every command runs the given program. */
export async function startSshd(place: string, forced: string): Promise<RealSshd> {
  const made = isRoot && !existsSync(separation);
  if (made) mkdirSync(separation, { mode: 0o755 });
  const host = newKey();
  const login = newKey('ecdsa');
  const published = `ecdsa-sha2-nistp256 ${publicPart(login).toString('base64')}`;
  const port = await freePort();
  const files = {
    host: join(place, 'host_key'),
    keys: join(place, 'authorized_keys'),
    config: join(place, 'sshd_config'),
  };
  writeFileSync(files.host, host, { mode: 0o600 });
  writeFileSync(files.keys, `${published}\n`, { mode: 0o600 });
  const config = {
    ListenAddress: `127.0.0.1:${port}`,
    HostKey: files.host,
    AuthorizedKeysFile: files.keys,
    PidFile: 'none',
    StrictModes: 'no',
    UsePAM: 'no',
    PasswordAuthentication: 'no',
    PermitRootLogin: 'yes',
    ForceCommand: forced,
  };
  const lines = Object.entries(config).map(([name, value]) => `${name} ${value}`);
  writeFileSync(files.config, `${lines.join('\n')}\n`, { mode: 0o600 });
  const daemon = spawn(program, ['-D', '-e', '-f', files.config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  daemon.stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString();
  });
  const ended = once(daemon, 'exit');
  await listening(() => log, ended);
  const knownHosts = parseKnownHosts(knownHostsLine('127.0.0.1', port, publicPart(host)), 'known_hosts');
  const { key } = readPrivateKey(secret(login), undefined, 'id');
  return {
    target: { host: '127.0.0.1', port, user: userInfo().username, login: { key }, knownHosts },
    open: () =>
      (log.match(/Accepted publickey/g) ?? []).length -
      (log.match(/Disconnected from user|Connection closed by user/g) ?? []).length,
    async [Symbol.asyncDispose]() {
      daemon.kill();
      await ended;
      if (made) rmdirSync(separation);
    },
  };
}

async function listening(log: () => string, ended: Promise<unknown>): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!log().includes('Server listening')) {
    if (over) throw new Error(`sshd ended: ${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One that the system chose a moment ago: sshd takes no 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
