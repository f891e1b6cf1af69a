import { masterVirtualAccount } from '../../facts/ssisdb.js';
import { type MachineName, sameMachine } from '../../machine-name.js';
import type { Topology } from '../../topology/topology.js';
import { isMasterOnline } from '../liveness.js';
import type { Observation } from '../observation.js';
import { masterView } from './master-view.js';

/** The longest name of an account that is asked for. */
const longest = 256;

/**
 * The accounts of the master's nodes whose login has to be looked for, as the SQL Server names them. The service's own
 * account gets its login when Scale Out is enabled: it is looked for only where the master is not heard of after that.
 */
export function masterAccounts(topology: Topology, observation: Observation): readonly string[] {
  const { catalog } = observation;
  const found = new Map<string, string>();
  for (const { name, installation } of masterView(topology, observation).nodes) {
    if (installation === undefined) continue;
    const account = onServer(installation.service.account, name, catalog.server.name);
    if (account === undefined || account.length > longest) continue;
    const isOwn = account.toUpperCase().startsWith(masterVirtualAccount.value.account.toUpperCase());
    const isMade = catalog.scaleOut === 'enabled' && isMasterOnline(catalog.master) !== true;
    if (!isOwn || isMade) found.set(account.toUpperCase(), account);
  }
  return [...found.values()];
}

/** How the SQL Server knows a service's account; undefined where the network's name of it is not known from here. */
function onServer(account: string, node: MachineName, serverName: string): string | undefined {
  const host = serverName.split('\\')[0] ?? '';
  const isLocal = sameMachine(host, node);
  const plain = account.toUpperCase().replaceAll(' ', '');
  // Over the network these are the machine's own account, DOMAIN\HOST$, and its domain is not shown.
  if (/^(LOCALSYSTEM|NTAUTHORITY\\SYSTEM)$/.test(plain)) return isLocal ? 'NT AUTHORITY\\SYSTEM' : undefined;
  if (/^(NTAUTHORITY\\)?NETWORKSERVICE$/.test(plain)) return isLocal ? 'NT AUTHORITY\\NETWORK SERVICE' : undefined;
  if (/^NTSERVICE\\/.test(plain)) return isLocal ? account : undefined;
  if (account.startsWith('.\\')) return isLocal ? `${host}${account.slice(1)}` : undefined;
  return account.includes('\\') ? account : undefined;
}
