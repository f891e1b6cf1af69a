import type { PackageJob } from '../../../domain/examination.js';
import { counted } from '../../../text/words.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { bracketed } from '../tsql.js';

const mostNamed = 10;

export const catalogJobOwners: Check = {
  id: 'catalog.job-owners',
  title: 'Jobs that start packages run as somebody who may start them on a worker',
  reads:
    "msdb: job steps of the subsystem SSIS with /ISSERVER, their owner or proxy (SELECT on msdb's tables, or sysadmin); members of ssis_admin and ssis_cluster_executor; DEFAULT_EXECUTION_MODE",
  source: 'Published SSISDB: catalog.create_execution (27178); blog.coeo.com: Executing packages with SSIS Scale Out',
  cause: 'Packages run on workers by default now, and the owner of a job may not start them there (27178).',
  remedy: 'Add the accounts to ssis_cluster_executor.',
  page: pages.runPackages,
  door: 'examination',
  run({ catalog, examination }) {
    if (examination === undefined || catalog.scaleOut !== 'enabled') return [];
    // Jobs start packages where the default says, and cannot ask for another place.
    if (catalog.defaultExecutionMode !== 'scaleOut') return [ok('catalog')];
    const { jobs } = examination;
    if (!jobs.known) return [unknown('catalog', jobs.reason)];
    const active = jobs.value.filter(({ enabled }) => enabled);
    const refused = active.filter(({ mayRun }) => mayRun === false);
    if (refused.length === 0) {
      const doubtful = active.find(({ mayRun }) => mayRun === null);
      if (doubtful === undefined) return [ok('catalog')];
      const who = doubtful.runsAs === '' ? 'whose account is not shown' : `that runs as ${doubtful.runsAs}`;
      return [
        unknown(
          'catalog',
          `whether the job ${doubtful.job}, ${who}, may start packages on a worker cannot be told from its own membership alone`,
        ),
      ];
    }
    const accounts = [...new Set(refused.map(({ runsAs }) => runsAs))];
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: `${counted(refused.length, 'job step')} would fail with error 27178: the ${accounts.length === 1 ? 'account' : 'accounts'} that ${refused.length === 1 ? 'it runs' : 'they run'} as may not start packages on a worker`,
        evidence: refused.slice(0, mostNamed).map(evidenceOf),
        cause:
          'Packages run on workers by default, and only members of ssis_admin, ssis_cluster_executor and sysadmin may start them there.',
        remedy:
          'Add the accounts to ssis_cluster_executor, each with a login and a user in SSISDB; or let the steps run by a proxy that is a member.',
        command: [
          `USE ${bracketed(catalog.database)};`,
          ...accounts
            .slice(0, mostNamed)
            .map((account) => `ALTER ROLE [ssis_cluster_executor] ADD MEMBER ${bracketed(account)};`),
        ].join(' '),
      },
    ];
  },
};

function evidenceOf({ job, step, runsAs }: PackageJob) {
  return { read: `job ${job}, step ${step}`, where: 'msdb.dbo.sysjobsteps', value: `runs as ${runsAs}` };
}
