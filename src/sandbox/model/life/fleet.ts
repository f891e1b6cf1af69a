import {
  type MasterMachine,
  masterMachineOf,
  type Span,
  type WorkerMachine,
  workerMachineOf,
} from '../rows/machine.js';
import type { Row, Store } from '../store.js';
import { computedFrom } from './kept.js';

/** A worker's machine and when the catalog can hear of it: its service ran, the master too, and let it in. */
export interface ConnectedMachine extends WorkerMachine {
  readonly spans: readonly Span[];
}

/** The machines of tables `machines` and `masters`, read once for each change of them. */
export interface Fleet {
  readonly workers: readonly ConnectedMachine[];
  readonly masters: readonly MasterMachine[];
  /** The machines whose config has this agent id: more than one where a machine was cloned. */
  withAgent(agentId: string): readonly ConnectedMachine[];
  named(machine: string): ConnectedMachine | undefined;
}

/** Returns a function that gives the fleet as the store has it at that moment. */
export function fleetOf(store: Store): () => Fleet {
  return computedFrom(
    () => `${store.revision('machines')}/${store.revision('masters')}`,
    () => readFleet(store.rows('machines'), store.rows('masters')),
  );
}

function readFleet(machines: ReadonlyMap<string, Row>, masterRows: ReadonlyMap<string, Row>): Fleet {
  const masters = [...masterRows].map(([key, row]) => masterMachineOf(key, row));
  const byAgent = new Map<string, ConnectedMachine[]>();
  const byName = new Map<string, ConnectedMachine>();
  const workers = [...machines].map(([key, row]) => {
    const machine = workerMachineOf(key, row);
    const connected = { ...machine, spans: connectedSpans(machine, masters) };
    const sharing = byAgent.get(machine.agentId);
    if (sharing) sharing.push(connected);
    else byAgent.set(machine.agentId, [connected]);
    byName.set(machine.machine, connected);
    return connected;
  });
  return {
    workers,
    masters,
    withAgent: (agentId) => byAgent.get(agentId) ?? [],
    named: (machine) => byName.get(machine),
  };
}

/** A heartbeat reaches the catalog through the master: both services must run. */
function connectedSpans(machine: WorkerMachine, masters: readonly MasterMachine[]): readonly Span[] {
  const own = machine.run;
  if (!machine.accepted || own === undefined) return [];
  return masters.flatMap(({ run }) => {
    if (run === undefined) return [];
    const from = Math.max(own.from, run.from);
    const to = Math.min(own.to, run.to);
    return from <= to ? [{ from, to }] : [];
  });
}
