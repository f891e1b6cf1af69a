import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { setWorkerEnabled } from '../../../src/reconciler/steps/set-worker-enabled.js';
import { setWorkerProperty } from '../../../src/reconciler/steps/set-worker-property.js';
import type { Precondition, World } from '../../../src/reconciler/steps/step.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { operationWorld } from '../../support/operation-world.js';
import { plainSteps } from '../../support/step-of.js';

const never = new AbortController().signal;

/** The row that the machine registered while it was waited for. */
const registered = rowOf('ETL01', 1, { lastOnlineAge: 100, enabled: false, tags: null });

/** A step of a worker that had no row when it was planned, with the id that its wait yielded. */
const joining = { machine: 'ETL01', workerAgentId: registered.id };
const inputs = { workerAgentId: 'worker/ETL01:register' };

const enable = {
  ...plainSteps.setWorkerEnabled,
  inputs,
  arguments: { ...joining, enabled: true },
  expects: { enabled: false },
};
const tag = {
  ...plainSteps.setWorkerProperty,
  inputs,
  arguments: { ...joining, property: 'Tags', value: 'night' },
  expects: { value: null },
} as const;

const steps: readonly (readonly [string, (world: World) => Promise<Precondition>])[] = [
  ['enabled', (world) => setWorkerEnabled.check(enable, world, never)],
  ['described', (world) => setWorkerProperty.check(tag, world, never)],
];

describe.each(steps)('a worker that joined is %s', (_name, check) => {
  const found = (rows: readonly WorkerRow[]) => check(operationWorld({ catalog: catalogOf(rows) }).world);

  test('in the row that it registered', async () => {
    expect(await found([registered])).toEqual({ state: 'asPlanned' });
  });

  test('beside a row that an earlier installation left behind, even one that beat a moment ago', async () => {
    const earlier = rowOf('ETL01', 2, { lastOnlineAge: 101 });
    expect(await found([earlier, registered])).toEqual({ state: 'asPlanned' });
  });

  test('unless it was installed anew since: the row that it registered is not its own any more', async () => {
    const anew = rowOf('ETL01', 3, { lastOnlineAge: 5 });
    expect(await found([registered, anew])).toEqual({
      state: 'moved',
      detail: `ETL01 registered as row ${registered.id}, and has been installed anew since: its row is ${anew.id} now.`,
    });
  });

  test('whatever beats on another host that has the same short name', async () => {
    const other = rowOf('etl01.elsewhere.example', 4, { lastOnlineAge: 5 });
    expect(await found([registered, other])).toEqual({ state: 'asPlanned' });
  });

  test('unless its row is gone, or another machine has it', async () => {
    const gone = `Row ${registered.id} of worker/ETL01 is gone from catalog.worker_agents.`;
    expect(await found([])).toEqual({ state: 'moved', detail: gone });
    const taken = `Row ${registered.id} was ETL01 when it was planned and is ETL07 now.`;
    expect(await found([{ ...registered, machineName: 'ETL07' }])).toEqual({ state: 'moved', detail: taken });
  });
});
