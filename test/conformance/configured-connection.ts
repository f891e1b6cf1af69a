import { readFileText } from '../../src/files/files.js';
import { resolveConnection, type SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';
import type { CatalogTarget } from '../../src/topology/topology.js';
import { accepted, parseServerAddress } from '../../src/topology/values/plain-values.js';

type Section = Omit<Partial<CatalogTarget>, 'server'> & { readonly server: string };

/** A server that somebody's environment names: the `catalog` section of a topology as JSON, with its secrets resolved. */
export function configuredConnection(json: string, database: string): Promise<SqlConnection> {
  const { server, ...section } = JSON.parse(json) as Section;
  const address = accepted(parseServerAddress(server));
  return resolveConnection(
    { database, encrypt: true, trustServerCertificate: false, ...section, server: address },
    {
      env: process.env,
      readFile: (path) => readFileText(path, { largest: 65_536, kinds: 'regular' }),
    },
  );
}
