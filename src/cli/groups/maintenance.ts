import { onCatalog, type Parsed, scripting, worldOptions } from '../options.js';
import { resumeOptions, suspending, suspendOptions } from '../watch-options.js';
import { type CommandGroup, topologyFile } from './definition.js';

const suspended = 'worker/<MACHINE> (default: all of the topology)';

/** What goes with work on a machine. */
export const maintenance: CommandGroup = {
  title: 'Maintenance:',
  commands: [
    {
      words: 'suspend [target] [file]',
      does: 'have watch and apply leave the topology, or one worker of it, alone',
      arguments: { target: suspended, file: topologyFile },
      options: (command) => suspending(onCatalog(command)),
      examples: [
        'scaleout suspend --reason "month end" --for 12h',
        'scaleout suspend worker/ETL01 --reason "disk" --for 2h',
        'scaleout suspend --reason audit --until 2026-11-25T06:00Z',
        'scaleout suspend worker/ETL01 prod.yaml --reason disk',
      ],
      pages: ['docs/watch.md'],
      action: (run) => run(async () => (await import('../commands/suspend.js')).suspendCommand, suspendOptions),
    },
    {
      words: 'resume [target] [file]',
      does: 'end a suspension',
      arguments: { target: suspended, file: topologyFile },
      options: onCatalog,
      examples: ['scaleout resume', 'scaleout resume worker/ETL01'],
      pages: ['docs/watch.md'],
      action: (run) => run(async () => (await import('../commands/suspend.js')).resumeCommand, resumeOptions),
    },
    {
      words: 'script <machine> [file]',
      does: 'print a PowerShell script that sets a machine up, for its administrator to run there',
      arguments: { machine: 'a worker or a node of the master, as the topology names it', file: topologyFile },
      options: scripting,
      examples: ['scaleout script ETL09 > etl09.ps1', 'scaleout script ETL09 prod.yaml --out etl09.ps1'],
      pages: ['docs/machines.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/script.js')).scriptCommand,
          (machine: string, file: string | undefined, options: Parsed) => ({
            ...worldOptions(file, options),
            machine,
            out: options.out,
          }),
        ),
    },
  ],
};
