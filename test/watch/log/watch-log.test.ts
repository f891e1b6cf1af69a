import { expect, test } from 'vitest';
import { type LogOptions, watchLog } from '../../../src/watch/log/watch-log.js';
import type { WatchEvent } from '../../../src/watch/watch-event.js';
import { change, failure, held, outcome, planOf, reconciled, started, topology, unwell } from '../events.js';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly topology?: string;
  readonly run?: string;
  readonly event?: string;
  readonly msg: string;
  readonly [key: string]: unknown;
}

const minute = 60_000;

function logged(options: Partial<LogOptions> = {}) {
  const texts: string[] = [];
  let time = 0;
  let runs = 0;
  const log = watchLog({
    write: (text) => void texts.push(text),
    level: 'info',
    form: 'json',
    clock: () => time,
    now: () => Date.parse('2026-01-01T00:00:00Z') + time,
    runId: () => `run-${++runs}`,
    ...options,
  });
  return {
    log,
    texts,
    pass: (milliseconds: number) => (time += milliseconds),
    tell: (...events: readonly WatchEvent[]) => {
      for (const event of events) log.listener(event);
    },
    get lines(): readonly Line[] {
      return texts.map((text) => JSON.parse(text));
    },
  };
}

const begins: WatchEvent = { type: 'reconcile_started', topology, reasons: ['interval'] };

function drift(...ids: readonly string[]): WatchEvent {
  return reconciled('held', {
    plan: planOf(ids.map((id) => change(id))),
    held: ids.map((id) => held(id, 'mode')),
  });
}

test('the line says what differs, what is held back, and nothing of the values', () => {
  const all = logged();
  all.tell(begins, drift('worker/ETL01', 'worker/ETL02'));
  expect(all.lines).toEqual([
    {
      level: 'warn',
      time: '2026-01-01T00:00:00.000Z',
      formatVersion: 1,
      topology,
      run: 'run-1',
      event: 'reconciled',
      msg: '2 differences: worker/ETL01 (it is disabled), worker/ETL02 (it is disabled); held back by mode: held by mode',
      result: 'held',
      reasons: ['interval'],
      durationMs: 120,
      changes: ['worker/ETL01', 'worker/ETL02'].map((id) => ({
        id,
        action: 'update',
        risk: 'safe',
        reason: 'it is disabled',
        fields: ['enabled'],
      })),
      held: ['worker/ETL01', 'worker/ETL02'].map((id) => ({ id, by: 'mode', reason: 'held by mode' })),
    },
  ]);
});

test('what was found before is not told again, but once an hour, with how often it was so', () => {
  const all = logged();
  all.tell(begins, drift('worker/ETL01'));
  for (let time = 0; time < 180; time += 1) {
    all.pass(minute);
    all.tell(begins, drift('worker/ETL01'));
  }
  expect(all.lines.map(({ event, suppressed }) => [event, suppressed])).toEqual([
    ['reconciled', undefined],
    ['heartbeat', 59],
    ['heartbeat', 59],
    ['heartbeat', 59],
  ]);
  expect(all.lines[1]?.msg).toBe('still: 1 difference: worker/ETL01 (it is disabled); held back by mode: held by mode');
});

