import { type Command as Commander, InvalidArgumentError, Option } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { parseDuration } from '../topology/values/plain-values.js';
import { applyOptions, carryingOut } from './apply-options.js';
import { type ApplyCommandOptions, onCatalog, type Parsed } from './options.js';
import { suspending } from './watch-options.js';

/** What drain and undrain have in common: they carry something out as apply does. */
export interface MaintenanceOptions extends ApplyCommandOptions {
  /** `worker/ETL02`, as it was given. */
  readonly worker: string;
}

export interface DrainCommandOptions extends MaintenanceOptions {
  readonly reason: string;
  /** Seconds from when the worker is emptied, by the server's clock. */
  readonly length: number | undefined;
  /** ISO 8601, UTC. */
  readonly until: string | undefined;
  /** Seconds; undefined: as the policy says. */
  readonly timeout: number | undefined;
  readonly onTimeout: 'stop' | 'disable' | undefined;
}

interface ParsedDrain extends Parsed {
  readonly reason: string;
  readonly for?: number;
  readonly until?: string;
  readonly timeout?: number;
  readonly onTimeout?: 'stop' | 'disable';
}

/** Adds the options of drain. */
export function draining(command: Commander): Commander {
  return suspending(carryingOut(onCatalog(command)), { ended: 'scaleout undrain', from: ' from when it is emptied' })
    .option('--timeout <time>', 'how long to wait for its packages (default: policy.drain.timeout)', seconds)
    .addOption(
      new Option(
        '--on-timeout <what>',
        'then: stop leaves the worker as it was; disable loses what it runs (default: policy.drain.onTimeout)',
      ).choices(['stop', 'disable']),
    );
}

/** Throws `command.usage` where two ends are given, or a saved plan. */
export async function drainOptions(
  worker: string,
  file: string | undefined,
  parsed: ParsedDrain,
): Promise<DrainCommandOptions> {
  if (parsed.for !== undefined && parsed.until !== undefined) {
    throw new ScaleoutError('command.usage', 'Both --for and --until were given: name one.');
  }
  const { reason, timeout, onTimeout } = parsed;
  const common = await carriedOut('drain', worker, file, parsed, {
    reason,
    ...(parsed.for === undefined ? {} : { forSeconds: parsed.for }),
    ...(parsed.until === undefined ? {} : { until: parsed.until }),
  });
  return { ...common, reason, length: parsed.for, until: parsed.until, timeout, onTimeout };
}

export function undrainOptions(worker: string, file: string | undefined, parsed: Parsed): Promise<MaintenanceOptions> {
  return carriedOut('undrain', worker, file, parsed);
}

async function carriedOut(
  command: 'drain' | 'undrain',
  worker: string,
  file: string | undefined,
  parsed: Parsed,
  noted: Omit<NonNullable<ApplyCommandOptions['maintenance']>, 'command' | 'target'> = {},
): Promise<MaintenanceOptions> {
  const { create: _, ...options } = await applyOptions(file, parsed);
  if (options.planFile !== undefined) {
    throw new ScaleoutError('command.usage', `${options.planFile} is a saved plan: name the topology.`);
  }
  const maintenance = { command, target: worker, ...noted };
  return { ...options, worker, maintenance };
}

/** Throws commander's error for what is no time. */
function seconds(text: string): number {
  const parsed = parseDuration(text);
  if ('value' in parsed && parsed.value > 0) return parsed.value;
  throw new InvalidArgumentError('value' in parsed ? 'It must be more than nothing.' : `It ${parsed.wrong}`);
}
