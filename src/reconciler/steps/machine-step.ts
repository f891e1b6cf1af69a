import type { Step } from '../../domain/documents.js';
import { type MachineName, machineName } from '../../domain/machine-name.js';
import type { MachineObservation, MachineOperation, MachineResult } from '../../domain/machines.js';
import { ScaleoutError } from '../../errors/errors.js';
import { already, asPlanned, type Operation, type World, type Yields } from './step.js';

export interface MachineStep {
  readonly name: string;
  /** What the step asks of its machine. */
  request(step: Step): MachineOperation;
  /** Whether the machine shows the step's effect; what it yields then. Asked where the outcome is unknown. */
  holds(step: Step, machine: MachineObservation): boolean | Yields;
  yields?(result: MachineResult): Yields;
}

/** A step that is one operation of the script: that compares on the machine, so nothing is asked before. */
export function machineOperation({ name, request, holds, yields }: MachineStep): Operation {
  return {
    name,
    comparesItself: true,
    async stand(step, world, signal) {
      const held = holds(step, await look(step, world, signal));
      if (held === false) return asPlanned;
      return held === true ? already : { state: 'already', yields: held };
    },
    async perform(step, { machines }, signal) {
      const result = await machines.run(machineOf(step), request(step), signal);
      return { already: !result.changed, ...(yields === undefined ? {} : { yields: yields(result) }) };
    },
  };
}

/** The machine on which a step is done. */
export function machineOf(step: Step): MachineName {
  return machineName(textOf(step, 'machine'));
}

export function textOf(step: Step, argument: string): string {
  return String(step.arguments[argument] ?? '');
}

/** The machine as it is now. Throws `machine.outcome-unknown` where it cannot be seen. */
export async function look(step: Step, { machines }: World, signal: AbortSignal): Promise<MachineObservation> {
  const machine = machineOf(step);
  const seen = await machines.inspect(machine, signal);
  if (seen.known) return seen.value;
  throw new ScaleoutError('machine.outcome-unknown', `${step.id} on ${machine}: ${seen.reason}`);
}
