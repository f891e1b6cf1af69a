import type {
  Rehearsal,
  RehearsedMachine,
  RehearsedState,
  RehearsedStep,
} from '../../src/cli/render/rehearsal-states.js';

/** Rehearsals of several kinds, as the renderers get them. */

type Span = readonly [RehearsedState, number];

/** A machine by its states and when each of them ends. */
export function machine(id: string, ...states: readonly Span[]): RehearsedMachine {
  const spans = states.map(([state, to], at) => ({ state, from: states[at - 1]?.[1] ?? 0, to }));
  return { id, spans, after: spans.at(-1)?.state ?? 'working' };
}

const base = {
  formatVersion: 1,
  tool: { name: 'ssis-scaleout', version: '0.1.0' },
  createdAt: '2026-11-24T02:15:22.000Z',
  topology: { name: 'warehouse', file: 'prod.yaml', sha256: 'ab'.repeat(32) },
  catalog: { server: 'SQLETL01', database: 'SSISDB' },
  observedAt: '2026-11-24T02:15:20.000Z',
  nodes: [],
  waitedFor: [],
  restsOn: [],
  assumptions: { operationSeconds: 1.4, catalogSeconds: 0.1, serviceSeconds: 5, packageSeconds: 600 },
  diagnostics: [],
} as const satisfies Partial<Rehearsal>;

const plan = (steps: number, risk: Rehearsal['plan']['risk'] = 'disruptive') => ({
  fingerprint: 'cd'.repeat(32),
  steps,
  risk,
});

function restart(
  worker: string,
  from: number,
  disabled: number,
  restarted: number,
  back: number,
): readonly RehearsedStep[] {
  const target = `worker/${worker}`;
  const step = (name: string, operation: string, begin: number, end: number): RehearsedStep => ({
    id: `${target}:${name}`,
    operation,
    target,
    from: begin,
    to: end,
    outcome: 'done',
  });
  return [
    step('disable', 'drainWorker', from, disabled),
    step('restart', 'restartService', disabled, restarted),
    step('online', 'awaitWorker', restarted, back - 2),
    step('enable', 'enableWorker', back - 2, back),
  ];
}

const notes = [
  {
    severity: 'note',
    code: 'rehearsal.new-packages',
    summary: 'Packages that start meanwhile are not in the rehearsal',
    detail: 'What is started in the 14 min 30 s of the apply runs on the workers too, and drains wait for it.',
    remedy: 'Look in the schedule for what starts within that time. A drain waits for it too.',
  },
  {
    severity: 'note',
    code: 'rehearsal.times-assumed',
    summary: 'Times were assumed',
    detail:
      'An operation on a machine takes 1.4 s (the median of 4 machines that were looked at). A service takes 10 s more to start or stop: nobody has measured it.',
    remedy: 'You need not do anything. Take the times of the rehearsal as about so long.',
  },
] as const;

const byHand = {
  severity: 'warning',
  code: 'rehearsal.by-hand',
  summary: 'Steps of a person were not rehearsed',
  detail:
    'Left to a person: worker/etl-worker-0001.production.warehouse.corp.example.com:restart. On the twin nobody did it.',
  remedy:
    'Have somebody ready who does them when the apply comes to them: scaleout script prints what is to be run on a machine.',
} as const;

/** Three workers, one after the other, with packages that are waited for. */
const well: Rehearsal = {
  ...base,
  plan: plan(12),
  result: 'done',
  durationSeconds: 870,
  capacity: {
    before: 3,
    lowest: 2,
    lowestFrom: 252,
    lowestSeconds: 94,
    after: 3,
    steps: [
      { at: 0, workers: 3 },
      { at: 252, workers: 2 },
      { at: 282, workers: 3 },
      { at: 300, workers: 2 },
      { at: 332, workers: 3 },
      { at: 838, workers: 2 },
      { at: 870, workers: 3 },
    ],
  },
  workers: [
    machine('worker/ETL01', ['draining', 252], ['out', 258], ['restarting', 270], ['out', 282], ['working', 870]),
    machine('worker/ETL02', ['working', 282], ['draining', 300], ['restarting', 318], ['out', 332], ['working', 870]),
    machine(
      'worker/ETL03',
      ['working', 332],
      ['draining', 838],
      ['out', 842],
      ['restarting', 858],
      ['unheard', 868],
      ['working', 870],
    ),
  ],
  steps: [
    ...restart('ETL01', 0, 252, 270, 282),
    ...restart('ETL02', 282, 300, 318, 332),
    ...restart('ETL03', 332, 838, 858, 870),
  ],
  waitedFor: [
    {
      worker: 'worker/ETL01',
      executionId: '4711',
      package: 'ETL/Loads/Load.dtsx',
      from: 0,
      to: 250,
      basis: 'history',
      runs: 20,
    },
    {
      worker: 'worker/ETL03',
      executionId: '4713',
      package: 'ETL/Loads/Customers.dtsx',
      from: 332,
      to: 600,
      basis: 'assumed',
    },
    {
      worker: 'worker/ETL03',
      executionId: '4714',
      package: 'ETL/Month end/Close.dtsx',
      from: 332,
      to: 836,
      basis: 'history',
      runs: 1,
    },
  ],
  diagnostics: notes,
};

