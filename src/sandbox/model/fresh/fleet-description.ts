import type { Instant } from '../../sql-value.js';

/** A fleet that is to be set up. */
export interface FleetDescription {
  /** SERVERPROPERTY('ServerName'): `SQLETL01` or `SQLETL01\ETL`. */
  readonly serverName: string;
  /** The machine that hosts the master's service. */
  readonly masterMachine: string;
  /** MASTER_ADDRESS; `https://<masterMachine>:8391` unless told otherwise. */
  readonly endpoint?: string;
  readonly workers: readonly { readonly machine: string }[];
  /**
   * True: the workers' services run and the master lets them in, so each has its row, disabled and without a display
   * name. False: the services run, but the master does not know their certificates yet.
   */
  readonly joined: boolean;
  /** The services' starts lie in the minute before it. */
  readonly createdAt: Instant;
  /** SQL Server 2022's 16.0.4135.4 unless told otherwise. */
  readonly productVersion?: string;
  readonly edition?: string;
}
