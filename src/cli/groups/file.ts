import { adding, addOptions, removeOptions, removing, setOptions, setting } from '../edit/edit-options.js';
import { namedFile, onTopology, type Parsed } from '../options.js';
import { importing, importOptions } from '../server-options.js';
import { type CommandGroup, type ExitCodeMeaning, topologyFile, topologyOrInput } from './definition.js';

/** Of the commands that edit the file. */
const written = 'The file keeps its comments, its order and its line ends. The difference is shown and asked for.';

const unbegun = 'with --apply also where the apply could not begin: the file is written then, and that is said';

const partly: ExitCodeMeaning = [6, 'with --apply: applied in part, and the file is written'];

/** What has to do with the topology's file. */
export const file: CommandGroup = {
  title: 'File:',
  commands: [
    {
      words: 'validate [file]',
      does: 'check a topology file, without connecting to anything',
      arguments: { file: topologyOrInput },
      options: onTopology,
      examples: ['scaleout validate', 'scaleout validate prod/topology.yaml --json'],
      pages: ['docs/topology.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/validate.js')).validate,
          (word: string | undefined, options: Parsed) => ({
            file: namedFile(word, options),
            json: options.json === true,
          }),
        ),
    },
    {
      words: 'import',
      does: 'write a topology of what is there already; a plan of it finds nothing to do',
      options: importing,
      examples: [
        'scaleout import --server SQLETL01 --out topology.yaml',
        'scaleout import --server SQLETL01 --user scaleout',
        'scaleout import --server SQLETL01 --access winrm',
        'scaleout import -f old.yaml --out new.yaml',
      ],
      pages: ['docs/import.md'],
      action: (run) => run(async () => (await import('../commands/import.js')).importCommand, importOptions),
    },
    {
      words: 'add <new-machine> [file]',
      does: 'add a worker to the topology: look at its machine, show what an apply will do, and write the entry',
      says: [
        `It looks at the machine of the worker, at the nodes of the master and at the catalog, and changes nothing there. ${written}`,
        'Where something of that cannot be looked at, or the machine is not ready, it ends with 4 and writes nothing; --no-check adds the entry all the same.',
      ],
      arguments: { 'new-machine': 'the name of its machine, as Windows has it', file: topologyFile },
      options: adding,
      examples: [
        'scaleout add ETL05 --like ETL01',
        'scaleout add ETL05 prod.yaml --set tags=nightly --enabled',
        'scaleout add ETL05 --certificate certs/etl05.cer',
        'scaleout add ETL05 --like ETL01 --yes --apply',
        'scaleout add ETL05 --no-check --patch',
      ],
      exitCodes: [
        [0, 'added, or the patch is printed; with --apply: everything was done'],
        [
          4,
          `the machine, the master or the catalog cannot be looked at, or is not ready: nothing was written; ${unbegun}`,
        ],
        [
          5,
          'not confirmed, the file was changed meanwhile, or every plan would be refused for this worker: nothing was written; with --apply: refused, and the entry is written',
        ],
        partly,
      ],
      pages: ['docs/edit.md', 'docs/machines.md'],
      action: (run) => run(async () => (await import('../commands/add.js')).addCommand, addOptions),
    },
    {
      words: 'set [worker-or-assignment] [assignment...]',
      usage: '[worker...] [key=value...]',
      does: 'change values of workers in the topology, or of the rest of the file',
      says: [
        `Each value is read as what the topology has at its place: texts, numbers, true or false; a list as a,b or [a, b], a block as { key: value }. ${written}`,
      ],
      arguments: {
        worker: 'worker/<MACHINE>, as the topology lists it, or several; without one the keys are those of the file',
        'key=value':
          'what to set, such as enabled=false or settings.MaxTaskCount=8; of the file policy.drain.timeout=20m',
      },
      options: setting,
      examples: [
        'scaleout set worker/ETL01 "description=Nightly loads"',
        'scaleout set worker/ETL01 settings.MaxTaskCount=8 --apply',
        'scaleout set ETL01 ETL03 settings.MaxTaskCount=9',
        'scaleout set worker/ETL01 --unset description',
        'scaleout set policy.drain.timeout=20m -f prod.yaml --yes',
        'scaleout set --unset policy.windows',
      ],
      exitCodes: [
        [0, 'written, or it says so already, or the patch is printed; with --apply: everything was done'],
        [3, `the command line is wrong, or the file would not hold: nothing was written; ${unbegun}`],
        [5, 'not confirmed, or the file was changed meanwhile; with --apply: refused, and the file is written'],
        partly,
      ],
      pages: ['docs/edit.md', 'docs/topology.md'],
      action: (run) => run(async () => (await import('../commands/set.js')).setCommand, setOptions),
    },
    {
      words: 'remove <listed-worker...>',
      usage: '<worker...>',
      does: 'take workers out of the topology, or have the next apply remove them for good (--absent)',
      says: [
        `It says what the next apply will do: under policy.prune: false a worker that the file does not list stays in the catalog and goes on working. ${written}`,
      ],
      arguments: { worker: 'worker/<MACHINE>, as the topology lists it' },
      options: removing,
      examples: [
        'scaleout remove worker/ETL05 --absent',
        'scaleout remove worker/ETL05 worker/ETL06 -f prod.yaml',
        'scaleout remove ETL05 --absent --apply --allow-destructive',
        'scaleout remove worker/ETL05 --with-comments',
        'scaleout remove worker/ETL05 --patch',
      ],
      exitCodes: [
        [0, 'written, or it says so already, or the patch is printed; with --apply: everything was done'],
        [
          3,
          `the command line is wrong, or an apply would leave the worker where it is: nothing was written; ${unbegun}`,
        ],
        [5, 'not confirmed, or the file was changed meanwhile; with --apply: refused, and the file is written'],
        partly,
      ],
      pages: ['docs/edit.md', 'docs/topology.md'],
      action: (run) => run(async () => (await import('../commands/remove.js')).removeCommand, removeOptions),
    },
  ],
};
