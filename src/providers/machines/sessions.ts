import { type MachineName, sameMachine, shortKey } from '../../machine-name.js';
import type { MachineSession } from './machine-session.js';

/** The sessions that were started, one a machine, however its name is written. */
export interface Sessions {
  of(machine: MachineName, start: () => MachineSession): MachineSession;
  all(): readonly MachineSession[];
}

interface Entry {
  readonly machine: MachineName;
  readonly session: MachineSession;
}

export function createSessions(): Sessions {
  const entries = new Map<string, Entry[]>();
  return {
    of(machine, start) {
      const alike = entries.get(shortKey(machine)) ?? [];
      const found = alike.find((entry) => sameMachine(entry.machine, machine));
      if (found !== undefined) return found.session;
      const session = start();
      entries.set(shortKey(machine), [...alike, { machine, session }]);
      return session;
    },
    all: () => [...entries.values()].flat().map(({ session }) => session),
  };
}