test.each<[string, WatchEvent]>([
  ['another difference', drift('worker/ETL02')],
  ['one more difference', drift('worker/ETL01', 'worker/ETL02')],
  [
    'another value',
    reconciled('held', {
      plan: planOf([change('worker/ETL01', [{ path: 'tags', before: 'a', after: 'b' }])]),
      held: [held('worker/ETL01', 'mode')],
    }),
  ],
  [
    'another cause of holding it',
    reconciled('held', { plan: planOf([change('worker/ETL01')]), held: [held('worker/ETL01', 'window')] }),
  ],
  ['in sync', reconciled('in-sync')],
  ['a failure', reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route')] })],
])('%s is told at once', (_name, event) => {
  const all = logged();
  all.tell(begins, drift('worker/ETL01'), begins, event);
  expect(all.lines).toHaveLength(2);
});

test('when it is held until, how long it took and the like are no news', () => {
  const all = logged();
  for (let time = 1; time < 20; time += 1) {
    all.pass(minute);
    all.tell(
      begins,
      reconciled('held', {
        durationMs: time,
        reasons: time % 2 === 0 ? ['interval'] : ['retry', 'file'],
        plan: planOf([change('worker/ETL01')], { createdAt: `2026-01-01T00:${time + 10}:00Z` }),
        held: [
          held('worker/ETL01', 'backoff', {
            reason: `it failed ${time} times`,
            until: `2026-01-01T00:${time + 10}:00Z`,
          }),
        ],
        diagnostics: [
          failure('machine.timeout', `ETL01 did not answer within ${time} ms, since 2026-01-01T00:${time + 10}:00Z`),
        ],
      }),
    );
  }
  expect(all.lines).toHaveLength(1);
});

test('another machine in the same words is news', () => {
  const all = logged();
  for (const machine of ['ETL01', 'ETL02']) {
    all.tell(begins, reconciled('failed', { diagnostics: [failure('machine.timeout', `${machine} did not answer`)] }));
  }
  expect(all.lines).toHaveLength(2);
});

test('what comes and goes makes ever fewer lines, and what stays is told in the end', () => {
  const all = logged();
  for (let time = 0; time < 1440; time += 1) {
    all.pass(minute);
    all.tell(begins, time % 2 === 0 ? drift('worker/ETL01') : reconciled('in-sync'));
  }
  expect(all.lines.length).toBeLessThan(2 * (12 + (24 * 60) / 15));
  const gaps = all.lines
    .filter(({ result }) => result === 'held')
    .map(({ time }) => Date.parse(time))
    .map((time, index, times) => time - (times[index - 1] ?? -Infinity));
  expect(Math.min(...gaps.slice(-10))).toBeGreaterThanOrEqual(15 * minute);
  for (let time = 0; time < 20; time += 1) {
    all.pass(minute);
    all.tell(begins, reconciled('in-sync'));
  }
  expect(all.lines.at(-1)?.result).toBe('in-sync');
});

test('a run that changed something always makes a line', () => {
  const all = logged();
  for (let time = 0; time < 50; time += 1) {
    all.tell(begins, reconciled('applied', { plan: planOf([change('worker/ETL01')]), outcome }));
  }
  expect(all.lines).toHaveLength(50);
  expect(all.lines[0]).toMatchObject({
    level: 'info',
    msg: '1 difference: worker/ETL01 (it is disabled); 1 step done',
    outcome: { done: 1 },
  });
});

test('what failed is in the line of its run, with code and remedy', () => {
  const all = logged();
  all.tell(
    begins,
    {
      type: 'apply_event',
      topology,
      event: {
        type: 'step_errored',
        step: 'worker/ETL01:set',
        diagnostic: failure('machine.timeout', 'no answer'),
        durationMs: 1,
      },
    },
    reconciled('partial', {
      outcome: { ...outcome, result: 'partial', done: 0, errored: 1 },
      diagnostics: [failure('guard.lock-lost', 'gone')],
    }),
    begins,
    reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route')] }),
  );
  expect(all.lines).toHaveLength(2);
  expect(all.lines[0]).toMatchObject({
    level: 'error',
    run: 'run-1',
    diagnostics: [
      { code: 'guard.lock-lost', detail: 'gone', remedy: expect.stringMatching(/\.$/) },
      { step: 'worker/ETL01:set', code: 'machine.timeout', detail: 'no answer', remedy: expect.stringMatching(/\.$/) },
    ],
  });
  expect(all.lines[1]).toMatchObject({ run: 'run-2', diagnostics: [{ code: 'catalog.unreachable' }] });
});

test('a standby says what differs, and who leads', () => {
  const all = logged();
  const standby = held('worker/ETL01', 'guard', { reason: 'etl-b leads' });
  all.tell(begins, reconciled('held', { plan: planOf([change('worker/ETL01')]), held: [standby] }));
  expect(all.lines[0]?.msg).toBe('1 difference: worker/ETL01 (it is disabled); held back by guard: etl-b leads');
});

test('where not all are held for one reason, the line says by what, and the list of each', () => {
  const all = logged();
  const both = [held('worker/ETL01', 'window'), held('worker/ETL02', 'suspension')];
  all.tell(begins, reconciled('held', { plan: planOf([change('worker/ETL01')]), held: both }));
  expect(all.lines[0]?.msg).toBe('1 difference: worker/ETL01 (it is disabled); held back by window, suspension');
});

test('an apply that was told to end is interrupted: a warning, and no failure', () => {
  const all = logged({ level: 'debug' });
  all.tell(
    begins,
    {
      type: 'apply_event',
      topology,
      event: {
        type: 'step_errored',
        step: 'worker/ETL01:drain',
        diagnostic: failure('guard.drain-stopped', 'ETL01 was being drained.'),
        durationMs: 1,
      },
    },
    reconciled('interrupted', {
      plan: planOf([change('worker/ETL01')]),
      outcome: { ...outcome, result: 'interrupted', errored: 1, skipped: 2 },
    }),
  );
  expect(all.lines.slice(1)).toMatchObject([
    { level: 'debug', msg: 'worker/ETL01:drain was cut off: ETL01 was being drained.' },
    {
      level: 'warn',
      result: 'interrupted',
      msg: '1 difference: worker/ETL01 (it is disabled); interrupted: 1 step done, 1 cut off or failed, 2 not begun',
    },
  ]);
});

test('the lists of a line are limited', () => {
  const all = logged();
  all.tell(begins, drift(...Array.from({ length: 5000 }, (_, index) => `worker/ETL${index}`)));
  expect(all.lines[0]).toMatchObject({ omitted: 9960 });
  expect(all.lines[0]?.msg).toBe(
    '5000 differences: worker/ETL0 (it is disabled), worker/ETL1 (it is disabled), worker/ETL2 (it is disabled) and 4997 more; held back by mode: held by mode',
  );
  expect(all.texts[0]?.length).toBeLessThan(10_000);
});

test('a bad file is told with its places, and once', () => {
  const all = logged();
  const range = { file: 'a.yaml', start: { line: 3, column: 5 }, end: { line: 3, column: 6 } };
  const bad: WatchEvent = {
    type: 'topology_bad',
    topology,
    diagnostics: [{ ...failure('topology.unknown-key', 'enabeld'), range }],
  };
  all.tell(bad, bad);
  expect(all.lines).toMatchObject([{ level: 'error', event: 'topology_bad', diagnostics: [{ at: 'a.yaml:3:5' }] }]);
  expect(all.lines[0]?.msg).toBe(
    'the topology file is bad: a.yaml:3:5: The topology file has a key that is not part of the format: enabeld',
  );
  all.pass(minute * 61);
  all.tell(begins, reconciled('in-sync'));
  all.pass(minute * 61);
  all.tell(begins, reconciled('in-sync'));
  expect(all.lines.at(-1)?.msg).toBe('still: in sync; the topology file is still bad');
});

test('who leads is told when it changes', () => {
  const all = logged();
  const leading = (isLeader: boolean, detail?: string): WatchEvent => ({
    type: 'leading',
    topology,
    isLeader,
    ...(detail === undefined ? {} : { detail }),
  });
  all.tell(started(), leading(false, 'b leads'), leading(false, 'b leads'), leading(true), {
    type: 'watch_stopped',
    topology,
  });
  expect(all.lines.map(({ msg }) => msg)).toEqual([
    'watching /etc/warehouse.yaml, mode safe',
    'this process stands by: b leads',
    'this process leads',
    'watching has ended',
  ]);
});

test.each([
  ['silent', 0],
  ['error', 1],
  ['warn', 2],
  ['info', 3],
  ['debug', 7],
] as const)('level %s', (level, count) => {
  const all = logged({ level });
  all.tell(
    begins,
    { type: 'apply_event', topology, event: { type: 'step_start', step: 'a', operation: 'b', target: 'c' } },
    { type: 'apply_event', topology, event: { type: 'step_complete', step: 'a', outcome: 'done', durationMs: 1 } },
    reconciled('applied', { outcome }),
    begins,
    drift('worker/ETL01'),
    reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'x')] }),
  );
  expect(all.lines).toHaveLength(count);
});