/** One that does not get idle: its drain fails, and what needs it is not begun. */
const partial: Rehearsal = {
  ...base,
  plan: plan(8),
  result: 'partial',
  durationSeconds: 1830,
  capacity: {
    before: 2,
    lowest: 1,
    lowestFrom: 10,
    lowestSeconds: 30,
    after: 2,
    steps: [
      { at: 0, workers: 2 },
      { at: 10, workers: 1 },
      { at: 40, workers: 2 },
    ],
  },
  workers: [
    machine('worker/ETL01', ['draining', 10], ['restarting', 28], ['out', 40], ['working', 1830]),
    machine('worker/ETL02', ['working', 40], ['draining', 1830], ['working', 1830]),
  ],
  nodes: [machine('master/SQLETL01', ['working', 1830])],
  steps: [
    ...restart('ETL01', 0, 10, 28, 40),
    {
      id: 'worker/ETL02:disable',
      operation: 'drainWorker',
      target: 'worker/ETL02',
      from: 40,
      to: 1830,
      outcome: 'errored',
      diagnostic: {
        severity: 'error',
        code: 'drain.timeout',
        summary: 'A worker did not get idle in time.',
        detail: 'worker/ETL02 still runs ETL\\Loads\\Load.dtsx (execution 4712) after 30 min.',
        remedy: 'Apply when it has ended, or raise policy.drain.timeout.',
      },
    },
    ...['restart', 'online', 'enable'].map(
      (name): RehearsedStep => ({
        id: `worker/ETL02:${name}`,
        operation: 'restartService',
        target: 'worker/ETL02',
        outcome: 'skipped',
        reason: 'it needs worker/ETL02:disable, which failed',
      }),
    ),
  ],
  waitedFor: [
    {
      worker: 'worker/ETL02',
      executionId: '4712',
      package: 'ETL/Loads/Load.dtsx',
      from: 40,
      to: 1830,
      outcome: 'givenUp',
      basis: 'history',
      runs: 20,
    },
  ],
};

/** Of the last worker: for a while nothing can run at all. */
const outage: Rehearsal = {
  ...base,
  catalog: { ...base.catalog, sandbox: './fleet' },
  plan: plan(4, 'destructive'),
  result: 'done',
  durationSeconds: 34.5,
  capacity: {
    before: 1,
    lowest: 0,
    lowestFrom: 2.2,
    lowestSeconds: 32.3,
    after: 1,
    steps: [
      { at: 0, workers: 1 },
      { at: 2.2, workers: 0 },
      { at: 34.5, workers: 1 },
    ],
  },
  workers: [
    machine(
      'worker/etl-worker-0001.production.warehouse.corp.example.com',
      ['draining', 2.2],
      ['restarting', 20],
      ['out', 34.5],
      ['working', 34.5],
    ),
  ],
  steps: restart('etl-worker-0001.production.warehouse.corp.example.com', 0, 2.2, 20, 34.5).map((step) =>
    step.id.endsWith(':restart') ? { ...step, outcome: 'manual' } : step,
  ),
  diagnostics: [byHand, ...notes],
};

/** All steps would be done, and yet a load is lost. */
const lost: Rehearsal = {
  ...partial,
  plan: plan(4),
  result: 'done',
  capacity: {
    before: 2,
    lowest: 0,
    lowestFrom: 1810,
    lowestSeconds: 20,
    after: 2,
    steps: [
      { at: 0, workers: 2 },
      { at: 1810, workers: 0 },
      { at: 1830, workers: 2 },
    ],
  },
  steps: restart('ETL02', 40, 1810, 1820, 1830),
  waitedFor: [{ ...(partial.waitedFor[0] as Rehearsal['waitedFor'][number]), to: 1810, outcome: 'cutOff' }],
};

