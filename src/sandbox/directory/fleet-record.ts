import type { FleetDescription } from '../model/fresh/fleet-description.js';
import type { Json } from '../model/store.js';
import type { Instant } from '../sql-value.js';
import { damaged, isObject } from './state-file.js';

/** The fleet as state.json keeps it for a reset; the time of its making is the reset's. */
export function recordFleet({ createdAt: _, workers, ...rest }: FleetDescription): Json {
  return { ...rest, workers: workers.map(({ machine }) => machine) };
}

/** The fleet of a record, which people may have edited. Throws `sandbox.state-damaged`. */
export function readFleet(record: Json, path: string, createdAt: Instant): FleetDescription {
  if (!isObject(record)) throw damaged(`${path}: "fleet" is not an object`);
  const { serverName, masterMachine, endpoint, workers, joined, productVersion, edition } = record;
  if (typeof serverName !== 'string') throw damaged(`${path}: "serverName" of "fleet" is not a text`);
  if (!Array.isArray(workers)) throw damaged(`${path}: "workers" of "fleet" is not a list`);
  return {
    serverName,
    masterMachine: typeof masterMachine === 'string' ? masterMachine : serverName,
    workers: workers.map((machine: Json, index) => {
      if (typeof machine === 'string') return { machine };
      throw damaged(`${path}: the worker ${index + 1} of "fleet" is not a machine's name`);
    }),
    joined: joined === true,
    createdAt,
    ...(typeof endpoint === 'string' ? { endpoint } : {}),
    ...(typeof productVersion === 'string' ? { productVersion } : {}),
    ...(typeof edition === 'string' ? { edition } : {}),
  };
}
