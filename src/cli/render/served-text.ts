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
  ]);
  return `${[
    line(
      `${bold('Serving')} ${printable(served.directory)} on ${bold(`${host},${port}`)}, database ${database}. Ctrl-C ends it.`,
    ),
    '',
    line('Logins and passwords (they work in this sandbox only):'),
    '',
    table(['LOGIN', 'PASSWORD', 'OF'], logins, screen),
    '',
    line(`Certificate to trust (as ${served.serverName}): ${printable(served.certificateFile)}`),
    line(`Machines: SSH on ${served.ssh.host}, port ${served.ssh.port}`),
    '',
    'Connect, for example:',
    command(
      `sqlcmd -S ${word(`${host},${port}`)} -U ${user} -P ${word(password)} -d ${database} -C -Q "SELECT * FROM catalog.worker_agents"`,
    ),
    command(`tsql -H ${host} -p ${port} -U ${user} -P ${word(password)} -D ${database}`),
    command(`scaleout status --sandbox ${word(served.directory)}`),
  ].join('\n')}\n`;
}
