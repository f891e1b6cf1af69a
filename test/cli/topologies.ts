/** Topology texts that the tests of the command line share. */
const head = [
  'apiVersion: ssis-scaleout/v1',
  'name: test',
  'catalog: { server: SQLETL01 }',
  'access: { transport: none }',
];

export function topologyText(...lines: readonly string[]): string {
  return `${[...head, ...lines].join('\n')}\n`;
}

/** Two workers to be enabled, and Scale Out with them. */
export const twoWorkers = topologyText(
  'scaleOut: { enabled: true, defaultExecutionMode: scaleOut }',
  'workers:',
  '  - { machine: ETL01, enabled: true, displayName: Loader 1, description: Nightly loads }',
  '  - { machine: ETL02, enabled: true }',
);
