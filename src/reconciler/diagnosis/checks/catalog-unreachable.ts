import { type Check, ok, pages } from '../check.js';

export const catalogUnreachable: Check = {
  id: 'catalog.unreachable',
  title: 'The catalog can be looked at',
  reads: 'a connection to the SQL Server, a login, and the views of SSISDB',
  source: 'the answer of the SQL Server, or that there is none',
  cause: 'The SQL Server does not answer, refuses the login, or has no SSISDB.',
  remedy: 'See that it runs and can be reached, and that the login is right.',
  page: pages.catalog,
  door: 'observation',
  withoutCatalog: true,
  run({ observation, topology }) {
    const { catalogUnseen: why } = observation;
    if (why === undefined) return [ok('catalog')];
    const { server, database } = topology.catalog;
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: `${database} on ${server.text} could not be looked at`,
        evidence: [{ read: 'connection', where: server.text, value: why }],
        cause:
          'Whether anything runs is not known. Where the SQL Server is down, nothing runs: master and workers need it as well.',
        remedy:
          'Look at the SQL Server, at its network and at the login. What the machines show is below, where they could be looked at.',
      },
    ];
  },
};
