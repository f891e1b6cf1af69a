import { expect, test } from 'vitest';
import { thumbprint } from '../../../src/domain/machines.js';
import type { EndingCertificate } from '../../../src/reconciler/diagnosis/ending-certificates.js';
import type { NotifyKind } from '../../../src/topology/topology.js';
import { withoutMoments } from '../../../src/watch/log/repeats.js';
import { isAskedFor, notices } from '../../../src/watch/notify/notices.js';
import type { WatchEvent } from '../../../src/watch/watch-event.js';
import { change, failure, held, outcome, planOf, reconciled, topology, unwell } from '../events.js';

const minute = 60_000;
const hour = 60 * minute;

function simulated() {
  let time = 0;
  let ids = 0;
  const start = Date.parse('2026-01-01T00:00:00Z');
  const find = notices({ now: () => start + time, clock: () => time, id: () => `id-${++ids}` });
  return {
    find,
    /** The kinds of what is told, in order. */
    kinds: (...events: readonly WatchEvent[]) => events.flatMap(find).map(({ kind }) => kind),
    pass: (milliseconds: number) => (time += milliseconds),
  };
}

function drift(...ids: readonly string[]): WatchEvent {
  return reconciled('held', { plan: planOf(ids.map((id) => change(id))), held: ids.map((id) => held(id, 'mode')) });
}

/** Where it does not lead, another one does. */
function leads(isLeader: boolean): WatchEvent {
  return { type: 'leading', topology, isLeader, ...(isLeader ? {} : { isLed: true }) };
}

const inSync = reconciled('in-sync');
const unreachable = reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route, after 12 ms')] });

test('drift is told once, until it changes or a day has passed', () => {
  const { kinds, pass } = simulated();
  expect(kinds(drift('worker/ETL01'))).toEqual(['drift']);
  for (let time = 0; time < 23; time += 1) {
    pass(hour);
    expect(kinds(drift('worker/ETL01'))).toEqual([]);
  }
  pass(hour);
  expect(kinds(drift('worker/ETL01'))).toEqual(['drift']);
  expect(kinds(drift('worker/ETL01', 'worker/ETL02'))).toEqual(['drift']);
  expect(kinds(inSync, drift('worker/ETL01', 'worker/ETL02'))).toEqual(['drift']);
});

test('what it says of drift', () => {
  const { find } = simulated();
  const plan = planOf([
    change('worker/ETL01'),
    { ...change('worker/ETL02'), action: 'unknown' },
    { ...change('worker/X'), action: 'unmanaged' },
  ]);
  expect(find(reconciled('applied', { plan, outcome, held: [held('worker/ETL01', 'mode')] }))).toEqual([
    {
      id: 'id-1',
      kind: 'drift',
      topology,
      at: '2026-01-01T00:00:00.000Z',
      title: 'warehouse: 1 difference, 1 whose state cannot be told, 1 step done, 1 held back',
      lines: ['worker/ETL01: update, safe: it is disabled', 'worker/ETL02: unknown, safe: it is disabled'],
      changes: [
        { id: 'worker/ETL01', action: 'update', risk: 'safe', reason: 'it is disabled' },
        { id: 'worker/ETL02', action: 'unknown', risk: 'safe', reason: 'it is disabled' },
      ],
      held: [{ id: 'worker/ETL01', by: 'mode', reason: 'held by mode' }],
      diagnostics: [],
    },
  ]);
});

test('workers that nobody manages, and what was just written into the file, are no drift', () => {
  const { kinds } = simulated();
  const unmanaged = planOf([{ ...change('worker/X'), action: 'unmanaged' }]);
  expect(kinds(reconciled('in-sync', { plan: unmanaged }))).toEqual([]);
  const plan = planOf([change('worker/ETL01')]);
  expect(kinds(reconciled('applied', { plan, outcome, reasons: ['file'] }))).toEqual([]);
  expect(kinds(reconciled('applied', { plan, outcome, reasons: ['interval'] }))).toEqual(['drift']);
});

