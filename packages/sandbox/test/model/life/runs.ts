import { agentOf, type Client, type Harness } from '../harness.js';

export const operator = 'SANDBOX\\operator';

export function enable(harness: Harness, ...machines: readonly string[]): void {
  for (const machine of machines) {
    harness.as(operator).exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
  }
}

export function disable(harness: Harness, machine: string): void {
  harness.as(operator).exec('catalog.disable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
}

interface Run {
  readonly workers?: readonly string[];
  readonly retries?: number;
}

export function run(harness: Harness, { workers, retries = 0 }: Run = {}): bigint {
  const client = harness.as(operator);
  const { outputs } = client.exec('catalog.create_execution', {
    '@folder_name': 'Warehouse',
    '@project_name': 'Loads',
    '@package_name': 'LoadSales.dtsx',
    '@runinscaleout': true,
    '@useanyworker': workers === undefined,
  });
  const id = outputs['@execution_id'];
  if (typeof id !== 'bigint') throw new Error('no execution was made');
  for (const machine of workers ?? []) {
    client.exec('catalog.add_execution_worker', { '@execution_id': id, '@workeragent_id': agentOf(harness, machine) });
  }
  client.exec('catalog.start_execution', { '@execution_id': id, '@retry_count': retries });
  return id;
}

export const execution = (harness: Harness, id: bigint) =>
  harness
    .as(operator)
    .rows('catalog.executions')
    .find((row) => row.execution_id === id);
export const task = (harness: Harness) => admin(harness).rows('internal.tasks')[0];
export const admin = (harness: Harness): Client => harness.as('scaleout');

/** Waits until the world shows it; fails after so many seconds of simulated time. */
export function until(harness: Harness, seconds: number, shown: () => boolean): number {
  for (let waited = 0; waited <= seconds; waited++) {
    if (shown()) return waited;
    harness.wait(1);
  }
  throw new Error(`not within ${seconds} s`);
}
