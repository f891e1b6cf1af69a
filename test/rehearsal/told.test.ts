import { expect, test } from 'vitest';
import type { Plan, Step } from '../../src/domain/documents.js';
import type { RehearsalDocument } from '../../src/generated/rehearsal.js';
import { diagnosticsOf } from '../../src/rehearsal/told.js';
import type { TwinPackage } from '../../src/rehearsal/twin-state.js';
import { unlikeness } from '../../src/rehearsal/unlike.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { plainSteps } from '../support/step-of.js';

const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
const live = planOf(topology, catalogOf([rowOf('ETL01', 1)]));
const worker = 'worker/ETL01';

interface Case {
  readonly steps: readonly Step[];
  readonly tried?: Partial<RehearsalDocument>;
  readonly packages?: ReadonlyMap<string, TwinPackage>;
  readonly timedMachines?: number;
}

function told({ steps, tried = {}, packages = new Map(), timedMachines = 0 }: Case): readonly string[] {
  const capacity = { before: 3, lowest: 2, lowestFrom: 0, lowestSeconds: 10, after: 3, steps: [] };
  const found = diagnosticsOf(
    {
      ...{ topology, packages, timedMachines, plan: { ...live, steps } },
      assumptions: { operationSeconds: 0.4, catalogSeconds: 0.1, serviceSeconds: 10, packageSeconds: 600 },
    },
    { durationSeconds: 90, capacity, steps: [], waitedFor: [], ...tried },
    'done',
  );
  return found.map(({ severity, code, detail }) => `${severity} ${code}: ${detail}`);
}

test('of a plan that only writes to the catalog nothing is told', () => {
  expect(told({ steps: [plainSteps.setWorkerProperty] })).toEqual([]);
});

test('how long machines and services take is said to be assumed, and by how many of them', () => {
  expect(told({ steps: [plainSteps.restartService], timedMachines: 4 })).toEqual([
    `note rehearsal.service-start: The service of ${worker} is started anew. That may fail for reasons that only the machine knows: its account, its disk, what else runs there.`,
    'note rehearsal.times-assumed: An operation on a machine takes 0.4 s (the median of 4 machines that were looked at). A request to the catalog takes 0.1 s (what looking at it took, and no more than on a machine). A service takes 10 s more to start or stop: nobody has measured it.',
  ]);
  expect(told({ steps: [plainSteps.grantKey] })).toEqual([
    'note rehearsal.times-assumed: An operation on a machine takes 0.4 s (no machine was timed). A request to the catalog takes 0.1 s (what looking at it took, and no more than on a machine).',
  ]);
});

test('a drain that gives up is told with the package, and by how much it missed its limit', () => {
  const waited = { worker, executionId: '7', package: 'Warehouse/Loads/LoadSales.dtsx', from: 0, to: 1800 };
  const packages = new Map([['7', { package: waited.package, basis: 'history', runs: 5, endsAfter: 2520 } as const]]);
  const drain = plainSteps.drainWorker;
  const after = (outcome: 'givenUp' | 'cutOff' | 'leaseEnded') =>
    told({ steps: [drain], tried: { waitedFor: [{ ...waited, outcome, basis: 'history' }] }, packages })[0];
  const runs = `${worker}: Warehouse/Loads/LoadSales.dtsx (execution 7) still runs when it has been waited for 30 min.`;
  const late = 'It would have ended 12 min later, by its last runs.';
  expect(after('givenUp')).toBe(
    `warning rehearsal.gave-up: ${runs} ${late} The drain gives up, and the worker stays as it is.`,
  );
  expect(after('cutOff')).toBe(
    `warning rehearsal.package-lost: ${runs} ${late} The time is up, and the worker is disabled all the same: it is cut off and lost.`,
  );
  expect(after('leaseEnded')).toMatch(/^warning rehearsal\.package-lost: .* The worker holds no lease of it any more/);
  expect(after('leaseEnded')).not.toContain('stays as it is');
  expect(told({ steps: [drain] })).toEqual([
    'note rehearsal.new-packages: What is started in the 1 min 30 s of the apply runs on the workers too, and drains wait for it.',
  ]);
});

