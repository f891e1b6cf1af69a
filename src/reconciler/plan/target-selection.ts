import { nameKey, sameMachine } from '../../domain/machine-name.js';
import { type Diagnostic, diagnostic, ScaleoutError } from '../../errors/errors.js';
import { counted, firstOf, nearest } from '../../text/words.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import type { Verdict } from '../guards/guard.js';
import { changeGuards } from '../guards/guards.js';
import { defaultExecutionModeId, masterAddressId, scaleOutId } from '../kinds/catalog.js';
import { type Difference, type IsChosen, workerId } from '../kinds/kind.js';
import { masterId } from '../kinds/master-nodes.js';

/** Ids of changes, as `--target` and `--exclude` name them; they compare without case. */
export interface Targets {
  /** Empty: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Selection {
  readonly differences: readonly Difference[];
  readonly diagnostics: readonly Diagnostic[];
  /** Those of the diagnostics that refuse changes. */
  readonly verdicts: readonly Verdict[];
}

/** Left-out changes are named up to here, then counted. */
const namedLeftOut = 10;

/** Which changes the targets choose by name; what those need comes in besides, see selectTargets. */
export function chosenBy(targets: Targets): IsChosen {
  const include = keys(targets.include);
  const exclude = keys(targets.exclude);
  if (include.size === 0 && exclude.size === 0) return () => true;
  return (changeId) => {
    const key = nameKey(changeId);
    return (include.size === 0 || include.has(key)) && !exclude.has(key);
  };
}

/** Which changes `--exclude` names. */
export function excludedBy({ exclude }: Targets): IsChosen {
  const named = keys(exclude);
  return (changeId) => named.size > 0 && named.has(nameKey(changeId));
}

/**
 * Keeps the chosen differences, and says how many others there are. What a chosen step needs is pulled in and said; what
 * it needs and `exclude` names is refused. Throws `command.target-unknown` for an id that is neither of the topology nor
 * of a difference. `chosenFor`: what has chosen them, where that was not `--target`.
 */
export function selectTargets(
  differences: readonly Difference[],
  targets: Targets,
  topology: Topology,
  chosenFor?: string,
): Selection {
  if (targets.include.length === 0 && targets.exclude.length === 0)
    return { differences, diagnostics: [], verdicts: [] };
  const differing = differences.map((difference) => difference.change.id);
  refuseUnknown(targets, [...topologyIds(topology), ...differing], "nor in the catalog's differences");
  const exclude = keys(targets.exclude);
  const isChosen = chosenBy(targets);
  const chosen = new Set(differences.filter((difference) => isChosen(difference.change.id)));
  const ownerOf = new Map(differences.flatMap((owner) => owner.steps.map((step) => [step.id, owner] as const)));
  const diagnostics: Diagnostic[] = [];
  const verdicts: Verdict[] = [];
  // A Set that grows while it is walked: what was pulled in is asked for its own needs too.
  for (const difference of chosen) {
    for (const step of difference.steps) {
      for (const need of step.needs) {
        const owner = ownerOf.get(need);
        if (owner === undefined || chosen.has(owner)) continue;
        if (exclude.has(nameKey(owner.change.id))) {
          const verdict = changeGuards.targetNeeds(difference.change.id, owner.change.id);
          verdicts.push(verdict);
          diagnostics.push(verdict.diagnostic);
        } else {
          chosen.add(owner);
          const detail = `${difference.change.id} needs ${owner.change.id}: it was taken in.`;
          diagnostics.push(diagnostic('plan.target-pulled-in', detail, { severity: 'note' }));
        }
      }
    }
  }
  const leftOut = differences.filter((difference) => !chosen.has(difference));
  return {
    differences: differences.filter((difference) => chosen.has(difference)),
    diagnostics: [...diagnostics, ...leftOutNote(leftOut, targets, chosenFor)],
    verdicts,
  };
}

/** Without it an empty plan would look as if the whole topology held. */
function leftOutNote(
  leftOut: readonly Difference[],
  { include, exclude }: Targets,
  chosenFor = '--target',
): readonly Diagnostic[] {
  const ids = leftOut.filter(({ change }) => change.action !== 'unmanaged').map(({ change }) => change.id);
  if (ids.length === 0) return [];
  const count = counted(ids.length, 'other change was', 'other changes were');
  const by = [...(include.length > 0 ? [chosenFor] : []), ...(exclude.length > 0 ? ['--exclude'] : [])].join(' and ');
  const detail = `${count} left out by ${by}: ${firstOf(ids, namedLeftOut)}.`;
  return [diagnostic('plan.target-left-out', detail, { severity: 'note' })];
}

function keys(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map(nameKey));
}

/** The ids that changes of a topology can have, whatever differs. */
export function topologyIds(topology: Pick<Topology, 'master' | 'workers' | 'leaving'>): readonly string[] {
  return [
    scaleOutId,
    defaultExecutionModeId,
    masterAddressId,
    ...(topology.master?.machines ?? []).map(masterId),
    ...entriesOf(topology).map((worker) => workerId(worker.machine)),
  ];
}

/**
 * Throws `command.target-unknown` for an id that is none of these. `elsewhere` says where else it was looked for than in the
 * topology: `nor in the catalog`.
 */
export function refuseUnknown(targets: Targets, ids: readonly string[], elsewhere: string): void {
  const known = keys(ids);
  for (const id of [...targets.include, ...targets.exclude]) {
    if (known.has(nameKey(id))) continue;
    const near = likely(id, ids);
    const meant = near === undefined ? '' : ` Did you mean ${near}?`;
    const detail = `${JSON.stringify(id)} is not in the topology, ${elsewhere}.${meant}`;
    throw new ScaleoutError('command.target-unknown', detail);
  }
}

/** The id that was meant: the machine alone, its other name, or a slip of the pen in one of them. */
function likely(id: string, ids: readonly string[]): string | undefined {
  const prefixes = [workerId(''), masterId('')];
  const given = prefixes.find((prefix) => id.toLowerCase().startsWith(prefix));
  const machine = id.slice(given?.length ?? 0);
  for (const prefix of given === undefined ? prefixes : [given]) {
    // The prefix is not compared: it would make every two machines look alike.
    const machines = ids.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
    const near = machines.find((one) => sameMachine(one, machine)) ?? nearest(machine, machines);
    if (near !== undefined) return `${prefix}${near}`;
  }
  return nearest(id, ids);
}
