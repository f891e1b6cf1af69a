import { expect, test } from 'vitest';
import { failedRehearsal, unrehearsed } from '../../src/cli/apply-rehearsal.js';
import type { RehearsalDocument } from '../../src/domain/documents.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { rehearsalOf } from '../support/rehearsal-of.js';

test('one that failed names other ways out than the same again', () => {
  const given = {
    file: undefined,
    sandbox: undefined,
    target: [],
    exclude: [],
    includeSuspended: false,
    takeOver: false,
  };
  const made = planOf(
    topologyOf({ workers: [{ machine: 'ETL01', enabled: false }] }),
    catalogOf([rowOf('ETL01', 1, { enabled: true })]),
  );
  const now = Date.now();
  const fit = rehearsalOf(made, new Date(now).toISOString());
  const asked = given as unknown as Parameters<typeof failedRehearsal>[1];
  const remedyOf = (rehearsal: RehearsalDocument) =>
    unrehearsed(made, undefined, { rehearsal, rehearse: false }, { now, asked })[0]?.remedy ?? '';
  const failed = remedyOf({ ...fit, result: 'unlike' });
  expect(failed).not.toContain('--rehearse.');
  for (const way of ['--exclude', '--target', 'policy.drain']) expect(failed).toContain(way);
  const restsOn = [
    { worker: 'worker/ETL01', executionId: '12', package: 'E/L/M.dtsx', endsBy: 20, onTimeout: 'stop' as const },
  ];
  expect(remedyOf({ ...fit, restsOn })).toContain('scaleout rehearse --assume TIME --out rehearsal.json');
  const [refused] = failedRehearsal({ ...fit, restsOn }, asked);
  expect(refused).toMatchObject({ code: 'guard.rehearsal-failed', remedy: expect.stringContaining('--assume TIME') });
  expect(failedRehearsal(fit, asked)).toEqual([]);
});
