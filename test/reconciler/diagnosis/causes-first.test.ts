import { describe, expect, test } from 'vitest';
import { allFindings, causesOf, diagnosisOf, healthyFleet, nameOf } from '../../support/diagnosed-fleet.js';
import { canBeBoth, clone, type Fault, masterFaults, warnings, workerFaults } from '../../support/faults-of-a-fleet.js';

const symptoms = ['master.silent', 'worker.offline', 'worker.unregistered', 'catalog.executions-pending'];

const all: readonly Fault[] = [...masterFaults, ...workerFaults('ETL02'), ...warnings, clone];

function diagnosedWith(...faults: readonly Fault[]) {
  const fleet = healthyFleet();
  for (const { apply } of faults) apply(fleet);
  return { fleet, diagnosis: diagnosisOf(fleet) };
}

test.each(all.map((fault) => [fault.finding, fault] as const))('%s is the one cause of what it makes', (_, fault) => {
  const { diagnosis } = diagnosedWith(fault);
  expect(causesOf(diagnosis)).toEqual([fault.finding]);
  expect(diagnosis.findings[0]?.result).toBe(fault.severity);
  const beneath = allFindings(diagnosis.findings).slice(1);
  expect(beneath.filter(({ id }) => !symptoms.includes(id)).map(nameOf)).toEqual([]);
});

test.each(masterFaults.map((fault) => [fault.finding, fault] as const))(
  '%s has every worker beneath it',
  (_, fault) => {
    const { diagnosis } = diagnosedWith(fault);
    const offline = allFindings(diagnosis.findings).filter(({ id }) => id === 'worker.offline');
    expect(offline.map(({ target }) => target)).toEqual(
      ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'].map((name) => `worker/${name}`),
    );
  },
);

describe('of two faults both are causes, and there is no third', () => {
  const others = workerFaults('ETL04');
  const pairs = [...all, ...others].flatMap((one, at, list) =>
    list.slice(at + 1).flatMap((other) => (canBeBoth(one, other) ? [[one, other] as const] : [])),
  );

  test('there are pairs of all kinds', () => {
    expect(pairs.length).toBeGreaterThan(500);
  });

  test('each pair', () => {
    const wrong = pairs.flatMap(([one, other]) => {
      const causes = [...causesOf(diagnosedWith(one, other).diagnosis)].sort();
      const expected = [one.finding, other.finding].sort();
      return JSON.stringify(causes) === JSON.stringify(expected) ? [] : [{ pair: expected, causes }];
    });
    expect(wrong).toEqual([]);
  });
});
