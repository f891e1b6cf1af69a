import { workerColumns } from './worker-columns.sql.js';

/** The most ids of one request. */
export const largestSelection = 256;

/**
 * Selects workers by `@id0`, `@id1`, ...: as many as the count rounded up to a power of two, so that the server keeps
 * nine plans and not one for each count.
 */
export function selectWorkersSql(size: number): string {
  const names = Array.from({ length: size }, (_, index) => `@id${index}`);
  return `
SELECT
  ${workerColumns('SYSDATETIMEOFFSET()')}
FROM catalog.worker_agents
WHERE WorkerAgentId IN (${names.join(', ')});
`;
}

/** The least power of two that is not less. */
export function selectionSize(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1)));
}
