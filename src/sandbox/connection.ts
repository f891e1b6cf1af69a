/** A login of the sandbox's SQL Server. */
export type SandboxLogin =
  | { readonly kind: 'sql'; readonly user: string; readonly password: string }
  /** For NTLM. */
  | { readonly kind: 'windows'; readonly domain: string; readonly user: string; readonly password: string };

/** How a client connects to a sandbox. Passwords of a sandbox are no secrets to anybody who can read its directory. */
export interface SandboxConnection {
  readonly host: string;
  readonly port: number;
  /** The Windows login `domain\user` with the rights of a member of ssis_admin and sysadmin. */
  readonly user: string;
  readonly password: string;
  readonly domain: string;
  /** The login for clients that have no NTLM. */
  readonly sqlLogin: { readonly user: string; readonly password: string };
  readonly database: string;
  /** The certificate to trust, in PEM. */
  readonly certificate: string;
  /** The name that the certificate is checked against. */
  readonly serverName: string;
}
