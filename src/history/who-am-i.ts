import { hostname } from 'node:os';
import { userName } from '../user-name.js';
import type { ApplyHeading } from './apply-recorder.js';

/** The account, the host and the process that this is. */
export function whoAmI(env: NodeJS.ProcessEnv): ApplyHeading['who'] {
  return { user: userName(env, { domain: true }), host: hostname(), pid: process.pid };
}
