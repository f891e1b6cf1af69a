import type { Change, Plan } from '../../src/domain/documents.js';
import { type Diagnostic, diagnostic, type ErrorCode } from '../../src/errors/errors.js';
import type { FleetHealth } from '../../src/reconciler/diagnosis/health.js';
import type { HeldChange } from '../../src/reconciler/hold/hold.js';
import { type FleetCondition, unseen } from '../../src/watch/fleet-condition.js';
import type { ReconcileResult, WatchEvent } from '../../src/watch/watch-event.js';

/** Events as the loop makes them, for those who listen. */
export const topology = 'warehouse';

export function started(of = topology): WatchEvent {
  return { type: 'watch_started', topology: of, file: `/etc/${of}.yaml`, mode: 'safe' };
}

export function change(
  id: string,
  fields: Change['fields'] = [{ path: 'enabled', before: false, after: true }],
): Change {
  return { id, action: 'update', reason: 'it is disabled', risk: 'safe', fields };
}

export function held(id: string, by: HeldChange['by'], more: Partial<HeldChange> = {}): HeldChange {
  return { id, by, reason: `held by ${by}`, ...more };
}

export function failure(code: ErrorCode, detail: string): Diagnostic {
  return diagnostic(code, detail);
}

export function planOf(changes: readonly Change[], more: Partial<Plan> = {}): Plan {
  return {
    formatVersion: 1,
    tool: { name: 'ssis-scaleout', version: '0.0.0' },
    createdAt: '2026-01-01T00:00:00.000Z',
    topology: { name: topology, file: '/etc/warehouse.yaml', sha256: 'a'.repeat(64) },
    catalog: { server: 'SQLETL01', database: 'SSISDB' },
    observedAt: '2026-01-01T00:00:00.000Z',
    fingerprint: 'f'.repeat(64),
    complete: true,
    applyable: true,
    summary: { add: 0, change: changes.length, remove: 0, manual: 0, unmanaged: 0, unknown: 0, steps: changes.length },
    changes,
    steps: changes.map(({ id, risk }) => ({
      id: `${id}:set`,
      operation: 'setWorkerEnabled',
      target: id,
      needs: [],
      arguments: { workerAgentId: id, enabled: true },
      expects: { machineName: null, enabled: false },
      risk,
    })),
    diagnostics: [],
    ...more,
  };
}

/** A fleet in which everything works. */
export const well: FleetCondition = {
  health: {
    state: 'healthy',
    master: { state: 'healthy' },
    nodes: [],
    workers: [],
    ending: [],
    certificates: [],
    isAmiss: false,
  },
  findings: [],
};

/** One of which something is not as in `well`. */
export function unwell(health: Partial<FleetHealth>, findings: FleetCondition['findings'] = []): FleetCondition {
  return { health: { ...well.health, isAmiss: true, ...health }, findings };
}

export function result(kind: ReconcileResult['result'], more: Partial<ReconcileResult> = {}): ReconcileResult {
  return {
    result: kind,
    reasons: ['interval'],
    ...(kind === 'failed' ? {} : { plan: planOf([]) }),
    held: [],
    diagnostics: [],
    condition: kind === 'failed' ? unseen('nobody answers') : well,
    durationMs: 120,
    ...more,
  };
}

export function reconciled(
  kind: ReconcileResult['result'],
  more: Partial<ReconcileResult> = {},
  of = topology,
): WatchEvent {
  return { type: 'reconciled', topology: of, result: result(kind, more) };
}

export const outcome = {
  result: 'done',
  done: 1,
  errored: 0,
  skipped: 0,
  manual: 0,
  unresolved: 0,
  durationMs: 100,
} as const;
