import { masterHeartbeat } from '../life/heartbeats.js';
import type { Random } from '../random.js';
import type { Row } from '../store.js';
import { sqlTimeText } from '../time-text.js';
import type { FleetDescription } from './fleet-description.js';

/** PortNumber of MasterSettings.config, as setup leaves it. */
const masterPort = '8391';

/** An address of the network that is kept for examples (RFC 5737). */
const masterIp = '192.0.2.10';

/**
 * The master's properties after its service has started for the first time. There is no IS_SCALEOUT_ENABLED: never
 * enabled is no row.
 */
export function freshMasterProperties(fleet: FleetDescription, createdAt: number, random: Random): Record<string, Row> {
  const values: Readonly<Record<string, string>> = {
    CLUSTER_LOGDB_CONNECTIONSTRING: '',
    CLUSTER_LOGDB_SERVER: '',
    EXECUTION_PASSWORD: '',
    LAST_ONLINE_TIME: sqlTimeText(createdAt, fleet.createdAt.offset),
    MACHINE_IP: masterIp,
    MACHINE_NAME: fleet.masterMachine,
    MASTER_ADDRESS: fleet.endpoint ?? `https://${fleet.masterMachine}:${masterPort}`,
    MASTER_HEARTBEAT_INTERVALINMS: String(masterHeartbeat),
    MASTER_SERVICE_PORT: masterPort,
    SSLCERT_THUMBPRINT: Buffer.from(random(20)).toString('hex').toUpperCase(),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
