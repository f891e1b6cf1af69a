import type { Catalog, CatalogObservation } from '../../src/domain/catalog.js';
import { isCutNameOf, sameMachine } from '../../src/domain/machine-name.js';
import type { WorkerAgentId, WorkerRow, WorkerWork } from '../../src/domain/rows.js';
import { ScaleoutError } from '../../src/errors/errors.js';

/** What may go wrong with one write: refused, or the connection lost before or after it took effect. */
export type Fault = 'none' | 'refused' | 'lostBefore' | 'lostAfter';

export interface ModelCatalog extends Catalog {
  /** The writes that took effect, in order. */
  readonly writes: readonly string[];
  /** The most calls that were under way at one time. */
  readonly mostAtOnce: () => number;
  /** Changes the world behind the tool's back. */
  edit(id: WorkerAgentId, change: Partial<WorkerRow> | null): void;
  /** Changes what the catalog shows of the master. */
  editMaster(change: Partial<CatalogObservation['master']>): void;
  /** What a worker runs from now on; whatever is not named is known and nothing. */
  setWork(id: WorkerAgentId, work: Partial<Omit<WorkerWork, 'row'>>): void;
}

const idle: Omit<WorkerWork, 'row'> = {
  executions: { known: true, value: [] },
  elsewhere: { known: true, value: { pending: 0, youngestPending: null, running: 0 } },
  leases: { known: true, value: [] },
};

/** A catalog in memory that keeps the contract of Catalog, with faults on demand. For tests of the reconciler alone. */
export function modelCatalog(initial: CatalogObservation, nextFault: () => Fault = () => 'none'): ModelCatalog {
  const rows = new Map(
    (initial.workers.known ? initial.workers.value : []).map((row): [WorkerAgentId, WorkerRow] => [row.id, row]),
  );
  const work = new Map<WorkerAgentId, Omit<WorkerWork, 'row'>>();
  let { mark, notes, scaleOut, defaultExecutionMode, master } = initial;
  const writes: string[] = [];
  let underWay = 0;
  let most = 0;
  const request = async <T>(signal: AbortSignal, answer: () => T): Promise<T> => {
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      return answer();
    } finally {
      underWay -= 1;
    }
  };
  const write = (name: string, signal: AbortSignal, change: () => void) =>
    request(signal, () => {
      const fault = nextFault();
      if (fault === 'refused') throw new ScaleoutError('catalog.lock-timeout', 'refused by the model');
      if (fault === 'lostBefore') throw new ScaleoutError('catalog.outcome-unknown', 'lost before the write');
      change();
      writes.push(name);
      if (fault === 'lostAfter') throw new ScaleoutError('catalog.outcome-unknown', 'lost after the write');
    });
  const change = (id: WorkerAgentId, parts: Partial<WorkerRow>) => {
    const row = rows.get(id);
    if (row === undefined) throw new ScaleoutError('catalog.worker-not-found', `no row ${id}`);
    rows.set(id, { ...row, ...parts });
  };
  const columns = { DisplayName: 'displayName', Description: 'description', Tags: 'tags' } as const;
  return {
    writes,
    mostAtOnce: () => most,
    edit(id, parts) {
      if (parts === null) rows.delete(id);
      else change(id, parts);
    },
    editMaster(parts) {
      master = { ...master, ...parts };
    },
    setWork: (id, parts) => work.set(id, { ...idle, ...parts }),
    observe: (signal) =>
      request(signal, () => ({
        ...initial,
        mark,
        notes,
        scaleOut,
        defaultExecutionMode,
        master,
        workers: { known: true, value: [...rows.values()] },
      })),
    readWorkers: (ids, signal) =>
      request(signal, () => new Map(ids.flatMap((id) => [rows.get(id) ?? []].flat().map((row) => [id, row] as const)))),
    findWorkers: (machine, signal) =>
      request(signal, () =>
        [...rows.values()].filter(
          ({ machineName: name }) => name !== null && (sameMachine(name, machine) || isCutNameOf(name, machine)),
        ),
      ),
    readAccount: (_, signal) => request(signal, () => ({ known: false, reason: 'the model has no logins' })),
    readWork: (id, signal) => request(signal, () => ({ ...(work.get(id) ?? idle), row: rows.get(id) ?? null })),
    readSettings: (signal) =>
      request(signal, () => ({ scaleOut, defaultExecutionMode, masterAddress: master.address })),
    readMaster: (signal) => request(signal, () => master),
    setMark: (topology, signal) =>
      write(`mark ${topology}`, signal, () => {
        mark = { known: true, value: topology };
      }),
    setNote: (note, value, signal) =>
      write(`note ${note}`, signal, () => {
        const others = notes.known
          ? notes.value
          : { suspensions: null, approvals: null, waiting: null, acknowledgements: null };
        notes = { known: true, value: { ...others, [note]: value } };
      }),
    enableScaleOut: (signal) =>
      write('enableScaleOut', signal, () => {
        scaleOut = 'enabled';
      }),
    setDefaultExecutionMode: (mode, signal) =>
      write(`mode ${mode}`, signal, () => {
        defaultExecutionMode = mode;
      }),
    setMasterAddress: (address, signal) =>
      write(`address ${address}`, signal, () => {
        master = { ...master, address };
      }),
    setWorkerEnabled: (id, enabled, signal) =>
      write(`${enabled ? 'enable' : 'disable'} ${id}`, signal, () => change(id, { enabled })),
    setWorkerProperty: (id, property, value, signal) =>
      write(`${property} ${id}`, signal, () => change(id, { [columns[property]]: value })),
    removeWorker: (id, signal) => write(`remove ${id}`, signal, () => rows.delete(id)),
    async [Symbol.asyncDispose]() {},
  };
}
