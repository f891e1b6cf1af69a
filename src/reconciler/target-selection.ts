import { type Diagnostic, diagnostic } from '../diagnostic.js';
import { ScaleoutError } from '../errors.js';
import type { Topology } from '../topology/topology.js';
import { defaultExecutionModeId } from './kinds/default-execution-mode.js';
import type { Difference } from './kinds/kind.js';
import { scaleOutId } from './kinds/scale-out.js';
import { workerId } from './kinds/worker-steps.js';

/** Ids of changes, as `--target` and `--exclude` name them; they compare without case. */
export interface Targets {
  /** Empty: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Selection {
  readonly differences: readonly Difference[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Keeps the chosen differences. What a chosen step needs is pulled in and said; what it needs and `exclude` names is
 * refused. Throws `guard.target-unknown` for an id that is neither of the topology nor of a difference.
 */
export function selectTargets(differences: readonly Difference[], targets: Targets, topology: Topology): Selection {
  const include = keys(targets.include);
  const exclude = keys(targets.exclude);
  if (include.size === 0 && exclude.size === 0) return { differences, diagnostics: [] };
  refuseUnknown(targets, differences, topology);
  const isExcluded = (difference: Difference) => exclude.has(difference.change.id.toUpperCase());
  const chosen = new Set(
    differences.filter((difference) => {
      const named = include.size === 0 || include.has(difference.change.id.toUpperCase());
      return named && !isExcluded(difference);
    }),
  );
  const ownerOf = new Map(differences.flatMap((owner) => owner.steps.map((step) => [step.id, owner] as const)));
  const diagnostics: Diagnostic[] = [];
  // A Set that grows while it is walked: what was pulled in is asked for its own needs too.
  for (const difference of chosen) {
    for (const step of difference.steps) {
      for (const need of step.needs) {
        const owner = ownerOf.get(need);
        if (owner === undefined || chosen.has(owner)) continue;
        const detail = `${difference.change.id} needs ${owner.change.id}`;
        if (isExcluded(owner))
          diagnostics.push(diagnostic('guard.target-needs', `${detail}, which --exclude leaves out.`));
        else {
          chosen.add(owner);
          diagnostics.push(diagnostic('plan.target-pulled-in', `${detail}: it was taken in.`, { severity: 'note' }));
        }
      }
    }
  }
  return { differences: differences.filter((difference) => chosen.has(difference)), diagnostics };
}

function keys(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.toUpperCase()));
}

function refuseUnknown(targets: Targets, differences: readonly Difference[], topology: Topology): void {
  const known = keys([
    scaleOutId,
    defaultExecutionModeId,
    ...topology.workers.map((worker) => workerId(worker.machine)),
    ...differences.map((difference) => difference.change.id),
  ]);
  for (const id of [...targets.include, ...targets.exclude]) {
    if (!known.has(id.toUpperCase())) {
      throw new ScaleoutError(
        'guard.target-unknown',
        `${JSON.stringify(id)} is not in the topology, nor in the catalog's differences.`,
      );
    }
  }
}
