import type { Secret } from '../../secret/secret.js';

/** How to log in, with the secrets in hand. */
export type SqlAuthentication =
  | { readonly type: 'sql'; readonly user: string; readonly password: Secret }
  | { readonly type: 'ntlm'; readonly domain: string; readonly user: string; readonly password: Secret }
  /** As the Windows account of this process, through ODBC: the driver's name as `odbcad32` lists it. */
  | { readonly type: 'integrated'; readonly odbcDriver: string }
  | EntraCredential;

export type EntraCredential =
  | { readonly type: 'entra'; readonly method: 'default' }
  | { readonly type: 'entra'; readonly method: 'managedIdentity'; readonly clientId?: string }
  | {
      readonly type: 'entra';
      readonly method: 'password';
      readonly clientId: string;
      readonly tenantId?: string;
      readonly user: string;
      readonly password: Secret;
    }
  | {
      readonly type: 'entra';
      readonly method: 'servicePrincipal';
      readonly clientId: string;
      readonly tenantId: string;
      readonly clientSecret: Secret;
    }
  | { readonly type: 'entra'; readonly method: 'accessToken'; readonly token: Secret };

/** Where the catalog is and how to log in there. A port goes before an instance's name, as in every SQL Server client. */
export interface SqlConnection {
  readonly host: string;
  readonly port?: number;
  /** A named instance, whose port SQL Server Browser tells. */
  readonly instance?: string;
  readonly database: string;
  readonly authentication: SqlAuthentication;
  /** True: TLS inside TDS 7.4; strict: TDS 8.0, TLS first. */
  readonly encrypt: boolean | 'strict';
  /** True: the server's certificate is not checked, so anybody on the way can read and change what is sent. */
  readonly trustServerCertificate: boolean;
  /** The only certificates to trust, in PEM, instead of the system's. */
  readonly ca?: string;
  /** The name that the certificate is checked against; the host's where it is absent. */
  readonly serverName?: string;
  /** The name by which the server's lists of sessions show us, at most 128 characters; `appName` where it is absent. */
  readonly appName?: string;
}

/** The name of a session that does nothing special. */
export const appName = 'ssis-scaleout';

/** SQL Server's own port, where neither a port nor an instance is named. */
export const defaultPort = 1433;

/** `host:port` or `host\instance`, for messages. */
export function serverText(connection: Pick<SqlConnection, 'host' | 'port' | 'instance'>): string {
  const { host, port, instance } = connection;
  if (port === undefined && instance !== undefined) return `${host}\\${instance}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port ?? defaultPort}`;
}
