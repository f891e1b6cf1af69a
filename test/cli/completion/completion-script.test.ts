import { spawnSync } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { completionScripts, type Shell, shells } from '../../../src/cli/completion/completion-script.js';
import { lacking } from '../../support/posix.js';
import { parsePowershell, parserMissing, pwsh, pwshMissing } from '../../support/pwsh.js';
import { runCli, temporaryFolder } from '../../support/run-cli.js';

/** What a shell that has loaded the script offers for each of these lines; `$(touch pwned)` is one that must not run. */
const lines = ['scaleout resu', 'scaleout plan --target worker/ETL0', 'scaleout plan --target $(touch pwned)'];
const offered = ['resume', 'worker/ETL01 worker/ETL02'];

const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const topology =
  'workers: [{ machine: ETL01 }, { machine: ETL02 }, { machine: "ETL0$(touch pwned)" }, { machine: "ETL0;touch pwned" }]\n';

/** How a shell without a terminal is asked, and what is put in the place of what only a terminal has. */
const asked: Readonly<Record<Shell, { readonly program: string; words(script: string): readonly string[] }>> = {
  bash: {
    program: 'bash',
    words: (script) => [
      '--norc',
      '--noprofile',
      '-c',
      `compopt() { :; }\n${script}\n${lines
        .map(
          (line) =>
            `COMP_WORDS=(${line
              .split(/ (?!pwned)/)
              .map((word) => `'${word}'`)
              .join(' ')})`,
        )
        .map((words) => `${words}; COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _scaleout; echo "\${COMPREPLY[*]}"`)
        .join('\n')}`,
    ],
  },
  zsh: {
    program: 'zsh',
    words: (script) => [
      '-f',
      '-c',
      `compdef() { : }; compadd() { echo $values; found=1 }; _files() { : }\n${script}\n${lines
        .map(
          (line) =>
            `words=(${line
              .split(/ (?!pwned)/)
              .map((word) => `'${word}'`)
              .join(' ')})`,
        )
        .map((words) => `${words}; found=; CURRENT=$#words; _scaleout; [[ -n $found ]] || echo`)
        .join('\n')}`,
    ],
  },
  fish: {
    program: 'fish',
    words: (script) => [
      '--no-config',
      '-c',
      `${script}\n${lines.map((line) => `echo (complete -C '${line}' | string split -f 1 \\t)`).join('\n')}`,
    ],
  },
  powershell: {
    program: pwsh,
    words: (script) => [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `${script}\n${lines
        .map((line) => `'${line}'`)
        .map(
          (line) =>
            `$found = [System.Management.Automation.CommandCompletion]::CompleteInput(${line}, ${line}.Length, $null).CompletionMatches`,
        )
        .map((found) => `${found}\n(@($found | ForEach-Object { $_.CompletionText }) -join ' ')`)
        .join('\n')}`,
    ],
  },
};

test.each(shells)('scaleout completion %s prints its script, and writes nothing', async (shell) => {
  await using folder = await temporaryFolder();
  expect(await runCli(['completion', shell], { cwd: folder.path, env: { HOME: folder.path } })).toEqual({
    code: 0,
    out: completionScripts[shell],
    err: '',
  });
  expect(await readdir(folder.path)).toEqual([]);
});

// The names are those of files without an ending that a shell of POSIX starts.
for (const shell of shells) {
  const { program, words } = asked[shell];
  const missing = shell === 'powershell' ? pwshMissing : spawnSync(program, ['--version']).error?.message;
  test.skipIf(missing ?? lacking.shell)(`${shell} offers what follows, and runs nothing of it`, async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', topology);
    const file = await folder.write('scaleout', `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
    await chmod(file, 0o755);
    const { stdout, stderr } = spawnSync(program, words(completionScripts[shell]), {
      cwd: folder.path,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: [folder.path, process.env.PATH].join(delimiter),
        SCALEOUT_TOPOLOGY: join(folder.path, 'topology.yaml'),
      },
    });
    expect({
      stderr,
      offered: stdout
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => line.trim()),
    }).toEqual({
      stderr: '',
      offered,
    });
    expect(await readdir(folder.path)).not.toContain('pwned');
  });
}

test.skipIf(parserMissing)('the script for PowerShell has only what Windows PowerShell 5.1 knows', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('completion.ps1', completionScripts.powershell);
  expect(parsePowershell(file)).toContain('1 passed, 0 failed');
});
