import { spellingsOf } from '../../config-file/spellings.js';
import { listed } from '../../counted.js';
import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import { notInUseIn2017 } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { ConfigDifference } from '../machine-state/config-view.js';
import type { Installation, MachineService } from '../machines.js';
import type { ChangeBuilder } from './change-builder.js';

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

/** Keys of which the file has neither spelling: which one its service reads is not guessed. */
export function findUnspelled(change: ChangeBuilder, { machine, range }: DesiredWorker, keys: readonly string[]): void {
  if (keys.length === 0) return;
  change.find({ reason: `how its config spells ${listed(keys)} is not known`, reasonCode: 'setting-spelling' });
  for (const key of keys) {
    const neither = spellingsOf(key).join(' nor ');
    const detail = `${machine}: WorkerSettings.config has neither ${neither}. It was left as it is in this.`;
    change.tell(diagnostic('plan.setting-spelling', detail, { severity: 'warning', range }));
  }
}

/** Warns of settings that the worker's version does not use. */
export function notInUse(
  { machine, settings = {}, range }: DesiredWorker,
  { version }: Installation,
): readonly Diagnostic[] {
  const unused: readonly string[] = notInUseIn2017.value.map((key) => key.toUpperCase());
  const keys = version === '140' ? Object.keys(settings).filter((key) => unused.includes(key.toUpperCase())) : [];
  if (keys.length === 0) return [];
  const detail = `${machine} has SQL Server 2017, which does not use ${listed(keys)}.`;
  return [diagnostic('plan.setting-not-in-use', detail, { severity: 'warning', range })];
}

/** Tells of a config that somebody else has written since the service started: nobody is restarted for what may be its own. */
export function configWritten(machine: string, service: MachineService): readonly Diagnostic[] {
  if (service.configWritten !== true) return [];
  const detail = `${machine}: the config of ${service.name} was written after it had started, and not by scaleout.`;
  return [diagnostic('plan.config-written', detail, { severity: 'note' })];
}
