import { isAhead, isMasterOnline, masterSilenceLimit } from '../../../domain/rows.js';
import { age, moment } from '../../../text/times.js';
import { type Check, ok, pages, unknown } from '../check.js';

export const masterSilent: Check = {
  id: 'master.silent',
  title: 'The master sends heartbeats',
  reads:
    'the age of LAST_ONLINE_TIME in catalog.master_properties, against three of its MASTER_HEARTBEAT_INTERVALINMS, by the clock of the SQL Server',
  source:
    "Microsoft: SSIS Scale Out Master (MasterHeartbeatIntervalInMs); three intervals are this program's own limit",
  cause:
    "The master's service does not reach the catalog. This is a symptom: its cause stands above it where one was found.",
  remedy: 'Look at the service, its SqlServerName and its login.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'worker.offline', at: 'any' },
    { check: 'worker.unregistered', at: 'any' },
    { check: 'worker.log', at: 'any' },
    { check: 'worker.endpoint-unreached', at: 'any' },
    { check: 'network.endpoint-port', at: 'any' },
    { check: 'catalog.executions-pending', at: 'any' },
  ],
  run({ catalog }) {
    const { master } = catalog;
    const online = isMasterOnline(master);
    if (isAhead(master.lastOnlineAge ?? 0, masterSilenceLimit(master)))
      return [
        unknown(
          'master',
          `its last heartbeat, ${moment(master.lastOnline ?? '')}, is to come by the clock of the SQL Server`,
        ),
      ];
    if (online === true) return [ok('master')];
    if (master.lastOnlineAge === null && master.lastOnline !== null)
      return [unknown('master', `LAST_ONLINE_TIME is ${JSON.stringify(master.lastOnline)}, which is no time`)];
    const since =
      master.lastOnlineAge === null ? 'was never heard of' : `has not been heard of for ${age(master.lastOnlineAge)}`;
    return [
      {
        target: 'master',
        result: 'error',
        summary: `The master ${since}`,
        evidence: [
          {
            read: 'LAST_ONLINE_TIME',
            where: 'catalog.master_properties',
            value: master.lastOnline === null ? '(none)' : moment(master.lastOnline),
          },
          { read: 'MACHINE_NAME', where: 'catalog.master_properties', value: master.machineName ?? '(none)' },
        ],
        cause:
          'Workers reach the catalog through the master alone: without it no package begins, and none that runs may report.',
        remedy:
          "Look at the service SSISScaleOutMaster on the master's machine, at its SqlServerName and at its login in SSISDB.",
      },
    ];
  },
};
