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

test('of a worker that is out of service nothing is told', () => {
  const fleet = healthyFleet();
  changeRow(fleet, 'ETL05', { enabled: false, lastOnlineAge: 900_000 });
  fleet.machines.ETL05 = 'it is being repaired';
  const { findings, results } = diagnosisOf(fleet);
  expect(findings).toEqual([]);
  const told = results.filter(({ target, result }) => target === 'worker/ETL05' && result !== 'ok');
  expect(told).toEqual([]);
});
