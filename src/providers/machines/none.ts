import { ScaleoutError } from '../../errors.js';
import type { Machines } from '../../reconciler/machines.js';

/** Machines that nobody may reach: `access: { transport: none }`. */
export function noMachines(): Machines {
  return {
    async inspect(machine) {
      return { known: false, reason: `${machine} is not looked at: its access has the transport none` };
    },
    async run(machine, { operation }) {
      const detail = `${operation} on ${machine}: its access has the transport none.`;
      throw new ScaleoutError('machine.transport-unavailable', detail);
    },
    async [Symbol.asyncDispose]() {},
  };
}
