import { flagField, listField, type Store, textField } from './store.js';

/** What the SQL Server is (table `server`, key `server`). */
export interface Server {
  /** SERVERPROPERTY('ServerName'), with the instance where it is a named one. */
  readonly name: string;
  readonly machine: string;
  readonly instance: string | null;
  readonly productVersion: string;
  readonly edition: string;
  /** Whether the Scale Out Master feature is installed on the server's machine. */
  readonly masterFeature: boolean;
  /** Mixed mode is off: SQL Server logins are refused. */
  readonly windowsOnly: boolean;
  /** sys.databases.is_master_key_encrypted_by_server of SSISDB. */
  readonly masterKeyByServer: boolean;
  /** On a failover cluster instance. */
  readonly clustered: boolean;
  /** Of the availability group that SSISDB is in; null: it is in none. */
  readonly listeners: readonly string[] | null;
}

export const defaultProductVersion = '16.0.4135.4';
export const defaultEdition = 'Enterprise Edition (64-bit)';

export function serverOf(store: Store): Server {
  const row = store.get('server', 'server') ?? {};
  const name = textField(row, 'name') ?? 'SANDBOX';
  const [machine = name, instance] = name.split('\\');
  return {
    name,
    machine,
    instance: instance ?? null,
    productVersion: textField(row, 'productVersion') ?? defaultProductVersion,
    edition: textField(row, 'edition') ?? defaultEdition,
    masterFeature: row.masterFeature !== false,
    windowsOnly: flagField(row, 'integratedSecurityOnly'),
    masterKeyByServer: row.masterKeyByServer !== false,
    clustered: flagField(row, 'clustered'),
    listeners: Array.isArray(row.listeners) ? listField(row, 'listeners') : null,
  };
}

/** The number in the names of the release's services: 160 for SQL Server 2022. */
export function releaseNumber(server: Server): string {
  return `${server.productVersion.slice(0, 2)}0`;
}

const years: Readonly<Record<string, string>> = { '14': '2017', '15': '2019', '16': '2022', '17': '2025' };

/** @@VERSION. It says that this is no SQL Server. */
export function versionText(server: Server): string {
  const year = years[server.productVersion.slice(0, 2)] ?? '';
  return [
    `Microsoft SQL Server ${year} - ${server.productVersion} (X64)`,
    'ssis-scaleout sandbox',
    server.edition,
  ].join(' \n\t');
}
