// src/twin is a sandbox that stands in for a live world: made from what was seen of that (description.ts), served in this process
// for as long as it is open, and written into a folder where somebody wants to look at it. What the model had to learn for it
// are fields of its rows (docs/sandbox-state.md); what contradicts the model's rules is told (evidence.ts).

import { randomBytes } from 'node:crypto';
import type { SandboxConnection } from '../connection.js';
import { instantOf } from '../instant.js';
import { taskStatus } from '../model/life/task.js';
import type { Model } from '../model/model.js';
import { flagField, numberField, textField } from '../model/store.js';
import { startSandbox } from '../sandbox.js';
import { twinContent } from './content.js';
import type { TwinDescription } from './description.js';
import type { Unexplained } from './evidence.js';
import { saveTwin } from './save.js';

/** Who works in a twin at one moment. */
export interface TwinState {
  readonly workers: readonly {
    readonly agentId: string;
    /** As it is named to who looks at it; of one that nobody sees the name of its row, or its id. */
    readonly machine: string;
    readonly enabled: boolean;
    readonly service: 'running' | 'stopped';
    /** Whether its heartbeats arrive: its service runs, and a running master lets it in. */
    readonly connected: boolean;
    /** Those that it has, the oldest first. */
    readonly executions: readonly string[];
  }[];
  readonly masters: readonly { readonly machine: string; readonly service: 'running' | 'stopped' }[];
}

export interface OpenTwin {
  /** Its login has the rights that the live one has. */
  readonly connection: SandboxConnection;
  /** What was seen of the live world and does not go together with the rules of the sandbox. */
  readonly unexplained: readonly Unexplained[];
  /** As of now; changes nothing, and asks nobody. */
  look(): TwinState;
  /**
   * Writes it into a folder that is made anew, or is empty, as a sandbox: all times are moved so that its moment is `now`, in
   * Unix milliseconds. Throws `sandbox.not-empty`, `sandbox.directory-unusable` and `sandbox.write-failed`.
   */
  save(directory: string, options: { readonly now: number }): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Opens a twin in memory. `now` is its time, in Unix milliseconds; it begins at the description's `observedAt`. */
export async function openTwin(
  description: TwinDescription,
  { now }: { readonly now: () => number },
): Promise<OpenTwin> {
  const { tables, unexplained } = twinContent(description, randomBytes);
  const sandbox = await startSandbox({ content: tables, now: () => instantOf(now()) });
  const { connection, world, store } = sandbox;
  return {
    connection,
    unexplained,
    look: () => world.edit((model, at) => stateOf(model, at)),
    async save(directory, options) {
      // What has happened until now is in the tables then.
      const at = world.edit((_, moment) => moment);
      saveTwin(directory, store.content(), { description, offset: options.now - at });
    },
    close: () => sandbox.close(),
  };
}

function stateOf({ store, life }: Model, at: number): TwinState {
  const executions = heldExecutions(store);
  const workers = [...store.rows('workerAgents')].map(([agentId, row]) => {
    const machines = life.fleet.withAgent(agentId);
    const connected = machines.find(({ spans }) => spans.some(({ from, to }) => from <= at + 1 && at <= to));
    const machine = connected ?? machines[0];
    const service = machine === undefined ? undefined : store.get('machines', machine.key)?.service;
    return {
      agentId,
      machine: machine?.key ?? textField(row, 'machineName') ?? agentId,
      enabled: flagField(row, 'isEnabled'),
      service: service === 'running' ? ('running' as const) : ('stopped' as const),
      connected: connected !== undefined,
      executions: executions.get(agentId) ?? [],
    };
  });
  const masters = [...store.rows('masters')].map(([machine, { service }]) => ({
    machine,
    service: service === 'running' ? ('running' as const) : ('stopped' as const),
  }));
  return { workers, masters };
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
