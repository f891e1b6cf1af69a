import { expect, test } from 'vitest';
import type { EventBody, Plan, Step } from '../../src/domain/documents.js';
import { diagnostic } from '../../src/errors/errors.js';
import { stepRecorder } from '../../src/rehearsal/rehearsed-steps.js';
import { catalogOf, planOf, topologyOf } from '../support/build.js';
import { plainSteps } from '../support/step-of.js';

const target = 'worker/ETL01';
const step = (name: string, of: Step): Step => ({ ...of, id: `${target}:${name}` }) as Step;
const drain = step('drain', plainSteps.drainWorker);
const config = step('config', plainSteps.editConfig);
const online = step('online', plainSteps.awaitWorker);
const enable = step('enable', plainSteps.setWorkerEnabled);
const back = step('config/back', plainSteps.editConfig);
const plan: Plan = {
  ...planOf(topologyOf(), catalogOf([])),
  steps: [drain, config, online, enable],
  rollbacks: [{ target, steps: [config.id, online.id], undo: [{ undoes: config.id, step: back }] }],
};

function recorder() {
  let seconds = 0;
  let isCut = false;
  const drained: string[] = [];
  const parts = { plan, now: () => seconds, isCut: () => isCut, drainEnded: (one: string) => drained.push(one) };
  const steps = stepRecorder(parts);
  return {
    steps,
    drained,
    cut() {
      isCut = true;
    },
    at(moment: number, event: EventBody) {
      seconds = moment;
      steps.emit(event);
    },
  };
}

const start = ({ id, operation }: Step, undoes?: string): EventBody => ({
  ...{ type: 'step_start', step: id, operation, target },
  ...(undoes === undefined ? {} : { undoes }),
});
const complete = ({ id }: Step): EventBody => ({ type: 'step_complete', step: id, outcome: 'done', durationMs: 1 });
const error = diagnostic('machine.worker-not-heard', 'Nothing was heard of ETL01.');
const fail = ({ id }: Step): EventBody => ({ type: 'step_errored', step: id, diagnostic: error, durationMs: 1 });

test('steps stand in the order in which they were begun, with what took them back; then those that were not begun', () => {
  const { steps, at, drained } = recorder();
  at(0, start(drain));
  expect(steps.isDraining(target)).toBe(true);
  at(2, complete(drain));
  expect([steps.isDraining(target), steps.isAnyDraining(), drained]).toEqual([false, false, [target]]);
  at(2, start(config));
  at(3, complete(config));
  at(3, start(online));
  at(303, fail(online));
  at(303, { type: 'step_skipped', step: enable.id, reason: `needs ${online.id}, which failed` });
  at(303, start(back, config.id));
  at(304, complete(back));
  expect(steps.steps()).toEqual([
    { id: drain.id, operation: 'drainWorker', target, from: 0, to: 2, outcome: 'done' },
    { id: config.id, operation: 'editConfig', target, from: 2, to: 3, outcome: 'done' },
    { id: online.id, operation: 'awaitWorker', target, from: 3, to: 303, outcome: 'errored', diagnostic: error },
    { id: back.id, operation: 'editConfig', target, from: 303, to: 304, outcome: 'done', undoes: config.id },
    {
      ...{ id: enable.id, operation: 'setWorkerEnabled', target, outcome: 'skipped' },
      reason: `needs ${online.id}, which failed`,
    },
  ]);
});

test.each([
  ['cutOff', 'disable', 1800, complete],
  ['leaseEnded', 'disable', 52, complete],
  ['leaseEnded', 'stop', 52, complete],
  ['givenUp', 'stop', 1800, fail],
] as const)('a drain leaves what still runs: %s (%s, after %s s)', (left, onTimeout, seconds, ends) => {
  const ofDrain = {
    ...plainSteps.drainWorker,
    arguments: { ...plainSteps.drainWorker.arguments, onTimeout, timeoutSeconds: 1800 },
  };
  const found: unknown[] = [];
  let now = 0;
  const steps = stepRecorder({
    ...{ plan: { ...plan, steps: [ofDrain] }, now: () => now, isCut: () => false },
    drainEnded: (_, one) => found.push(one),
  });
  steps.emit(start(ofDrain));
  now = seconds;
  steps.emit(ends(ofDrain));
  expect(found).toEqual([left]);
});

test('what is cut off from outside, and what has begun and never ended, is unfinished', () => {
  const { steps, at, cut } = recorder();
  at(0, start(drain));
  at(0, start(config));
  cut();
  at(9, fail(config));
  expect(steps.steps()).toEqual([
    { id: drain.id, operation: 'drainWorker', target, from: 0, outcome: 'unfinished' },
    { id: config.id, operation: 'editConfig', target, from: 0, to: 9, outcome: 'unfinished' },
  ]);
});

test('one that had begun and was ended for another one is skipped, with when', () => {
  const { steps, at } = recorder();
  at(0, start(online));
  at(4, { type: 'step_skipped', step: online.id, reason: 'it was ended: another one failed' });
  expect(steps.steps()).toMatchObject([{ id: online.id, from: 0, to: 4, outcome: 'skipped' }]);
});
