import { carryingOut } from '../apply-options.js';
import { draining, drainOptions, undrainOptions } from '../drain-options.js';
import { excluding, onCatalog, type Parsed, scripting, withHistory, world, worldOptions } from '../options.js';
import { rotateOptions, rotating } from '../rotate-options.js';
import { resumeOptions, suspending, suspendOptions } from '../watch-options.js';
import { type CommandGroup, topologyFile, topologyOrInput } from './definition.js';

const drained = 'worker/<MACHINE>, as the topology lists it';

const suspended = 'worker/<MACHINE> (default: all of the topology)';

/** What goes with work on a machine. */
export const maintenance: CommandGroup = {
  title: 'Maintenance:',
  commands: [
    {
      words: 'drain <worker> [file]',
      does: 'take a worker out of service for maintenance: wait until it is idle, disable it, leave it alone',
      says: [
        'It needs no edit of the topology. Every plan, apply and watch keeps to it until scaleout undrain, or until its time is over.',
      ],
      arguments: { worker: drained, file: topologyOrInput },
      options: draining,
      examples: [
        'scaleout drain worker/ETL02 --reason patching --for 4h',
        'scaleout drain worker/ETL02 --reason disk --timeout 1h',
        'scaleout drain worker/ETL02 prod.yaml --reason disk --yes',
      ],
      exitCodes: [
        [0, 'the worker is disabled and holds nothing'],
        [5, 'refused by a guard, or not confirmed'],
        [6, 'it was not emptied: what became of the maintenance is said'],
      ],
      pages: ['docs/maintenance.md', 'docs/drain.md'],
      action: (run) => run(async () => (await import('../commands/drain.js')).drainCommand, drainOptions),
    },
    {
      words: 'undrain <worker> [file]',
      does: 'end the maintenance of a worker, and bring it back',
      arguments: { worker: drained, file: topologyOrInput },
      options: (command) => carryingOut(onCatalog(command)),
      examples: ['scaleout undrain worker/ETL02', 'scaleout undrain worker/ETL02 prod.yaml --yes'],
      exitCodes: [
        [0, 'the worker is as the topology says, or as it was before'],
        [5, 'refused by a guard, or not confirmed'],
        [6, 'it is not back: the next apply or watch goes on'],
      ],
      pages: ['docs/maintenance.md'],
      action: (run) => run(async () => (await import('../commands/drain.js')).undrainCommand, undrainOptions),
    },
    {
      words: 'rotate <target-or-file...>',
      usage: '<target...> [file]',
      does: 'give workers, or the master, new certificates without a gap',
      says: [
        'A worker gets a new certificate that every node of the master trusts, is emptied, goes over to it, and goes back where it is not heard of. What else differs of the workers that are named is brought in order with it.',
        "The master's certificate is rotated in three phases, each by itself: prepare, switch and complete. Without one of them it shows how far the rotation is, and the command that comes next.",
      ],
      arguments: {
        target: 'worker/<MACHINE>, workers (all whose certificate is ours to make), or master',
        file: topologyFile,
      },
      options: (command) => carryingOut(rotating(excluding(world(command)))),
      examples: [
        'scaleout rotate worker/ETL01',
        'scaleout rotate workers prod.yaml --exclude worker/ETL03',
        'scaleout rotate workers --status',
        'scaleout rotate master',
        'scaleout rotate master --prepare',
        'scaleout rotate master --switch --yes --json',
      ],
      exitCodes: [
        [0, 'everything that was asked for was done; with --status: shown'],
        [5, 'refused by a guard, or not confirmed; nothing was changed'],
        [6, 'not all of it was done: something failed, was left out, or is left to a person'],
      ],
      pages: ['docs/certificates.md'],
      action: (run) => run(async () => (await import('../commands/rotate.js')).rotateCommand, rotateOptions),
    },
    {
      words: 'suspend [target] [file]',
      does: 'have watch and apply leave the topology, or one worker of it, alone',
      arguments: { target: suspended, file: topologyFile },
      options: (command) => suspending(withHistory(onCatalog(command))),
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
      options: (command) => withHistory(onCatalog(command)),
      examples: ['scaleout resume', 'scaleout resume worker/ETL01'],
      pages: ['docs/watch.md'],
      action: (run) => run(async () => (await import('../commands/suspend.js')).resumeCommand, resumeOptions),
    },
    {
      words: 'script <machine> [file]',
      does: 'print a PowerShell script that sets a machine up, for its administrator to run there',
      arguments: { machine: 'a worker or a node of the master, as the topology names it', file: topologyFile },
      options: scripting,
      examples: [
        'scaleout script ETL09 > etl09.ps1',
        'scaleout script ETL09 prod.yaml --out etl09.ps1',
        'scaleout script ETL09 --new-certificate --out new.ps1',
      ],
      pages: ['docs/machines.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/script.js')).scriptCommand,
          (machine: string, file: string | undefined, options: Parsed) => ({
            ...worldOptions(file, options),
            machine,
            out: options.out,
            newCertificate: options.newCertificate === true,
          }),
        ),
    },
  ],
};
