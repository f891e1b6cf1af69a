import type { ErrorCode } from '../../errors.js';
import type { Change, Plan, Step } from '../plan-document.js';

type Culprit = (change: Change, steps: readonly Step[]) => boolean;

const isRemoval: Culprit = ({ action }) => action === 'remove';

const does =
  (operation: string): Culprit =>
  ({ id }, steps) =>
    steps.some((step) => step.target === id && step.operation === operation);

/** Without these changes the guard has nothing to refuse; of every other guard it is the whole plan. */
const culprits: Readonly<Partial<Record<ErrorCode, Culprit>>> = {
  'guard.prune-limit': isRemoval,
  'guard.topology-shrunk': isRemoval,
  'guard.sysadmin-needed': does('enableScaleOut'),
  'guard.windows-login-needed': does('setDefaultExecutionMode'),
};

interface Guarded {
  readonly by: 'guard';
  readonly reason: string;
}

/** The changes that guards keep from being made, with the first reason; none where the plan may be carried out. */
export function guardedChanges({ applyable, changes, steps, diagnostics }: Plan): ReadonlyMap<string, Guarded> {
  const guarded = new Map<string, Guarded>();
  if (applyable) return guarded;
  for (const { severity, code, summary, detail } of diagnostics) {
    if (severity !== 'error') continue;
    const isCulprit = culprits[code as ErrorCode];
    const named = isCulprit === undefined ? [] : changes.filter((change) => isCulprit(change, steps));
    for (const { id } of named.length > 0 ? named : changes) {
      if (!guarded.has(id)) guarded.set(id, { by: 'guard', reason: `${summary}: ${detail}` });
    }
  }
  return guarded;
}
