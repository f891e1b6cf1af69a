import { posix, win32 } from 'node:path';
import type { SecretSources } from '../../../secret/resolve-secret.js';
import { joinKnownHosts, type KnownHosts, parseKnownHosts } from './parse-known-hosts.js';

export interface KnownHostsSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: SecretSources['readFile'];
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
}

/** The file that an access names, else the account's and the system's. One that cannot be read makes no host known. */
export async function readKnownHosts(file: string | undefined, sources: KnownHostsSources): Promise<KnownHosts> {
  const files = file === undefined ? defaultFiles(sources) : [file];
  return joinKnownHosts(await Promise.all(files.map((path) => readOne(path, sources))));
}

async function readOne(path: string, { readFile }: KnownHostsSources): Promise<KnownHosts> {
  const text = await readFile(path);
  if ('failed' in text) return { files: [`${path} (${text.failed.phrase})`], lines: [] };
  return parseKnownHosts(text.read, path);
}

/** As ssh_config(5) has them: UserKnownHostsFile and GlobalKnownHostsFile. */
function defaultFiles({ platform, env, homeDirectory }: KnownHostsSources): readonly string[] {
  if (platform === 'win32') {
    const system = win32.join(env.ProgramData ?? 'C:\\ProgramData', 'ssh', 'ssh_known_hosts');
    return [win32.join(homeDirectory, '.ssh', 'known_hosts'), system];
  }
  return [posix.join(homeDirectory, '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'];
}
