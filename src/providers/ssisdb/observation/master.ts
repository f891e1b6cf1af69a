import type { MasterState } from '../../../reconciler/worker-row.js';
import { utcText } from '../values.js';

/** Rows of catalog.master_properties; the time and the age in seconds of LAST_ONLINE_TIME, where it is a time. */
export interface MasterRows {
  readonly properties: ReadonlyMap<string, string | null>;
  readonly lastOnline: string | null;
  readonly lastOnlineAge: number | null;
}

/** What rows of catalog.master_properties mean. */
export function masterOf({ properties, lastOnline, lastOnlineAge }: MasterRows): MasterState {
  const text = (name: string) => properties.get(name) || null;
  const interval = numberOf(text('MASTER_HEARTBEAT_INTERVALINMS'));
  return {
    machineName: text('MACHINE_NAME'),
    address: text('MASTER_ADDRESS'),
    port: numberOf(text('MASTER_SERVICE_PORT')),
    certificateThumbprint:
      text('SSLCERT_THUMBPRINT')
        ?.replace(/[^0-9a-f]/gi, '')
        .toUpperCase() || null,
    logDatabaseServer: text('CLUSTER_LOGDB_SERVER'),
    lastOnline: lastOnline === null ? null : utcText(lastOnline),
    lastOnlineAge,
    heartbeatInterval: interval === null ? null : interval / 1000,
  };
}

function numberOf(text: string | null): number | null {
  if (text === null) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
