import type { FleetDescription } from '../model/fresh/fleet-description.js';
import type { Json } from '../model/store.js';
import { type Way, wayNames } from '../model/ways.js';
import type { Instant } from '../sql-value.js';
import { damaged, isObject } from './state-file.js';

/** The fleet as state.json keeps it for a reset; the time of its making is the reset's. */
export function recordFleet({ createdAt: _, workers, configFormat, world, ...rest }: FleetDescription): Json {
  return {
    ...rest,
    ...(configFormat === undefined ? {} : { configFormat: { ...configFormat } }),
    ...(world === undefined ? {} : { world }),
    // A machine of which there is nothing else to say is its name.
    workers: workers.map(({ machine, ...more }) => (Object.keys(more).length === 0 ? machine : { machine, ...more })),
  };
}

/** The fleet of a record, which people may have edited. Throws `sandbox.state-damaged`. */
export function readFleet(record: Json, path: string, createdAt: Instant): FleetDescription {
  if (!isObject(record)) throw damaged(`${path}: "fleet" is not an object`);
  const { serverName, masterMachine, masterMachines, endpoint, workers, joined, productVersion, edition } = record;
  if (typeof serverName !== 'string') throw damaged(`${path}: "serverName" of "fleet" is not a text`);
  if (!Array.isArray(workers)) throw damaged(`${path}: "workers" of "fleet" is not a list`);
  const masters = Array.isArray(masterMachines) ? masterMachines : [masterMachine];
  const named = masters.filter((machine: Json | undefined) => typeof machine === 'string');
  const configFormat = formatOf(record.configFormat);
  return {
    serverName,
    masterMachines: named.length === 0 ? [serverName] : named,
    workers: workers.map((worker: Json, index) => {
      const machine = typeof worker === 'string' ? worker : isObject(worker) ? worker.machine : undefined;
      if (typeof machine !== 'string') throw damaged(`${path}: the worker ${index + 1} of "fleet" has no name`);
      const { joined: own, certificate } = isObject(worker) ? worker : {};
      return {
        machine,
        ...(typeof own === 'boolean' ? { joined: own } : {}),
        ...(typeof certificate === 'string' ? { certificate } : {}),
      };
    }),
    joined: joined === true,
    createdAt,
    ...(typeof endpoint === 'string' ? { endpoint } : {}),
    ...(typeof productVersion === 'string' ? { productVersion } : {}),
    ...(typeof edition === 'string' ? { edition } : {}),
    ...(configFormat === undefined ? {} : { configFormat }),
    ...(Array.isArray(record.world) ? { world: worldOf(record.world, path) } : {}),
  };
}

function worldOf(names: readonly Json[], path: string): readonly Way[] {
  return names.map((name) => {
    const way = wayNames.find((one) => one === name);
    if (way === undefined) throw damaged(`${path}: "world" of "fleet" has ${JSON.stringify(name)}, which is none`);
    return way;
  });
}

function formatOf(value: Json | undefined): FleetDescription['configFormat'] {
  if (!isObject(value)) return undefined;
  const { encoding, lineEnd } = value;
  return {
    ...(encoding === 'utf8' || encoding === 'utf8-bom' || encoding === 'utf16le' ? { encoding } : {}),
    ...(lineEnd === '\n' || lineEnd === '\r\n' ? { lineEnd } : {}),
  };
}
