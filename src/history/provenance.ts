import { hostname, userInfo } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { standardInput } from '../files/standard-input.js';
import type { ApplyHeading } from './apply-recorder.js';
import { gitIn } from './git.js';
import type { BeginLine, GitRevision } from './read-history.js';

/** The account, the host and the process that this is. */
export function whoAmI(env: NodeJS.ProcessEnv): ApplyHeading['who'] {
  return { user: userName(env, { domain: true }), host: hostname(), pid: process.pid };
}

/** Who asks for something, as notes in the catalog and the history name it. */
export interface Actor {
  /** `anna@build7`, `CORP\\anna via web` */
  readonly note: string;
  readonly who: ApplyHeading['who'];
}

/** Who runs a command. */
export function commandActor(env: NodeJS.ProcessEnv): Actor {
  return { note: whoWrites(env), who: { ...whoAmI(env), via: 'command' } };
}

/** Who is logged in at the page that this process serves, and by what. */
export function webActor(
  { user, via }: { readonly user: string; readonly via: 'token' | 'proxy' | 'oidc' | 'loopback' },
  env: NodeJS.ProcessEnv,
): Actor {
  const how = via === 'loopback' ? 'web' : via;
  const words = ` via ${how}`;
  return {
    note: `${cut(user, longest - words.length)}${words}`,
    who: { ...whoAmI(env), user: cut(user, longestUser), via: how },
  };
}

/** Whether somebody asked for it by the page. */
export function isByPage({ via }: Pick<ApplyHeading['who'], 'via'>): boolean {
  return via !== undefined && via !== 'command';
}

/** A cut is marked: a part of a name is another name. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const longest = 48;

/** UTF-16 code units of a name that a provider of logins gave. */
const longestUser = 256;

/** `anna@build7`, for those who read a note of ours. */
export function whoWrites(env: NodeJS.ProcessEnv): string {
  const { user, host } = whoAmI(env);
  return `${user}@${host}`.slice(0, longest);
}

/** Whether the process that began an apply is there still; undefined for one of another host. */
export function isRunning({ host, pid }: BeginLine['who']): boolean | undefined {
  if (host !== hostname() || pid < 1) return undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The git revision that a file's folder is on; null outside of git, without git, and where git does not answer. */
export async function readGitRevision(file: string, env: NodeJS.ProcessEnv): Promise<GitRevision | null> {
  // Nobody knows where standard input came from.
  if (file === standardInput) return null;
  const git = gitIn(dirname(resolve(file)), env);
  const [revision, branch, status] = await Promise.all([
    git('rev-parse', '--verify', 'HEAD'),
    git('rev-parse', '--abbrev-ref', 'HEAD'),
    // An ignored file is not in the revision either.
    git('--literal-pathspecs', 'status', '--porcelain', '--ignored', '--', basename(file)),
  ]);
  if (revision === undefined || !/^[0-9a-f]{40,64}$/.test(revision)) return null;
  const named = branch === undefined || branch === 'HEAD' || branch === '' ? null : branch;
  return { revision, branch: named, dirty: status !== '' };
}

/** The account that runs this process; on Windows with its domain. In a container it may have no name. */
export function userName(env: NodeJS.ProcessEnv, options: { readonly domain: boolean }): string {
  try {
    const { username } = userInfo();
    // A domain tells two accounts of one name apart.
    const isWindows = process.platform === 'win32' && env.USERDOMAIN !== undefined && env.USERDOMAIN !== '';
    return options.domain && isWindows ? `${env.USERDOMAIN}\\${username}` : username;
  } catch {
    return env.USER || env.USERNAME || `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