test('moments in which nobody could take work are told, unless nobody could before', () => {
  const capacity = { before: 3, lowest: 0, lowestFrom: 12, lowestSeconds: 31, after: 3, steps: [] };
  const steps = [plainSteps.setWorkerEnabled];
  expect(told({ steps, tried: { capacity } })).toEqual([
    'warning rehearsal.none-working: From 12 s on, for 31 s in all, none of the workers could take work; 3 could before.',
  ]);
  expect(told({ steps, tried: { capacity: { ...capacity, before: 0 } } })).toEqual([]);
});

test('whoever has one worker out at a time is not told to take out fewer', () => {
  const capacity = { before: 3, lowest: 0, lowestFrom: 12, lowestSeconds: 31, after: 3, steps: [] };
  const remedyFor = (maxUnavailable: { readonly workers: number }, steps: readonly Step[]) =>
    diagnosticsOf(
      {
        ...{ packages: new Map(), timedMachines: 0, plan: { ...live, steps } },
        topology: {
          ...topology,
          policy: { ...topology.policy, rollout: { ...topology.policy.rollout, maxUnavailable } },
        },
        assumptions: { operationSeconds: 0.4, catalogSeconds: 0.1, serviceSeconds: 10, packageSeconds: 600 },
      },
      { durationSeconds: 90, capacity, steps: [], waitedFor: [] },
      'done',
    ).find(({ code }) => code === 'rehearsal.none-working')?.remedy;
  expect(remedyFor({ workers: 2 }, [plainSteps.setWorkerEnabled])).toContain('policy.rollout.maxUnavailable');
  expect(remedyFor({ workers: 1 }, [plainSteps.setWorkerEnabled])).not.toContain('maxUnavailable');
  const ofMaster = { ...plainSteps.restartService, target: 'master/SQLETL01' };
  expect(remedyFor({ workers: 2 }, [ofMaster])).toContain('the service of the master');
});

test('a service that is down now may not start', () => {
  const start = { ...plainSteps.startService, expects: { state: 'stopped' as const } };
  expect(told({ steps: [start] })[0]).toBe(
    `warning rehearsal.service-down: The service of ${worker} is down now, and why is not known: its start may fail.`,
  );
  const running = { ...start, expects: { state: 'running' as const } };
  expect(told({ steps: [running] }).join()).not.toContain('service-down');
});

test('what is left to a person is told, with what waited for it in vain', () => {
  const steps = [plainSteps.byHand, plainSteps.awaitWorker];
  expect(told({ steps })).toEqual([
    `warning rehearsal.by-hand: Left to a person: ${plainSteps.byHand.id}. On the twin nobody did it.`,
  ]);
  const wait = { id: `${worker}:online`, operation: 'awaitWorker', target: worker, outcome: 'errored' } as const;
  expect(told({ steps, tried: { steps: [wait] } })).toEqual([
    `warning rehearsal.by-hand: Left to a person: ${plainSteps.byHand.id}. On the twin nobody did it. Therefore ${worker}:online waited in vain, and what comes after it was not rehearsed.`,
  ]);
});

test('a twin whose plan is another one is named by what differs, ten at most', () => {
  const changed = (parts: Partial<Plan>): Plan => ({ ...live, fingerprint: 'other', ...parts });
  expect(unlikeness(live, { ...live })).toBeUndefined();
  expect(unlikeness(live, changed({}))?.code).toBe('rehearsal.unlike');
  const [change] = live.changes;
  const [step] = live.steps;
  if (change === undefined || step === undefined) throw new Error('the plan has no change');
  const other = { ...step, needs: ['scaleOut:enable'] };
  const added = { ...plainSteps.restartService, id: `${worker}:restart` };
  const drifted = { ...change, id: 'worker/ETL02', reason: 'it is disabled' };
  expect(unlikeness(live, changed({ changes: [drifted], steps: [other, added] }))?.detail.split('\n')).toEqual([
    'The plan made on the twin is not the live plan:',
    `${worker}: nothing of it differs on the twin`,
    'worker/ETL02: differs on the twin alone: it is disabled',
    `${step.id}: has another needs on the twin`,
    `${worker}:restart: is in the plan of the twin alone`,
  ]);
  expect(unlikeness(live, changed({ changes: [], steps: [] }))?.detail).toContain(`${step.id}: is not in the plan`);
  const many = Array.from({ length: 15 }, (_, index) => ({ ...added, id: `${worker}:restart${index}` }));
  expect(
    unlikeness(live, changed({ steps: [...live.steps, ...many] }))
      ?.detail.split('\n')
      .at(-1),
  ).toBe('and 5 more');
});
