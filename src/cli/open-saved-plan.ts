import { resolve } from 'node:path';
import type { Plan } from '../domain/documents.js';
import { ScaleoutError } from '../errors/errors.js';
import { readPlanFile } from '../reconciler/saved-plan/plan-file.js';
import type { Topology } from '../topology/topology.js';
import type { ApplyCommandOptions } from './options.js';

/** A saved plan, and the options with what it says of itself: its topology and its targets. */
export interface OpenedPlan {
  readonly saved: Plan | undefined;
  readonly options: ApplyCommandOptions;
}

/** Reads the saved plan, where the options name one. Throws as readPlanFile does. */
export async function openSavedPlan(options: ApplyCommandOptions): Promise<OpenedPlan> {
  if (options.planFile === undefined) return { saved: undefined, options };
  const saved = await readPlanFile(options.planFile);
  const file = options.file ?? saved.topology.file;
  const { include: target, exclude } = saved.targets ?? { include: [], exclude: [] };
  return { saved, options: { ...options, file, target, exclude } };
}

/** Throws `guard.plan-topology-changed` and `guard.plan-other-catalog` where the plan is not for this topology or place. */
export function refuseOtherPlace(saved: Plan, topology: Topology, sandbox: string | undefined): void {
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
