import type { ConnectedMachine } from '../model/life/fleet.js';
import { taskStatus } from '../model/life/task.js';
import type { Model } from '../model/model.js';
import { flagField, numberField, type Row, textField } from '../model/store.js';

/** Who works in a twin at one moment. */
export interface TwinState {
  /** One that is as it was at the look before is the same object. */
  readonly workers: readonly TwinWorker[];
  readonly masters: readonly { readonly machine: string; readonly service: 'running' | 'stopped' }[];
}

interface TwinWorker {
  readonly agentId: string;
  /** As it is named to who looks at it; of one that nobody sees the name of its row, or its id. */
  readonly machine: string;
  readonly enabled: boolean;
  readonly service: 'running' | 'stopped';
  /** Whether its heartbeats arrive: its service runs, and a running master lets it in. */
  readonly connected: boolean;
  /** Those that it has, the oldest first. */
  readonly executions: readonly string[];
}

/** A worker as it was seen, and from what. */
interface SeenWorker {
  readonly row: Row;
  readonly machines: readonly ConnectedMachine[];
  /** Before this time it is connected, or not, as it was then: unix milliseconds. */
  readonly until: number;
  readonly worker: TwinWorker;
}

const none: readonly string[] = [];

/** Returns a function that looks at a model, each time later than before: most workers are as they were. */
export function twinLooks(): (model: Model, at: number) => TwinState {
  const seen = new Map<string, SeenWorker>();
  let tasks = -1;
  let held: ReadonlyMap<string, readonly string[]> = new Map();
  return ({ store, life }, at) => {
    if (store.revision('tasks') !== tasks) {
      tasks = store.revision('tasks');
      held = heldExecutions(store);
    }
    const { fleet } = life;
    const workers: TwinWorker[] = [];
    for (const [agentId, row] of store.rows('workerAgents')) {
      const machines = fleet.withAgent(agentId);
      const executions = held.get(agentId) ?? none;
      const before = seen.get(agentId);
      if (
        before !== undefined &&
        at < before.until &&
        before.row === row &&
        isSameList(before.machines, machines) &&
        isSameList(before.worker.executions, executions)
      ) {
        workers.push(before.worker);
        continue;
      }
      const connected = machines.find(({ spans }) => spans.some(({ from, to }) => from <= at + 1 && at <= to));
      const machine = connected ?? machines[0];
      const service = machine === undefined ? undefined : store.get('machines', machine.key)?.service;
      const worker: TwinWorker = {
        agentId,
        machine: machine?.key ?? textField(row, 'machineName') ?? agentId,
        enabled: flagField(row, 'isEnabled'),
        service: service === 'running' ? 'running' : 'stopped',
        connected: connected !== undefined,
        executions,
      };
      seen.set(agentId, { row, machines, until: nextTurn(machines, at), worker });
      workers.push(worker);
    }
    const masters = [...store.rows('masters')].map(([machine, { service }]) => ({
      machine,
      service: service === 'running' ? ('running' as const) : ('stopped' as const),
    }));
    return { workers, masters };
  };
}

/** When a time in which one of the machines is heard of begins or ends. */
function nextTurn(machines: readonly ConnectedMachine[], at: number): number {
  const turns = machines.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from - 1, to + 1]));
  return Math.min(...turns.filter((turn) => turn > at), Number.POSITIVE_INFINITY);
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function heldExecutions(store: Model['store']): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const row of store.rows('tasks').values()) {
    const worker = textField(row, 'workerAgentId');
    if (worker === null || (row.status !== taskStatus.pulled && row.status !== taskStatus.running)) continue;
    held.set(worker, [...(held.get(worker) ?? []), String(numberField(row, 'executionId'))]);
  }
  for (const ids of held.values()) ids.sort((one, other) => Number(one) - Number(other));
  return held;
}
