import { applyOptions, carryingOut } from '../apply-options.js';
import { creating, type Parsed, planFormat, selecting, showingPlans, world, worldOptions } from '../options.js';
import { rehearseOptions, rehearsing } from '../rehearse-options.js';
import { looking, statusOptions } from '../status-options.js';
import { type CommandGroup, topologyOrInput } from './definition.js';

/** What a DBA does each day: see what would change, have it done, look how it goes. */
export const everyday: CommandGroup = {
  title: 'Everyday:',
  commands: [
    {
      words: 'plan [file]',
      does: 'compare the topology with SSISDB and show what would change',
      says: ['It changes nothing.'],
      arguments: { file: topologyOrInput },
      options: (command) =>
        showingPlans(creating(selecting(world(command))))
          .option('--steps', 'list every step, with those that it needs')
          .option('--out <plan.json>', 'also save the plan in this file, which scaleout apply can carry out later')
          .option(
            '--detailed-exitcode',
            'exit with 2 where something differs or is unknown; with --target or --exclude only the chosen part counts',
          ),
      examples: [
        'scaleout plan',
        'scaleout plan prod.yaml --out plan.json',
        'scaleout plan --target worker/ETL01',
        'scaleout plan --steps --expand',
        'scaleout plan --format markdown',
        'scaleout plan --sandbox ./fleet --detailed-exitcode',
        'scaleout plan prod.yaml --sandbox ./new --create',
      ],
      exitCodes: [
        [0, 'planned; with --detailed-exitcode: nothing differs'],
        [2, 'only with --detailed-exitcode: something differs or is unknown'],
      ],
      pages: ['docs/topology.md', 'docs/drain.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/plan.js')).planCommand,
          (file: string | undefined, options: Parsed) => ({
            ...worldOptions(file, options),
            create: options.create === true,
            json: planFormat(options) === 'json',
            format: planFormat(options),
            steps: options.steps === true,
            expand: options.expand === true,
            out: options.out,
            detailedExitcode: options.detailedExitcode === true,
          }),
        ),
    },
    {
      words: 'rehearse [file]',
      does: 'try a plan on a twin of the live farm, in simulated time, and tell what would happen',
      says: [
        'It changes nothing. It tells how long it takes, how few workers could take work and when, which packages are waited for, and what would fail.',
      ],
      arguments: { file: `${topologyOrInput}, or a plan that scaleout plan --out has written` },
      options: rehearsing,
      examples: [
        'scaleout rehearse',
        'scaleout rehearse plan.json --out rehearsal.json',
        'scaleout rehearse prod.yaml --svg timeline.svg',
        'scaleout rehearse --target worker/ETL01 --steps',
        'scaleout rehearse --keep ./twin',
        'scaleout rehearse --sandbox ./fleet --assume 20m',
      ],
      exitCodes: [
        [0, 'all of it would be done, or there is nothing to do'],
        [
          2,
          'not all of it: something fails, waits in vain, or is unknown; or the twin is unlike, and nothing was tried',
        ],
        [5, 'an apply would be refused by a guard: nothing was rehearsed'],
      ],
      pages: ['docs/rehearse.md', 'docs/drain.md'],
      action: (run) => run(async () => (await import('../commands/rehearse.js')).rehearseCommand, rehearseOptions),
    },
    {
      words: 'apply [file]',
      does: 'plan, or take a saved plan, ask for confirmation, and carry it out',
      arguments: { file: `${topologyOrInput}, or a plan that scaleout plan --out has written` },
      options: (command) => carryingOut(selecting(world(command))),
      examples: [
        'scaleout apply',
        'scaleout apply prod.yaml --yes --json',
        'scaleout apply plan.json',
        'scaleout apply --exclude worker/ETL03',
        'scaleout apply examples/topology.yaml --sandbox ./fleet',
      ],
      exitCodes: [
        [0, 'everything was done, or there was nothing to do'],
        [5, 'refused by a guard, or not confirmed'],
        [6, 'applied in part: something failed, was skipped, or could not be told'],
      ],
      pages: ['docs/running.md', 'docs/drain.md'],
      action: (run) => run(async () => (await import('../commands/apply.js')).applyCommand, applyOptions),
    },
    {
      words: 'status [file]',
      does: 'show how master and workers are now, and whether packages can run',
      arguments: { file: topologyOrInput },
      says: [
        'Where a topology has errors, but none about the catalog, it shows what the catalog says and ends with 3.',
      ],
      options: looking,
      examples: [
        'scaleout status',
        'scaleout status --unhealthy',
        'scaleout status -o wide --target worker/ETL01',
        'scaleout status --server SQLETL01',
        'scaleout status --detailed-exitcode',
        'scaleout status --json --sandbox ./fleet',
      ],
      exitCodes: [
        [0, 'shown; with --detailed-exitcode: healthy'],
        [2, 'only with --detailed-exitcode: degraded, down or unknown'],
      ],
      pages: ['docs/status.md', 'docs/watch.md#health', 'docs/doctor.md'],
      action: (run) => run(async () => (await import('../commands/status.js')).statusCommand, statusOptions),
    },
  ],
};
