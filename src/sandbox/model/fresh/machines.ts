import { spokenName } from '../machines/host-name.js';
import { type Random, randomGuid } from '../random.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import type { Ways } from '../ways.js';
import { type FleetDescription, firstMaster, hasJoined } from './fleet-description.js';

/** MaxTaskCount of WorkerSettings.config, as setup leaves it. */
const maxTaskCount = 10;

const minute = 60_000;

export function freshMasters(fleet: FleetDescription, createdAt: number, productVersion: string): Record<string, Row> {
  const names = fleet.masterMachines.length === 0 ? [firstMaster(fleet)] : fleet.masterMachines;
  const rows = names.map(
    (machine): Row => ({
      machine,
      userAccount: `NT SERVICE\\SSISScaleOutMaster${productVersion.slice(0, 2)}0`,
      service: 'running',
      // Before the first of the workers, none of which can be heard of without it.
      startedAt: timeText(createdAt - minute),
      stoppedAt: null,
    }),
  );
  return Object.fromEntries(rows.map((row) => [String(row.machine), row]));
}

export function freshMachines(
  fleet: FleetDescription,
  createdAt: number,
  productVersion: string,
  random: Random,
): Record<string, Row> {
  const rows = fleet.workers.map((worker): Row => {
    const [high = 0, low = 0] = random(2);
    return {
      machine: worker.machine,
      agentId: randomGuid(random),
      userAccount: `NT SERVICE\\SSISScaleOutWorker${productVersion.slice(0, 2)}0`,
      service: 'running',
      // Real services do not beat in step.
      startedAt: timeText(createdAt - Math.floor(((high * 256 + low) / 65_536) * minute)),
      stoppedAt: null,
      accepted: hasJoined(fleet, worker),
      maxTaskCount,
    };
  });
  return Object.fromEntries(rows.map((row) => [String(row.machine), row]));
}

/** The rows that the first heartbeats of joined machines have made. */
export function freshWorkerRows(machines: Readonly<Record<string, Row>>, ways: Ways): Record<string, Row> {
  return Object.fromEntries(
    Object.values(machines)
      .filter(({ accepted }) => accepted === true)
      .map((machine) => [
        String(machine.agentId),
        {
          isEnabled: false,
          displayName: null,
          description: null,
          machineName: spokenName(String(machine.machine), ways),
          tags: null,
          userAccount: machine.userAccount ?? null,
          lastOnlineTime: machine.startedAt ?? null,
        },
      ]),
  );
}
