import { editConfig } from '../../src/config-file/edit-config.js';
import type { ModelTime } from '../support/model-time.js';
import { agentIdOf, type ModelMachine, type ModelWorld } from '../support/model-world.js';
import type { Scenario } from './fleet-scenario.js';

type What = Scenario['foreign'][number]['what'];

/** For how long a machine has another name. */
const renamedFor = 200_000;

/** Somebody else's hand on a worker. Returns the names of what it changed. */
export function meddle(world: ModelWorld, time: Pick<ModelTime, 'at'>, name: string, what: What): readonly string[] {
  const machine = world.machines.get(name);
  const id = machine === undefined ? undefined : agentIdOf(machine);
  const row = id === undefined ? undefined : world.rows.get(id);
  if (machine === undefined || id === undefined) return [];
  switch (what) {
    case 'disable':
    case 'enable':
      if (row !== undefined) Object.assign(row, { enabled: what === 'enable', switchedBy: 'foreign' });
      break;
    case 'tags':
    case 'description':
      if (row !== undefined) row[what] = 'theirs';
      break;
    case 'protect':
      if (row !== undefined) row.tags = 'scaleout:protected';
      break;
    case 'config':
      machine.config = Buffer.from(editConfig(machine.config, { MaxTaskCount: 3, TaskLogLevel: 5 }));
      break;
    case 'stop':
      for (const task of world.tasks) if (task.row === id) task.exempt = true;
      if (machine.running) world.stop(machine);
      break;
    case 'removeRow':
      world.rows.delete(id);
      for (const task of world.tasks) if (task.row === id) task.exempt = true;
      break;
    case 'unreachable':
      machine.unreachableUntil = world.now() + 200_000;
      break;
    case 'untrust':
      for (const node of world.machines.values()) {
        if (node.role !== 'master') continue;
        for (const [print, found] of node.root) if (found.keyReaders === null) node.root.delete(print);
      }
      break;
    case 'reinstall': {
      // A new installation has an id of its own; its old row stays behind.
      restarted(world, machine, () => {
        machine.config = Buffer.from(editConfig(machine.config, { AgentId: '' }));
      });
      if (!machine.running) world.start(machine);
      break;
    }
    case 'rename': {
      const other = `${name}B`;
      if (machine.name !== name) break;
      const isNamed = (now: string) => restarted(world, machine, () => Object.assign(machine, { name: now }));
      isNamed(other);
      time.at(world.now() + renamedFor, () => {
        world.settle();
        isNamed(name);
      });
      return [name, other, id];
    }
    case 'swap': {
      const names = new Set([...world.machines.keys()]);
      const other = [...world.machines.values()].find((found) => found.role === 'worker' && found !== machine);
      if (other === undefined || !names.has(machine.name) || !names.has(other.name)) break;
      const [one, two] = [machine.name, other.name];
      restarted(world, machine, () => Object.assign(machine, { name: two }));
      restarted(world, other, () => Object.assign(other, { name: one }));
      return [one, two, id, agentIdOf(other) ?? ''];
    }
  }
  return [name, id];
}

/** Whoever changes a machine so has to restart it; what it ran is lost, and not by our doing. */
function restarted(world: ModelWorld, machine: ModelMachine, change: () => void): void {
  const id = agentIdOf(machine);
  const wasRunning = machine.running;
  for (const task of world.tasks) if (task.row === id) task.exempt = true;
  if (wasRunning) world.stop(machine);
  change();
  if (wasRunning) world.start(machine);
}
