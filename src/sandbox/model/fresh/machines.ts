import { type Random, randomGuid } from '../random.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import type { FleetDescription } from './fleet-description.js';

/** MaxTaskCount of WorkerSettings.config, as setup leaves it. */
const maxTaskCount = 10;

const minute = 60_000;

export function freshMasters(fleet: FleetDescription, createdAt: number, productVersion: string): Record<string, Row> {
  const { masterMachine } = fleet;
  const row: Row = {
    machine: masterMachine,
    userAccount: `NT SERVICE\\SSISScaleOutMaster${productVersion.slice(0, 2)}0`,
    service: 'running',
    // Before the first of the workers, none of which can be heard of without it.
    startedAt: timeText(createdAt - minute),
    stoppedAt: null,
  };
  return { [masterMachine]: row };
}

export function freshMachines(
  fleet: FleetDescription,
  createdAt: number,
  productVersion: string,
  random: Random,
): Record<string, Row> {
  const rows = fleet.workers.map(({ machine }): Row => {
    const [high = 0, low = 0] = random(2);
    return {
      machine,
      agentId: randomGuid(random),
      userAccount: `NT SERVICE\\SSISScaleOutWorker${productVersion.slice(0, 2)}0`,
      service: 'running',
      // Real services do not beat in step.
      startedAt: timeText(createdAt - Math.floor(((high * 256 + low) / 65_536) * minute)),
      stoppedAt: null,
      accepted: fleet.joined,
      maxTaskCount,
    };
  });
  return Object.fromEntries(rows.map((row) => [String(row.machine), row]));
}

/** The rows that the machines' first heartbeats have made. */
export function freshWorkerRows(machines: Readonly<Record<string, Row>>): Record<string, Row> {
  return Object.fromEntries(
    Object.values(machines).map((machine) => [
      String(machine.agentId),
      {
        isEnabled: false,
        displayName: null,
        description: null,
        machineName: machine.machine ?? null,
        tags: null,
        userAccount: machine.userAccount ?? null,
        lastOnlineTime: machine.startedAt ?? null,
      },
    ]),
  );
}
