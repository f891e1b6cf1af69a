import type { ExecutionLine } from '../../wire/details.js';
import { findsWords } from '../list.js';

/** Half as long again as usual, and a minute: times of short packages differ by chance. `now`: Unix milliseconds. */
export function isLongerThanUsual({ status, started, usual }: ExecutionLine, now: number): boolean {
  if (status === 'pending' || started === null || usual === null) return false;
  const seconds = (now - Date.parse(started)) / 1000;
  return seconds > Math.max(usual * 1.5, usual + 60);
}

/** Those that run, stop and wait, by worker: who has most to do comes first, those that no worker has yet last. */
export function countedByWorker(
  executions: readonly ExecutionLine[],
): readonly { readonly worker: string | null; readonly running: number; readonly pending: number }[] {
  const counts = new Map<string | null, { running: number; pending: number }>();
  for (const { worker, status } of executions) {
    const count = counts.get(worker) ?? { running: 0, pending: 0 };
    if (status === 'pending') count.pending += 1;
    else count.running += 1;
    counts.set(worker, count);
  }
  return [...counts]
    .map(([worker, count]) => ({ worker, ...count }))
    .sort((one, other) => {
      if (one.worker === null || other.worker === null)
        return Number(one.worker === null) - Number(other.worker === null);
      return other.running + other.pending - one.running - one.pending || one.worker.localeCompare(other.worker, 'en');
    });
}

/** What the filters of the view leave, by the values of the address; one that is absent leaves all. */
export function executionsOf(
  executions: readonly ExecutionLine[],
  { q = '', status = '', worker = '' }: Readonly<Record<string, string>>,
): readonly ExecutionLine[] {
  const finds = findsWords(q);
  return executions.filter(
    (line) =>
      (status === '' || line.status === status) &&
      (worker === '' || (line.worker ?? nobody) === worker) &&
      finds([line.id, line.folder, line.project, line.package, line.worker ?? '']),
  );
}

/** Stands in the address for those that no worker has yet: no machine is called so. */
export const nobody = '-';
