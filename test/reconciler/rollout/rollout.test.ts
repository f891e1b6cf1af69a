import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/domain/documents.js';
import { type RolloutLimits, rollout, rolloutLimits } from '../../../src/reconciler/rollout/rollout.js';
import type { RolloutPolicy } from '../../../src/topology/topology.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { stepOf } from '../../support/step-of.js';

const policy: RolloutPolicy = {
  maxUnavailable: { percent: 25 },
  order: 'listed',
  healthyWithinSeconds: 300,
  pauseAfterFirstSeconds: 0,
  maxFailures: 0,
};

const limits: RolloutLimits = { maxOut: 1, offline: [], pauseAfterFirst: 0, maxFailures: 0 };

const enabled = (count: number) => Array.from({ length: count }, (_, at) => rowOf(`ETL${at}`, at, { enabled: true }));

/** The steps that restart a worker, or with `found` one that a run before left disabled. */
function restart(name: string, found: 'enabled' | 'disabled' = 'enabled'): readonly [Step, Step, Step] {
  const about = { workerAgentId: `ID-${name}` };
  const expects = { enabled: found === 'enabled' };
  return [
    stepOf('drainWorker', `worker/${name}:drain`, { arguments: about, expects }),
    stepOf('restartService', `worker/${name}:restart`, { arguments: about }),
    stepOf('setWorkerEnabled', `worker/${name}:enable`, { arguments: { ...about, enabled: true } }),
  ];
}

const still = () => 0;

describe('how many may be out', () => {
  test.each([
    [{ percent: 25 }, 8, 2],
    [{ percent: 25 }, 7, 1],
    [{ percent: 25 }, 3, 1],
    [{ percent: 1 }, 0, 1],
    [{ percent: 100 }, 5, 5],
    [{ percent: 10 }, 50, 5],
    [{ workers: 3 }, 2, 3],
  ] as const)('%j of %i enabled workers: %i', (maxUnavailable, count, maxOut) => {
    expect(rolloutLimits({ ...policy, maxUnavailable }, catalogOf(enabled(count))).maxOut).toBe(maxOut);
  });

  test('disabled workers are no part of the percentage', () => {
    const rows = [...enabled(4), ...[5, 6, 7, 8].map((at) => rowOf(`OFF${at}`, at))];
    expect(rolloutLimits({ ...policy, maxUnavailable: { percent: 50 } }, catalogOf(rows)).maxOut).toBe(2);
  });

  test('seconds become milliseconds, and unseen workers are none', () => {
    const catalog = catalogOf([], { workers: { known: false, reason: 'hidden' } });
    const found = rolloutLimits({ ...policy, pauseAfterFirstSeconds: 60, maxFailures: 2 }, catalog);
    expect(found).toEqual({ maxOut: 1, offline: [], pauseAfterFirst: 60_000, maxFailures: 2 });
  });

  test('offline are the enabled ones, but not the row that an earlier installation left behind', () => {
    const rows = [
      rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 900 }),
      rowOf('ETL02', 2, { lastOnlineAge: 900 }),
      rowOf('ETL03', 3, { enabled: true, lastOnlineAge: 900 }),
      rowOf('etl03.corp.example', 4, { enabled: true }),
      rowOf(null, 5, { enabled: true, lastOnlineAge: 900 }),
      rowOf(null, 6, { enabled: true }),
    ];
    const { offline } = rolloutLimits(policy, catalogOf(rows));
    expect(offline).toEqual([rows[0]?.id, rows[4]?.id]);
  });
});

