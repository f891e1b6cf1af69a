import type { MachineObservation, MachineService } from '../machines.js';

/** The service of that name, without case, as Windows compares. */
export function serviceOf(machine: MachineObservation, name: string): MachineService | undefined {
  const wanted = name.toUpperCase();
  return machine.installations.find(({ service }) => service.name.toUpperCase() === wanted)?.service;
}
