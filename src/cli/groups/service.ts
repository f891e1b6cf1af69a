import { onCatalog, withHistory, world } from '../options.js';
import { showingPage, uiOptions } from '../ui-options.js';
import { approveOptions, approving, watching, watchOptions } from '../watch-options.js';
import { type CommandGroup, topologyFile } from './definition.js';

/** What runs as a service, and what lets it act. */
export const service: CommandGroup = {
  title: 'Service:',
  commands: [
    {
      words: 'watch [path]',
      does: 'look again and again, and tell or mend what differs; of one file or a folder of them',
      says: ['Without --mode it changes nothing, and tells what differs.'],
      arguments: { path: 'a topology file, or a folder of them (default: SCALEOUT_TOPOLOGY, else topology.yaml)' },
      options: (command) => watching(withHistory(world(command))),
      examples: [
        'scaleout watch',
        'scaleout watch prod.yaml --mode safe',
        'scaleout watch ./topologies --mode full --interval 1m',
        'scaleout watch --mode safe --approve',
      ],
      pages: ['docs/watch.md', 'docs/running.md', 'docs/login.md'],
      action: (run) => run(async () => (await import('../commands/watch.js')).watchCommand, watchOptions),
    },
    {
      words: 'ui [path]',
      does: 'show the farm in a browser: workers, plan, history and findings; it only looks',
      says: [
        'It serves the page that a watch serves too, takes no lock and writes nothing, neither in the catalog nor here.',
      ],
      arguments: { path: 'a topology file, or a folder of them (default: SCALEOUT_TOPOLOGY, else topology.yaml)' },
      options: (command) => showingPage(withHistory(world(command))),
      examples: [
        'scaleout ui --open',
        'scaleout ui prod.yaml --interval 1m',
        'scaleout ui prod.yaml --sandbox ./fleet --open',
      ],
      pages: ['docs/watch.md', 'docs/login.md'],
      action: (run) => run(async () => (await import('../commands/ui.js')).uiCommand, uiOptions),
    },
    {
      words: 'approve <fingerprint> [file]',
      does: 'let watch --approve carry out the plan that begins with these digits',
      says: ['scaleout status shows which plans wait.'],
      arguments: { fingerprint: "the first 8 digits of the plan's fingerprint, or more of them", file: topologyFile },
      options: (command) => approving(withHistory(onCatalog(command))),
      examples: [
        'scaleout approve 3f2a91bc',
        'scaleout approve 3f2a91bc prod.yaml',
        'scaleout approve 3f2a91bc --withdraw',
      ],
      pages: ['docs/watch.md'],
      action: (run) => run(async () => (await import('../commands/approve.js')).approveCommand, approveOptions),
    },
  ],
};
