import type { Catalog } from '../domain/catalog.js';
import type { MachineOperation, Machines } from '../domain/machines.js';
import type { Assumptions } from './assumptions.js';
import type { SimulatedTime } from './simulated-time.js';
import type { Twin } from './twin-state.js';

/** A twin whose calls take simulated time, and which knows the services that are being started or stopped. */
export interface TimedTwin {
  readonly catalog: Catalog;
  readonly machines: Machines;
  /** The names of services that are being started, stopped or restarted on a machine now. */
  servicesUnderWay(machine: string): ReadonlySet<string>;
}

/** Every call of it is known to the time; what a machine is asked for takes as long as assumed, and has its effect at the end. */
export function timedTwin(
  { catalog, machines }: Pick<Twin, 'catalog' | 'machines'>,
  time: SimulatedTime,
  assumed: Pick<Assumptions, 'operationSeconds' | 'serviceSeconds'>,
): TimedTwin {
  const underWay = new Map<string, Set<string>>();
  const none: ReadonlySet<string> = new Set();
  const take = (seconds: number, signal: AbortSignal) => time.pause(seconds * 1000, signal);
  return {
    catalog: timedCatalog(catalog, time),
    machines: {
      async inspect(machine, signal, examine) {
        await take(assumed.operationSeconds, signal);
        return time.call('read', () => machines.inspect(machine, signal, examine), signal);
      },
      async run(machine, operation, signal) {
        const service = serviceOf(operation);
        const key = machine.toUpperCase();
        const own = underWay.get(key) ?? new Set();
        underWay.set(key, own);
        if (service !== undefined) own.add(service);
        try {
          await take(assumed.operationSeconds + (service === undefined ? 0 : assumed.serviceSeconds), signal);
          const kind = operation.operation === 'readConfig' ? 'read' : 'write';
          return await time.call(kind, () => machines.run(machine, operation, signal), signal);
        } finally {
          if (service !== undefined) own.delete(service);
        }
      },
      // Whoever opened it closes it.
      async [Symbol.asyncDispose]() {},
    },
    servicesUnderWay: (machine) => underWay.get(machine.toUpperCase()) ?? none,
  };
}

function serviceOf(operation: MachineOperation): string | undefined {
  switch (operation.operation) {
    case 'startService':
    case 'stopService':
    case 'restartService':
      return operation.service;
    default:
      return undefined;
  }
}

/** Its calls take no simulated time: they take some hundredths of a second, where a machine takes seconds. */
function timedCatalog(catalog: Catalog, { call }: SimulatedTime): Catalog {
  return {
    observe: (signal) => call('read', () => catalog.observe(signal), signal),
    readWorkers: (ids, signal) => call('read', () => catalog.readWorkers(ids, signal), signal),
    findWorkers: (machine, signal) => call('read', () => catalog.findWorkers(machine, signal), signal),
    readAccount: (account, signal) => call('read', () => catalog.readAccount(account, signal), signal),
    readWork: (id, signal) => call('read', () => catalog.readWork(id, signal), signal),
    readSettings: (signal) => call('read', () => catalog.readSettings(signal), signal),
    readMaster: (signal) => call('read', () => catalog.readMaster(signal), signal),
    setMark: (topology, signal) => call('write', () => catalog.setMark(topology, signal), signal),
    setNote: (note, value, signal) => call('write', () => catalog.setNote(note, value, signal), signal),
    enableScaleOut: (signal) => call('write', () => catalog.enableScaleOut(signal), signal),
    setDefaultExecutionMode: (mode, signal) =>
      call('write', () => catalog.setDefaultExecutionMode(mode, signal), signal),
    setMasterAddress: (address, signal) => call('write', () => catalog.setMasterAddress(address, signal), signal),
    setWorkerEnabled: (id, enabled, signal) =>
      call('write', () => catalog.setWorkerEnabled(id, enabled, signal), signal),
    setWorkerProperty: (id, property, value, signal) =>
      call('write', () => catalog.setWorkerProperty(id, property, value, signal), signal),
    removeWorker: (id, signal) => call('write', () => catalog.removeWorker(id, signal), signal),
    async [Symbol.asyncDispose]() {},
  };
}
