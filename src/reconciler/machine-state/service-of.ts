import type { Installation, MachineObservation, MachineService } from '../machines.js';

/** The service of that name, without case, as Windows compares. */
export function serviceOf(machine: MachineObservation, name: string): MachineService | undefined {
  return installationBeside(machine, name)?.service;
}

/** The installation whose service has that name. */
export function installationBeside(machine: MachineObservation, name: string): Installation | undefined {
  const wanted = name.toUpperCase();
  return machine.installations.find(({ service }) => service.name.toUpperCase() === wanted);
}
