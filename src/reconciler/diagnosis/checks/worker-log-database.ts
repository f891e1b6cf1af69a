import { type Check, type CheckContext, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { quotedText } from '../powershell.js';
import { atWorkers } from '../worker-machine.js';

export const workerLogDatabase: Check = {
  id: 'worker.log-database',
  title: 'The worker reaches the SQL Server',
  reads:
    "a TCP connection from the worker's machine to catalog.server of the topology, port 1433 unless it says another",
  source: 'Microsoft: SSIS Scale Out Worker (messages go into SSISDB); walkthrough, firewall',
  cause: "The worker's machine cannot reach the SQL Server that it writes its logs to.",
  remedy: 'Open the way to its port.',
  page: pages.walkthrough,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: [{ check: 'worker.log-cache', at: 'same' }],
  run(context) {
    const { host, port = sqlPort, instance } = context.topology.catalog.server;
    return atWorkers(context, ({ target, name, machine }) => {
      if (isHere(host)) return unknown(target, `the topology names the server ${host}, which is another machine there`);
      const reached = examined(machine, 'reached');
      if (typeof reached === 'string') return unknown(target, `what it reaches: ${reached}`);
      const found = reached.find((place) => place.host.toUpperCase() === host.toUpperCase() && place.port === port);
      if (found === undefined) {
        const isNamed = instance !== undefined && context.topology.catalog.server.port === undefined;
        return unknown(
          target,
          isNamed ? `only SQL Server Browser tells which port the instance ${instance} has` : 'it was not tried',
        );
      }
      if (found.result === 'open') return ok(target);
      return {
        target,
        result: 'warning',
        summary: `${name} does not reach the SQL Server ${host}, port ${port}`,
        evidence: [
          {
            read: `TCP ${host}:${port}`,
            where: name,
            value: found.detail === undefined ? found.result : `${found.result}: ${found.detail}`,
          },
          ...logServer(context),
        ],
        cause:
          'A worker writes the messages of packages into SSISDB by itself. What it cannot write waits 7 days in its cache, and is lost then.',
        remedy:
          'Open the way from the worker to the port of the SQL Server: its firewall, those between, and the name.',
        command: `Test-NetConnection ${quotedText(host)} -Port ${port}`,
      };
    });
  },
};

const sqlPort = 1433;

/** Names that mean another machine wherever they are used. */
function isHere(host: string): boolean {
  return /^(localhost|\.|\(local\)|127\.[\d.]+|::1)$/i.test(host);
}

function logServer({ catalog }: CheckContext) {
  const { logDatabaseServer } = catalog.master;
  return logDatabaseServer === null
    ? []
    : [{ read: 'CLUSTER_LOGDB_SERVER', where: 'catalog.master_properties', value: logDatabaseServer }];
}
