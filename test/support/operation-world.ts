import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { MachineObservation, MachineOperation, MachineResult, Machines } from '../../src/domain/machines.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import type { World } from '../../src/reconciler/steps/step.js';
import { modelCatalog } from './model-catalog.js';
import { simulatedClock } from './simulated-clock.js';

export interface OperationWorldParts {
  readonly catalog: CatalogObservation;
  /** What a look at any machine shows. */
  readonly machine?: MachineObservation;
  readonly run?: (operation: MachineOperation) => MachineResult;
  /** Happens with each pause, its end in milliseconds. */
  readonly onPause?: (now: number, model: ReturnType<typeof modelCatalog>) => void;
}

/** What an operation may use, in memory; what it told and asked of machines is kept. */
export function operationWorld({ catalog, machine, run, onPause }: OperationWorldParts) {
  const model = modelCatalog(catalog);
  const time = simulatedClock();
  const messages: string[] = [];
  const asked: string[] = [];
  const machines: Machines = {
    async inspect(name) {
      asked.push(`inspect ${name}`);
      return machine === undefined ? { known: false, reason: `${name} is off` } : { known: true, value: machine };
    },
    async run(name, operation) {
      asked.push(`${operation.operation} ${name}`);
      if (run === undefined) throw new Error('no operation was expected');
      return run(operation);
    },
    async [Symbol.asyncDispose]() {},
  };
  const world: World = {
    catalog: model,
    machines,
    clock: time.now,
    async pause(milliseconds, signal) {
      await time.sleep(milliseconds, signal);
      onPause?.(time.now(), model);
    },
    progress: (message) => messages.push(message),
    trouble: (found) => messages.push(found.detail),
    outOfService: () => undefined,
  };
  return { world, model, time, messages, asked };
}

/** The code of what was thrown; undefined where nothing was. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isScaleoutError(error)) return error.code;
    throw error;
  }
}
