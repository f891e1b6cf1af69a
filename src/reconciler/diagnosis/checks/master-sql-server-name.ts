import { sameMachine } from '../../../domain/machine-name.js';
import { isMasterOnline } from '../../../domain/rows.js';
import { type Check, type CheckContext, type CheckedNode, ok, pages, unknown } from '../check.js';
import { atNodes, nodeFault, untilFailover } from '../master-node.js';

export const masterSqlServerName: Check = {
  id: 'master.sql-server-name',
  title: 'The master looks for SSISDB on this SQL Server',
  reads:
    'SqlServerName of MasterSettings.config on each node, against SERVERPROPERTY(ServerName), CLUSTER_LOGDB_SERVER and the server of the topology',
  source:
    'Microsoft: walkthrough (a named instance is not written by setup where the engine is installed later); high availability, step 5 (listener,port); failover cluster instance, step 5 (the network name)',
  cause:
    'SqlServerName names another server or instance than the one that has SSISDB, or one replica in place of the listener.',
  remedy: 'Write the right name into SqlServerName; restart the service.',
  page: pages.highAvailability,
  door: 'observation',
  run(context) {
    return atNodes(context, ({ checked, target, name, installation }) => {
      const { config } = installation;
      if (config.state === 'unread') return unknown(target, 'its MasterSettings.config could not be read');
      const written = writtenOn(checked);
      if (written === undefined) return unknown(target, 'MasterSettings.config has no SqlServerName');
      const why = whyOther(written, checked, context);
      if (why === undefined) return ok(target);
      const isHeard = checked.isActive && isMasterOnline(context.catalog.master) === true;
      const fault = isHeard ? ({ result: 'warning' } as const) : nodeFault([checked], ['silence', 'cutOff']);
      const until = isHeard
        ? ' The master is heard of: its service may have begun with an older file.'
        : untilFailover(fault);
      return {
        target,
        ...fault,
        summary: `The master on ${name} looks for SSISDB on ${written}`,
        evidence: [
          { read: 'SqlServerName', where: `MasterSettings.config on ${name}`, value: written },
          { read: 'ServerName', where: 'SERVERPROPERTY of the SQL Server', value: context.catalog.server.name },
          { read: 'catalog.server', where: 'the topology', value: context.topology.catalog.server.text },
        ],
        cause: `${why}${until}`,
        remedy:
          'Write the SQL Server that has SSISDB into SqlServerName (of an availability group its listener: listener,port) and restart the service.',
      };
    });
  },
};

function writtenOn({ node }: CheckedNode): string | undefined {
  const text = node.installation?.config.text('SqlServerName')?.trim();
  return text === '' ? undefined : text;
}

interface ServerName {
  readonly host: string;
  readonly instance: string;
  readonly hasPort: boolean;
}

/** `host`, `host\instance` or `host,port`, with or without the protocol before it. */
function partsOf(text: string): ServerName {
  const [address = '', port] = text.replace(/^(tcp|np|lpc):/i, '').split(',');
  const [host = '', instance = ''] = address.split('\\');
  return { host: host.trim(), instance: instance.trim().toUpperCase(), hasPort: port !== undefined };
}

const local = /^(\.|\(local\)|localhost|127\.0\.0\.1|::1)$/i;

/** Why it is another server; undefined where it is this one, or may well be. */
function whyOther(written: string, checked: CheckedNode, context: CheckContext): string | undefined {
  const node = checked.node.name;
  const { catalog } = context;
  const named = partsOf(written);
  const own = partsOf(catalog.server.name);
  if (!isKnownHost(named.host, node, context)) {
    const host = local.test(named.host) ? otherNode(own.host, node, context) : undefined;
    if (host !== undefined) return `${written} means ${node} itself there, and SSISDB is on ${host}.`;
    return isAgreed(written, checked, context)
      ? undefined
      : `${named.host} is not the SQL Server that has SSISDB, by any name of it that is known here.`;
  }
  // A port tells which instance it is.
  if (named.hasPort || named.instance === own.instance) return undefined;
  const right = own.instance === '' ? 'the default instance' : `the instance ${own.instance}`;
  return `SSISDB is in ${right}, and ${written} means ${named.instance === '' ? 'the default one' : named.instance}.`;
}

/** The listed machine of the master that is the SQL Server, where this one is not. */
function otherNode(server: string, node: string, { nodes }: CheckContext): string | undefined {
  return nodes.map((other) => other.node.name).find((name) => !sameMachine(name, node) && sameMachine(name, server));
}

function isKnownHost(host: string, node: string, { catalog, topology, examination }: CheckContext): boolean {
  const server = partsOf(catalog.server.name).host;
  // A failover cluster instance and a listener have names that no node has.
  if (local.test(host)) return sameMachine(server, node);
  const listeners = examination?.availability.known === true ? examination.availability.value.listeners : [];
  const texts = [server, topology.catalog.server.host, catalog.master.logDatabaseServer ?? '', ...listeners];
  return texts.map((text) => partsOf(text).host).some((known) => known !== '' && sameMachine(known, host));
}

/** A name that is not known here may be an alias: where the master is heard of by it, and the other nodes have the same. */
function isAgreed(written: string, checked: CheckedNode, { nodes, catalog }: CheckContext): boolean {
  if (isMasterOnline(catalog.master) !== true) return false;
  const isSame = (other: CheckedNode) => {
    const text = writtenOn(other);
    return text === undefined || text.toUpperCase() === written.toUpperCase();
  };
  const active = nodes.filter(({ isActive }) => isActive);
  return (checked.isActive ? nodes : active).every(isSame) && active.some((node) => writtenOn(node) !== undefined);
}
