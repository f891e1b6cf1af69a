import { rightsColumns } from '../observation/rights.sql.js';
import { workerColumns } from './worker-columns.sql.js';

/** Every worker, after what the login may see. */
export const allWorkersSql = `
SELECT
  ${rightsColumns};

SELECT
  ${workerColumns('SYSDATETIMEOFFSET()')}
FROM catalog.worker_agents;
`;

/** The numbers of the result sets. */
export const allWorkersSets = { rights: 0, workers: 1 } as const;
