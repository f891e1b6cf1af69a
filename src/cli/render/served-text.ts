import type { ServedSandbox } from 'ssis-scaleout-sandbox';
import { copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable, shellWord } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';

/** How to connect to a served sandbox, for a person whose shell is one of that platform. */
export function servedText(served: ServedSandbox, screen: Screen, platform: NodeJS.Platform): string {
  const word = (text: string) => shellWord(text, platform);
  const command = (text: string) => copied('  ', text, shellOf(platform), screen);
  const line = (text: string) => paragraph('', text, screen);
  const { bold, dim } = style(screen.colors);
  const { host, port, user, password, database } = served;
  const logins = served.logins.map((login): readonly Cell[] => [
    { text: login.kind === 'windows' ? `${login.domain}\\${login.user}` : login.user },
    { text: login.password },
    { text: login.kind === 'windows' ? 'Windows (NTLM)' : 'SQL Server', paint: dim },
    { text: rightsOf(login) },
  ]);
  const environment = (name: string, value: string) =>
    platform === 'win32' ? `$env:${name} = '${value.replaceAll("'", "''")}'` : `export ${name}=${word(value)}`;
  return `${[
    line(
      `${bold('Serving')} ${printable(served.directory)} on ${bold(`${host},${port}`)}, database ${database}. Ctrl-C ends it.`,
    ),
    '',
    line('Logins and passwords (they work in this sandbox only):'),
    '',
    table(['LOGIN', 'PASSWORD', 'OF', 'RIGHTS'], logins, screen),
    '',
    line(`Certificate to trust (as ${served.serverName}): ${printable(served.certificateFile)}`),
    line(`Machines: SSH on ${served.ssh.host}, port ${served.ssh.port}`),
    '',
    line('Look with scaleout, as at a real server. The two variables have the password, and the certificate to trust:'),
    command(environment('SCALEOUT_SQL_PASSWORD', password)),
    command(environment('NODE_EXTRA_CA_CERTS', served.certificateFile)),
    command(`scaleout status --server ${word(`${host},${port}`)} --user ${user}`),
    '',
    line('Or with the machines too, as each command with --sandbox does:'),
    command(`scaleout status --sandbox ${word(served.directory)}`),
    '',
    line('Connect other clients, for example:'),
    command(
      `sqlcmd -S ${word(`${host},${port}`)} -U ${user} -P ${word(password)} -d ${database} -C -Q "SELECT * FROM catalog.worker_agents"`,
    ),
    command(
      `${platform === 'win32' ? "$env:TDSVER = '7.4'; " : 'TDSVER=7.4 '}tsql -H ${host} -p ${port} -U ${user} -P ${word(password)} -D ${database}`,
    ),
  ].join('\n')}\n`;
}

/** Roles of the server, then those in SSISDB. */
function rightsOf({ serverRoles, databaseRoles }: ServedSandbox['logins'][number]): string {
  const roles = [...serverRoles, ...(databaseRoles ?? [])];
  if (roles.length > 0) return roles.join(', ');
  return databaseRoles === null ? 'no user in SSISDB' : 'no role in SSISDB';
}
