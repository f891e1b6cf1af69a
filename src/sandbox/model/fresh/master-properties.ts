import type { Random } from '../random.js';
import { masterHeartbeat } from '../rows/machine.js';
import type { Row } from '../store.js';
import { sqlTimeText } from '../time-text.js';
import { type FleetDescription, firstMaster } from './fleet-description.js';
import { masterPort } from './installed-machines.js';

/** An address of the network that is kept for examples (RFC 5737). */
const masterIp = '192.0.2.10';

/**
 * The master's properties after its service has started for the first time. There is no IS_SCALEOUT_ENABLED: never
 * enabled is no row. `thumbprint` is of its certificate, where its machine has a state.
 */
export function freshMasterProperties(
  fleet: FleetDescription,
  createdAt: number,
  thumbprint: string | undefined,
  random: Random,
): Record<string, Row> {
  const machine = firstMaster(fleet);
  // Nobody has told a master that was just set up where it will be reached.
  const endpoint = thumbprint === undefined ? fleet.endpoint : undefined;
  const values: Readonly<Record<string, string>> = {
    CLUSTER_LOGDB_CONNECTIONSTRING: '',
    CLUSTER_LOGDB_SERVER: '',
    EXECUTION_PASSWORD: '',
    LAST_ONLINE_TIME: sqlTimeText(createdAt, fleet.createdAt.offset),
    MACHINE_IP: masterIp,
    MACHINE_NAME: machine,
    MASTER_ADDRESS: endpoint ?? `https://${machine}:${masterPort}`,
    MASTER_HEARTBEAT_INTERVALINMS: String(masterHeartbeat),
    MASTER_SERVICE_PORT: masterPort,
    SSLCERT_THUMBPRINT: thumbprint ?? Buffer.from(random(20)).toString('hex').toUpperCase(),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
