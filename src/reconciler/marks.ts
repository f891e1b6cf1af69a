/** Every mark that we leave on a machine begins with it: friendly names of certificates, names of firewall rules. */
export const markPrefix = 'ssis-scaleout';

/** The fixed name of the firewall's rule on the master's nodes. */
export const firewallRule = `${markPrefix}-master`;

/** The friendly name of the master's certificate where we made a worker trust it. */
export function masterMark(topology: string): string {
  return `${markPrefix} ${topology} master`;
}

/** The friendly name of a worker's certificate where we made it or made somebody trust it. */
export function workerMark(topology: string, machine: string): string {
  return `${markPrefix} ${topology} worker ${machine.toUpperCase()}`;
}
