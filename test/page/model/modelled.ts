import { diagnostic } from '../../../src/errors/errors.js';
import type { PageModel, PageModelOptions } from '../../../src/page/model/page-model.js';
import { pageModel } from '../../../src/page/model/topology-pages.js';
import type { Head } from '../../../src/page/wire/head.js';
import type { TopologyState } from '../../../src/page/wire/stream.js';
import { unpackRow, type WorkerRow } from '../../../src/page/wire/worker-row.js';
import type { HeldChange } from '../../../src/reconciler/hold/hold.js';
import { judgedPlan } from '../../../src/reconciler/plan/plan.js';
import type { Observation } from '../../../src/reconciler/view/machine.js';
import { unseen } from '../../../src/watch/fleet-condition.js';
import type { Seen } from '../../../src/watch/watch-options.js';
import { type DiagnosedFleet, healthyFleet } from '../../support/diagnosed-fleet.js';
import { seenMachines } from '../../support/machine-build.js';

/** What a loop sees of a fleet, with what it would hold back. */
export function seenOf(
  fleet: DiagnosedFleet,
  held: readonly HeldChange[] = [],
  parts: Partial<Observation> = {},
): Seen {
  const { topology, catalog, machines } = fleet;
  const observation = { catalog, machines: seenMachines(machines), ...parts };
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', isHolding: true };
  const { plan } = judgedPlan(topology, observation, options);
  return { topology, observation, plan, held };
}

export interface Modelled {
  readonly model: PageModel;
  /** Unix milliseconds; a test moves it. */
  readonly clock: { now: number };
  /** How often it was told that something changed. */
  readonly changes: string[];
  head(): Head;
  state(): TopologyState;
  rows(): readonly WorkerRow[];
  row(key: string): WorkerRow | undefined;
  detail<Document>(path: string, query?: string): Promise<Document>;
}

/** A model that has seen a fleet, by default a healthy one in mode safe. */
export function modelled(
  fleet: DiagnosedFleet | 'unseen' = healthyFleet(),
  options: Partial<PageModelOptions> = {},
): Modelled {
  const clock = { now: Date.parse('2026-11-24T02:15:22.000Z') };
  const model = pageModel({
    time: { now: () => clock.now, clock: () => clock.now, pause },
    interval: 30_000,
    approve: false,
    onlyLooks: false,
    given: (file) => ({ verb: 'watch', platform: 'linux', ...(file === 'topology.yaml' ? {} : { file }) }),
    history: () => undefined,
    isRunning: () => undefined,
    ...options,
  });
  const changes: string[] = [];
  model.onChange((topology) => changes.push(topology));
  model.listener({ type: 'watch_started', topology: 'test', file: 'topology.yaml', mode: 'safe' });
  if (fleet !== 'unseen') model.seen(seenOf(fleet));
  const state = () => {
    const found = model.state('test');
    if (found === undefined) throw new Error('It is not watched.');
    return found;
  };
  const rows = () => state().workers.map(unpackRow);
  return {
    model,
    clock,
    changes,
    state,
    rows,
    head: () => state().head,
    row: (key) => rows().find((row) => row.key === key),
    async detail<Document>(path: string, query = '') {
      const found = await model.detail('test', path, new URLSearchParams(query));
      if (found === undefined) throw new Error(`There is no ${path}.`);
      return found as Document;
    },
  };
}

/** No time passes but what a test lets pass. */
function pause(_milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

/** A run of a loop that could not look. */
export function failedRun(detail: string): Parameters<PageModel['listener']>[0] {
  return {
    type: 'reconciled',
    topology: 'test',
    result: {
      result: 'failed',
      reasons: ['interval'],
      held: [],
      diagnostics: [diagnostic('catalog.unreachable', detail)],
      condition: unseen(detail),
      durationMs: 10,
    },
  };
}
