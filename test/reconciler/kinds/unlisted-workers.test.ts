import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { planWith, sshTopology, workingCatalog } from '../../support/scale-out-world.js';

/** The change of a second row of ETL01, whose own config has another id. */
function changeOf(parts: Partial<WorkerRow>, prune = true) {
  const base = workingCatalog();
  const rows = base.workers.known ? base.workers.value : [];
  const catalog = { ...base, workers: { known: true, value: [...rows, rowOf('ETL01', 9, parts)] } } as const;
  const plan = planWith({}, { topology: sshTopology({ policy: { prune } }), catalog });
  return { change: plan.changes[0], steps: plan.steps.map((step) => step.operation) };
}

describe('a row of a listed machine that is not the one of its config', () => {
  test('is removed under prune where it is silent', () => {
    const { change, steps } = changeOf({ lastOnlineAge: 181 });
    expect(change).toMatchObject({ action: 'remove', reasonCode: 'stale' });
    expect(steps).toEqual(['removeWorker']);
  });

  test('leaves behind all that the catalog knew of it, without a word in the steps', () => {
    const own = { lastOnlineAge: 181, displayName: 'Loader 9', description: 'Banks', tags: 'night', enabled: false };
    const { change } = changeOf(own);
    expect(change?.fields).toEqual([
      { path: 'workerAgentId', before: rowOf('ETL01', 9).id, after: null },
      { path: 'displayName', before: 'Loader 9', after: null },
      { path: 'description', before: 'Banks', after: null },
      { path: 'tags', before: 'night', after: null },
      { path: 'enabled', before: false, after: null },
    ]);
  });

  test('is left alone while it is online: the machine may have been installed anew between two looks', () => {
    const { change, steps } = changeOf({ lastOnlineAge: 180 });
    expect(change).toMatchObject({ action: 'unknown', reasonCode: 'stale-online' });
    expect(steps).toEqual([]);
  });

  test('is only shown without prune', () => {
    expect(changeOf({ lastOnlineAge: 20 }, false)).toMatchObject({ change: { action: 'unmanaged' }, steps: [] });
  });
});

test('a row whose name only looks like that of a listed machine is another one: it is shown, and left alone', () => {
  // The long s of U+017F, whose upper case is S.
  const foreign = '\u017f\u017fIS01';
  const { changes, steps } = planOf(topologyOf({ workers: [{ machine: 'SSIS01' }] }), catalogOf([rowOf(foreign, 9)]));
  expect(changes.map(({ id, action, reasonCode }) => [id, action, reasonCode])).toContainEqual([
    `worker/${foreign}`,
    'unmanaged',
    'not-listed',
  ]);
  expect(steps).toEqual([]);
});
