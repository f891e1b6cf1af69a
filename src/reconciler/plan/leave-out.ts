import type { CatalogObservation } from '../../domain/catalog.js';
import type { Change, Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { planErrors } from '../../errors/plan.js';
import { counted, firstOf } from '../../text/words.js';
import type { Difference, IsChosen } from '../kinds/kind.js';
import { endWords, readSuspensions, type Suspension, suspensionFor, suspensionsOf } from '../view/suspensions.js';

/** What becomes of changes that are suspended. */
export type SuspendedChanges = 'leaveOut' | 'takeIn';

/** Why a change is left out; `through` is the suspended change that it needs. */
type LeftOut = NonNullable<Change['suspended']>;

/** What a plan knows of suspensions. */
interface Suspending {
  /** Those of the topology that hold; undefined: they cannot be seen. */
  readonly suspensions: NonNullable<Plan['suspensions']> | undefined;
  readonly draining: ReadonlySet<string>;
  /** Why a change is to be left out; undefined where it is not. */
  readonly leaves: (changeId: string) => LeftOut | undefined;
  /** Why they cannot be seen. */
  readonly unseen?: string;
}

/**
 * Reads the suspensions of a topology, by the server's clock. Those that cannot be seen leave nothing out: that is told.
 * `draining`: the changes that maintenances themselves ask for.
 */
export function suspendingOf(
  topology: string,
  catalog: CatalogObservation,
  what: SuspendedChanges,
  draining: ReadonlySet<string> = new Set(),
): Suspending {
  const read = readSuspensions(catalog.notes);
  if (!read.known) return { suspensions: undefined, draining, leaves: () => undefined, unseen: read.reason };
  const mine = suspensionsOf(read.value, topology, Date.parse(catalog.observedAt));
  const isLeft = what === 'leaveOut' && mine.length > 0;
  return {
    suspensions: mine.map(withoutTopology),
    draining,
    leaves: (changeId) => {
      const found = isLeft ? suspensionFor(mine, changeId, draining) : undefined;
      return found === undefined ? undefined : withoutTopology(found);
    },
  };
}

function withoutTopology({ topology: _, ...suspension }: Suspension): NonNullable<Plan['suspensions']>[number] {
  return suspension;
}

/**
 * What differs, with the suspended changes and all that needs them as changes without steps. `compare` finds what differs;
 * those that are not chosen do not count for others, so it is asked again where more are left out.
 */
export function leaveOut<Found extends { readonly differences: readonly Difference[] }>(
  compare: (isChosen: IsChosen) => Found,
  isChosen: IsChosen,
  leaves: Suspending['leaves'],
): Found {
  const needing = new Map<string, LeftOut>();
  const why = (changeId: string) => leaves(changeId) ?? needing.get(changeId);
  for (;;) {
    const found = compare((changeId) => isChosen(changeId) && why(changeId) === undefined);
    const before = needing.size;
    addNeeding(found.differences, why, needing);
    if (needing.size > before) continue;
    return { ...found, differences: found.differences.map((difference) => stripped(difference, why)) };
  }
}

function addNeeding(
  differences: readonly Difference[],
  why: Suspending['leaves'],
  needing: Map<string, LeftOut>,
): void {
  const owners = new Map(
    differences.flatMap(({ change, steps }) => steps.map((step) => [step.id, change.id] as const)),
  );
  for (const { change, steps } of differences) {
    if (why(change.id) !== undefined) continue;
    for (const need of steps.flatMap(({ needs }) => needs)) {
      const owner = owners.get(need);
      const found = owner === undefined ? undefined : why(owner);
      if (owner === undefined || found === undefined) continue;
      needing.set(change.id, { ...found, through: found.through ?? owner });
      break;
    }
  }
}

/** A worker that the topology does not list is not touched anyway. */
function stripped(difference: Difference, why: Suspending['leaves']): Difference {
  const { change } = difference;
  const suspended = change.action === 'unmanaged' ? undefined : why(change.id);
  return suspended === undefined ? difference : { change: { ...change, suspended }, steps: [], diagnostics: [] };
}

const endSuspension = planErrors['plan.suspended'].remedy;

const endMaintenance = 'End a maintenance with scaleout undrain: it brings the worker back.';

/** Changes are named up to here, then counted. */
const named = 10;

/** What is to be told of suspensions: what was left out, what was taken in all the same, or that they cannot be seen. */
export function suspensionNotes(
  { suspensions, draining, unseen }: Suspending,
  changes: readonly Change[],
  hasSteps: boolean,
): readonly Diagnostic[] {
  if (unseen !== undefined) {
    const detail = `Whether anything of this plan is suspended is not known: ${unseen}.`;
    return [diagnostic('watch.notes-unseen', detail, { severity: hasSteps ? 'warning' : 'note' })];
  }
  const left = changes.flatMap(({ id, suspended }) => (suspended === undefined ? [] : [{ id, ...suspended }]));
  if (left.length > 0) {
    const ids = left.map(({ id }) => id);
    const detail = `${counted(left.length, 'change is', 'changes are')} left out: ${firstOf(ids, named)}.`;
    const isMaintained = (is: boolean) => left.some(({ drained }) => (drained !== undefined) === is);
    // What is in maintenance is ended by another command, and stays disabled whatever is taken in.
    const remedies = isMaintained(true) ? [...(isMaintained(false) ? [endSuspension] : []), endMaintenance] : [];
    const options = remedies.length === 0 ? {} : { remedy: remedies.join(' ') };
    return [diagnostic('plan.suspended', detail, { severity: 'note', ...options })];
  }
  const held = suspensions ?? [];
  const taken = changes.flatMap(({ id, action }) => {
    const found = action === 'unmanaged' ? undefined : suspensionFor(held, id, draining);
    return found === undefined ? [] : [`${id} (${found.who}${untilText(found)}: ${found.reason})`];
  });
  if (taken.length === 0) return [];
  return [diagnostic('plan.suspended-taken-in', `${firstOf(taken, named)}.`, { severity: 'warning' })];
}

function untilText(suspension: Pick<Suspension, 'until' | 'drained'>): string {
  const end = endWords(suspension);
  return end === undefined ? '' : ` ${end}`;
}
