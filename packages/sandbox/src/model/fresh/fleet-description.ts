import type { Instant } from '../../engine.js';
import { timeText } from '../../instant.js';
import { type Random, randomGuid } from '../identifiers.js';
import type { ConfigFormat } from '../machines/settings.js';
import type { Row } from '../store.js';
import { spokenName, type Way, type Ways } from '../ways.js';

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

/** A fleet that is set up now. */
export type NewFleet = Omit<FleetDescription, 'createdAt'> & Partial<Pick<FleetDescription, 'createdAt'>>;

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

/** The machines of examples/catalog-only.yaml: what is served where nobody named any. */
export function exampleFleet(createdAt: Instant): FleetDescription {
  return {
    serverName: 'SQLETL01',
    masterMachines: ['SQLETL01'],
    endpoint: 'https://sqletl01.corp.example:8391',
    workers: ['ETL01', 'ETL02', 'ETL03', 'ETL04'].map((machine) => ({ machine })),
    joined: true,
    createdAt,
  };
}

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