/** It ends well where a package ends in time of which nothing is known, and where a service starts. */
const doubtful: Rehearsal = {
  ...well,
  waitedFor: well.waitedFor.map((one) => (one.basis === 'assumed' ? { ...one, pending: true } : one)),
  restsOn: [
    {
      worker: 'worker/ETL03',
      executionId: '4713',
      package: 'ETL/Loads/Customers.dtsx',
      endsBy: 2132,
      onTimeout: 'stop',
    },
  ],
  diagnostics: [
    {
      severity: 'warning',
      code: 'rehearsal.service-down',
      summary: 'A service is down, and nobody knows whether it starts',
      detail: 'The service of worker/ETL02 is down now, and why is not known: its start may fail.',
      remedy: 'Look before the apply: scaleout doctor says what the machine has noted of it.',
    },
    ...notes,
  ],
};

const unlike: Rehearsal = {
  ...base,
  plan: plan(8),
  result: 'unlike',
  durationSeconds: 0,
  capacity: { before: 0, lowest: 0, lowestFrom: 0, lowestSeconds: 0, after: 0, steps: [{ at: 0, workers: 0 }] },
  workers: [],
  steps: [],
  diagnostics: [
    {
      severity: 'error',
      code: 'rehearsal.unlike',
      summary: 'The twin is not as the live farm.',
      detail: 'The plan of the twin differs: worker/ETL02:restart is in one of them only.',
      remedy: 'Look whether something changed meanwhile, and rehearse again.',
    },
  ],
};

const unfinished: Rehearsal = {
  ...partial,
  result: 'unfinished',
  durationSeconds: 86_400,
  workers: [
    machine('worker/ETL01', ['working', 86_400]),
    machine('worker/ETL02', ['working', 40], ['draining', 86_400]),
  ],
  steps: partial.steps.map((step) => {
    if (step.outcome !== 'errored') return step;
    const { diagnostic: _, to: __, ...rest } = step;
    return { ...rest, outcome: 'unfinished' };
  }),
};

/** A rollout of so many workers, five at a time; some fail. */
export function rollout(count: number, failing: readonly number[] = []): Rehearsal {
  const batch = 60;
  const end = Math.ceil(count / 5) * batch + 60;
  const workers = Array.from({ length: count }, (_, at) => {
    const id = `worker/ETL${String(at + 1).padStart(4, '0')}`;
    const from = Math.floor(at / 5) * batch;
    const drained = from + 10 + (at % 7) * 3;
    const before: readonly Span[] = from === 0 ? [] : [['working', from]];
    if (failing.includes(at))
      return machine(id, ...before, ['draining', drained], ['restarting', drained + 15], ['unheard', end]);
    return machine(
      id,
      ...before,
      ['draining', drained],
      ['restarting', drained + 15],
      ['out', from + batch],
      ['working', end],
    );
  });
  const changes = new Map<number, number>([[0, 0]]);
  for (const { spans } of workers) {
    for (const [at, { state, from }] of spans.entries()) {
      const able = (one?: string) => (one === 'working' || one === 'draining' ? 1 : 0);
      const change = able(state) - able(spans[at - 1]?.state ?? 'working');
      if (change !== 0) changes.set(from, (changes.get(from) ?? 0) + change);
    }
  }
  let now = count;
  const steps = [...changes]
    .sort(([one], [other]) => one - other)
    .map(([at, change]) => {
      now += change;
      return { at, workers: now };
    });
  const lowest = Math.min(...steps.map((step) => step.workers));
  return {
    ...base,
    plan: plan(count * 4),
    result: failing.length === 0 ? 'done' : 'partial',
    durationSeconds: end,
    capacity: {
      before: count,
      lowest,
      lowestFrom: steps.find((step) => step.workers === lowest)?.at ?? 0,
      lowestSeconds: steps.reduce(
        (sum, step, at) => (step.workers === lowest ? sum + (steps[at + 1]?.at ?? end) - step.at : sum),
        0,
      ),
      after: now,
      steps,
    },
    workers,
    steps: failing.map((at) => ({
      id: `${workers[at]?.id}:online`,
      operation: 'awaitWorker',
      target: workers[at]?.id ?? '',
      from: Math.floor(at / 5) * batch + 40,
      to: end,
      outcome: 'errored',
      diagnostic: {
        severity: 'error',
        code: 'apply.worker-silent',
        summary: 'A worker was not heard of in time.',
        detail: `${workers[at]?.id} was not heard of within 10 min.`,
        remedy: 'scaleout doctor says why.',
      },
    })),
  };
}

export const rehearsals: Readonly<Record<string, Rehearsal>> = {
  well,
  partial,
  lost,
  doubtful,
  outage,
  unlike,
  unfinished,
  rollout: rollout(120, [17, 63]),
};
