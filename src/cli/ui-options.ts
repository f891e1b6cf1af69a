import { type Command as Commander, Option } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import type { HistoryChoice } from '../history/history-files.js';
import { creating, namedFile, type Parsed, type WorldOptions, worldOptions } from './options.js';
import { type ParsedServing, type ServingOptions, serving, servingOptions } from './serving-options.js';
import { seconds } from './watch-options.js';

export interface UiCommandOptions extends WorldOptions, ServingOptions {
  /** Seconds. */
  readonly interval: number;
  /** Seconds. */
  readonly machineInterval: number;
  /** HOST:PORT; undefined: the default. */
  readonly listen: string | undefined;
  readonly history: HistoryChoice;
  /** Whether the system's browser is opened. */
  readonly open: boolean;
}

interface ParsedUi extends Parsed, ParsedServing {
  readonly interval: number;
  readonly machineInterval: number;
  readonly listen?: string;
  readonly open?: boolean;
}

/** Adds the options of ui alone. */
export function showingPage(command: Commander): Commander {
  return serving(
    creating(command)
      .addOption(
        new Option('--interval <time>', 'how often to look at the catalog').argParser(seconds).default(15, '15s'),
      )
      .addOption(
        new Option(
          '--machine-interval <time>',
          'how often to look at a machine, where nothing calls for an earlier look',
        )
          .argParser(seconds)
          .default(600, '10m'),
      )
      .option('--open', 'open the page in the browser of this system')
      .option('--listen <address>', 'serve the page there (default: 127.0.0.1:8393, or a port that is free)'),
  );
}

export function uiOptions(file: string | undefined, parsed: ParsedUi): UiCommandOptions {
  const { interval, machineInterval, listen, open } = parsed;
  if (namedFile(file, parsed) === standardInput) {
    throw new ScaleoutError(
      'command.usage',
      'The page reads its topology again and again, and - (standard input) can be read once.',
      { remedy: 'Name a file or a folder: scaleout ui prod.yaml.' },
    );
  }
  return {
    ...worldOptions(file, parsed),
    ...servingOptions(parsed),
    create: parsed.create === true,
    interval,
    machineInterval,
    listen,
    history: parsed.history,
    open: open === true,
  };
}
