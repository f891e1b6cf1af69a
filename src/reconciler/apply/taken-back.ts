import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { counted, firstOf, listed } from '../../text/words.js';
import type { EndedRollback } from './roll-back.js';

/** Steps that one sentence names. */
const namedSteps = 8;

/** Workers that one sentence names. */
const namedWorkers = 12;

/** What is to be told of a rollback that has ended. `isRotation`: a command has asked for the new certificate. */
export function takenBack({ rollback: { target }, back, lacking }: EndedRollback, isRotation: boolean): Diagnostic {
  const again = isRotation
    ? ` For the new certificate run ${rotateAgain(target)} then: apply alone does not go on with what a command has asked for.`
    : '';
  if (lacking.length === 0) {
    const rest = isRotation ? { remedy: `Everything of it is as it was before. Mend what failed.${again}` } : {};
    return diagnostic('apply.rolled-back', `What had begun of ${target} was taken back.`, {
      severity: 'warning',
      ...rest,
    });
  }
  const not = `Not taken back of ${target}: ${namesOf(lacking)}.`;
  const done = back.length === 0 ? 'Nothing else of it was taken back.' : `Taken back: ${namesOf(back)}.`;
  const rest = isRotation
    ? {
        remedy: `Read why above, and look with scaleout doctor. When its cause is mended, scaleout apply brings in order what has begun.${again}`,
      }
    : {};
  return diagnostic('apply.rollback-failed', `${not} ${done}`, rest);
}

/** All in one: a change of the master's certificate may leave out each worker of the fleet. */
export function leftOut(targets: readonly string[], isRotation: boolean): Diagnostic {
  const [only] = targets;
  const detail =
    targets.length === 1
      ? `${only} was taken out of service and is not back.`
      : `${counted(targets.length, 'worker')} were taken out of service and are not back: ${firstOf(targets, namedWorkers)}.`;
  const remedy =
    'It is disabled, or not heard of. Mend what failed, then run scaleout apply: it brings back what is out. For new certificates run the same scaleout rotate after that.';
  return diagnostic('apply.worker-left-out', detail, { severity: 'warning', ...(isRotation ? { remedy } : {}) });
}

function rotateAgain(target: string): string {
  return `scaleout rotate ${target.startsWith('worker/') ? target : 'master --switch'}`;
}

function namesOf(steps: readonly string[]): string {
  return steps.length > namedSteps ? firstOf(steps, namedSteps) : listed(steps);
}
