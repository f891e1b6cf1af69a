import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { setWorkerEnabled } from '../../../src/reconciler/steps/set-worker-enabled.js';
import { setWorkerProperty } from '../../../src/reconciler/steps/set-worker-property.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { operationWorld } from '../../support/operation-world.js';
import { stepOf } from '../../support/step-of.js';

const never = new AbortController().signal;

/** The row that the machine registered while it was waited for. */
const registered = rowOf('ETL01', 1, { lastOnlineAge: 100, enabled: false, tags: null });

/** A step of a worker that had no row when it was planned, with the id that its wait yielded. */
const joining = (values: Readonly<Record<string, string | boolean>>) =>
  stepOf('worker/ETL01:join', {
    inputs: { workerAgentId: 'worker/ETL01:register' },
    arguments: { machine: 'ETL01', workerAgentId: registered.id, ...values },
    expects: {},
  });

const steps = [
  ['enabled', setWorkerEnabled, joining({ enabled: true })],
  ['described', setWorkerProperty, joining({ property: 'Tags', value: 'night' })],
] as const;

describe.each(steps)('a worker that joined is %s', (_, operation, step) => {
  const standing = (rows: readonly WorkerRow[]) =>
    operation.stand(step, operationWorld({ catalog: catalogOf(rows) }).world, never);

  test('in the row that it registered', async () => {
    expect(await standing([registered])).toEqual({ state: 'asPlanned' });
  });

  test('beside a row that an earlier installation left behind, even one that beat a moment ago', async () => {
    const earlier = rowOf('ETL01', 2, { lastOnlineAge: 101 });
    expect(await standing([earlier, registered])).toEqual({ state: 'asPlanned' });
  });

  test('unless it was installed anew since: the row that it registered is not its own any more', async () => {
    const anew = rowOf('ETL01', 3, { lastOnlineAge: 5 });
    expect(await standing([registered, anew])).toEqual({
      state: 'moved',
      detail: `ETL01 registered as row ${registered.id}, and has been installed anew since: its row is ${anew.id} now.`,
    });
  });

  test('whatever beats on another host that has the same short name', async () => {
    const other = rowOf('etl01.elsewhere.example', 4, { lastOnlineAge: 5 });
    expect(await standing([registered, other])).toEqual({ state: 'asPlanned' });
  });

  test('unless its row is gone, or another machine has it', async () => {
    const gone = `Row ${registered.id} of worker/ETL01 is gone from catalog.worker_agents.`;
    expect(await standing([])).toEqual({ state: 'moved', detail: gone });
    const taken = `Row ${registered.id} was ETL01 when it was planned and is ETL07 now.`;
    expect(await standing([{ ...registered, machineName: 'ETL07' }])).toEqual({ state: 'moved', detail: taken });
  });
});
