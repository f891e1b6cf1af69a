import { ScaleoutError } from '../../../errors.js';
import { isCutNameOf, type MachineName, sameMachine } from '../../../machine-name.js';
import type { WorkerRow } from '../../../reconciler/worker-row.js';
import { rightsOf } from '../observation/rights.js';
import type { Lull } from '../request/lull.js';
import { shareReads } from '../request/share-reads.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { allWorkersSets, allWorkersSql } from './all-workers.sql.js';
import { checkWorkersVisible } from './check-workers-visible.js';
import { workerRow } from './worker-row.js';

export type FindWorkers = (machine: MachineName, signal: AbortSignal) => Promise<readonly WorkerRow[]>;

/**
 * Finds the rows of a machine. The rows are compared here and not on the server, whose collation would decide otherwise
 * than `sameMachine`; those who wait for many machines at once share one request for all rows.
 */
export function createFindWorkers(server: SqlServer, lull: Lull, limit: number): FindWorkers {
  const request = { kind: 'query', text: allWorkersSql, parameters: [], what: 'looking for workers', limit } as const;
  const readAll = shareReads(
    (_: readonly undefined[], signal) => server.read(request, collectAll, signal),
    lull.reached,
  );
  return async (machine, signal) => {
    const rows = await readAll(undefined, signal);
    return rows.filter(
      ({ machineName: name }) => name !== null && (sameMachine(name, machine) || isCutNameOf(name, machine)),
    );
  };
}

function collectAll(): Collector<readonly WorkerRow[]> {
  let session: readonly unknown[] | undefined;
  const rows: WorkerRow[] = [];
  return {
    onRow(set, values) {
      if (set === allWorkersSets.rights) session = values;
      else rows.push(workerRow(values));
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'The workers came without the rights of the login.');
      }
      checkWorkersVisible(rightsOf(session));
      return rows;
    },
  };
}
