import type { Observation } from '../view/machine.js';

/** Why the master's endpoint was not tried from here. */
export function unseenEndpoint({ network }: Observation): string {
  // A look for status or a watch goes to the catalog and the machines alone.
  if (network === undefined) return 'it was not tried: scaleout doctor alone connects to the endpoint';
  if (network.endpoint?.known === false) return network.endpoint.reason;
  return 'no address of the master is known: neither the topology nor the catalog has one';
}
