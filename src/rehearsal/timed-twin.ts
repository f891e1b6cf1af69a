import type { Catalog } from '../domain/catalog.js';
import type { MachineOperation, Machines } from '../domain/machines.js';
import type { Assumptions } from './assumptions.js';
import type { CallKind, SimulatedTime } from './simulated-time.js';
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
  assumed: Pick<Assumptions, 'operationSeconds' | 'catalogSeconds' | 'serviceSeconds'>,
): TimedTwin {
  const underWay = new Map<string, Set<string>>();
  const none: ReadonlySet<string> = new Set();
  const take = (seconds: number, signal: AbortSignal) => time.pause(seconds * 1000, signal);
  return {
    catalog: timedCatalog(catalog, time, assumed.catalogSeconds),
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

/** Every request takes its time before it has its effect. A write is asked for and read back: two requests. */
function timedCatalog(catalog: Catalog, { call, pause }: SimulatedTime, requestSeconds: number): Catalog {
  const taking = (kind: CallKind) => {
    const milliseconds = Math.round((kind === 'write' ? 2 : 1) * requestSeconds * 1000);
    return async <Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> => {
      if (milliseconds > 0) await pause(milliseconds, signal);
      return call(kind, ask, signal);
    };
  };
  const read = taking('read');
  const write = taking('write');
  return {
    observe: (signal) => read(() => catalog.observe(signal), signal),
    readWorkers: (ids, signal) => read(() => catalog.readWorkers(ids, signal), signal),
    findWorkers: (machine, signal) => read(() => catalog.findWorkers(machine, signal), signal),
    readAccount: (account, signal) => read(() => catalog.readAccount(account, signal), signal),
    readWork: (id, signal) => read(() => catalog.readWork(id, signal), signal),
    readSettings: (signal) => read(() => catalog.readSettings(signal), signal),
    readMaster: (signal) => read(() => catalog.readMaster(signal), signal),
    setMark: (topology, signal) => write(() => catalog.setMark(topology, signal), signal),
    setNote: (note, value, signal) => write(() => catalog.setNote(note, value, signal), signal),
    enableScaleOut: (signal) => write(() => catalog.enableScaleOut(signal), signal),
    setDefaultExecutionMode: (mode, signal) => write(() => catalog.setDefaultExecutionMode(mode, signal), signal),
    setMasterAddress: (address, signal) => write(() => catalog.setMasterAddress(address, signal), signal),
    setWorkerEnabled: (id, enabled, signal) => write(() => catalog.setWorkerEnabled(id, enabled, signal), signal),
    setWorkerProperty: (id, property, value, signal) =>
      write(() => catalog.setWorkerProperty(id, property, value, signal), signal),
    removeWorker: (id, signal) => write(() => catalog.removeWorker(id, signal), signal),
    async [Symbol.asyncDispose]() {},
  };
}