test('what the parts say is let through ever more seldom, and counted', () => {
  const all = logged();
  for (let time = 0; time < 600; time += 1) {
    all.log.say('warn', `no answer within ${time} ms`, { topology });
    all.pass(1000);
  }
  expect(all.lines.length).toBeLessThan(12);
  const counted = all.lines.reduce((sum, { suppressed }) => sum + Number(suppressed ?? 0), 0);
  expect(counted + all.lines.length).toBeGreaterThan(200);
});

test('at a terminal it can be read, and no text can move the cursor', () => {
  const all = logged({ form: 'text' });
  all.tell(
    started(),
    begins,
    reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no\u001b[2J route\nto it')] }),
    begins,
    reconciled('held', {
      plan: planOf([change('worker/ETL01')]),
      held: [held('worker/ETL01', 'window', { until: '2026-01-03T22:00:00.000Z' })],
    }),
  );
  expect(all.texts.join('')).toBe(`2026-01-01 00:00:00Z info  warehouse: watching /etc/warehouse.yaml, mode safe
2026-01-01 00:00:00Z error warehouse: the world could not be observed: The SQL Server cannot be reached
    error: no\\u{1b}[2J route\\u{a}to it [catalog.unreachable]
      What to do: Check catalog.server, that SQL Server runs and listens on TCP, and that no firewall stands between.
2026-01-01 00:00:00Z warn  warehouse: 1 difference: worker/ETL01 (it is disabled); held back by window: held by window
    worker/ETL01 is held back (window): held by window, until 2026-01-03T22:00:00.000Z
`);
});

test('health has a line when it changes, also of a standby and while nothing differs', () => {
  const all = logged();
  const since = '2026-01-01T00:00:00.000Z';
  const finding = (target: string) =>
    ({ id: 'worker.service', target, severity: 'error', summary: `${target} is stopped`, consequences: 1 }) as const;
  const down = (...targets: readonly string[]) =>
    reconciled('in-sync', {
      condition: unwell({ state: 'down', reason: 'Nothing can run on a worker.', since }, targets.map(finding)),
    });
  all.tell({ type: 'leading', topology, isLeader: false }, begins, reconciled('in-sync'));
  all.texts.length = 0;
  all.tell(begins, down('worker/ETL01'), begins, down('worker/ETL01'));
  expect(all.lines).toEqual([
    {
      level: 'error',
      time: since,
      formatVersion: 1,
      topology,
      run: 'run-2',
      event: 'health',
      health: 'down',
      reason: 'Nothing can run on a worker.',
      since,
      findings: [finding('worker/ETL01')],
      msg: 'health: down: Nothing can run on a worker. Cause: worker/ETL01 is stopped (1 finding below it)',
    },
  ]);
  all.texts.length = 0;
  all.tell(begins, down('worker/ETL01', 'worker/ETL02'), begins, reconciled('in-sync'));
  expect(all.lines.map(({ level, msg }) => [level, msg])).toEqual([
    [
      'error',
      'health: down: Nothing can run on a worker. Causes: worker/ETL01 is stopped (1 finding below it), worker/ETL02 is stopped (1 finding below it)',
    ],
    ['info', 'health: healthy'],
  ]);
  all.texts.length = 0;
  const some = unwell({ state: 'degraded', reason: '1 of 2 is out.' });
  all.tell(begins, reconciled('in-sync', { condition: some }));
  all.pass(60 * minute);
  all.tell(begins, reconciled('in-sync', { condition: some }));
  expect(all.lines.map(({ level, event, msg }) => [level, event, msg])).toEqual([
    ['warn', 'health', 'health: degraded: 1 of 2 is out.'],
    ['warn', 'heartbeat', 'still: in sync; health: degraded'],
  ]);
});

test('a world that cannot be observed any more is unknown, and no line says so before the first look', () => {
  const failed = reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route')] });
  const never = logged();
  never.tell(begins, failed);
  expect(never.lines.map(({ event }) => event)).toEqual(['reconciled']);
  const all = logged();
  const degraded = reconciled('in-sync', { condition: unwell({ state: 'degraded', reason: '1 of 2 is out.' }) });
  all.tell(begins, degraded, begins, failed);
  expect(all.lines.map(({ level, event, msg }) => [level, event, msg])).toContainEqual([
    'warn',
    'health',
    'health: unknown: It could not be looked at: nobody answers.',
  ]);
});

test('what the log of a worker says while a run waits for it is a line of its own, at once', () => {
  const log = logged();
  log.tell(begins, {
    type: 'apply_event',
    topology,
    event: { type: 'step_trouble', step: 'worker/ETL01:online', diagnostic: failure('plan.log-trouble', 'it says so') },
  });
  expect(log.lines.at(-1)).toMatchObject({
    level: 'warn',
    msg: expect.stringContaining('worker/ETL01:online: it says so'),
    step: 'worker/ETL01:online',
    code: 'plan.log-trouble',
  });
});
