// src/reconciler/diagnosis/checks has one check a file, named as its finding: what it reads, what is wrong, why, and what to do.

import { type Check, ok, pages } from '../check.js';

export const catalogWorkersHidden: Check = {
  id: 'catalog.workers-hidden',
  title: 'The login is shown the workers',
  reads:
    'IS_MEMBER of ssis_admin and ssis_cluster_executor, IS_SRVROLEMEMBER of sysadmin, in the batch that reads catalog.worker_agents',
  source:
    'Published SSISDB: catalog.worker_agents shows its rows to members of these roles alone, and says nothing to others',
  cause:
    'SSISDB shows its workers to members of ssis_admin, ssis_cluster_executor and sysadmin alone, and no rows to others.',
  remedy: 'Make the login a member of ssis_cluster_executor (to look) or ssis_admin (to apply).',
  page: pages.catalog,
  door: 'observation',
  run({ rows, catalog }) {
    if (rows.known) return [ok('catalog')];
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: `The login ${catalog.login.name} is shown no workers`,
        evidence: [
          {
            read: 'roles',
            where: `SSISDB, as ${catalog.login.name}`,
            value: 'none of ssis_admin, ssis_cluster_executor, sysadmin',
          },
        ],
        cause:
          'SSISDB shows its workers to members of these roles alone. No rows is no proof that there are no workers.',
        remedy:
          'Have an administrator of the SQL Server make the login a member of ssis_cluster_executor (to look) or ssis_admin (to apply) in SSISDB.',
      },
    ];
  },
};
