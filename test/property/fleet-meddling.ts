import { editConfig } from '../../src/config-file/edit-config.js';
import { agentIdOf, type ModelWorld } from '../support/model-world.js';
import type { Scenario } from './fleet-scenario.js';

type What = Scenario['foreign'][number]['what'];

/** Somebody else's hand on a worker. Returns the names of what it changed. */
export function meddle(world: ModelWorld, name: string, what: What): readonly string[] {
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
      for (const task of world.tasks) if (task.row === id) task.exempt = true;
      if (machine.running) world.stop(machine);
      machine.config = Buffer.from(editConfig(machine.config, { AgentId: '' }));
      world.start(machine);
      break;
    }
  }
  return [name, id];
}
