import { hostname } from 'node:os';
import { win32 } from 'node:path';
import type { MachineName } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { Connection, MachineLimits } from './connection.js';
import { type LocalPowerShell, openLocal } from './powershell/local-powershell.js';
import { openWinrm } from './powershell/open-winrm.js';
import type { Reach } from './reach.js';

/** The machine that scaleout runs on. */
export interface Here {
  /** As it calls itself. */
  readonly hostName: string;
  /** Absent where it is no Windows machine. */
  readonly powerShell?: LocalPowerShell;
}

/** Opens the way to a machine. Throws errors of the registry, or the signal's reason. */
export async function openConnection(
  machine: MachineName,
  reach: Reach,
  here: Here,
  limits: MachineLimits,
  signal: AbortSignal,
): Promise<Connection> {
  switch (reach.transport) {
    case 'ssh': {
      // Read only where it is needed: most commands start faster without it.
      const { openSsh } = await import('./ssh/open-ssh.js');
      return openSsh(machine, reach.target, limits, signal);
    }
    case 'winrm':
      return openWinrm(machine, reach.target, powerShellOf(machine, 'winrm', here));
    case 'local':
      return openLocal(machine, here.hostName, powerShellOf(machine, 'local', here));
    case 'manual':
      throw untouched(machine, 'manual: a person does what is to be done there');
    case 'none':
      throw untouched(machine, 'none');
  }
}

function powerShellOf(machine: MachineName, transport: string, { hostName, powerShell }: Here): LocalPowerShell {
  if (powerShell !== undefined) return powerShell;
  const detail = `${machine} has the transport ${transport}, but ${hostName}, where scaleout runs, is no Windows machine.`;
  throw new ScaleoutError('machine.transport-unavailable', detail);
}

function untouched(machine: MachineName, transport: string): ScaleoutError {
  const detail = `${machine} is not looked at: its access has the transport ${transport}.`;
  const remedy = 'Give its access another transport where scaleout may reach it.';
  return new ScaleoutError('machine.transport-unavailable', detail, { remedy });
}

/** This machine, with Windows PowerShell where it is a Windows machine: by its full path, so that no other one is found. */
export function thisMachine(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Here {
  if (platform !== 'win32') return { hostName: hostname() };
  const root = env.SystemRoot ?? 'C:\\Windows';
  const program = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return { hostName: hostname(), powerShell: { program } };
}
