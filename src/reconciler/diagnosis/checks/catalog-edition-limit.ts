import { type Check, ok, pages } from '../check.js';

/** Editions that have all features. */
const unlimited = /^(Enterprise|Developer|Evaluation)/i;

export const catalogEditionLimit: Check = {
  id: 'catalog.edition-limit',
  title: 'The edition of the SQL Server has Scale Out without limit',
  reads: "SERVERPROPERTY('Edition'), and how many workers are enabled",
  source: 'Microsoft: SQL Server events and errors 26000 to 27999 (27259); editions and supported features',
  cause: 'The edition of the SQL Server takes no, or no further, workers (27259).',
  remedy: 'Upgrade the edition, or keep to the workers that it takes.',
  page: pages.master,
  door: 'observation',
  run({ catalog, rows }) {
    const { edition } = catalog.server;
    if (catalog.scaleOut !== 'enabled' || unlimited.test(edition)) return [ok('catalog')];
    const enabled = rows.known ? rows.value.filter((row) => row.enabled).length : undefined;
    return [
      {
        target: 'catalog',
        result: 'warning',
        summary: `The SQL Server is of ${edition}, which limits the workers of Scale Out`,
        evidence: [
          { read: 'Edition', where: 'SERVERPROPERTY', value: edition },
          {
            read: 'enabled workers',
            where: 'catalog.worker_agents',
            value: enabled === undefined ? '(unknown)' : String(enabled),
          },
        ],
        cause:
          'The Scale Out Master belongs to the Enterprise edition. In another one SSISDB may refuse to enable a worker beyond its limit (27259).',
        remedy: 'Upgrade the edition of the SQL Server, or keep to the workers that it takes.',
      },
    ];
  },
};
