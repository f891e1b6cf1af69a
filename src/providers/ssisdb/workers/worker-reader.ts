import { ScaleoutError } from '../../../errors.js';
import type { WorkerAgentId, WorkerRow } from '../../../reconciler/worker-row.js';
import { readRights } from '../observation/read-rights.js';
import { seesWorkers } from '../observation/rights.js';
import type { Lull } from '../request/lull.js';
import { shareReads } from '../request/share-reads.js';
import type { SqlServer } from '../request/sql-server.js';
import { selectWorkers } from './select-workers.js';

type Workers = ReadonlyMap<WorkerAgentId, WorkerRow>;

export interface WorkerReader {
  /** The row as it is now; undefined where there is none. Overlapping calls share requests. */
  readOne(id: WorkerAgentId, signal: AbortSignal): Promise<WorkerRow | undefined>;
  /** The rows of these; throws `catalog.permission-denied` where rows are missing that the login may not see. */
  readMany(ids: readonly WorkerAgentId[], signal: AbortSignal): Promise<Workers>;
}

export function createWorkerReader(server: SqlServer, lull: Lull, limit: number): WorkerReader {
  const read = shareReads(
    (inputs: readonly (readonly WorkerAgentId[])[], signal) =>
      selectWorkers(server, [...new Set(inputs.flat())], limit, signal),
    lull.reached,
  );
  return {
    readOne: async (id, signal) => (await read([id], signal)).get(id),
    async readMany(ids, signal) {
      if (ids.length === 0) return new Map();
      const all = await read(ids, signal);
      const own = new Map<WorkerAgentId, WorkerRow>();
      for (const id of ids) {
        const row = all.get(id);
        if (row !== undefined) own.set(id, row);
      }
      if (own.size < new Set(ids).size) await checkRights(server, limit, signal);
      return own;
    },
  };
}

/** No row, or no right to see it: the view says the same to both. */
async function checkRights(server: SqlServer, limit: number, signal: AbortSignal): Promise<void> {
  const rights = await readRights(server, limit, signal);
  if (seesWorkers(rights)) return;
  const detail = `The login ${rights.name} may not see the workers: it is in none of ssis_admin, ssis_cluster_executor and sysadmin.`;
  throw new ScaleoutError('catalog.permission-denied', detail);
}
