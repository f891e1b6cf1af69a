import type { Plan } from '../domain/documents.js';
import type { FleetWorkReader } from '../domain/fleet-work.js';
import type { RehearsalDocument } from '../generated/rehearsal.js';
import { type PlanOptions, plan } from '../reconciler/plan/plan.js';
import type { Observation } from '../reconciler/view/machine.js';
import { catalogSeconds, operationSeconds, packageSeconds, serviceSeconds } from '../rehearsal/assumptions.js';
import { rehearse } from '../rehearsal/rehearse.js';
import { simulatedTime } from '../rehearsal/simulated-time.js';
import type { TwinDescription } from '../rehearsal/twin.js';
import { describeTwin } from '../rehearsal/twin-description.js';
import type { TwinPackage } from '../rehearsal/twin-state.js';
import { unexplainedByTwin } from '../rehearsal/twin-unseen.js';
import { version } from '../version.js';
import { planToCarryOut } from './open-saved-plan.js';
import type { Prepared } from './run-command.js';
import { logTo, type Terminal } from './terminal.js';
import { openTwinWorld } from './world/open-world.js';
import { loadSandbox } from './world/sandbox-package.js';

/** A live plan, and what it was made of. */
export interface SeenPlan {
  readonly made: Plan;
  readonly observation: Observation;
}

export interface RehearsePlanOptions {
  /** With which the live plan was made. */
  readonly planOptions: PlanOptions;
  /** Where the live plan is a saved one. */
  readonly saved?: Plan | undefined;
  /** What is planned by, where that is not all that was seen. */
  readonly plannedBy?: (seen: Observation) => Observation;
  /** Seconds that a running package still runs of which nothing is known. */
  readonly assume?: number;
  /** The folder that the twin is left in afterwards. */
  readonly keep?: string;
}

/**
 * Tries a plan on a twin of what was seen, in simulated time. The live world is only read: once more, for what runs on it.
 * Throws what reading that throws, `sandbox.not-installed`, what keeps the twin from being left in its folder, and the signal's
 * reason where it is interrupted.
 */
export async function rehearsePlan(
  {
    topology,
    catalog,
    parallelism,
  }: Pick<Prepared, 'topology' | 'parallelism'> & { readonly catalog: FleetWorkReader },
  { made, observation }: SeenPlan,
  options: RehearsePlanOptions,
  terminal: Pick<Terminal, 'err' | 'logLevel' | 'interrupts' | 'env'>,
): Promise<RehearsalDocument> {
  const { planOptions, saved, plannedBy = (seen) => seen, keep } = options;
  const { assume = packageSeconds(topology.policy.drain.timeoutSeconds) } = options;
  const signal = terminal.interrupts.abort;
  const sandbox = await loadSandbox();
  if (keep !== undefined) await sandbox.requireEmpty(keep);
  const work = await catalog.readFleetWork(signal);
  const { description, diagnostics } = describeTwin(topology, observation, work, { packageSeconds: assume });
  const began = Date.parse(description.observedAt);
  const measured = operationSeconds(observation, parallelism);
  using time = simulatedTime();
  const twin = await sandbox.openTwin(description, { now: () => began + time.now() });
  try {
    await using world = await openTwinWorld(topology, twin.connection, {
      parallelism,
      log: logTo(terminal.err, terminal.logLevel),
    });
    const rehearsal = await rehearse({
      ...{ topology, plan: made, observation, time, parallelism, signal },
      planOn: (seen) => planToCarryOut(saved, plan(topology, plannedBy(seen), planOptions), seen, topology.policy),
      twin: { catalog: world.catalog, machines: world.machines, look: twin.look },
      packages: packagesOf(description),
      assumptions: {
        operationSeconds: measured.seconds,
        catalogSeconds: catalogSeconds(observation, measured.seconds),
        ...{ serviceSeconds, packageSeconds: assume },
        ...(options.assume === undefined ? {} : { packageNamed: true as const }),
      },
      timedMachines: measured.timed,
      told: [...diagnostics, ...unexplainedByTwin(twin.unexplained)],
      isRotation: planOptions.rotate !== undefined,
      toolVersion: version,
      createdAt: new Date().toISOString(),
    });
    if (keep !== undefined) await twin.save(keep, { now: Date.now() });
    return rehearsal;
  } finally {
    await twin.close();
  }
}

function packagesOf({ executions, observedAt }: TwinDescription): ReadonlyMap<string, TwinPackage> {
  const now = Date.parse(observedAt);
  return new Map(
    executions.map((one) => {
      const { id, folder, project, package: name, status, holder, started, seconds, basis, runs } = one;
      const isWaiting = status === 'pending' && holder === null;
      const from = holder?.status === 'pulled' ? 0 : (Date.parse(started) - now) / 1000;
      const ends = isWaiting ? {} : { endsAfter: from + seconds };
      const counted = basis === 'history' ? { runs } : {};
      const waits = isWaiting ? { pending: true as const } : {};
      return [id, { package: `${folder}/${project}/${name}`, basis, ...counted, ...waits, ...ends }];
    }),
  );
}
