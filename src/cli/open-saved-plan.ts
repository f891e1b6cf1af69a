import { resolve } from 'node:path';
import type { Plan } from '../domain/documents.js';
import { ScaleoutError } from '../errors/errors.js';
import { refusedToLogin } from '../reconciler/guards/rights.js';
import { readPlanFile } from '../reconciler/saved-plan/plan-file.js';
import { savedPlanToApply } from '../reconciler/saved-plan/saved-plan.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import type { ApplyCommandOptions } from './options.js';
import { type Prepared, prepare } from './run-command.js';
import type { Terminal } from './terminal.js';

/** A saved plan, and the options with what it says of itself: its topology and its targets. */
export interface OpenedPlan {
  readonly saved: Plan | undefined;
  readonly options: ApplyCommandOptions;
}

/** Reads the saved plan, where the options name one. Throws as readPlanFile does. */
async function openSavedPlan(options: ApplyCommandOptions): Promise<OpenedPlan> {
  if (options.planFile === undefined) return { saved: undefined, options };
  const saved = await readPlanFile(options.planFile);
  const file = options.file ?? saved.topology.file;
  const { include: target, exclude } = saved.targets ?? { include: [], exclude: [] };
  return { saved, options: { ...options, file, target, exclude } };
}

/**
 * The same with the topology and the world, open: what is begun with by whatever carries a plan out, or tries it. `loaded` is
 * called in between, as by `prepare`. Throws as openSavedPlan, refuseOtherPlace and prepare do.
 */
export async function prepareForPlan(
  given: ApplyCommandOptions,
  terminal: Terminal,
  loaded: (topology: Topology, saved: Plan | undefined) => Promise<void> = async () => {},
): Promise<OpenedPlan & { readonly prepared: Prepared }> {
  const { saved, options } = await openSavedPlan(given);
  const words = terminal.screen.err.given;
  if (words !== undefined && options.file !== undefined) terminal.goesBy({ ...words, file: options.file });
  const prepared = await prepare(options, terminal, async (topology) => {
    await loaded(topology, saved);
    if (saved !== undefined) refuseOtherPlace(saved, topology, options.sandbox);
  });
  return { saved, options, prepared };
}

/**
 * The plan that is carried out: the saved one, as far as it still holds, or the one that is made now; refused where the login
 * may not do it, for whoever plans may be another login than who applies. Throws as savedPlanToApply does.
 */
export function planToCarryOut(
  saved: Plan | undefined,
  now: Plan,
  { catalog }: Observation,
  policy: Topology['policy'],
): Plan {
  const whole = saved === undefined ? now : savedPlanToApply(saved, now, catalog, policy);
  return refusedToLogin(whole, catalog.login);
}

/** Throws `guard.plan-topology-changed` and `guard.plan-other-catalog` where the plan is not for this topology or place. */
function refuseOtherPlace(saved: Plan, topology: Topology, sandbox: string | undefined): void {
  if (saved.topology.sha256 !== topology.source.sha256) {
    const now = `${topology.source.file} is ${short(topology.source.sha256)}`;
    const detail = `The plan was made from ${saved.topology.file} with SHA-256 ${short(saved.topology.sha256)}; ${now} now.`;
    throw new ScaleoutError('guard.plan-topology-changed', detail);
  }
  const planned = saved.catalog.sandbox;
  if (planned === undefined ? sandbox === undefined : sandbox !== undefined && resolve(planned) === resolve(sandbox))
    return;
  const detail = `The plan was made ${placeText(planned)}; it is to be applied ${placeText(sandbox)}.`;
  const remedy = planned === undefined ? 'Leave out --sandbox.' : `Add --sandbox ${planned}.`;
  throw new ScaleoutError('guard.plan-other-catalog', detail, { remedy });
}

function placeText(sandbox: string | undefined): string {
  return sandbox === undefined ? 'for the servers that the topology names' : `for the sandbox ${sandbox}`;
}

function short(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}
