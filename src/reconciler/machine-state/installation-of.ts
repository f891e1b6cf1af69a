import type { Installation, MachineObservation, MachineRole } from '../machines.js';

/**
 * The installed master or worker that the catalog's Scale Out uses: that of the SQL Server's version, else the latest.
 * Several versions stand side by side on one machine.
 */
export function installationOf(
  machine: MachineObservation,
  role: MachineRole,
  productVersion: string,
): Installation | undefined {
  const installed = machine.installations
    .filter((found) => found.role === role)
    .toSorted((one, other) => Number(other.version) - Number(one.version));
  const wanted = `${productVersion.split('.')[0]}0`;
  return installed.find((found) => found.version === wanted) ?? installed[0];
}