test('a failure is told once, in whatever words of time, and its end as recovery', () => {
  const { kinds, find, pass } = simulated();
  expect(kinds(inSync)).toEqual([]);
  expect(find(unreachable)).toMatchObject([
    {
      kind: 'failure',
      title: 'warehouse: The SQL Server cannot be reached',
      diagnostics: [{ code: 'catalog.unreachable' }],
    },
  ]);
  pass(minute);
  expect(
    kinds(
      reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route, after 900 ms')] }),
      reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route, after 9 ms Tried 5 times.')] }),
    ),
  ).toEqual([]);
  expect(kinds(reconciled('failed', { diagnostics: [failure('catalog.login-failed', 'x')] }))).toEqual(['failure']);
  expect(kinds(inSync, inSync)).toEqual(['recovery']);
  expect(kinds(unreachable)).toEqual(['failure']);
});

test('a step that failed is a failure, with its diagnostic', () => {
  const { kinds, find } = simulated();
  const errored: WatchEvent = {
    type: 'apply_event',
    topology,
    event: { type: 'step_errored', step: 'a', diagnostic: failure('machine.timeout', 'ETL01'), durationMs: 1 },
  };
  const partial = reconciled('partial', { outcome: { ...outcome, result: 'partial', errored: 1 } });
  expect([errored, partial].flatMap(find)).toMatchObject([
    {
      kind: 'failure',
      title: 'warehouse: applied in part: 1 done, 1 failed, 0 skipped',
      diagnostics: [{ code: 'machine.timeout' }],
    },
  ]);
  expect(kinds(errored, partial)).toEqual([]);
  expect(kinds(reconciled('held'))).toEqual(['recovery']);
});

test('an apply that was told to end is no failure, and no recovery either', () => {
  const { kinds } = simulated();
  const interrupted = reconciled('interrupted', { outcome: { ...outcome, result: 'interrupted', skipped: 1 } });
  expect(kinds(interrupted)).toEqual([]);
  expect(kinds(unreachable)).toEqual(['failure']);
  expect(kinds(interrupted)).toEqual([]);
  expect(kinds(inSync)).toEqual(['recovery']);
});

test('a bad file is a failure of its own, and good again a recovery', () => {
  const { kinds } = simulated();
  const bad = (detail: string): WatchEvent => ({
    type: 'topology_bad',
    topology,
    diagnostics: [failure('topology.unknown-key', detail)],
  });
  expect(kinds(bad('a'), bad('a'))).toEqual(['failure']);
  expect(kinds(inSync, unreachable, inSync)).toEqual(['failure', 'recovery']);
  expect(kinds(bad('b'))).toEqual(['failure']);
  const good: WatchEvent = { type: 'topology_loaded', topology, sha256: 'a' };
  expect(kinds(good, good)).toEqual(['recovery']);
});

test('a plan that waits for approval is told for each plan, a window for each end', () => {
  const { kinds, find } = simulated();
  const plan = planOf([change('worker/ETL01')]);
  const waits = (fingerprint: string) =>
    reconciled('held', {
      plan,
      held: [held('worker/ETL01', 'approval', { reason: `it needs: scaleout approve ${fingerprint}` })],
    });
  const shut = (until: string) => reconciled('held', { plan, held: [held('worker/ETL01', 'window', { until })] });
  expect(kinds(waits('aa'), waits('aa'))).toEqual(['drift', 'approval']);
  expect(find(waits('bb'))).toMatchObject([
    {
      kind: 'approval',
      title: 'warehouse: 1 change to be approved',
      lines: ['worker/ETL01: it needs: scaleout approve bb'],
    },
  ]);
  expect(find(shut('2026-01-03T22:00:00.000Z'))).toMatchObject([
    { kind: 'window', title: 'warehouse: 1 change held back by a window, until 2026-01-03T22:00:00.000Z' },
  ]);
  expect(kinds(shut('2026-01-03T22:00:00.000Z'))).toEqual([]);
  expect(kinds(shut('2026-01-10T22:00:00.000Z'))).toEqual(['window']);
  expect(kinds(waits('bb'))).toEqual(['approval']);
});

test('a failed look is not taken for the end of drift', () => {
  const { kinds } = simulated();
  expect(kinds(drift('worker/ETL01'), unreachable, drift('worker/ETL01'))).toEqual(['drift', 'failure', 'recovery']);
});

test('what comes and goes fills no channel, and nothing is told to be over that was not told', () => {
  const { kinds, pass } = simulated();
  const told: string[] = [];
  for (let time = 0; time < 24 * 60; time += 1) {
    pass(minute);
    told.push(...kinds(time % 2 === 0 ? unreachable : inSync));
  }
  const failures = told.filter((kind) => kind === 'failure').length;
  expect(failures).toBeLessThanOrEqual(24 * 6);
  expect(failures).toBeGreaterThan(24);
  expect(told.filter((kind) => kind === 'recovery')).toHaveLength(failures);
});

