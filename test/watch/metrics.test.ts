import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { instruments, watchMetrics } from '../../src/watch/metrics.js';
import type { WatchEvent } from '../../src/watch/watch-event.js';
import { change, failure, held, planOf, reconciled, started, topology, unwell } from './events.js';

async function linesAfter(events: readonly WatchEvent[], now = () => Date.parse('2026-01-01T00:00:00Z')) {
  const metrics = watchMetrics({ version: '1.2.3', node: 'v20', now });
  for (const event of events) metrics.listener(event);
  return (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function step(event: Extract<WatchEvent, { type: 'apply_event' }>['event']): WatchEvent {
  return { type: 'apply_event', topology, event };
}

const fleet = {
  workers: { online: 2, offline: 1, disabled: 0, unregistered: 1 },
  certificates: [
    { machine: 'ETL01', thumbprint: '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567', notAfter: '2026-01-11T12:00:00.000Z' },
  ],
};

test('runs are counted by result, and timed', async () => {
  const lines = await linesAfter([started(), reconciled('in-sync'), reconciled('in-sync'), reconciled('failed')]);
  expect(lines).toContain('scaleout_reconciles_total{topology="warehouse",result="in-sync"} 2');
  expect(lines).toContain('scaleout_reconciles_total{topology="warehouse",result="failed"} 1');
  expect(lines).toContain('scaleout_reconcile_duration_seconds_count{topology="warehouse"} 3');
  expect(lines).toContain('scaleout_reconcile_duration_seconds_sum{topology="warehouse"} 0.36');
  expect(lines).toContain('scaleout_build_info{version="1.2.3",node="v20"} 1');
});

test('drift, what is held, workers and certificates are as at the last look', async () => {
  const changes = [change('worker/ETL01'), change('worker/ETL02'), change('catalog/defaultExecutionMode')];
  const lines = await linesAfter([
    reconciled('held', { plan: planOf([change('scaleOut')]), held: [held('scaleOut', 'mode')] }),
    reconciled('held', { plan: planOf(changes), held: [held('worker/ETL01', 'window')], fleet }),
  ]);
  expect(lines.filter((line) => line.startsWith('scaleout_drift'))).toEqual([
    'scaleout_drift{topology="warehouse",kind="worker",action="update"} 2',
    'scaleout_drift{topology="warehouse",kind="catalog",action="update"} 1',
  ]);
  expect(lines.filter((line) => line.startsWith('scaleout_held'))).toEqual([
    'scaleout_held_changes{topology="warehouse",by="window"} 1',
  ]);
  expect(lines).toContain('scaleout_workers{topology="warehouse",state="offline"} 1');
  expect(lines).toContain(
    'scaleout_certificate_days_left{topology="warehouse",machine="ETL01",thumbprint="0A1B2C3D"} 10.5',
  );
});

test('what an apply did is counted by operation and outcome', async () => {
  const lines = await linesAfter([
    step({ type: 'step_start', step: 'a', operation: 'setWorkerEnabled', target: 'worker/ETL01' }),
    step({ type: 'step_complete', step: 'a', outcome: 'done', durationMs: 1 }),
    step({ type: 'step_start', step: 'b', operation: 'setWorkerEnabled', target: 'worker/ETL02' }),
    step({ type: 'step_errored', step: 'b', durationMs: 1, diagnostic: failure('guard.lock-lost', 'gone') }),
    step({ type: 'step_skipped', step: 'c', reason: 'needs b' }),
    reconciled('partial'),
  ]);
  expect(lines).toContain('scaleout_steps_total{topology="warehouse",operation="setWorkerEnabled",outcome="done"} 1');
  expect(lines).toContain(
    'scaleout_steps_total{topology="warehouse",operation="setWorkerEnabled",outcome="errored"} 1',
  );
  expect(lines).toContain('scaleout_steps_total{topology="warehouse",operation="other",outcome="skipped"} 1');
  expect(lines).toContain('scaleout_lock_refused{topology="warehouse"} 1');
});

test('a failed look leaves the last known drift, and the time of the last success', async () => {
  let now = 1_000_000;
  const metrics = watchMetrics({ version: '1', now: () => now });
  metrics.listener(reconciled('held', { plan: planOf([change('worker/ETL01')]) }));
  now = 2_000_000;
  metrics.listener(reconciled('failed', { diagnostics: [failure('guard.lock-held', 'another')] }));
  const text = await metrics.text();
  expect(text).toContain('scaleout_drift{topology="warehouse",kind="worker",action="update"} 1');
  expect(text).toContain('scaleout_last_success_timestamp_seconds{topology="warehouse"} 1000');
  expect(text).toContain('scaleout_last_reconcile_timestamp_seconds{topology="warehouse"} 2000');
  expect(text).toContain('scaleout_lock_refused{topology="warehouse"} 1');
  metrics.listener(reconciled('interrupted'));
  expect(await metrics.text()).toContain('scaleout_last_success_timestamp_seconds{topology="warehouse"} 1000');
  metrics.listener(reconciled('in-sync'));
  expect(await metrics.text()).toContain('scaleout_lock_refused{topology="warehouse"} 0');
});

test('names from a catalog make no more kinds, and break no line', async () => {
  const ids = Array.from({ length: 500 }, (_, index) => change(`evil"\n${index}/x`));
  const plan = planOf(ids);
  const lines = await linesAfter([
    reconciled('held', {
      plan,
      fleet: { certificates: [{ machine: 'A"\n{}\\', thumbprint: 'F'.repeat(40), notAfter: '2027-01-01T00:00:00Z' }] },
    }),
    step({ type: 'step_start', step: 'a', operation: 'evil', target: 'x' }),
    step({ type: 'step_complete', step: 'a', outcome: 'done', durationMs: 1 }),
  ]);
  expect(lines.filter((line) => line.startsWith('scaleout_drift'))).toEqual([
    'scaleout_drift{topology="warehouse",kind="other",action="update"} 500',
  ]);
  expect(lines.filter((line) => line.startsWith('scaleout_steps_total'))).toEqual([
    'scaleout_steps_total{topology="warehouse",operation="other",outcome="done"} 1',
  ]);
  for (const line of lines) expect(line).toMatch(/^scaleout_[a-z_]+(\{.*\})? [-+\d.e]+$/);
});

test('leading, a bad file and a run under way are 1 or 0; of what is watched no more no gauge stays', async () => {
  const metrics = watchMetrics({ version: '1' });
  const gauges = async () =>
    (await metrics.text()).split('\n').filter((line) => /^scaleout_(leader|topology_bad|reconcile_running)/.test(line));
  for (const event of [
    started(),
    { type: 'leading', topology, isLeader: true },
    { type: 'topology_bad', topology, diagnostics: [] },
    { type: 'reconcile_started', topology, reasons: ['file'] },
  ] satisfies WatchEvent[]) {
    metrics.listener(event);
  }
  expect(await gauges()).toEqual([
    'scaleout_leader{topology="warehouse"} 1',
    'scaleout_topology_bad{topology="warehouse"} 1',
    'scaleout_reconcile_running{topology="warehouse"} 1',
  ]);
  metrics.listener({ type: 'leading', topology, isLeader: false });
  metrics.listener({ type: 'topology_loaded', topology, sha256: '' });
  metrics.listener(reconciled('held', { plan: planOf([change('worker/ETL01')]), fleet }));
  expect(await gauges()).toEqual([
    'scaleout_leader{topology="warehouse"} 0',
    'scaleout_topology_bad{topology="warehouse"} 0',
    'scaleout_reconcile_running{topology="warehouse"} 0',
  ]);
  metrics.listener({ type: 'watch_stopped', topology });
  const left = (await metrics.text()).split('\n').filter((line) => line.includes('topology="warehouse"'));
  expect(left.every((line) => /^scaleout_(reconciles_total|reconcile_duration)/.test(line))).toBe(true);
});

const page = readFileSync(new URL('../../docs/watch.md', import.meta.url), 'utf8');

test('docs/watch.md lists every metric with its labels, and no other', () => {
  const registry = new Registry();
  instruments(registry);
  const made = registry.getMetricsAsArray().map((metric) => {
    const { name, labelNames } = metric as unknown as { readonly name: string; readonly labelNames: readonly string[] };
    return [name, labelNames.join(', ')];
  });
  const listed = [...page.matchAll(/^\| `(scaleout_\w+)` \| ([^|]*) \|/gm)].map(([, name, labels]) => [
    name,
    [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label).join(', '),
  ]);
  expect(listed).toEqual(made);
});

test('the alerts in docs/watch.md name metrics that there are', () => {
  const registry = new Registry();
  instruments(registry);
  const alerts = [...page.matchAll(/```yaml\n(groups:[\s\S]*?)```/g)].map(([, text]) => text ?? '').join('\n');
  const used = new Set([...alerts.matchAll(/scaleout_\w+/g)].map(([name]) => name));
  expect(used.size).toBeGreaterThanOrEqual(3);
  for (const name of used) expect(registry.getSingleMetric(name), name).toBeDefined();
});

test('health is one series a state, and what cannot be looked at is unknown, never what it was', async () => {
  const metrics = watchMetrics({ version: '1' });
  const now = async () => {
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('scaleout_health{'));
    expect(lines).toHaveLength(4);
    return lines.filter((line) => line.endsWith(' 1'));
  };
  const is = (state: string) => [`scaleout_health{topology="warehouse",state="${state}"} 1`];
  metrics.listener(started());
  expect(await now()).toEqual(is('unknown'));
  metrics.listener(reconciled('in-sync'));
  expect(await now()).toEqual(is('healthy'));
  metrics.listener(reconciled('in-sync', { condition: unwell({ state: 'down', reason: 'It is.' }) }));
  expect(await now()).toEqual(is('down'));
  metrics.listener(reconciled('in-sync'));
  metrics.listener(reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'no route')] }));
  expect(await now()).toEqual(is('unknown'));
  metrics.listener(reconciled('in-sync'));
  metrics.listener({ type: 'watch_stuck', topology, silentMs: 180_000 });
  expect(await now()).toEqual(is('unknown'));
  metrics.listener({ type: 'watch_stopped', topology });
  expect(await metrics.text()).not.toContain('scaleout_health{');
});
