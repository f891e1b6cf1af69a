import type { Instant } from '../../sql-value.js';
import type { ConfigFormat } from '../machines/config/setup-config.js';
import type { Way } from '../ways.js';

/** A worker's machine in a fleet that is to be set up. */
export interface FleetWorker {
  readonly machine: string;
  /** As in the fleet, which says what holds for those that do not say it themselves. */
  readonly joined?: boolean;
  /** Base64 of DER: it was set up with this certificate, whose key it has; absent: with one of its own. */
  readonly certificate?: string;
}

/** A fleet that is to be set up. */
export interface FleetDescription {
  /** SERVERPROPERTY('ServerName'): `SQLETL01` or `SQLETL01\ETL`. */
  readonly serverName: string;
  /** The machines that can host the master's service, at least one. */
  readonly masterMachines: readonly string[];
  /** MASTER_ADDRESS of joined workers; `https://<the first master machine>:8391` unless told otherwise. */
  readonly endpoint?: string;
  readonly workers: readonly FleetWorker[];
  /**
   * True: the workers' services run and the master lets them in, so each has its row, disabled and without a display
   * name, and nobody can look into its machine. False: machines as setup leaves them, which trust nobody yet; then the
   * master's machines are such, too.
   */
  readonly joined: boolean;
  /** The services' starts lie in the minute before it. */
  readonly createdAt: Instant;
  /** SQL Server 2022's 16.0.4135.4 unless told otherwise. */
  readonly productVersion?: string;
  readonly edition?: string;
  /** How setup writes the machines' config files. */
  readonly configFormat?: ConfigFormat;
  /** In which respects the world is otherwise. */
  readonly world?: readonly Way[];
}

/** Whether a worker of the fleet has joined already, so that its machine has no state of its own. */
export function hasJoined(fleet: FleetDescription, worker: FleetWorker): boolean {
  return worker.joined ?? fleet.joined;
}

/** Whether the master's machines have a state of their own: somebody has to let the others in. */
export function mastersHaveState(fleet: FleetDescription): boolean {
  return !fleet.joined || fleet.workers.some((worker) => !hasJoined(fleet, worker));
}

/** The first of the machines that can host the master. */
export function firstMaster({ masterMachines, serverName }: FleetDescription): string {
  return masterMachines[0] ?? serverName;
}
