import type { Check, Problem } from '../problem.js';
import { checkAccess } from './access.js';
import { checkDuplicateMachines } from './duplicate-machines.js';
import { checkInlineSecrets } from './inline-secrets.js';
import { checkNotManaged } from './not-managed.js';
import { checkPruneWithoutWorkers } from './prune-without-workers.js';
import { checkSettingSpellings } from './setting-spellings.js';
import { checkSettings } from './settings.js';
import { checkValues } from './values.js';
import { checkVersion } from './version.js';
import { checkWindows } from './windows.js';

const checks: readonly Check[] = [
  checkVersion,
  checkInlineSecrets,
  checkValues,
  checkDuplicateMachines,
  checkAccess,
  checkPruneWithoutWorkers,
  checkSettings,
  checkSettingSpellings,
  checkWindows,
  checkNotManaged,
];

/** What the schema cannot say about a file. */
export function runChecks(root: unknown): readonly Problem[] {
  return checks.flatMap((check) => check(root));
}
