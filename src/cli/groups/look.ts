import { historyOptions, recounting } from '../history-options.js';
import { common, type Parsed, planFormat, showingPlans, withHistory } from '../options.js';
import { diagnosing, doctorOptions, reporting, reportOptions } from '../server-options.js';
import { type CommandGroup, topologyFile, topologyOrInput } from './definition.js';

/** What only looks: at what is wrong, at what was done, at what is to be done. */
export const look: CommandGroup = {
  title: 'Look:',
  commands: [
    {
      words: 'doctor [file]',
      does: 'say what is wrong, why, and what to do',
      says: [
        'It looks at the catalog, the machines and the network, as far as there are rights and access, and changes nothing. What it could not look at is marked with ?.',
      ],
      arguments: { file: topologyOrInput },
      options: diagnosing,
      examples: [
        'scaleout doctor',
        'scaleout doctor prod.yaml --json',
        'scaleout doctor --server SQLETL01',
        'scaleout doctor --from-log SSISScaleOutWorker160.log',
      ],
      exitCodes: [
        [0, 'nothing found'],
        [2, 'something found'],
        [3, 'the topology or the command line is wrong'],
        [4, 'nothing could be looked at'],
      ],
      pages: ['docs/doctor.md'],
      action: (run) => run(async () => (await import('../commands/doctor.js')).doctorCommand, doctorOptions),
    },
    {
      words: 'show <plan.json>',
      does: 'show a saved plan, without connecting to anything',
      arguments: { 'plan.json': 'a plan that scaleout plan --out has written; - reads it from standard input' },
      options: (command) => showingPlans(withHistory(common(command))),
      examples: [
        'scaleout show plan.json',
        'scaleout show plan.json --format markdown',
        'scaleout show plan.json --json',
      ],
      pages: ['README.md'],
      action: (run) =>
        run(
          async () => (await import('../commands/show.js')).showCommand,
          (planFile: string, options: Parsed) => ({
            planFile,
            json: planFormat(options) === 'json',
            format: planFormat(options),
            expand: options.expand === true,
            history: options.history,
          }),
        ),
    },
    {
      words: 'history [file-or-number...]',
      usage: '[file] [number]',
      does: 'show what was applied, when and by whom; with a number one apply with its steps',
      arguments: { file: topologyFile, number: 'the number of one apply, to show it with its steps' },
      options: recounting,
      examples: [
        'scaleout history',
        'scaleout history 12',
        'scaleout history --since 7d --failed',
        'scaleout history --target worker/ETL01',
        'scaleout history prod.yaml --limit 100 --json',
      ],
      pages: ['docs/history.md', 'docs/running.md'],
      action: (run) => run(async () => (await import('../commands/history.js')).historyCommand, historyOptions),
    },
    {
      words: 'report [file]',
      does: 'check on your farm what this program takes for granted, and write that down without names',
      says: ['It only looks: it takes no lock, and writes nothing but its own file (mode 0600).'],
      arguments: { file: topologyOrInput },
      options: reporting,
      examples: ['scaleout report', 'scaleout report prod.yaml --out report.md', 'scaleout report --server SQLETL01'],
      exitCodes: [
        [0, 'all that was looked at is as expected'],
        [2, 'something is otherwise'],
        [4, 'nothing is otherwise, but something could not be looked at'],
      ],
      pages: ['docs/real-farm.md', 'docs/facts.md'],
      action: (run) => run(async () => (await import('../commands/report.js')).reportCommand, reportOptions),
    },
  ],
};
