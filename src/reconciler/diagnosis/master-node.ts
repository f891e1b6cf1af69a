import type { InstallationView, MachineView } from '../view/machine.js';
import { type CheckContext, type CheckedNode, type FoundWrong, type Outcome, unknown } from './check.js';
import type { CheckId } from './check-id.js';

/** A node that was looked at and has a Scale Out Master. */
export interface SeenNode {
  readonly checked: CheckedNode;
  readonly target: string;
  readonly name: string;
  readonly machine: MachineView;
  readonly installation: InstallationView;
}

/** Makes a check at each node of the master that was looked at; of every other one it says why it could not be made. */
export function atNodes({ nodes }: CheckContext, check: (seen: SeenNode) => Outcome | undefined): readonly Outcome[] {
  return nodes.flatMap((checked): readonly Outcome[] => {
    const { target, node, seen, unseen } = checked;
    if (unseen !== undefined) return [unseen];
    if (seen === undefined || node.installation === undefined) {
      return [unknown(target, 'no Scale Out Master is installed on it')];
    }
    const outcome = check({ checked, target, name: node.name, machine: seen, installation: node.installation });
    return outcome === undefined ? [] : [outcome];
  });
}

/** What follows where the node does not send heartbeats to the catalog, and where workers cannot reach it. */
const followers = {
  silence: ['master.silent', 'master.log'],
  cutOff: [
    'worker.offline',
    'worker.unregistered',
    'worker.log',
    'worker.endpoint-unreached',
    'network.endpoint-port',
    'network.endpoint-certificate',
    'catalog.executions-pending',
  ],
} as const satisfies Record<string, readonly CheckId[]>;

/** What a fault of nodes means: on the active one it is felt now, on another one after a failover. */
export function nodeFault(
  nodes: readonly CheckedNode[],
  effects: readonly (keyof typeof followers)[],
): Pick<FoundWrong, 'result' | 'explains' | 'isDisabling'> {
  if (!nodes.some(({ isActive }) => isActive)) return { result: 'warning', isDisabling: true };
  const ids: readonly CheckId[] = effects.flatMap((effect) => [...followers[effect]]);
  return { result: 'error', isDisabling: true, explains: (id) => ids.includes(id) };
}

/** A sentence with a blank before it, for the cause of a fault that is not felt yet. */
export function untilFailover({ result }: Pick<FoundWrong, 'result'>): string {
  return result === 'warning' ? ' It is felt once this node becomes the master.' : '';
}

/** Whether at least one enabled worker is heard of, so that the master's port must be open to it. */
export function isAnyHeard({ workers }: CheckContext): boolean {
  return workers.some(({ isWanted, isHeard }) => isWanted && isHeard === true);
}
