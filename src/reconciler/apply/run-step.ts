import type { Step, Value } from '../../domain/documents.js';
import { isOutcomeUnknown, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { inputsOf, type Performed, type Precondition, type ReadyStep, type World, type Yields } from '../steps/step.js';
import { type AnyAutomatedOperation, type AutomatedStep, automatedOperationOf } from '../steps/steps.js';

type StepOutcome = 'done' | 'already';

interface StepResult {
  readonly outcome: StepOutcome;
  readonly yields: Yields;
}

/**
 * Carries out one step: looks, writes, and where the outcome of the write is unknown looks again before it writes a
 * second and last time, if the operation may be asked twice. Throws an error of the registry; `guard.step-stale` where the world is not as planned.
 */
export async function runStep(step: ReadyStep<AutomatedStep>, world: World, signal: AbortSignal): Promise<StepResult> {
  const operation = automatedOperationOf(step);
  if (operation.comparesItself !== true) {
    const found = await check(operation, step, world, signal);
    if (found.state === 'already') return resultOf({ already: true, ...found });
  }
  try {
    return resultOf(await perform(operation, step, world, signal));
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
    const found = await check(operation, step, world, signal);
    // What is as wanted now was done by the write whose answer was lost.
    if (found.state === 'already') return resultOf({ ...found, already: false });
    if (operation.onlyOnce === true) throw error;
    return resultOf(await perform(operation, step, world, signal));
  }
}

async function perform(
  operation: AnyAutomatedOperation,
  step: ReadyStep<AutomatedStep>,
  world: World,
  signal: AbortSignal,
) {
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

async function check(
  operation: AnyAutomatedOperation,
  step: ReadyStep<AutomatedStep>,
  world: World,
  signal: AbortSignal,
): Promise<Exclude<Precondition, { readonly state: 'moved' }>> {
  const found = await operation.check(step, world, signal);
  if (found.state === 'moved') throw new ScaleoutError('guard.step-stale', found.detail);
  return found;
}

/** What the steps of one run hand to later ones. */
export interface StepInputs {
  keep(step: Step, yields: Yields): void;
  /** The step with its inputs among its arguments. Throws `command.unexpected` where one is missing. */
  filledIn(step: AutomatedStep): ReadyStep<AutomatedStep>;
}

export function stepInputs(): StepInputs {
  const kept = new Map<string, Yields>();
  return {
    keep(step, yields) {
      kept.set(step.id, yields);
    },
    filledIn(step) {
      const found = Object.entries(inputsOf(step)).map(([name, source]) => {
        const value = yieldedBy(kept.get(source) ?? {}, name);
        if (value === undefined) {
          throw new ScaleoutError('command.unexpected', `Step ${source} yielded no ${name}, which ${step.id} takes.`);
        }
        return [name, value] as const;
      });
      if (found.length === 0) return ready(step);
      return ready({ ...step, arguments: { ...step.arguments, ...Object.fromEntries(found) } } as AutomatedStep);
    },
  };
}

function yieldedBy(yields: Yields, name: string): string | null | undefined {
  const values: Readonly<Record<string, string | null | undefined>> = yields;
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Each argument that an earlier step may yield is there now, and a text: a plan file may have said otherwise. */
function ready(step: AutomatedStep): ReadyStep<AutomatedStep> {
  const given: Readonly<Record<string, Value>> = step.arguments;
  for (const name of Object.keys(automatedOperationOf(step).late ?? {})) {
    if (typeof given[name] !== 'string') {
      throw new ScaleoutError('command.unexpected', `${step.id} (${step.operation}) has no ${name}.`);
    }
  }
  return step as ReadyStep<AutomatedStep>;
}
