import { assemblyNotTrusted } from '../../../facts/engine.js';
import { shapeErrors } from '../../../facts/ssisdb.js';
import { each, type NumberMeanings } from './number-meaning.js';

// Numbers and texts: learn.microsoft.com, "Database Engine events and errors"; transient ones of Azure: "Troubleshoot
// transient connection errors in SQL Database".

/** Errors of the engine in answer to a request, and the numbers that ODBC gives to network faults. */
export const engineNumbers: NumberMeanings = {
  // Whether it is no SSISDB or one of another shape is asked after: see explain-shape.ts.
  ...each(shapeErrors.value, { code: 'catalog.no-ssisdb' }),
  ...each([229, 230, 262, 297, 300, 15135, 15151, 15247, 15562], { code: 'catalog.permission-denied' }),
  1205: { code: 'catalog.deadlock', transient: true },
  ...each([1222, 27195], { code: 'catalog.lock-timeout', transient: true }),
  ...each([3906, 3908], { code: 'catalog.read-only' }),
  ...each([2628, 8152], { code: 'catalog.value-too-long' }),
  ...each([1101, 1105, 9002], { code: 'catalog.no-space' }),
  ...each([701, 844, 845, 1204, 4221, 8628, 8645, 8651, 10928, 10929, 10936, 40197, 40501, 49918, 49919, 49920], {
    code: 'catalog.server-busy',
    transient: true,
  }),
  // 596: the session is being killed; 6005: shutdown; 64, 233, 10053, 10054: the network, as ODBC numbers it.
  ...each([64, 233, 596, 6005, 10053, 10054], { code: 'catalog.connection-lost', transient: true }),
  ...each([2, 20, 53, 10051, 10060, 10061, 10065, 11001], { code: 'catalog.unreachable' }),
  ...each([-2, 258], { code: 'catalog.timeout' }),
  ...each([823, 824, 825], {
    code: 'catalog.sql-error',
    remedy: 'The disk or the database is damaged: read the error log and run DBCC CHECKDB on SSISDB.',
  }),
  // What a restored or moved SSISDB shows.
  ...each([15404, 15517], {
    code: 'catalog.sql-error',
    remedy: 'The owner of SSISDB is no account of this server: ALTER AUTHORIZATION ON DATABASE::SSISDB TO sa.',
  }),
  ...each([15581, 33094], {
    code: 'catalog.sql-error',
    remedy:
      "SSISDB's master key is not open on this server: OPEN MASTER KEY with its password, then ADD ENCRYPTION BY SERVICE MASTER KEY.",
  }),
  [assemblyNotTrusted.value]: {
    code: 'catalog.sql-error',
    remedy:
      "SQL Server does not trust the assembly of SSISDB, as after a restore or a move to another server. Make the asymmetric key and the login there that Microsoft's page on restoring the SSIS catalog names (MS_SQLEnableSystemAssemblyLoadingKey, then GRANT UNSAFE ASSEMBLY to its login), or have a sysadmin add the assembly with sys.sp_add_trusted_assembly.",
  },
  6263: { code: 'catalog.sql-error', remedy: "Turn on the server's option 'clr enabled': SSISDB needs it." },
};
