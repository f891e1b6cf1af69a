import { certificateName, type SandboxCertificate } from './certificate.js';
import { SandboxError } from './errors.js';
import { catalogDatabase, type Login, loginsOf } from './model/security.js';
import { type Store, textField } from './model/store.js';

/** A login of the sandbox's SQL Server. */
export type SandboxLogin = SandboxRights &
  (
    | { readonly kind: 'sql'; readonly user: string; readonly password: string }
    /** For NTLM. */
    | { readonly kind: 'windows'; readonly domain: string; readonly user: string; readonly password: string }
  );

/** What a login may do. */
interface SandboxRights {
  /** Of the server, such as `sysadmin`. */
  readonly serverRoles: readonly string[];
  /** Of SSISDB; null: it has no user there. */
  readonly databaseRoles: readonly string[] | null;
}

/** How a client connects to a sandbox. Passwords of a sandbox are no secrets to anybody who can read its directory. */
export interface SandboxConnection {
  readonly host: string;
  readonly port: number;
  /** The Windows login `domain\user`; a sysadmin unless somebody edited it. */
  readonly user: string;
  readonly password: string;
  readonly domain: string;
  /** The login for clients that have no NTLM; SSISDB refuses some procedures to it (27123). */
  readonly sqlLogin: { readonly user: string; readonly password: string };
  /** `sql`: whoever does not choose logs in with `sqlLogin`; absent: with the Windows login. */
  readonly login?: 'sql';
  readonly database: string;
  /** The certificate to trust, in PEM. */
  readonly certificate: string;
  /** The name that the certificate is checked against. */
  readonly serverName: string;
  /** The machines that have a state of their own. */
  readonly ssh: SshConnection;
}

/** How a client reaches the machines of a sandbox. The user's name is the machine's. */
export interface SshConnection {
  readonly host: string;
  readonly port: number;
  /** `ssh-ed25519 AAAA...` */
  readonly hostKey: string;
  /** The key that logs in everywhere, as a file of OpenSSH. */
  readonly privateKey: string;
}

const ownWindowsLogin = { domain: 'SANDBOX', user: 'scaleout' };
const ownSqlLogin = 'scaleout';

/** The connection that is our own, and all logins that somebody can use. Throws `sandbox.state-damaged` without ours. */
export function connectionOf(
  store: Store,
  address: { readonly host: string; readonly port: number },
  { certificate }: SandboxCertificate,
  ssh: SshConnection,
): { readonly connection: SandboxConnection; readonly logins: readonly SandboxLogin[] } {
  const all = loginsOf(store)().all;
  // A twin has a login that is as the one by which the live world was seen.
  const wanted = textField(store.get('simulation', 'login') ?? {}, 'name')?.toUpperCase();
  const chosen = all.find(({ name }) => name.toUpperCase() === wanted);
  const windowsName = chosen?.kind === 'windows' ? chosen.name : `${ownWindowsLogin.domain}\\${ownWindowsLogin.user}`;
  const sqlName = chosen?.kind === 'sql' ? chosen.name : ownSqlLogin;
  const namedLogin = (name: string) => all.filter((login) => login.name === name).flatMap(loginOf)[0];
  const [windows, sql] = [namedLogin(windowsName), namedLogin(sqlName)];
  if (windows?.kind !== 'windows') throw missing(windowsName);
  if (sql?.kind !== 'sql') throw missing(sqlName);
  return {
    connection: {
      host: address.host,
      port: address.port,
      user: windows.user,
      password: windows.password,
      domain: windows.domain,
      sqlLogin: { user: sql.user, password: sql.password },
      ...(chosen?.kind === 'sql' ? { login: 'sql' } : {}),
      database: catalogDatabase,
      certificate,
      serverName: certificateName,
      ssh,
    },
    logins: all.filter(({ disabled }) => !disabled).flatMap(loginOf),
  };
}

function loginOf({ kind, name, password, serverRoles, databaseRoles }: Login): readonly SandboxLogin[] {
  if (password === null) return [];
  if (kind === 'sql') return [{ kind, user: name, password, serverRoles, databaseRoles }];
  // One of Entra has no domain.
  const [domain = '', user = domain] = name.split('\\');
  return [{ kind, domain: user === name ? '' : domain, user, password, serverRoles, databaseRoles }];
}

function missing(name: string): SandboxError {
  return new SandboxError('sandbox.state-damaged', `The table "logins" has no login ${name} with a password`);
}
