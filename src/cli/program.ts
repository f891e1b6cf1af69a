// src/cli is the command line. program.ts lists the commands and their options; each command's work is a file in
// commands/, loaded when it is asked for; render/ makes the screens, world/ opens what stands behind them. A new
// command goes into both lists.

import { Command as Commander } from 'commander';
import type { ExitCode } from '../errors/errors.js';
import { version } from '../version.js';
import { historyOptions, recounting } from './history-options.js';
import {
  applyOptions,
  common,
  namedFile,
  onTopology,
  type Parsed,
  scripting,
  selecting,
  waitingTime,
  withHistory,
  world,
  worldOptions,
} from './options.js';
import { runCommand } from './run-command.js';
import { addSandboxCommands } from './sandbox-commands.js';
import { diagnosing, doctorOptions, importing, importOptions, reporting, reportOptions } from './server-options.js';
import type { Terminal } from './terminal.js';
import {
  approveOptions,
  approving,
  resumeOptions,
  suspending,
  suspendOptions,
  watching,
  watchOptions,
} from './watch-options.js';

const exitCodes = `
Exit codes: 0 done, nothing to do · 1 unexpected error · 2 changes pending, or for status not healthy (only with
  --detailed-exitcode; report, doctor: something was found)
  3 the topology or the command line is wrong · 4 the world could not be observed · 5 refused by a guard
  6 applied in part · 130 interrupted`;

