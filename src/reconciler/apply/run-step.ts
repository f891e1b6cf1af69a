import { isScaleoutError, ScaleoutError } from '../../errors.js';
import type { Catalog } from '../catalog.js';
import type { Operation } from '../operations/operation.js';
import { operations } from '../operations/operations.js';
import type { Step } from '../plan-document.js';

export type StepOutcome = 'done' | 'already';

/**
 * Carries out one step: looks, writes, and where the outcome of the write is unknown looks again before it writes a
 * second and last time. Throws an error of the registry; `guard.step-stale` where the world is not as planned.
 */
export async function runStep(step: Step, catalog: Catalog, signal: AbortSignal): Promise<StepOutcome> {
  const operation = operations.get(step.operation);
  if (operation === undefined) {
    throw new ScaleoutError('command.unexpected', `This version has no operation ${JSON.stringify(step.operation)}.`);
  }
  if ((await stand(operation, step, catalog, signal)) === 'already') return 'already';
  try {
    await operation.perform(step, catalog, signal);
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.outcome-unknown')) throw error;
    if ((await stand(operation, step, catalog, signal)) === 'asPlanned') await operation.perform(step, catalog, signal);
  }
  return 'done';
}

async function stand(
  operation: Operation,
  step: Step,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<'asPlanned' | 'already'> {
  const standing = await operation.stand(step, catalog, signal);
  if (standing.state === 'moved') throw new ScaleoutError('guard.step-stale', standing.detail);
  return standing.state;
}
