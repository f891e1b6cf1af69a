import { expect, test } from 'vitest';
import { restsOn } from '../../src/rehearsal/rests-on.js';
import type { TwinPackage } from '../../src/rehearsal/twin-state.js';
import { catalogOf, planOf, topologyOf } from '../support/build.js';
import { plainSteps } from '../support/step-of.js';

const { drainWorker: drain } = plainSteps;
const { target, id } = drain;
const plan = { ...planOf(topologyOf(), catalogOf([])), steps: [drain] };
const name = 'ETL/Loads/MonthEnd.dtsx';
const packages = new Map<string, TwinPackage>([
  ['12', { package: name, basis: 'assumed' }],
  ['13', { package: name, basis: 'history', runs: 3 }],
  ['14', { package: name, basis: 'assumed', runs: 5, pending: true }],
]);
const first = {
  workers: [
    {
      ...{ agentId: '1', machine: 'ETL01', enabled: true, connected: true },
      service: 'running' as const,
      executions: ['12', '13'],
    },
  ],
  masters: [],
};
const step = { id, operation: 'drainWorker', target, from: 60, to: 70, outcome: 'done' as const };
const waited = { worker: target, package: name, from: 60, to: 70, basis: 'assumed' as const };
const found = (
  ...[steps, waitedFor]: [Parameters<typeof restsOn>[1]['steps'], Parameters<typeof restsOn>[1]['waitedFor']]
) =>
  restsOn({ plan, packages }, { steps, waitedFor }, { idOf: () => target, first }).map(
    ({ executionId }) => executionId,
  );

test('it hangs on what a drain waited for, and on what was taken to be over by then, if nobody knows their ends', () => {
  expect(found([step], [])).toEqual(['12']);
  expect(found([step], [{ ...waited, executionId: '14' }])).toEqual(['12', '14']);
  const [one] = restsOn({ plan, packages }, { steps: [step], waitedFor: [] }, { idOf: () => target, first });
  const endsBy = 60 + drain.arguments.timeoutSeconds;
  expect(one).toEqual({
    worker: target,
    executionId: '12',
    package: name,
    endsBy,
    onTimeout: drain.arguments.onTimeout,
  });
});

test('what fails or is lost anyway hangs on nothing more', () => {
  expect(found([step], [{ ...waited, executionId: '12', outcome: 'cutOff' }])).toEqual([]);
  expect(found([{ ...step, outcome: 'errored' as const }], [])).toEqual([]);
});
