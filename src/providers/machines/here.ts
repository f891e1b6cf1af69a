import { hostname } from 'node:os';
import { win32 } from 'node:path';
import type { Here } from './open-connection.js';

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
