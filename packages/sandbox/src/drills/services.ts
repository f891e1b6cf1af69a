import type { MachineRole } from '../model/machines/requests.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, refuseDrill } from './drilled-fleet.js';

/* Services that do not run, and why they cannot. */

export const serviceDrills: readonly Drill[] = [
  {
    name: 'worker-service-stopped',
    takes: 'worker',
    finding: 'worker.service',
    says: "The worker's service is stopped.",
    make: (fleet) => stopRunning(fleet, 'worker'),
  },
  {
    name: 'master-service-stopped',
    takes: 'master',
    finding: 'master.service',
    says: "The master's service is stopped.",
    make: (fleet) => stopRunning(fleet, 'master'),
  },
  {
    name: 'worker-service-disabled',
    takes: 'worker',
    finding: 'worker.service',
    says: "The worker's service is stopped, and its start mode is disabled.",
    make: (fleet) => disable(fleet, 'worker'),
  },
  {
    name: 'master-service-disabled',
    takes: 'master',
    finding: 'master.service',
    says: "The master's service is stopped, and its start mode is disabled.",
    make: (fleet) => disable(fleet, 'master'),
  },
  {
    name: 'worker-account-locked',
    takes: 'worker',
    finding: 'worker.service-account',
    says: "The account of the worker's service is locked, and the service cannot start.",
    make: (fleet) => lockAccount(fleet, 'worker'),
  },
  {
    name: 'master-account-locked',
    takes: 'master',
    finding: 'master.service-account',
    says: "The account of the master's service is locked, and the service cannot start.",
    make: (fleet) => lockAccount(fleet, 'master'),
  },
];

function stopRunning(fleet: DrilledFleet, role: MachineRole): void {
  const { name, row } = fleet.service(fleet.machine, role);
  if (row.service !== 'running') refuseDrill(`${name} of ${fleet.machine} does not run anyway.`);
  fleet.stop(fleet.machine, role);
}

function disable(fleet: DrilledFleet, role: MachineRole): void {
  const { name, row } = fleet.service(fleet.machine, role);
  if (row.startMode === 'disabled') refuseDrill(`${name} of ${fleet.machine} is disabled anyway.`);
  fleet.stop(fleet.machine, role);
  fleet.change(fleet.machine, role, { startMode: 'disabled' });
}

/** ERROR_ACCOUNT_LOCKED_OUT. What the System log says of it follows. */
const lockedOut = 1909;

function lockAccount(fleet: DrilledFleet, role: MachineRole): void {
  const { machine } = fleet;
  const { name, row } = fleet.service(machine, role);
  if (typeof row.logonError === 'number') refuseDrill(`${name} of ${machine} cannot log on anyway.`);
  fleet.stop(machine, role);
  fleet.change(machine, role, { logonError: lockedOut });
}
