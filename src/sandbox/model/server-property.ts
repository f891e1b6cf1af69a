import type { SqlType, SqlValue, Variant } from '../sql-value.js';
import { int, nvarchar, sysname } from './columns.js';
import type { Server } from './server.js';

/** SERVERPROPERTY; null for a name that it does not know, as for a property without a value. */
export function serverProperty(name: string, server: Server): Variant | null {
  const property = properties.get(name.toLowerCase());
  if (property === undefined) return null;
  const [type, read] = property;
  const value = read(server);
  return value === null ? null : { type, value };
}

const text = nvarchar(128);
const part = (index: number) => (server: Server) => server.productVersion.split('.')[index] ?? null;

const properties: ReadonlyMap<string, readonly [SqlType, (server: Server) => SqlValue]> = new Map(
  Object.entries<readonly [SqlType, (server: Server) => SqlValue]>({
    servername: [sysname, (server) => server.name],
    machinename: [sysname, (server) => server.machine],
    computernamephysicalnetbios: [sysname, (server) => server.machine],
    instancename: [sysname, (server) => server.instance],
    productversion: [text, (server) => server.productVersion],
    productlevel: [text, () => 'RTM'],
    productmajorversion: [text, part(0)],
    productminorversion: [text, part(1)],
    productbuild: [text, part(2)],
    edition: [text, (server) => server.edition],
    engineedition: [int, ({ edition }) => (/^(Enterprise|Developer|Evaluation)/.test(edition) ? 3 : 2)],
    collation: [text, () => 'SQL_Latin1_General_CP1_CI_AS'],
    isclustered: [int, () => 0],
    ishadrenabled: [int, () => 0],
    isintegratedsecurityonly: [int, () => 0],
    issingleuser: [int, () => 0],
    isfulltextinstalled: [int, () => 0],
  }),
);
