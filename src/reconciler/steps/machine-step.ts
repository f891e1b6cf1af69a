import type { Step } from '../../domain/documents.js';
import { type MachineName, machineName } from '../../domain/machine-name.js';
import type { MachineObservation, MachineOperation, MachineResult } from '../../domain/machines.js';
import { ScaleoutError } from '../../errors/errors.js';
import { printable } from '../../text/printable.js';
import type { Reachability } from '../view/machine.js';
import type { WorkerView } from '../view/worker.js';
import {
  already,
  asPlanned,
  type Performed,
  type Precondition,
  type ReadyStep,
  type World,
  type Yields,
} from './step.js';

/** Seconds within which a service must have stopped or started. */
export const serviceTimeout = 180;

/** Where a step of a change is done, and who can do it. */
export interface StepPlace {
  /** The id of the change. */
  readonly target: string;
  readonly machine: MachineName;
  readonly reachability: Reachability;
}

/** Where the steps of a worker's change are done on its own machine. */
export function placeOf(
  { id }: { readonly id: string },
  { worker, reachability }: Pick<WorkerView, 'worker' | 'reachability'>,
): StepPlace {
  return { target: id, machine: worker.machine, reachability };
}

/** The same place, where a person has to do the step. */
export function byHand(place: StepPlace): StepPlace {
  return { ...place, reachability: { state: 'manual' } };
}

/** Whether we carry a step out there: we can go to the machine, and are an administrator on it. */
export function isOurs({ reachability }: StepPlace): boolean {
  return reachability.state === 'seen' && reachability.machine.administrator;
}

/** The mark of a step that falls to a person. */
export function byWhom(place: StepPlace): { readonly manual?: true } {
  return isOurs(place) ? {} : { manual: true };
}

/** The same for a step that takes what earlier ones yield: a person is told nothing by them. */
export function withInputs<Inputs extends object>(
  place: StepPlace,
  inputs: Inputs,
): { readonly manual?: true; readonly inputs?: Inputs } {
  return isOurs(place) ? { inputs } : { manual: true };
}

/** A step that is done on a machine. */
type MachineStep = Step & { readonly arguments: { readonly machine: string } };

/** The machine on which a step is done. */
export function machineOf(step: { readonly arguments: { readonly machine: string } }): MachineName {
  return machineName(step.arguments.machine);
}

/** `ETL09: start SSISScaleOutWorker160`. */
export function onMachine(step: { readonly arguments: { readonly machine: string } }, what: string): string {
  return printable(`${step.arguments.machine}: ${what}`);
}

interface MachineRequest<S extends MachineStep> {
  /** What the step asks of its machine. */
  request(step: ReadyStep<S>): MachineOperation;
  /** Whether the machine shows the step's effect; what it yields then. Asked where the outcome is unknown. */
  holds(step: ReadyStep<S>, machine: MachineObservation): boolean | Yields;
  yields?(result: MachineResult, step: ReadyStep<S>): Yields;
}

interface OnMachine<S extends MachineStep> {
  readonly comparesItself: true;
  check(step: ReadyStep<S>, world: World, signal: AbortSignal): Promise<Precondition>;
  perform(step: ReadyStep<S>, world: World, signal: AbortSignal): Promise<Performed>;
}

/** How a step is carried out that is one operation of the script: that compares on the machine, so nothing is asked before. */
export function machineOperation<S extends MachineStep>({ request, holds, yields }: MachineRequest<S>): OnMachine<S> {
  return {
    comparesItself: true,
    async check(step, world, signal) {
      const held = holds(step, await look(step, world, signal));
      if (held === false) return asPlanned;
      return held === true ? already : { state: 'already', yields: held };
    },
    async perform(step, { machines }, signal) {
      const result = await machines.run(machineOf(step), request(step), signal);
      return { already: !result.changed, ...(yields === undefined ? {} : { yields: yields(result, step) }) };
    },
  };
}

/** The machine as it is now. Throws `machine.outcome-unknown` where it cannot be seen. */
async function look(step: MachineStep, { machines }: World, signal: AbortSignal): Promise<MachineObservation> {
  const machine = machineOf(step);
  const seen = await machines.inspect(machine, signal);
  if (seen.known) return seen.value;
  throw new ScaleoutError('machine.outcome-unknown', `${step.id} on ${machine}: ${seen.reason}`);
}
