import { SandboxError } from '../../errors.js';
import { instantOf, timeText } from '../../instant.js';
import type { Model } from '../model.js';
import { serverOf } from '../server.js';
import { type Row, type Store, textField } from '../store.js';
import { isSameHost, waysOf } from '../ways.js';
import { type FleetDescription, freshMachines, freshMasters, freshWorkerRows } from './fleet-description.js';
import { installMaster, installWorker } from './installed-machines.js';

/** A machine that a fleet is to get. */
export interface AddRequest {
  readonly action: 'add';
  /** Its name in Windows, short or full. */
  readonly machine: string;
  readonly role: 'worker' | 'master';
  /** Of a worker: somebody else has set it up, so that it has its row, and nobody can look into it. Absent: as the others are. */
  readonly joined?: boolean | undefined;
}

export interface AddedMachine {
  /** As the fleet has it. */
  readonly machine: string;
  readonly role: 'worker' | 'master';
  readonly joined: boolean;
  /** False: it was there already. */
  readonly added: boolean;
}

const longestName = 255;

/**
 * Sets a machine up as of now, as setup leaves it, beside those that are there. One that is there already stays as it is.
 * Throws `sandbox.add-refused`; nothing is changed then.
 */
export function addMachine(model: Model, { machine, role, joined }: AddRequest, now: number): AddedMachine {
  const { store } = model;
  if (machine.length > longestName || !/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(machine)) {
    return refuse(`${JSON.stringify(machine)} is no name of a machine.`);
  }
  const table = role === 'worker' ? 'machines' : 'masters';
  const found = keyOf(store, table, machine);
  if (found !== undefined) {
    const isJoined = store.get('windows', found) === undefined;
    if (joined !== undefined && joined !== isJoined) {
      refuse(
        `${found} is there already, and was ${isJoined ? 'set up by somebody else' : 'not set up by somebody else'}.`,
      );
    }
    return { machine: found, role, joined: isJoined, added: false };
  }
  // Whoever has no state of its own can let nobody in.
  const isBare = [...store.rows('masters').keys()].some((key) => store.get('windows', key) !== undefined);
  if (!isBare && (role === 'master' || joined === false)) {
    return refuse(
      'The nodes of its master were set up by somebody else, and nobody can look into them: a machine that trusts nobody yet could never join.',
    );
  }
  const isJoined = role === 'worker' && (joined ?? !isBare);
  const key = role === 'worker' ? addWorker(model, machine, isJoined, now) : addMaster(model, machine, now);
  return { machine: key, role, joined: isJoined, added: true };
}

function refuse(detail: string): never {
  throw new SandboxError('sandbox.add-refused', detail);
}

/** The machine of that name, in any case, short or full. */
function keyOf(store: Store, table: 'machines' | 'masters' | 'windows', name: string): string | undefined {
  return [...store.rows(table).keys()].find((one) => isSameHost(one, name));
}

function addWorker(model: Model, machine: string, joined: boolean, now: number): string {
  const { store } = model;
  const fleet = fleetWith(store, now, { masterMachines: [], workers: [{ machine, joined }], joined });
  const rows = freshMachines(fleet, now, productVersionOf(store), model.random);
  const row = rows[machine];
  if (row === undefined) return refuse('It could not be made.');
  if (joined) {
    store.put('machines', machine, row);
    for (const [id, agent] of Object.entries(freshWorkerRows(rows, waysOf(store))))
      store.put('workerAgents', id, agent);
    return machine;
  }
  // A worker on a node of the master is the same machine, however the two are written.
  const key = keyOf(store, 'windows', machine) ?? machine;
  const setup = setupOf(model, fleet, now);
  const installed = installWorker({ machine }, row, setup, {
    key,
    windows: store.get('windows', key),
    masterThumbprint: masterThumbprint(store),
  });
  store.put('certificates', installed.thumbprint, { der: installed.certificate });
  store.put('windows', key, installed.windows);
  store.put('machines', key, installed.service);
  return key;
}

function addMaster(model: Model, machine: string, now: number): string {
  const { store } = model;
  const fleet = fleetWith(store, now, { masterMachines: [machine], workers: [], joined: false });
  const row = freshMasters(fleet, now, productVersionOf(store))[machine];
  if (row === undefined) return refuse('It could not be made.');
  const key = keyOf(store, 'windows', machine) ?? machine;
  const before = store.get('windows', key) ?? {};
  const thumbprint = masterThumbprint(store);
  const installed = installMaster(
    key,
    { ...row, machine: key, startedAt: timeText(now) },
    setupOf(model, fleet, now),
    thumbprint,
  );
  const root = { ...(before.root as Row | undefined), ...(installed.windows.root as Row) };
  store.put('windows', key, { ...installed.windows, ...before, root, bindings: installed.windows.bindings ?? {} });
  store.put('masters', key, installed.service);
  for (const [name, alias] of store.rows('aliases')) {
    const { machines } = alias;
    if (Array.isArray(machines)) store.put('aliases', name, { ...alias, machines: [...machines, key] });
  }
  return key;
}

function fleetWith(
  store: Store,
  now: number,
  given: Pick<FleetDescription, 'masterMachines' | 'workers' | 'joined'>,
): FleetDescription {
  return { serverName: serverOf(store).name, createdAt: instantOf(now), world: [...waysOf(store)], ...given };
}

function setupOf({ store, random }: Model, fleet: FleetDescription, now: number) {
  return { fleet, createdAt: now, version: `${productVersionOf(store).slice(0, 2)}0`, random };
}

function productVersionOf(store: Store): string {
  return serverOf(store).productVersion;
}

/** Of the certificate that the nodes of the master share. */
function masterThumbprint(store: Store): string {
  const row = store.get('masterProperties', 'SSLCERT_THUMBPRINT');
  return (row === undefined ? null : textField(row, 'value')) ?? '';
}
