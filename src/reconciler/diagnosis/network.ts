import type { Observation } from '../view/machine.js';

/** Why the master's endpoint was not tried from here. */
export function unseenEndpoint({ network }: Observation): string {
  if (network?.endpoint?.known === false) return network.endpoint.reason;
  return 'the master’s endpoint was not tried from here: none is known, or there is no network to it';
}
