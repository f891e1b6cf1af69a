import type { Step } from '../../domain/documents.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { Operation, Performed, Standing, World, Yields } from '../steps/step.js';
import { operations } from '../steps/steps.js';

type StepOutcome = 'done' | 'already';

interface StepResult {
  readonly outcome: StepOutcome;
  readonly yields: Yields;
}

/** The operation that a step names. Throws `command.unexpected` where this version has none of that name. */
function operationOf(step: Step): Operation {
  const operation = operations.get(step.operation);
  if (operation !== undefined) return operation;
  throw new ScaleoutError('command.unexpected', `This version has no operation ${JSON.stringify(step.operation)}.`);
}

/**
 * Carries out one step: looks, writes, and where the outcome of the write is unknown looks again before it writes a
 * second and last time, if the operation may be asked twice. Throws an error of the registry; `guard.step-stale` where the world is not as planned.
 */
export async function runStep(step: Step, world: World, signal: AbortSignal): Promise<StepResult> {
  const operation = operationOf(step);
  if (operation.comparesItself !== true) {
    const standing = await stand(operation, step, world, signal);
    if (standing.state === 'already') return resultOf({ already: true, ...standing });
  }
  try {
    return resultOf(await perform(operation, step, world, signal));
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.outcome-unknown') && !isScaleoutError(error, 'machine.outcome-unknown')) {
      throw error;
    }
    const standing = await stand(operation, step, world, signal);
    // What is as wanted now was done by the write whose answer was lost.
    if (standing.state === 'already') return resultOf({ ...standing, already: false });
    if (operation.onlyOnce === true) throw error;
    return resultOf(await perform(operation, step, world, signal));
  }
}

async function perform(operation: Operation, step: Step, world: World, signal: AbortSignal) {
  try {
    return await operation.perform(step, world, signal);
  } catch (error) {
    if (!isScaleoutError(error, 'machine.moved')) throw error;
    throw new ScaleoutError('guard.step-stale', error.message, { cause: error });
  }
}

function resultOf(performed: Performed | undefined): StepResult {
  return { outcome: performed?.already === true ? 'already' : 'done', yields: performed?.yields ?? {} };
}

async function stand(
  operation: Operation,
  step: Step,
  world: World,
  signal: AbortSignal,
): Promise<Exclude<Standing, { readonly state: 'moved' }>> {
  const standing = await operation.stand(step, world, signal);
  if (standing.state === 'moved') throw new ScaleoutError('guard.step-stale', standing.detail);
  return standing;
}

/** What the steps of one run hand to later ones. */
export interface StepInputs {
  keep(step: Step, yields: Yields): void;
  /** The step with its inputs among its arguments. */
  filledIn(step: Step): Step;
}

export function stepInputs(): StepInputs {
  const kept = new Map<string, Yields>();
  return {
    keep(step, yields) {
      kept.set(step.id, yields);
    },
    filledIn(step) {
      if (step.inputs === undefined) return step;
      const found = Object.entries(step.inputs).map(([name, source]) => {
        const value = kept.get(source)?.[name];
        if (value === undefined) {
          throw new ScaleoutError('command.unexpected', `Step ${source} yielded no ${name}, which ${step.id} takes.`);
        }
        return [name, value] as const;
      });
      return { ...step, arguments: { ...step.arguments, ...Object.fromEntries(found) } };
    },
  };
}