test('a standby tells nothing; who leads tells all of it', () => {
  const { kinds } = simulated();
  const bad: WatchEvent = { type: 'topology_bad', topology, diagnostics: [failure('topology.unknown-key', 'a')] };
  expect(kinds(leads(false), drift('worker/ETL01'), unreachable, bad, inSync)).toEqual([]);
  expect(kinds(leads(true), drift('worker/ETL01'))).toEqual(['drift']);
});

test('lists are limited, and no text holds a secret', () => {
  const { find } = simulated();
  const many = Array.from({ length: 1000 }, (_, index) => change(`worker/ETL${index}`));
  expect(find(reconciled('held', { plan: planOf(many) }))[0]?.lines).toHaveLength(20);
  const told = find(
    reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'Server=a;Password=hunter2')] }),
  );
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain('hunter2');
});

const reason = 'Nothing can run on a worker: no worker is both enabled and online: ETL01.';
const isDown = unwell(
  {
    state: 'down',
    reason,
    workers: [{ machine: 'ETL01', rows: [], isWanted: true, state: 'down', reason: 'ETL01 has not been heard of.' }],
  },
  [
    {
      id: 'worker.service',
      target: 'worker/ETL01',
      severity: 'error',
      summary: 'Its service is stopped',
      consequences: 1,
    },
    {
      id: 'worker.limits',
      target: 'worker/ETL01',
      severity: 'warning',
      summary: 'It may take few tasks',
      consequences: 0,
    },
  ],
);

test('an outage is told although nothing differs, with its causes, once, and its end as recovery', () => {
  const { find, kinds, pass } = simulated();
  expect(find(reconciled('in-sync', { condition: isDown }))).toMatchObject([
    {
      kind: 'unhealthy',
      title: `warehouse: down: ${reason}`,
      lines: ['worker/ETL01: Its service is stopped [worker.service]', 'down: ETL01 has not been heard of.'],
      changes: [],
    },
  ]);
  pass(minute);
  const later = { ...isDown, health: { ...isDown.health, reason: `${reason} Longer.` } };
  expect(kinds(reconciled('in-sync', { condition: later }))).toEqual([]);
  // What cannot be looked at is neither over nor news of its own.
  expect(kinds(unreachable, reconciled('in-sync', { condition: later }))).toEqual(['failure', 'recovery']);
  expect(find(inSync)).toMatchObject([{ kind: 'recovery', title: 'warehouse: healthy again' }]);
  expect(kinds(inSync)).toEqual([]);
});

test('an outage is told however often a single worker has come and gone', () => {
  const { kinds } = simulated();
  const some = unwell({ state: 'degraded', reason: '1 of 2 enabled workers cannot run packages: ETL01.' });
  const degraded = reconciled('in-sync', { condition: some });
  const flapping = Array.from({ length: 20 }, () => [degraded, inSync]).flat();
  expect(kinds(...flapping).filter((kind) => kind === 'unhealthy')).toHaveLength(6);
  expect(kinds(reconciled('in-sync', { condition: isDown }))).toEqual(['unhealthy']);
  expect(kinds(inSync)).toEqual(['recovery']);
});

test('a certificate is told of at 30, 14, 7 and 1 days and when it has ended, each once', () => {
  const { find } = simulated();
  const print = thumbprint('0A1B2C3D4E5F60718293A4B5C6D7E8F901234567');
  const at = (days: number, more: Partial<EndingCertificate> = {}) => {
    const one: EndingCertificate = {
      thumbprint: print,
      role: 'worker',
      machines: ['ETL01'],
      notAfter: '2026-02-01T00:00:00.000Z',
      secondsLeft: days * 86_400,
      ...more,
    };
    const condition = unwell({ state: 'degraded', reason: 'It ends.', isAmiss: days < 0, certificates: [one] });
    return find(reconciled('in-sync', { condition }));
  };
  const told = [40, 31, 30, 29.5, 20, 14, 13, 8, 7, 6.9, 2, 1, 0.5].map((days) => at(days).map(({ kind }) => kind));
  expect(told.map((kinds) => kinds.length)).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
  expect(new Set(told.flat())).toEqual(new Set(['certificate']));
  expect(at(-0.1).map(({ kind }) => kind)).toEqual(['unhealthy', 'certificate']);
  expect(at(-1)).toEqual([]);
  expect(at(12, { thumbprint: thumbprint('F'.repeat(40)), machines: ['ETL02'] })).toMatchObject([
    { kind: 'recovery', title: 'warehouse: master and workers work again' },
    {
      kind: 'certificate',
      title: 'warehouse: the certificate of ETL02 ends 2026-02-01 00:00:00 UTC, in 12 days',
      lines: [`worker certificate ${'F'.repeat(40)} of ETL02 ends 2026-02-01 00:00:00 UTC, in 12 days`],
    },
  ]);
});

