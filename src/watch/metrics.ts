import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { lockErrors } from '../errors/guard.js';
import { type HealthState, healthStates } from '../reconciler/diagnosis/part-health.js';
import { operationNames } from '../reconciler/steps/steps.js';
import { maintenanceStates } from '../reconciler/view/maintenance.js';
import { type Fleet, isSuccess, type ReconcileResult, type WatchEvent, type WatchListener } from './watch-event.js';

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

  const tellHealth = (topology: string, now: HealthState) =>
    all.health.set(
      topology,
      healthStates.map((state) => ({ labels: { state }, value: state === now ? 1 : 0 })),
    );

  const reconciled = (topology: string, result: ReconcileResult) => {
    all.reconciles.inc({ topology, result: result.result });
    all.duration.observe({ topology }, result.durationMs / 1000);
    stamp(all.lastRun, topology);
    tellHealth(topology, result.condition.health.state);
    flag(all.running, topology, false);
    flag(all.lockRefused, topology, lockRefused.has(topology) || result.diagnostics.some(({ code }) => isOfLock(code)));
    lockRefused.delete(topology);
    if (isSuccess(result)) stamp(all.success, topology);
    // What could not be looked at is not known to be gone: the last look stands, and its time says how old it is.
    if (result.plan === undefined) return;
    const drifted = result.plan.changes.map(({ id, action }) => ({ kind: kindOf(id), action }));
    all.drift.set(topology, counted(drifted));
    all.held.set(topology, counted(result.held.map(({ by }) => ({ by }))));
    if (result.fleet !== undefined) certificates.set(topology, result.fleet.certificates.slice(0, mostCertificates));
    const workers = Object.entries(result.fleet?.workers ?? {});
    if (workers.length > 0) {
      const stated = result.fleet?.maintenances ?? [];
      all.maintenances.set(
        topology,
        maintenanceStates.map((state) => ({
          labels: { state },
          value: stated.filter((one) => one.state === state).length,
        })),
      );
      all.workers.set(
        topology,
        workers.map(([state, value]) => ({ labels: { state }, value })),
      );
    }
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
    all.health.set(topology, []);
    all.maintenances.set(topology, []);
    for (const gauge of [all.lockRefused, all.topologyBad, all.running]) gauge.set(topology, []);
  };

  return {
    listener(event) {
      const { topology } = event;
      switch (event.type) {
        case 'watch_started':
          flag(all.topologyBad, topology, false);
          flag(all.running, topology, false);
          tellHealth(topology, 'unknown');
          break;
        case 'watch_stuck':
          tellHealth(topology, 'unknown');
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
  return Object.hasOwn(lockErrors, code);
}

/** Every metric of a watch; docs/watch.md lists the same, a test keeps them equal. */
export function instruments(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter<string>({ name, help, labelNames, registers });
  const gauge = <Label extends string = never>(name: string, help: string, labels: readonly Label[] = []) =>
    topologyGauge<Label>(registry, { name, help, labels });
  return {
    reconciles: counter('scaleout_reconciles_total', 'Runs, by how they ended.', ['topology', 'result']),
    duration: new Histogram<string>({
      name: 'scaleout_reconcile_duration_seconds',
      help: 'How long runs took.',
      labelNames: ['topology'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
      registers,
    }),
    steps: counter('scaleout_steps_total', 'Steps that were carried out, by operation and outcome.', [
      'topology',
      'operation',
      'outcome',
    ]),
    health: gauge(
      'scaleout_health',
      '1 for the state that it is: healthy, degraded, down (nothing can run on a worker), unknown (it could not be looked at).',
      ['state'],
    ),
    drift: gauge('scaleout_drift', 'Differences between topology and world at the last look, by kind and action.', [
      'kind',
      'action',
    ]),
    held: gauge('scaleout_held_changes', 'Changes that are needed and held back, by what holds them.', ['by']),
    workers: gauge('scaleout_workers', 'Workers at the last look, by state.', ['state']),
    maintenances: gauge(
      'scaleout_maintenances',
      'Maintenances at the last look, by state: draining, drained, over (and its worker is not back), back, unseen.',
      ['state'],
    ),
    certificates: gauge(
      'scaleout_certificate_days_left',
      'Days until a certificate ends that a service uses; below 0: it has ended. The thumbprint is its first 8 digits.',
      ['machine', 'thumbprint'],
    ),
    leader: gauge('scaleout_leader', '1: this process leads on the catalog and may write. 0: another one does.'),
    lockRefused: gauge(
      'scaleout_lock_refused',
      '1: the last run could not write because somebody else held the lock of the catalog, or the lock was lost.',
    ),
    topologyBad: gauge('scaleout_topology_bad', '1: the topology file is not good; the last good one is kept to.'),
    running: gauge('scaleout_reconcile_running', '1: a run is under way.'),
    success: gauge(
      'scaleout_last_success_timestamp_seconds',
      'When the world was last observed and nothing failed, in Unix time.',
    ),
    lastRun: gauge('scaleout_last_reconcile_timestamp_seconds', 'When the last run ended, in Unix time.'),
    build: new Gauge<string>({
      name: 'scaleout_build_info',
      help: 'Always 1; the labels say what runs.',
      labelNames: ['version', 'node'],
      registers,
    }),
  };
}

/** A gauge whose series of one topology are replaced as a whole: what is gone leaves nothing behind. */
interface TopologyGauge<Label extends string> {
  set(
    topology: string,
    series: readonly { readonly labels: Readonly<Record<Label, string>>; readonly value: number }[],
  ): void;
}

function topologyGauge<Label extends string>(
  registry: Registry,
  { name, help, labels }: { readonly name: string; readonly help: string; readonly labels: readonly Label[] },
): TopologyGauge<Label> {
  const gauge = new Gauge<string>({ name, help, labelNames: ['topology', ...labels], registers: [registry] });
  const shown = new Map<string, readonly Readonly<Record<string, string>>[]>();
  return {
    set(topology, series) {
      for (const old of shown.get(topology) ?? []) gauge.remove(old);
      const fresh = series.map((one) => ({ labels: { topology, ...one.labels }, value: one.value }));
      for (const { labels: all, value } of fresh) gauge.set(all, value);
      if (fresh.length === 0) shown.delete(topology);
      else
        shown.set(
          topology,
          fresh.map(({ labels: all }) => all),
        );
    },
  };
}

/** Kinds of things that can differ; nothing else becomes a label, whatever a catalog holds. */
const kinds = new Set(['scaleOut', 'catalog', 'master', 'worker']);

/** `worker` of `worker/ETL01`. */
function kindOf(changeId: string): string {
  const slash = changeId.indexOf('/');
  const kind = slash === -1 ? changeId : changeId.slice(0, slash);
  return kinds.has(kind) ? kind : 'other';
}

function operationOf(name: string): string {
  return operationNames.includes(name) ? name : 'other';
}
