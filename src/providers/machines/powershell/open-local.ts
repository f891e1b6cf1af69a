import { ScaleoutError } from '../../../errors.js';
import { type MachineName, sameMachine } from '../../../machine-name.js';
import type { Connection } from '../connection.js';
import { remoteText } from '../remote-text.js';
import { bootstrapCommand } from '../script/bootstrap.js';
import { processConnection } from './process-connection.js';
import { type LocalPowerShell, runPowerShell } from './run-powershell.js';

/** This machine itself, which is called `hostName`. Throws `machine.wrong-host` where another one is meant. */
export function openLocal(machine: MachineName, hostName: string, powerShell: LocalPowerShell): Connection {
  if (!sameMachine(machine, hostName)) {
    const detail = `${machine} has the transport local, but scaleout runs on ${hostName}.`;
    throw new ScaleoutError('machine.wrong-host', detail, {
      remedy: `Run scaleout on ${machine}, or use ssh or winrm.`,
    });
  }
  return processConnection(async (input, signal) => {
    const { answer, said, exitCode } = await runPowerShell(powerShell, bootstrapCommand(), input, signal);
    if (answer !== undefined) return { outcome: 'answered', answer };
    return { outcome: 'noAnswer', said: remoteText(said), exitCode };
  });
}
