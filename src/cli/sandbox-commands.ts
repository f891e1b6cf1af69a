import { type Command as Commander, InvalidArgumentError } from 'commander';
import type { Way } from 'ssis-scaleout-sandbox/worlds';
import { common, dayCount, type Parsed, portNumber, waitingTime } from './options.js';
import type { RunCommand } from './run-command.js';
import { loadWorlds } from './world/sandbox-package.js';

/** scaleout sandbox and what stands below it. */
export function addSandboxCommands(root: Commander, run: RunCommand): void {
  let worlds: Awaited<ReturnType<typeof loadWorlds>>;
  /** Throws commander's error for what is no world. Without the package the command itself says that it is missing. */
  const worldOption = (text: string): readonly Way[] => {
    const world = worlds?.worldOf(text.split(',').map((name) => name.trim())) ?? [];
    if (typeof world === 'string') throw new InvalidArgumentError(world);
    return world;
  };
  const worldsText = () =>
    worlds?.worldNames.map(({ name, says }) => `  ${name.padEnd(16)} ${says}`).join('\n') ??
    '  The package ssis-scaleout-sandbox, which has them, is not installed.';
  const sandbox = root
    .command('sandbox')
    .description('the embedded fleet: SSISDB and its machines without a SQL Server')
    .hook('preSubcommand', async () => {
      worlds = await loadWorlds();
    })
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout sandbox serve ./fleet\n  scaleout sandbox serve ./fleet --port 14330 --json\n  scaleout sandbox reset ./fleet',
    );
  common(
    sandbox
      .command('serve <dir>')
      .description('serve the fleet that lives in that folder to any SQL Server client, until Ctrl-C')
      .option(
        '-f, --file <file>',
        'where the folder has no fleet yet: a topology whose machines it gets (default: those of examples/catalog-only.yaml)',
      ),
  )
    .option(
      '--world <names>',
      'where the folder has no fleet yet: in which ways its world is otherwise, with commas between them (see docs/sandbox.md)',
      worldOption,
    )
    .option('--port <n>', 'listen on this port of 127.0.0.1 (default: one that the system chooses)', portNumber)
    .addHelpText('after', () => `\nWorlds:\n${worldsText()}`)
    .action(
      run(
        async () => (await import('./commands/sandbox-serve.js')).sandboxServe,
        (dir: string, options: Parsed) => ({
          dir,
          port: options.port,
          file: options.file,
          world: options.world,
          json: options.json === true,
        }),
      ),
    );
  common(
    sandbox.command('reset <dir>').description('set the machines of that folder up afresh; passwords stay'),
  ).action(
    run(
      async () => (await import('./commands/sandbox-serve.js')).sandboxReset,
      (dir: string, options: Parsed) => ({ dir, json: options.json === true }),
    ),
  );
  common(
    sandbox
      .command('run <dir> <machine> <script>')
      .description('do what the administrator of a simulated machine does with a script of scaleout script')
      .option('--out <file.cer>', 'where the public certificate of the worker goes (default: beside the script)'),
  )
    .addHelpText('after', '\nExamples:\n  scaleout sandbox run ./fleet ETL09 etl09.ps1')
    .action(
      run(
        async () => (await import('./commands/sandbox-run.js')).sandboxRun,
        (dir: string, machine: string, script: string, options: Parsed) => ({
          dir,
          machine,
          script,
          out: options.out,
          json: options.json === true,
        }),
      ),
    );
  common(
    sandbox
      .command('drill [dir] [drill] [machine]')
      .description("make a fault in that folder's fleet, to see what the doctor says of it; or mend it")
      .option('--list', 'show the drills, with what each breaks and what the doctor must find')
      .option('--undo', 'mend the drill, or without a name all that were made')
      .option('--days <n>', 'of a certificate that is to end: in how many days (default: 7)', dayCount)
      .option('--ago <time>', 'since when the fault is there, such as 0s or 2h (default: 10m)', waitingTime),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout sandbox drill --list\n  scaleout sandbox drill ./fleet master-certificate-expired\n  scaleout sandbox drill ./fleet worker-key-gone ETL01\n  scaleout sandbox drill ./fleet --undo',
    )
    .action(
      run(
        async () => (await import('./commands/sandbox-drill.js')).sandboxDrill,
        (dir: string | undefined, drill: string | undefined, machine: string | undefined, options: Parsed) => ({
          dir,
          drill,
          machine,
          list: options.list === true,
          undo: options.undo === true,
          days: options.days,
          ago: options.ago,
          json: options.json === true,
        }),
      ),
    );
}
