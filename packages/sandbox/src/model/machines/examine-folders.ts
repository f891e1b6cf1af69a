import { sandboxFacts } from '../../facts.js';
import { timeText } from '../../instant.js';
import { numberField, type Row, textField, timeField } from '../store.js';
import { waysOf } from '../ways.js';
import type { ExaminationAnswer } from './answers.js';
import { logFolderOf, profileOf } from './inspect.js';
import type { InstalledService, MachineState } from './machine-state.js';
import { rowsField } from './row-fields.js';

type Folder = NonNullable<ExaminationAnswer['folders']['value']>[number];

/**
 * The folders that a service fills: a log of some days, and nothing in those of packages, which are tidied up. `given` says
 * what is otherwise, by role and use: `worker logCache`.
 */
export function examinedFolders(machine: MachineState, service: InstalledService, given: Row): readonly Folder[] {
  const { role, row } = service;
  const logs = `${profileOf(service)}\\${logFolderOf(service, waysOf(machine.model.store))}`;
  const hasRun = row.service === 'running' || timeField(row, 'stoppedAt') !== null;
  const [tasks, cache] = sandboxFacts['log.others'];
  const folder = (use: Folder['use'], path: string, files: number): Folder => {
    const own = rowsField(given, `${role} ${use}`);
    const count = numberField(own, 'files') ?? files;
    const time = (name: string, from: number) => textField(own, name) ?? (count === 0 ? null : timeText(from));
    return {
      role,
      use,
      path: textField(own, 'path') ?? path,
      exists: hasRun,
      files: count,
      bytes: numberField(own, 'bytes') ?? count * 100_000,
      isMore: own.isMore === true,
      oldest: time('oldest', machine.now - 3 * 86_400_000),
      newest: time('newest', machine.now - 60_000),
    };
  };
  const own = folder('logs', logs, hasRun ? 3 : 0);
  if (role === 'master') return [own];
  return [own, folder('tasks', `${logs}\\${tasks}`, 0), folder('logCache', `${logs}\\${cache}`, 0)];
}
