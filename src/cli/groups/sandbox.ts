import { InvalidArgumentError } from 'commander';
import type { Way } from 'ssis-scaleout-sandbox/worlds';
import { waitingTime } from '../apply-options.js';
import { common, dayCount, type Parsed, portNumber } from '../options.js';
import type { loadWorlds } from '../world/sandbox-package.js';
import type { CommandGroup } from './definition.js';

type Worlds = Awaited<ReturnType<typeof loadWorlds>>;

const folder = 'the folder of the sandbox';

/** The sandbox. Without `worlds` the package that has it is not installed: each command says so when it runs. */
export function sandbox(worlds: Worlds): CommandGroup {
  /** Throws commander's error for what is no world. */
  const worldOption = (text: string): readonly Way[] => {
    const world = worlds?.worldOf(text.split(',').map((name) => name.trim())) ?? [];
    if (typeof world === 'string') throw new InvalidArgumentError(world);
    return world;
  };
  return {
    title: 'Sandbox:',
    commands: [
      {
        words: 'sandbox',
        does: 'a simulated farm in a folder: SSISDB and its machines without a SQL Server',
        examples: [
          'scaleout sandbox serve ./fleet',
          'scaleout sandbox serve ./fleet --port 14330 --json',
          'scaleout sandbox reset ./fleet',
        ],
        pages: ['docs/sandbox.md'],
      },
      {
        words: 'sandbox serve <dir>',
        does: 'serve the sandbox in that folder to any SQL Server client, until Ctrl-C',
        arguments: { dir: `${folder}; a new one where there is none` },
        options: (command) =>
          common(
            command
              .option(
                '-f, --file <file>',
                'for a new sandbox: the topology whose machines it gets (default: examples/catalog-only.yaml)',
              )
              .option(
                '--world <names>',
                'for a new sandbox: its worlds, of the list below, with commas between them',
                worldOption,
              )
              .option(
                '--port <n>',
                'listen on this port of 127.0.0.1 (default: one that the system chooses)',
                portNumber,
              ),
          ),
        examples: [
          'scaleout sandbox serve ./fleet',
          'scaleout sandbox serve ./fleet -f topology.yaml',
          'scaleout sandbox serve ./fleet --port 14330 --json',
          'scaleout sandbox serve ./odd --world no-retry,tls13',
        ],
        lists: [
          {
            title: 'Worlds:',
            rows: worlds?.worldNames.map(({ name, says }) => [name, says] as const) ?? [
              ['', 'The package ssis-scaleout-sandbox, which has them, is not installed.'],
            ],
          },
        ],
        pages: ['docs/sandbox.md'],
        action: (run) =>
          run(
            async () => (await import('../commands/sandbox-serve.js')).sandboxServe,
            (dir: string, options: Parsed) => ({
              dir,
              port: options.port,
              file: options.file,
              world: options.world,
              json: options.json === true,
            }),
          ),
      },
      {
        words: 'sandbox reset <dir>',
        does: 'set the machines of a sandbox up afresh; passwords stay',
        arguments: { dir: folder },
        options: common,
        examples: ['scaleout sandbox reset ./fleet'],
        pages: ['docs/sandbox.md'],
        action: (run) =>
          run(
            async () => (await import('../commands/sandbox-serve.js')).sandboxReset,
            (dir: string, options: Parsed) => ({ dir, json: options.json === true }),
          ),
      },
      {
        words: 'sandbox add <dir> <machine>',
        does: 'add a machine to a sandbox, as setup leaves it',
        says: [
          'A machine that is there already stays as it is. It works also while another process serves the sandbox.',
        ],
        arguments: { dir: folder, machine: 'its name in Windows, as the topology has it' },
        options: (command) =>
          common(
            command
              .option('--master', 'a node of the master in place of a worker')
              .option(
                '--joined',
                'a worker that somebody else has set up: it is registered, and nobody can look into it',
              ),
          ),
        examples: ['scaleout sandbox add ./fleet ETL03', 'scaleout sandbox add ./fleet SQLETL02 --master'],
        pages: ['docs/sandbox.md'],
        action: (run) =>
          run(
            async () => (await import('../commands/sandbox-add.js')).sandboxAdd,
            (dir: string, machine: string, options: Parsed) => ({
              dir,
              machine,
              master: options.master === true,
              joined: options.joined === true,
              json: options.json === true,
            }),
          ),
      },
      {
        words: 'sandbox run <dir> <machine> <script>',
        does: 'do what the administrator of a simulated machine does with a script of scaleout script',
        arguments: {
          dir: folder,
          machine: 'the machine, as the topology names it',
          script: 'what scaleout script has written',
        },
        options: (command) =>
          common(
            command
              .option(
                '--out <file.cer>',
                'where the public certificate of the worker goes (default: beside the script)',
              )
              .option(
                '--key-of <file.cer>',
                'bring the private key of this certificate along, as a real administrator does with -PfxPath',
              ),
          ),
        examples: [
          'scaleout sandbox run ./fleet ETL09 etl09.ps1',
          'scaleout sandbox run ./fleet SQL2 s.ps1 --key-of new.cer',
        ],
        pages: ['docs/sandbox.md', 'docs/machines.md'],
        action: (run) =>
          run(
            async () => (await import('../commands/sandbox-run.js')).sandboxRun,
            (dir: string, machine: string, script: string, options: Parsed) => ({
              dir,
              machine,
              script,
              out: options.out,
              keyOf: options.keyOf,
              json: options.json === true,
            }),
          ),
      },
      {
        words: 'sandbox drill [dir] [drill] [machine]',
        does: 'make a fault in a sandbox, to see what the doctor says of it; or mend it',
        arguments: {
          dir: folder,
          drill: 'the fault, as --list names it',
          machine: 'the machine that gets the fault (default: the first that fits)',
        },
        options: (command) =>
          common(
            command
              .option('--list', 'show the drills, with what each breaks and what the doctor must find')
              .option('--undo', 'mend that fault, or without a name all of them')
              .option('--days <n>', 'for a certificate that is to expire: in how many days (default: 7)', dayCount)
              .option('--ago <time>', 'how long ago the fault began, such as 0s or 2h (default: 10m)', waitingTime),
          ),
        examples: [
          'scaleout sandbox drill --list',
          'scaleout sandbox drill ./fleet master-certificate-expired',
          'scaleout sandbox drill ./fleet worker-key-gone ETL01',
          'scaleout sandbox drill ./fleet --undo',
        ],
        pages: ['docs/sandbox.md', 'docs/doctor.md'],
        action: (run) =>
          run(
            async () => (await import('../commands/sandbox-drill.js')).sandboxDrill,
            (dir: string | undefined, drill: string | undefined, machine: string | undefined, options: Parsed) => ({
              dir,
              drill,
              // As plans name workers and nodes.
              machine: machine?.replace(/^(worker|master)\//i, ''),
              list: options.list === true,
              undo: options.undo === true,
              days: options.days,
              ago: options.ago,
              json: options.json === true,
            }),
          ),
      },
    ],
  };
}
