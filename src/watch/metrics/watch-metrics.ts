import { Registry } from 'prom-client';
import type { Fleet } from '../fleet.js';
import type { ReconcileResult, WatchEvent, WatchListener } from '../watch-event.js';
import { instruments } from './instruments.js';
import { kindOf, operationOf } from './label-values.js';

export interface MetricsOptions {
  /** Of this program. */
  readonly version: string;
  /** Of Node. */
  readonly node?: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface WatchMetrics {
  readonly listener: WatchListener;
  /** The content type of `text`. */
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
}

/** The most certificates that become series, for each topology. */
const mostCertificates = 5000;

const day = 24 * 3_600_000;

/** Counts what a watch does, in a registry of its own. */
export function watchMetrics({ version, node = process.version, now = Date.now }: MetricsOptions): WatchMetrics {
  const registry = new Registry();
  const all = instruments(registry);
  const operationsUnderWay = new Map<string, string>();
  const certificates = new Map<string, Fleet['certificates']>();
  all.build.set({ version, node }, 1);

  const flag = (gauge: { set: typeof all.leader.set }, topology: string, isSet: boolean) =>
    gauge.set(topology, [{ labels: {}, value: isSet ? 1 : 0 }]);
  const stamp = (gauge: typeof all.success, topology: string) =>
    gauge.set(topology, [{ labels: {}, value: now() / 1000 }]);

  const reconciled = (topology: string, result: ReconcileResult) => {
    all.reconciles.inc({ topology, result: result.result });
    all.duration.observe({ topology }, result.durationMs / 1000);
    stamp(all.lastRun, topology);
    flag(all.running, topology, false);
    flag(all.lockRefused, topology, lockRefused.has(topology) || result.diagnostics.some(({ code }) => isOfLock(code)));
    lockRefused.delete(topology);
    if (result.result !== 'failed' && result.result !== 'partial') stamp(all.success, topology);
    // What could not be looked at is not known to be gone: the last look stands, and its time says how old it is.
    if (result.plan === undefined) return;
    const drifted = result.plan.changes.map(({ id, action }) => ({ kind: kindOf(id), action }));
    all.drift.set(topology, counted(drifted));
    all.held.set(topology, counted(result.held.map(({ by }) => ({ by }))));
    if (result.fleet !== undefined) certificates.set(topology, result.fleet.certificates.slice(0, mostCertificates));
    const workers = Object.entries(result.fleet?.workers ?? {});
    if (workers.length > 0)
      all.workers.set(
        topology,
        workers.map(([state, value]) => ({ labels: { state }, value })),
      );
  };
  const lockRefused = new Set<string>();

  const applied = (topology: string, event: Extract<WatchEvent, { readonly type: 'apply_event' }>['event']) => {
    const key = (step: string) => `${topology}\0${step}`;
    const count = (step: string, outcome: string) => {
      const operation = operationOf(operationsUnderWay.get(key(step)) ?? '');
      operationsUnderWay.delete(key(step));
      all.steps.inc({ topology, operation, outcome });
    };
    switch (event.type) {
      case 'step_start':
        operationsUnderWay.set(key(event.step), event.operation);
        break;
      case 'step_complete':
        count(event.step, event.outcome);
        break;
      case 'step_errored':
        if (isOfLock(event.diagnostic.code)) lockRefused.add(topology);
        count(event.step, 'errored');
        break;
      case 'step_skipped':
        count(event.step, 'skipped');
        break;
    }
  };

  /** The series of a topology that is watched no more; counters stay, or they would seem to start anew. */
  const forget = (topology: string) => {
    certificates.delete(topology);
    const { drift, held, workers, certificates: days, leader, success, lastRun } = all;
    for (const gauge of [drift, held, workers, days, leader, success, lastRun]) gauge.set(topology, []);
    for (const gauge of [all.lockRefused, all.topologyBad, all.running]) gauge.set(topology, []);
  };

  return {
    listener(event) {
      const { topology } = event;
      switch (event.type) {
        case 'watch_started':
          flag(all.topologyBad, topology, false);
          flag(all.running, topology, false);
          break;
        case 'topology_loaded':
          return flag(all.topologyBad, topology, false);
        case 'topology_bad':
          return flag(all.topologyBad, topology, true);
        case 'leading':
          return flag(all.leader, topology, event.isLeader);
        case 'reconcile_started':
          return flag(all.running, topology, true);
        case 'apply_event':
          return applied(topology, event.event);
        case 'reconciled':
          return reconciled(topology, event.result);
        case 'watch_stopped':
          return forget(topology);
      }
    },
    contentType: registry.contentType,
    text() {
      // Days pass between two looks at a machine.
      for (const [topology, used] of certificates) all.certificates.set(topology, used.map(daysLeft(now())));
      return registry.metrics();
    },
  };
}

function daysLeft(at: number) {
  return ({ machine, thumbprint, notAfter }: Fleet['certificates'][number]) => ({
    labels: { machine, thumbprint: thumbprint.slice(0, 8) },
    value: Math.round(((Date.parse(notAfter) - at) / day) * 100) / 100,
  });
}

function counted<Label extends string>(all: readonly Readonly<Record<Label, string>>[]) {
  const counts = new Map<string, { readonly labels: Readonly<Record<Label, string>>; value: number }>();
  for (const labels of all) {
    const key = Object.values(labels).join('\0');
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { labels, value: 1 });
    else known.value += 1;
  }
  return [...counts.values()];
}

function isOfLock(code: string): boolean {
  return code === 'guard.lock-held' || code === 'guard.lock-lost';
}
