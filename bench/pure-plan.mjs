import { plan } from '../dist/reconciler/plan/plan.js';
import { median, rounded } from './measure.mjs';

function inputs(count) {
  const range = { file: 'topology.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const none = { transport: 'none' };
  const names = Array.from({ length: count }, (_, index) => `ETL${String(index).padStart(5, '0')}`);
  const topology = {
    name: 'bench',
    source: { file: 'topology.yaml', sha256: '' },
    catalog: { server: { text: 'SQL', host: 'SQL' }, database: 'SSISDB', encrypt: true, trustServerCertificate: false },
    scaleOut: { enabled: true, ranges: {} },
    workers: names.map((machine) => ({ machine, enabled: true, description: 'new', access: none, range })),
    access: none,
    policy: {
      prune: false,
      maxRemovals: 1,
      drain: { timeoutSeconds: 1800, onTimeout: 'stop' },
      rollout: { maxUnavailable: { percent: 25 }, order: 'listed' },
      registrationTimeoutSeconds: 600,
      parallelism: 8,
      certificates: { warnBeforeDays: 30 },
    },
  };
  const rows = names.map((machineName, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    enabled: false,
    displayName: null,
    description: 'old',
    tags: null,
    machineName,
    userAccount: 'x',
    lastOnline: '2026-01-01T00:00:00Z',
    lastOnlineAge: 10,
  }));
  const catalog = {
    server: { name: 'SQL', productVersion: '16', edition: 'x' },
    database: 'SSISDB',
    observedAt: '2026-01-01T00:00:00Z',
    login: { name: 'x', isSqlLogin: false, isSysadmin: true, isSsisAdmin: true, isClusterExecutor: false },
    scaleOut: 'enabled',
    defaultExecutionMode: 'server',
    master: { address: null, certificateThumbprint: null, lastOnline: '2026-01-01T00:00:00Z', lastOnlineAge: 10 },
    mark: { known: true, value: null },
    workers: { known: true, value: rows },
    busy: { known: true, value: new Map() },
  };
  return { topology, observation: { catalog, machines: new Map() } };
}

/** (c) diff and plan alone, in milliseconds, every worker with two changes. */
export function purePlan() {
  const results = {};
  for (const count of [100, 1_000, 10_000]) {
    const { topology, observation } = inputs(count);
    const options = { createdAt: '2026-01-01T00:00:00Z', toolVersion: '0' };
    const times = Array.from({ length: 15 }, () => {
      // What is made of an observation is made once: each plan gets one of its own.
      const fresh = { ...observation };
      const began = performance.now();
      plan(topology, fresh, options);
      return performance.now() - began;
    });
    results[count] = rounded(median(times));
  }
  return results;
}
