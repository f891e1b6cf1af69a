import { type Command as Commander, Option } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import type { StatusFilter } from '../status/filter-status.js';
import { collect, namedFile, type Parsed } from './options.js';
import { type ServerWords, serverWords, topologyOrServer } from './server-options.js';

const forms = ['text', 'wide', 'json'] as const;

/** Options of scaleout status. */
export interface StatusCommandOptions {
  readonly file: string | undefined;
  /** Where the catalog is, where no topology says it. */
  readonly words: ServerWords;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  readonly filter: StatusFilter;
  /** More columns, and every worker. */
  readonly wide: boolean;
  /** Every worker, however many there are. */
  readonly all: boolean;
  readonly json: boolean;
  readonly detailedExitcode: boolean;
}

type ParsedStatus = Pick<
  Parsed,
  'file' | 'json' | 'sandbox' | 'parallelism' | 'target' | 'exclude' | 'detailedExitcode'
> &
  ServerWords & {
    readonly output?: (typeof forms)[number];
    readonly unhealthy?: boolean;
    readonly all?: boolean;
  };

export function looking(command: Commander): Commander {
  return topologyOrServer(command)
    .addOption(
      new Option('-o, --output <form>', 'text; wide: more columns, and every worker; json: as --json')
        .choices(forms)
        .default('text'),
    )
    .option('--all', 'list every worker; otherwise, where there are more than 40, the healthy ones are only counted')
    .option('--unhealthy', 'show only what is not healthy, and count the rest')
    .option(
      '--target <id>',
      'show only this worker or node, such as worker/ETL01 or master/SQLETL01 (repeatable)',
      collect,
    )
    .option('--exclude <id>', 'leave this worker or node out (repeatable)', collect)
    .option(
      '--detailed-exitcode',
      'exit with 2 where the health is degraded, down or unknown; with --target or --exclude that of the chosen part, or where no package can run at all',
    );
}

/** Throws `command.usage` for words that say two things. */
export function statusOptions(word: string | undefined, options: ParsedStatus): StatusCommandOptions {
  const { json, sandbox, parallelism, output, unhealthy, all, target = [], exclude = [], detailedExitcode } = options;
  if (json === true && output === 'wide') {
    throw new ScaleoutError(
      'command.usage',
      '-o wide and --json are two forms: give one. JSON has everything that -o wide shows.',
    );
  }
  return {
    file: namedFile(word, options),
    words: serverWords(options),
    sandbox,
    parallelism,
    filter: { unhealthy: unhealthy === true, include: target, exclude },
    wide: output === 'wide',
    all: all === true,
    json: json === true || output === 'json',
    detailedExitcode: detailedExitcode === true,
  };
}
