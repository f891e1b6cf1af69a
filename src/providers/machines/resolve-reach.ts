import { createHash } from 'node:crypto';
import type { MachineName } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { Access, SecretReference } from '../../topology/topology.js';
import { resolveSecret, type SecretSources } from '../secret.js';
import type { Reach, SshHop, SshLogin, SshTarget, WinrmTarget } from './reach.js';
import { readKnownHosts } from './ssh/known-hosts.js';

/** Where references and defaults are looked up: the account that runs scaleout. */
export interface ReachSources extends SecretSources {
  readonly platform: NodeJS.Platform;
  /** Its name, the default for logins. */
  readonly userName: string;
  readonly homeDirectory: string;
}

const sshPort = 22;
const winrmPort = 5985;

/**
 * Resolves accesses. Secrets, keys and known_hosts are read each time, so that what was mended meanwhile counts; a key is
 * decrypted once. Throws `machine.secret-missing` and `machine.secret-unusable`.
 */
export function reachResolver(sources: ReachSources): (machine: MachineName, access: Access) => Promise<Reach> {
  const readKey = keyReader();
  return async (machine, access) => {
    switch (access.transport) {
      case 'ssh':
        return { transport: 'ssh', target: await sshTarget(machine, access, sources, readKey) };
      case 'winrm':
        return { transport: 'winrm', target: await winrmTarget(machine, access, sources) };
      default:
        return { transport: access.transport };
    }
  };
}

async function sshTarget(
  machine: MachineName,
  access: Access,
  sources: ReachSources,
  readKey: ReadKey,
): Promise<SshTarget> {
  const { jump } = access;
  const knownHosts = await readKnownHosts(access.knownHosts, sources);
  const login = await sshLogin(access, sources, readKey);
  const hop = (host: string, port: number | undefined, user: string | undefined, by: SshLogin): SshHop => {
    return { host, port: port ?? sshPort, user: user ?? access.user ?? sources.userName, login: by, knownHosts };
  };
  const target = hop(access.host ?? machine, access.port, access.user, login);
  if (jump === undefined) return target;
  // As in Terraform's connection block: a bastion that names no login of its own takes the machine's.
  const own = jump.identity !== undefined || jump.password !== undefined;
  const jumpLogin = own ? await sshLogin(jump, sources, readKey) : login;
  return { ...target, jump: hop(jump.host, jump.port, jump.user, jumpLogin) };
}

interface LoginReferences {
  readonly identity?: SecretReference;
  readonly password?: SecretReference;
}

/** An identity, a password, or both; where neither is named, the agent. The password of an encrypted identity opens it. */
async function sshLogin(
  { identity, password: reference }: LoginReferences,
  sources: ReachSources,
  readKey: ReadKey,
): Promise<SshLogin> {
  const password = reference === undefined ? undefined : await resolveSecret(reference, sources, 'machine');
  if (identity !== undefined) {
    const text = await resolveSecret(identity, sources, 'machine');
    const where = 'env' in identity ? `the environment variable ${identity.env}` : identity.file;
    const { key, encrypted } = await readKey(text, password, where);
    // A passphrase is never sent to a server.
    return encrypted || password === undefined ? { key } : { key, password };
  }
  if (password !== undefined) return { password };
  const agent = agentOf(sources);
  return agent === undefined ? {} : { agent };
}

type ReadPrivateKey = typeof import('./ssh/connect-ssh.js').readPrivateKey;
type ReadKey = (...input: Parameters<ReadPrivateKey>) => Promise<ReturnType<ReadPrivateKey>>;

/** To decrypt a key takes a good part of a second, and a fleet shares one. */
function keyReader(): ReadKey {
  const read = new Map<string, ReturnType<ReadPrivateKey>>();
  return async (text, passphrase, where) => {
    const { readPrivateKey } = await import('./ssh/connect-ssh.js');
    const input = JSON.stringify([text.reveal(), passphrase?.reveal() ?? null]);
    const digest = createHash('sha256').update(input).digest('hex');
    const found = read.get(digest) ?? readPrivateKey(text, passphrase, where);
    read.set(digest, found);
    return found;
  };
}

async function winrmTarget(machine: MachineName, access: Access, sources: ReachSources): Promise<WinrmTarget> {
  const { user, password } = access;
  const target = { host: access.host ?? machine, port: access.port ?? winrmPort };
  if (user === undefined && password === undefined) return target;
  if (user === undefined || password === undefined) {
    const detail = `The access to ${machine} names ${user === undefined ? 'a password but no user' : 'a user but no password'}.`;
    const remedy = 'Name both, or neither: then the account that runs scaleout is used.';
    throw new ScaleoutError('machine.secret-missing', detail, { remedy });
  }
  return { ...target, credential: { user, password: await resolveSecret(password, sources, 'machine') } };
}

/* The service of OpenSSH on Windows listens there. */
const windowsPipe = '\\\\.\\pipe\\openssh-ssh-agent';

/** Where the agent of keys is: what SSH_AUTH_SOCK names (on Windows `pageant` too), on Windows OpenSSH's own. */
function agentOf({
  env,
  platform,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}): string | undefined {
  return env.SSH_AUTH_SOCK || (platform === 'win32' ? windowsPipe : undefined);
}
