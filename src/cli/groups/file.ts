import { namedFile, onTopology, type Parsed } from '../options.js';
import { importing, importOptions } from '../server-options.js';
import { type CommandGroup, topologyOrInput } from './definition.js';

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
  ],
};
