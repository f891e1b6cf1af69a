import { hostname, userInfo } from 'node:os';
import type { ApplyHeading } from './apply-recorder.js';

/** The account, the host and the process that this is. */
export function whoAmI(env: NodeJS.ProcessEnv): ApplyHeading['who'] {
  return { user: userName(env), host: hostname(), pid: process.pid };
}

/** In a container the account may have no name. */
function userName(env: NodeJS.ProcessEnv): string {
  try {
    const { username } = userInfo();
    // A domain tells two accounts of one name apart.
    return process.platform === 'win32' && env.USERDOMAIN ? `${env.USERDOMAIN}\\${username}` : username;
  } catch {
    return env.USER || env.USERNAME || `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
