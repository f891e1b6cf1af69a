import type { CatalogObservation } from '../../domain/catalog.js';
import { sameMachine } from '../../domain/machine-name.js';
import { thumbprint } from '../../domain/machines.js';
import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import type { MasterNode } from './master-certificate.js';

/** A key of MasterSettings.config that the running master has not read as it stands there now. */
export interface UnreadKey {
  readonly key: string;
  readonly written: string;
  /** What the master wrote into the catalog when it started, and under which name. */
  readonly property: string;
  readonly started: string;
}

/**
 * Of a config that somebody has written since the service started: what the master started with, as it told the catalog,
 * where that is another value. Only the master that the catalog names last can be told of; of another one nothing is known.
 */
export function unreadKeys({ name, installation }: MasterNode, catalog: CatalogObservation): readonly UnreadKey[] {
  const { machineName, certificateThumbprint, port } = catalog.master;
  if (installation === undefined || machineName === null || !sameMachine(machineName, name)) return [];
  const { service, config } = installation;
  if (service.state !== 'running' || service.configWritten !== true) return [];
  const print = config.text(certificateKeys.value.master);
  const number = config.text(masterPortKey.value);
  const found: UnreadKey[] = [];
  if (print !== undefined && print !== '' && certificateThumbprint !== null) {
    const started = thumbprint(certificateThumbprint);
    const key = certificateKeys.value.master;
    if (thumbprint(print) !== started) found.push({ key, written: print, property: 'SSLCERT_THUMBPRINT', started });
  }
  if (Number(number) > 0 && port !== null && Number(number) !== port) {
    const key = masterPortKey.value;
    found.push({ key, written: String(number), property: 'MASTER_SERVICE_PORT', started: String(port) });
  }
  return found;
}
