import type { MachineName } from '../../domain/machine-name.js';
import type { Machines } from '../../domain/machines.js';
import type { MachineSurveyor } from '../../domain/survey.js';
import { ScaleoutError } from '../../errors/errors.js';

/** Machines that nobody may reach: `access: { transport: none }`. */
export function noMachines(): Machines & MachineSurveyor {
  const unseen = async (machine: MachineName) =>
    ({ known: false, reason: `${machine} is not looked at: its access has the transport none` }) as const;
  return {
    inspect: unseen,
    survey: unseen,
    async run(machine, { operation }) {
      const detail = `${operation} on ${machine}: its access has the transport none.`;
      throw new ScaleoutError('machine.transport-unavailable', detail);
    },
    async [Symbol.asyncDispose]() {},
  };
}