test('what a standby knows of health and certificates is told when it leads', () => {
  const { kinds } = simulated();
  const outage = reconciled('in-sync', { condition: isDown });
  expect(kinds(leads(false), outage, leads(true), outage, outage)).toEqual(['unhealthy']);
});

test('the end of an outage is told also where what came between was not told for being too much', () => {
  const { kinds, find } = simulated();
  const some = unwell({ state: 'degraded', reason: '1 of 2 enabled workers cannot run packages: ETL01.' });
  const degraded = reconciled('in-sync', { condition: some });
  kinds(...Array.from({ length: 6 }, () => [degraded, inSync]).flat());
  expect(kinds(reconciled('in-sync', { condition: isDown }), degraded)).toEqual(['unhealthy']);
  expect(find(inSync)).toMatchObject([{ kind: 'recovery', health: 'healthy', ends: 'unhealthy' }]);
  expect(kinds(degraded, inSync, inSync)).toEqual([]);
});

test('that reconciling works again sounds in no outage as if all were well', () => {
  const { find } = simulated();
  expect(find(unreachable)).toMatchObject([{ kind: 'failure', health: 'unknown' }]);
  expect(find(reconciled('in-sync', { condition: isDown }))).toMatchObject([
    { kind: 'recovery', ends: 'failure', health: 'down', title: 'warehouse: reconciling works again; health: down' },
    { kind: 'unhealthy', health: 'down' },
  ]);
});

test('who asked for some kinds alone hears no end of what was not told, and of every outage', () => {
  const { find } = simulated();
  const outage = reconciled('in-sync', { condition: isDown });
  const all = [unreachable, inSync, outage, inSync].flatMap(find);
  const told = (...on: readonly NotifyKind[]) =>
    all.filter((notice) => isAskedFor(notice, on)).map(({ kind, ends = '' }) => `${kind} ${ends}`.trim());
  expect(told('drift', 'failure', 'recovery')).toEqual(['failure', 'recovery failure']);
  expect(told('unhealthy')).toEqual(['failure', 'unhealthy']);
  expect(told('unhealthy', 'recovery')).toEqual(['failure', 'recovery failure', 'unhealthy', 'recovery unhealthy']);
  expect(told('certificate')).toEqual([]);
});

test('where SQL Server is gone nobody leads, and who led tells of it, until another one does', () => {
  const { find, kinds } = simulated();
  const orphaned: WatchEvent = { type: 'leading', topology, isLeader: false, detail: 'the connection was refused' };
  expect(kinds(leads(true), inSync, orphaned, unreachable, unreachable)).toEqual(['failure']);
  expect(kinds(leads(true), inSync)).toEqual(['recovery']);
  expect(kinds(orphaned, unreachable)).toEqual(['failure']);
  expect(find(leads(false))).toMatchObject([{ kind: 'recovery', title: 'warehouse: another replica leads' }]);
  expect(kinds(unreachable, inSync)).toEqual([]);
  // A failure of a leader is not over because another one leads.
  expect(kinds(leads(true), unreachable, leads(false))).toEqual(['failure']);
});

test('how long something has lasted makes no news, with minutes and seconds or without', () => {
  const ages = ['59 s', '1 min', '1 min 2 s', '2 h', '1 d 3 h', '1 d'];
  const texts = ages.map((age) => withoutMoments(`since 2026-11-24 02:15:09 UTC (${age}): ETL01. Tried 3 times.`));
  expect(new Set(texts)).toEqual(new Set(['since # UTC (#): ETL01.']));
});
