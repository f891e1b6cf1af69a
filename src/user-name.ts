import { userInfo } from 'node:os';

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
