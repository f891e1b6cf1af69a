import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A PowerShell: the one that the environment names, else `pwsh` of PATH. */
export const pwsh = process.env.PWSH || 'pwsh';

/** Why PowerShell cannot be tested here; undefined where it can. */
export const pwshMissing: string | undefined =
  spawnSync(pwsh, ['-NoProfile', '-NonInteractive', '-Command', 'exit 7'], { stdio: 'ignore' }).status === 7
    ? undefined
    : 'no PowerShell here (set PWSH)';

/** Why the syntax of Windows PowerShell 5.1 cannot be checked: only a stand-in for pwsh that has --parse can. */
export const parserMissing: string | undefined =
  pwshMissing ?? (/\d+ failed/.test(parsePowershell('/nowhere')) ? undefined : 'this PowerShell has no --parse');

/** What the parser says of scripts: `N passed, 0 failed`, or what is wrong or what 5.1 lacks. */
export function parsePowershell(...paths: readonly string[]): string {
  const { stdout, stderr } = spawnSync(pwsh, ['--parse', ...paths], { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}

/** What a PowerShell printed and how it ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs PowerShell with these arguments and this standard input to its end. */
export async function runPwsh(
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(pwsh, ['-NoProfile', '-NonInteractive', ...args], { env: { ...process.env, ...environment } });
  // A process that ends early closes its input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr, code };
}
