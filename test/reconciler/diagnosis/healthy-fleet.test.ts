import { expect, test } from 'vitest';
import { changeRow, diagnosisOf, healthyFleet, resultOf } from '../../support/diagnosed-fleet.js';

test('on a healthy fleet nothing is found, and nothing is unknown', () => {
  const { findings, results } = diagnosisOf(healthyFleet());
  expect(findings).toEqual([]);
  expect(results.filter(({ result }) => result !== 'ok')).toEqual([]);
});

test('each check names each machine that it was made at', () => {
  const diagnosis = diagnosisOf(healthyFleet());
  expect(resultOf(diagnosis, 'master.binding', 'master/SQLETL02')).toBe('ok');
  expect(resultOf(diagnosis, 'worker.key-unreadable', 'worker/ETL05')).toBe('ok');
});

test('of a worker that is out of service nothing is told, unless the topology has it enabled', () => {
  const fleet = healthyFleet();
  const wanted = fleet.topology;
  const workers = wanted.workers.map((one) => (one.machine === 'ETL05' ? { ...one, enabled: false } : one));
  fleet.topology = { ...wanted, workers };
  changeRow(fleet, 'ETL05', { enabled: false, lastOnlineAge: 900_000 });
  fleet.machines.ETL05 = 'it is being repaired';
  const { findings, results } = diagnosisOf(fleet);
  expect(findings).toEqual([]);
  const told = results.filter(({ target, result }) => target === 'worker/ETL05' && result !== 'ok');
  expect(told).toEqual([]);
  fleet.topology = wanted;
  expect(diagnosisOf(fleet).findings.map(({ id, target }) => [id, target])).toEqual([
    ['worker.machine-unreached', 'worker/ETL05'],
  ]);
});

test('a note of maintenances that somebody has damaged is told: nobody knows who is not to be brought back', () => {
  const fleet = healthyFleet();
  const value = { suspensions: '[{"topology":"test"', approvals: null, waiting: null, acknowledgements: null };
  fleet.catalog = { ...fleet.catalog, notes: { known: true, value } };
  expect(diagnosisOf(fleet).findings).toMatchObject([
    { id: 'worker.maintenance', target: 'catalog', result: 'warning' },
  ]);
});
