import { spawnSync } from 'node:child_process';

/** Microsoft's T-SQL parsers as a command that reads standard input for `-`; the environment names it. */
const command = process.env.TSQLCHECK || undefined;

/** Why statements cannot be checked here; undefined where they can. */
export const tsqlcheckMissing: string | undefined =
  command === undefined
    ? 'no tsqlcheck here (set TSQLCHECK)'
    : spawnSync('dotnet', ['--version']).status !== 0
      ? 'no dotnet here'
      : undefined;

/** What the parsers of SQL Server 2017 and 2022 say of a statement: `1 passed, 0 failed`, or what is wrong. */
export function tsqlcheck(text: string): string {
  const { stdout, stderr, error } = spawnSync(command ?? 'tsqlcheck', ['-'], { input: text, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return `${stdout}${stderr}`.trim();
}
