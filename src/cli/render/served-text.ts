import type { ServedSandbox } from 'ssis-scaleout-sandbox';
import { printable, shellWord } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';

/** How to connect to a served sandbox, for a person whose shell is one of that platform. */
export function servedText(served: ServedSandbox, { colors }: Screen, platform: NodeJS.Platform): string {
  const word = (text: string) => shellWord(text, platform);
  const { bold, dim } = style(colors);
  const { host, port, user, password, database } = served;
  const logins = served.logins.map((login) => {
    const name = login.kind === 'windows' ? `${login.domain}\\${login.user}` : login.user;
    return `  ${name.padEnd(20)} ${login.password.padEnd(26)} ${dim(login.kind === 'windows' ? 'Windows (NTLM)' : 'SQL Server')}`;
  });
  return `${[
    `${bold('Serving')} ${printable(served.directory)} on ${bold(`${host},${port}`)}, database ${database}. Ctrl-C ends it.`,
    '',
    'Logins and passwords (they work in this sandbox only):',
    ...logins,
    '',
    `Certificate to trust (as ${served.serverName}): ${served.certificateFile}`,
    `Machines: SSH on ${served.ssh.host}, port ${served.ssh.port}`,
    '',
    'Connect, for example:',
    `  sqlcmd -S ${word(`${host},${port}`)} -U ${user} -P ${word(password)} -d ${database} -C -Q "SELECT * FROM catalog.worker_agents"`,
    `  tsql -H ${host} -p ${port} -U ${user} -P ${word(password)} -D ${database}`,
    `  scaleout status --sandbox ${printable(word(served.directory))}`,
  ].join('\n')}\n`;
}
