import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { topologyGauge } from './topology-gauge.js';

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
    drift: gauge('scaleout_drift', 'Differences between topology and world at the last look, by kind and action.', [
      'kind',
      'action',
    ]),
    held: gauge('scaleout_held_changes', 'Changes that are needed and held back, by what holds them.', ['by']),
    workers: gauge('scaleout_workers', 'Workers at the last look, by state.', ['state']),
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
