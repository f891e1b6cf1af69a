import type { FleetDescription } from './model/fresh/fleet-description.js';
import type { Instant } from './sql-value.js';

/** The machines of examples/catalog-only.yaml: what is served where nobody named any. */
export function exampleFleet(createdAt: Instant): FleetDescription {
  return {
    serverName: 'SQLETL01',
    masterMachines: ['SQLETL01'],
    endpoint: 'https://sqletl01.corp.example:8391',
    workers: ['ETL01', 'ETL02', 'ETL03', 'ETL04'].map((machine) => ({ machine })),
    joined: true,
    createdAt,
  };
}
