import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type MachineName, machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation, MachineOperation, MachineResult } from '../../src/domain/machines.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { writeStandInPowerShell } from '../conformance/machines/simulated-machine.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { powershell } from './machine.js';

/** Stands in for what Wine lacks, see CONTRIBUTING.md. */
export const wineFill: string = fileURLToPath(new URL('wine-fill.ps1', import.meta.url));

/** The machine as the product reaches the one that it runs on. */
export interface FilledMachine extends AsyncDisposable {
  readonly machine: MachineName;
  run(operation: MachineOperation): Promise<MachineResult>;
  /** Throws where the machine cannot be looked at. */
  look(): Promise<MachineObservation>;
}

/** Opens the machine with these files of stand-ins put before the script's last line. */
export function filledMachine(...standIns: readonly string[]): FilledMachine {
  const place = temporaryDirectory();
  const environment = { PWSH: powershell, STAND_INS: JSON.stringify([wineFill, ...standIns]) };
  const program = writeStandInPowerShell(place.path, environment);
  const machine = machineName(hostname());
  const { signal } = new AbortController();
  const machines = openMachines({
    reachOf: async () => ({ transport: 'local' }),
    parallelism: 4,
    here: { hostName: hostname(), powerShell: { program } },
  });
  return {
    machine,
    run: (operation) => machines.run(machine, operation, signal),
    async look() {
      const seen = await machines.inspect(machine, signal);
      if (!seen.known) throw new Error(seen.reason);
      return seen.value;
    },
    async [Symbol.asyncDispose]() {
      await machines[Symbol.asyncDispose]();
      place[Symbol.dispose]();
    },
  };
}
