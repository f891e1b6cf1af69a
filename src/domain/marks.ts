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

/** The host whose worker a friendly name marks; undefined where it is no such mark. */
export function markedHost(topology: string, friendlyName: string): string | undefined {
  const prefix = workerMark(topology, '');
  if (!friendlyName.startsWith(prefix) || friendlyName.length === prefix.length) return undefined;
  return friendlyName.slice(prefix.length);
}
