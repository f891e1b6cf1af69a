import { diagnostic } from '../../errors/errors.js';
import type { Guard } from './guard.js';

/**
 * Refuses a topology for a catalog that bears another one's name: the wrong server in a copied file looks like this. A
 * mark that cannot be seen refuses nothing.
 */
export const topologyMark: Guard = ({ topology, observation, changes, takeOver }) => {
  const { mark, database } = observation.catalog;
  if (!mark.known || mark.value === null || sameName(mark.value, topology.name)) return [];
  const server = topology.catalog.server.text;
  if (takeOver) {
    const detail = `${topology.name} takes the place of ${mark.value} in ${database} on ${server}.`;
    return [{ diagnostic: diagnostic('plan.takes-over', detail, { severity: 'note' }), changes: [] }];
  }
  const detail = `${database} on ${server} was set up by the topology ${mark.value}; this one is ${topology.name}.`;
  return [{ diagnostic: diagnostic('guard.other-topology', detail), changes: changes.map(({ id }) => id) }];
};

function sameName(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
