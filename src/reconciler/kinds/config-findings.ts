import type { ConfigDifference } from '../machine-state/config-view.js';
import type { ChangeBuilder } from './change-builder.js';
import { listed } from './worker-properties.js';

/** Puts the keys of a config file that differ into one reason, and each into a field. */
export function findConfig(
  change: ChangeBuilder,
  file: 'MasterSettings' | 'WorkerSettings',
  differences: readonly ConfigDifference[],
): void {
  if (differences.length === 0) return;
  const keys = listed(differences.map(({ key }) => key));
  const verb = differences.length === 1 ? 'differs' : 'differ';
  change.find({ reason: `${keys} of ${file}.config ${verb}`, reasonCode: 'config-differs' });
  for (const { key, before, after } of differences) change.field({ path: `${file}.${key}`, before, after });
}