describe('the gate', () => {
  test('closes when as many are out as may be, and opens when all steps of one are done', () => {
    const [drain, again, enable] = restart('A');
    const gate = rollout([drain, again, enable, ...restart('B')], limits, still);
    expect(gate.isOpen()).toBe(true);
    gate.begun(drain);
    expect(gate.isOpen()).toBe(false);
    expect(gate.closedFor()).toBe('1 worker is out already, and policy.rollout allows 1');
    gate.succeeded(drain);
    gate.succeeded(again);
    expect(gate.isOpen()).toBe(false);
    gate.succeeded(enable);
    expect(gate.isOpen()).toBe(true);
    expect(gate.stillOut()).toEqual([]);
  });

  test('a worker that is offline counts, until it is repaired', () => {
    const repair = stepOf('awaitWorker', 'worker/C:online', { arguments: { workerAgentId: 'ID-C' } });
    const gate = rollout([repair, ...restart('A')], { ...limits, offline: ['ID-C'] }, still);
    expect(gate.isOpen()).toBe(false);
    gate.succeeded(repair);
    expect(gate.isOpen()).toBe(true);
  });

  test('a worker that is offline may be taken out itself, and counts once', () => {
    const [dead] = restart('A');
    const [other] = restart('B');
    const gate = rollout([dead, other], { ...limits, maxOut: 2, offline: ['ID-A'] }, still);
    expect([gate.isGated(dead), gate.isGated(other)]).toEqual([false, true]);
    gate.begun(dead);
    expect(gate.isOpen()).toBe(true);
    gate.begun(other);
    expect(gate.isOpen()).toBe(false);
    expect(gate.closedFor()).toContain('2 workers are out');
  });

  test('a worker that a run before left disabled is out from the beginning, and its failure counts', () => {
    const [drain, again, enable] = restart('A', 'disabled');
    const gate = rollout([drain, again, enable, ...restart('B')], limits, still);
    expect(gate.isGated(drain)).toBe(false);
    expect(gate.isOpen()).toBe(false);
    expect(gate.failed(again, true)).toBe(true);
    expect(gate.stillOut()).toEqual([]);
  });

  test('a failed one stays out; a drain that left its worker as found does not take a place', () => {
    const [drain, again] = restart('A');
    const [other] = restart('B');
    const gate = rollout([drain, again, other], { ...limits, maxFailures: 5 }, still);
    gate.begun(drain);
    gate.failed(drain, false);
    expect([gate.isOpen(), gate.stillOut()]).toEqual([true, []]);
    gate.begun(other);
    gate.failed(other, true);
    expect([gate.isOpen(), gate.stillOut()]).toEqual([false, ['worker/B']]);
  });

  test('maxFailures counts workers of the whole run, each once', () => {
    const steps = ['A', 'B', 'C'].map((name) => restart(name));
    const gate = rollout(steps.flat(), { ...limits, maxOut: 9, maxFailures: 1 }, still);
    const fail = (worker: number, step: number) => {
      const failing = steps[worker]?.[step];
      return failing !== undefined && gate.failed(failing, true);
    };
    expect([fail(0, 1), fail(0, 2)]).toEqual([false, false]);
    expect(gate.isOpen()).toBe(true);
    expect(fail(2, 1)).toBe(true);
    expect(gate.isOpen()).toBe(false);
    expect(gate.closedFor()).toBe('more workers failed than policy.rollout.maxFailures allows');
  });

  test('what failed without being out of service does not count', () => {
    const tags = stepOf('setWorkerProperty', 'worker/Z:tags');
    const gate = rollout([tags, ...restart('A')], limits, still);
    expect(gate.failed(tags, true)).toBe(false);
    expect(gate.isOpen()).toBe(true);
  });

  test('after the first worker it stays closed for the pause, and says how long', () => {
    let now = 1_000;
    const [drain, again, enable] = restart('A');
    const gate = rollout(
      [drain, again, enable, ...restart('B')],
      { ...limits, maxOut: 9, pauseAfterFirst: 60_000 },
      () => now,
    );
    gate.begun(drain);
    expect([gate.isOpen(), gate.pauseLeft()]).toEqual([false, undefined]);
    for (const step of [drain, again, enable]) gate.succeeded(step);
    expect([gate.isOpen(), gate.pauseLeft()]).toEqual([false, 60_000]);
    now += 59_999;
    expect(gate.pauseLeft()).toBe(1);
    now += 1;
    expect([gate.isOpen(), gate.pauseLeft()]).toEqual([true, undefined]);
  });

  test('a dead worker that was taken out is no first one to learn from', () => {
    const [dead] = restart('A');
    const [other] = restart('B');
    const gate = rollout([dead, other], { ...limits, offline: ['ID-A'], pauseAfterFirst: 60_000 }, still);
    gate.begun(dead);
    gate.succeeded(dead);
    expect([gate.pauseLeft(), gate.isOpen()]).toEqual([undefined, true]);
  });
});

describe('what fails while a worker is out', () => {
  test('a text of it that cannot be set keeps no worker out and counts as no failure', () => {
    const [drain, again, enable] = restart('A');
    const tags = stepOf('setWorkerProperty', 'worker/A:tags', { arguments: { workerAgentId: 'ID-A' } });
    const gate = rollout([drain, again, enable, tags, ...restart('B')], limits, still);
    gate.begun(drain);
    expect(gate.failed(tags, true)).toBe(false);
    expect(gate.isOpen()).toBe(false);
    for (const step of [drain, again, enable]) gate.succeeded(step);
    expect([gate.isOpen(), gate.stillOut()]).toEqual([true, []]);
  });

  test('those that are out, or were found so, are under way; others are not', () => {
    const [drain] = restart('A');
    const [, found] = restart('B', 'disabled');
    const steps = [...restart('A'), ...restart('B', 'disabled'), ...restart('C')];
    const gate = rollout(steps, { ...limits, maxOut: 9 }, still);
    gate.begun(drain);
    gate.failed(found, true);
    expect(['worker/A', 'worker/B', 'worker/C'].map(gate.isUnderWay)).toEqual([true, true, false]);
  });
});
