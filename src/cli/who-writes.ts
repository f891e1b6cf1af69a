import { whoAmI } from '../history/who-am-i.js';

const longest = 48;

/** `anna@build7`, for those who read a note of ours. */
export function whoWrites(env: NodeJS.ProcessEnv): string {
  const { user, host } = whoAmI(env);
  return `${user}@${host}`.slice(0, longest);
}
