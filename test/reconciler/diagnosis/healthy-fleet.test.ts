import { expect, test } from 'vitest';
import { diagnosisOf, healthyFleet } from '../../support/diagnosed-fleet.js';

test('on a healthy fleet nothing is found, and nothing is unknown', () => {
  const { findings, results } = diagnosisOf(healthyFleet());
  expect(findings).toEqual([]);
  expect(results.filter(({ result }) => result !== 'ok')).toEqual([]);
});
