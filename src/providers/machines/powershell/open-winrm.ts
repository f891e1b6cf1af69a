import { ScaleoutError } from '../../../errors.js';
import { fullLanguage } from '../../../facts/powershell.js';
import type { MachineName } from '../../../machine-name.js';
import type { Connection, Exchange } from '../connection.js';
import type { WinrmTarget } from '../reach.js';
import { remoteText } from '../remote-text.js';
import { frameScript } from '../script/bootstrap.js';
import { processConnection } from './process-connection.js';
import { type LocalPowerShell, type PowerShellEnd, runPowerShell } from './run-powershell.js';
import { winrmCommand, winrmTrouble } from './winrm-bootstrap.js';

const tlsPort = 5986;

/**
 * PowerShell remoting by this machine's PowerShell: the system's Kerberos and encryption. Each exchange has a session of
 * its own there.
 */
export function openWinrm(machine: MachineName, target: WinrmTarget, powerShell: LocalPowerShell): Connection {
  return processConnection(async (input, signal) => {
    const end = await runPowerShell(powerShell, winrmCommand(), sessionInput(target, input), signal);
    return exchangeOf(end, machine, target);
  });
}

/** Base64 of JSON: standard input has the encoding of the console. A password goes this way and no other. */
function sessionInput({ host, port, credential }: WinrmTarget, input: string): string {
  const session = {
    computerName: host,
    port,
    useSsl: port === tlsPort,
    ...(credential === undefined ? {} : { user: credential.user, password: credential.password.reveal() }),
    script: frameScript,
    input,
  };
  const lines =
    Buffer.from(JSON.stringify(session))
      .toString('base64')
      .match(/.{1,4096}/g) ?? [];
  return `${lines.join('\n')}\n`;
}

function exchangeOf({ answer, said, exitCode }: PowerShellEnd, machine: MachineName, target: WinrmTarget): Exchange {
  if (answer !== undefined) return { outcome: 'answered', answer };
  const { host, port, credential } = target;
  const secrets = credential === undefined ? [] : [credential.password];
  const trouble = winrmTrouble(said);
  if (trouble === undefined) return { outcome: 'noAnswer', said: remoteText(said, secrets), exitCode };
  const reason = remoteText(trouble.message, secrets).replace(/\.$/, '');
  switch (trouble.kind) {
    case 'lost':
      return { outcome: 'cut', reason };
    case 'refused':
      throw new ScaleoutError('machine.login-refused', `${machine} at ${host}:${port} refused the login: ${reason}.`);
    case 'language':
      throw new ScaleoutError('machine.language-mode', `${machine} at ${host}:${port}: ${reason}.`);
    case 'here':
      throw new ScaleoutError(
        'machine.language-mode',
        `PowerShell of this machine, which is to reach ${machine} at ${host}:${port}, does not run in ${fullLanguage.value} mode.`,
      );
    case 'unreachable':
      throw new ScaleoutError('machine.unreachable', `${machine} at ${host}:${port} cannot be reached: ${reason}.`);
  }
}
