import type { loadWorlds } from '../world/sandbox-package.js';
import type { CommandGroup } from './definition.js';
import { everyday } from './everyday.js';
import { file } from './file.js';
import { help } from './help.js';
import { look } from './look.js';
import { maintenance } from './maintenance.js';
import { sandbox } from './sandbox.js';
import { service } from './service.js';

/** All commands, as the help shows them. */
export function commandGroups(worlds: Awaited<ReturnType<typeof loadWorlds>>): readonly CommandGroup[] {
  return [everyday, look, service, maintenance, file, sandbox(worlds), help];
}