/** The command line. Each command's code is loaded only when it runs. */
export function program(terminal: Terminal, ended: (code: ExitCode) => void): Commander {
  const root = new Commander('scaleout')
    .description('Keep SSIS Scale Out as a topology file says: compare it with SSISDB, show a plan, apply it.')
    .version(version, '-V, --version')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => {} })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      `\nExamples:\n  scaleout validate\n  scaleout plan topology.yaml\n  scaleout apply --sandbox ./fleet --yes\n${exitCodes}`,
    )
    .exitOverride();
  const run = runCommand(terminal, ended);

  onTopology(root.command('validate [file]').description('check a topology file, without connecting to anything'))
    .addHelpText('after', '\nExamples:\n  scaleout validate\n  scaleout validate prod/topology.yaml --json')
    .action(
      run(
        async () => (await import('./commands/validate.js')).validate,
        (file: string | undefined, options: Parsed) => ({
          file: namedFile(file, options),
          json: options.json === true,
        }),
      ),
    );

  selecting(
    world(root.command('plan [file]').description('compare the topology with SSISDB and show what would change')),
  )
    .option('--out <plan.json>', 'write the plan document to a file as well')
    .option(
      '--detailed-exitcode',
      'exit with 2 where something differs or is unknown, with 0 where nothing does; under --target and --exclude in the chosen part',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout plan\n  scaleout plan prod.yaml --json\n  scaleout plan --target worker/ETL01\n  scaleout plan --sandbox ./fleet --detailed-exitcode',
    )
    .action(
      run(
        async () => (await import('./commands/plan.js')).planCommand,
        (file: string | undefined, options: Parsed) => ({
          ...worldOptions(file, options),
          out: options.out,
          detailedExitcode: options.detailedExitcode === true,
        }),
      ),
    );

  withHistory(
    selecting(
      world(
        root.command('apply [file]').description('plan, or take a saved plan, ask for confirmation, and carry it out'),
      ),
    ),
  )
    .option('--no-history', 'write nothing into the history')
    .option('-y, --yes', 'do not ask')
    .option(
      '--lock-timeout <time>',
      'how long to wait for another apply to the same catalog, such as 10m (default: 0s, not at all)',
      waitingTime,
    )
    .option('--allow-destructive', 'allow steps that remove a worker, disable the last one, or lose running work')
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout apply\n  scaleout apply prod.yaml --yes --json\n  scaleout apply plan.json\n  scaleout apply --exclude worker/ETL03\n  scaleout apply examples/topology.yaml --sandbox ./fleet',
    )
    .action(run(async () => (await import('./commands/apply.js')).applyCommand, applyOptions));

  watching(
    withHistory(
      world(root.command('watch [path]').description('keep doing it: of a file, or of each file of a folder')),
    ),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout watch\n  scaleout watch prod.yaml --mode safe\n  scaleout watch ./topologies --mode full --interval 1m\n  scaleout watch --mode safe --approve',
    )
    .action(run(async () => (await import('./commands/watch.js')).watchCommand, watchOptions));

  suspending(
    world(
      root.command('suspend [target] [file]').description('have watch leave the topology or one worker of it alone'),
    ),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout suspend --reason "month end" --for 12h\n  scaleout suspend worker/ETL01 --reason "disk is replaced" --until 2026-11-25T06:00Z\n  scaleout suspend worker/ETL01 prod.yaml --reason "disk is replaced"',
    )
    .action(run(async () => (await import('./commands/suspend.js')).suspendCommand, suspendOptions));

  world(root.command('resume [target] [file]').description('end a suspension'))
    .addHelpText('after', '\nExamples:\n  scaleout resume\n  scaleout resume worker/ETL01')
    .action(run(async () => (await import('./commands/suspend.js')).resumeCommand, resumeOptions));

  approving(
    world(
      root
        .command('approve <fingerprint> [file]')
        .description('let watch --approve carry out the plan that begins with these digits'),
    ),
  )
    .addHelpText('after', '\nExamples:\n  scaleout approve 3f2a91bc')
    .action(run(async () => (await import('./commands/approve.js')).approveCommand, approveOptions));

  world(root.command('status [file]').description('show how master and workers are now, and whether packages can run'))
    .option('--detailed-exitcode', 'exit with 2 where it is not healthy: degraded, down or unknown')
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout status\n  scaleout status --detailed-exitcode\n  scaleout status --json --sandbox ./fleet',
    )
    .action(
      run(
        async () => (await import('./commands/status.js')).statusCommand,
        (file: string | undefined, options: Parsed) => ({
          ...worldOptions(file, options),
          detailedExitcode: options.detailedExitcode === true,
        }),
      ),
    );

  diagnosing(root.command('doctor [file]').description('say what is wrong, why, and what to do'))
    .addHelpText(
      'after',
      `\nExamples:\n  scaleout doctor\n  scaleout doctor prod.yaml --json\n  scaleout doctor --server SQLETL01\n  scaleout doctor --from-log SSISScaleOutWorker160.log\n
It looks at the catalog, the machines and the network, as far as there are rights and access, and changes nothing.
What it could not look at is told with ?, and never as right. Each check: docs/doctor.md.
Exit codes: 0 nothing found · 2 something found · 3 the topology or the command line is wrong · 4 nothing could be looked at`,
    )
    .action(run(async () => (await import('./commands/doctor.js')).doctorCommand, doctorOptions));

  withHistory(common(root.command('show <plan.json>').description('show a saved plan, without connecting to anything')))
    .addHelpText('after', '\nExamples:\n  scaleout show plan.json\n  scaleout show plan.json --json')
    .action(
      run(
        async () => (await import('./commands/show.js')).showCommand,
        (planFile: string, options: Parsed) => ({ planFile, json: options.json === true, history: options.history }),
      ),
    );

  recounting(
    root
      .command('history [words...]')
      .usage('[file] [number] [options]')
      .description('show what was applied, when and by whom; with a number one apply with its steps'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout history\n  scaleout history 12\n  scaleout history --since 7d --failed\n  scaleout history --target worker/ETL01\n  scaleout history prod.yaml --limit 100 --json',
    )
    .action(run(async () => (await import('./commands/history.js')).historyCommand, historyOptions));

  scripting(
    root
      .command('script <machine> [file]')
      .description('print a PowerShell script that sets a machine up, for its administrator to run there'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout script ETL09 > etl09.ps1\n  scaleout script ETL09 prod.yaml --out etl09.ps1',
    )
    .action(
      run(
        async () => (await import('./commands/script.js')).scriptCommand,
        (machine: string, file: string | undefined, options: Parsed) => ({
          ...worldOptions(file, options),
          machine,
          out: options.out,
        }),
      ),
    );

  importing(
    root.command('import').description('write a topology of what is there already; a plan of it finds nothing to do'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleout import --server SQLETL01 --out topology.yaml\n  scaleout import --server SQLETL01 --user scaleout > topology.yaml\n  scaleout import --server SQLETL01 --access ssh --ssh-user svc-scaleout --out topology.yaml\n  scaleout import -f old.yaml --out new.yaml',
    )
    .action(run(async () => (await import('./commands/import.js')).importCommand, importOptions));

  reporting(
    root
      .command('report [file]')
      .description('look whether what this program takes for granted holds there, and write it down without names'),
  )
    .addHelpText(
      'after',
      `\nExamples:\n  scaleout report\n  scaleout report prod.yaml --out report.md\n  scaleout report --server SQLETL01\n
It only looks: it takes no lock, and writes nothing but its own file (mode 0600).
Exit codes: 0 all that was looked at is as expected · 2 something is otherwise
  4 nothing is otherwise, but something could not be looked at`,
    )
    .action(run(async () => (await import('./commands/report.js')).reportCommand, reportOptions));

  addSandboxCommands(root, run);
  return root;
}
