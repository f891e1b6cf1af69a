import type { Call } from './call.js';

/** Not repeatable: it makes logins and sets the log database in steps, and each call makes a new password. */
export function enableScaleOut(): Call {
  return { procedure: 'catalog.enable_scaleout', parameters: [], repeatable: false };
}
