import { type Command as Commander, InvalidArgumentError, Option } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import type { HistoryChoice } from '../history/history-files.js';
import type { WatchMode } from '../reconciler/hold/hold.js';
import { hasVisible } from '../text/printable.js';
import { quoted } from '../text/words.js';
import { parseDuration } from '../topology/values/plain-values.js';
import { creating, namedFile, type Parsed, type WorldOptions, worldOptions } from './options.js';
import { type ParsedServing, type ServingOptions, serving, servingOptions } from './serving-options.js';

export interface WatchCommandOptions extends WorldOptions, ServingOptions {
  readonly mode: WatchMode;
  /** Seconds. */
  readonly interval: number;
  /** Seconds. */
  readonly machineInterval: number;
  readonly approve: boolean;
  readonly once: boolean;
  readonly history: HistoryChoice;
  /** HOST:PORT; false: nowhere; undefined: the default. */
  readonly listen: string | false | undefined;
  readonly tokenFile: string | undefined;
}

/** What commander makes of the options of watch. */
interface ParsedWatch extends Parsed, ParsedServing {
  readonly mode: WatchMode;
  readonly interval: number;
  readonly machineInterval: number;
  readonly approve?: boolean;
  readonly once?: boolean;
  readonly listen?: string | boolean;
  readonly tokenFile?: string;
}

/** Adds the options of watch alone. */
export function watching(command: Commander): Commander {
  return serving(creating(command))
    .addOption(
      new Option(
        '--mode <mode>',
        'observe: only tell what differs; safe: apply what neither removes a worker, nor disables the last one, nor loses running work; full: apply everything',
      )
        .choices(['observe', 'safe', 'full'])
        .default('observe'),
    )
    .addOption(
      new Option('--interval <time>', 'how often to look at the catalog').argParser(seconds).default(30, '30s'),
    )
    .addOption(
      new Option('--machine-interval <time>', 'how often to look at a machine, where nothing calls for an earlier look')
        .argParser(seconds)
        .default(600, '10m'),
    )
    .option('--approve', 'with --mode safe or full: carry out only plans that scaleout approve has approved')
    .option('--once', 'look once, and make what --mode lets it, then end')
    .option(
      '--listen <address>',
      'serve the page, health, metrics and status there (default: 127.0.0.1:8392, where that is free)',
    )
    .option('--no-listen', 'serve nothing over http')
    .option(
      '--token-file <file>',
      'a file with a token, which every POST and every request from another machine must send',
    )
    .option('--no-history', 'write nothing into the history');
}

export function watchOptions(file: string | undefined, parsed: ParsedWatch): WatchCommandOptions {
  const { mode, interval, machineInterval, history, listen } = parsed;
  if (namedFile(file, parsed) === standardInput) {
    throw new ScaleoutError(
      'command.usage',
      'A watch reads its topology again and again, and - (standard input) can be read once.',
      {
        remedy: 'Name a file or a folder: scaleout watch prod.yaml.',
      },
    );
  }
  if (parsed.approve === true && mode === 'observe') {
    throw new ScaleoutError('command.usage', '--approve goes with --mode safe or full: observe carries nothing out.');
  }
  const [served] = [
    ...(parsed.tokenFile === undefined ? [] : ['--token-file']),
    ...((parsed.listenHost ?? []).length === 0 ? [] : ['--listen-host']),
    ...(parsed.login === undefined ? [] : ['--login']),
    ...(parsed.tlsCertificate === undefined ? [] : ['--tls-certificate']),
  ];
  if (listen === false && served !== undefined) {
    throw new ScaleoutError('command.usage', `${served} goes with --listen: under --no-listen nothing is served.`);
  }
  return {
    ...worldOptions(file, parsed),
    ...servingOptions(parsed),
    create: parsed.create === true,
    mode,
    interval,
    machineInterval,
    approve: parsed.approve === true,
    once: parsed.once === true,
    history,
    // Without either option commander says true.
    listen: listen === true ? undefined : listen,
    tokenFile: parsed.tokenFile,
  };
}

export interface SuspendOptions extends WorldOptions {
  /** `worker/ETL01`; undefined: all of the topology. */
  readonly suspended: string | undefined;
  readonly history: HistoryChoice;
}

export interface SuspendCommandOptions extends SuspendOptions {
  readonly reason: string;
  /** Seconds from now on. */
  readonly length: number | undefined;
  /** ISO 8601, UTC. */
  readonly until: string | undefined;
}

interface ParsedSuspend extends Parsed {
  readonly reason: string;
  readonly for?: number;
  readonly until?: string;
}

/** Adds the options of a note that holds for a time; `ended` is the command that ends it, `from` when its time begins. */
export function suspending(command: Commander, { ended = 'scaleout resume', from = '' } = {}): Commander {
  return command
    .requiredOption('--reason <text>', 'why; shown to everybody who looks at the farm', reasonText)
    .option('--for <time>', `how long${from}, such as 2h (default: until ${ended})`, seconds)
    .option('--until <moment>', 'until when, such as 2026-11-25T06:00Z', instant);
}

/** Throws `command.usage` where two ends are given. */
export function suspendOptions(
  target: string | undefined,
  file: string | undefined,
  parsed: ParsedSuspend,
): SuspendCommandOptions {
  if (parsed.for !== undefined && parsed.until !== undefined) {
    throw new ScaleoutError('command.usage', 'Both --for and --until were given: name one.');
  }
  return { ...resumeOptions(target, file, parsed), reason: parsed.reason, length: parsed.for, until: parsed.until };
}

/** One word alone that is a file's by its ending names the topology, as it does of other commands. */
export function resumeOptions(target: string | undefined, file: string | undefined, parsed: Parsed): SuspendOptions {
  if (file === undefined && target !== undefined && /\.(ya?ml|json)$/i.test(target)) {
    return { ...worldOptions(target, parsed), suspended: undefined, history: parsed.history };
  }
  return { ...worldOptions(file, parsed), suspended: target, history: parsed.history };
}

export interface ApproveCommandOptions extends WorldOptions {
  /** The first 8 digits, more of them, or all 64; in lower case. */
  readonly fingerprint: string;
  /** Approve a plan of which no watch has said that it waits. */
  readonly ahead: boolean;
  /** The file of a rehearsal of it; `-` is standard input. */
  readonly rehearsal?: string;
  /** Take the approval back. */
  readonly withdraw: boolean;
  readonly history: HistoryChoice;
}

interface ParsedApprove extends Parsed {
  readonly ahead?: boolean;
  readonly rehearsal?: string;
  readonly withdraw?: boolean;
}

/** Adds the options of approve alone. */
export function approving(command: Commander): Commander {
  return command
    .option('--ahead', 'approve a plan before it waits; this needs all 64 digits of its fingerprint')
    .option('--rehearsal <file>', 'only where this rehearsal, of scaleout rehearse --out, is of exactly this plan')
    .option('--withdraw', 'take an approval back that no watch has used yet');
}

/** Throws `command.usage` for what is no fingerprint. */
export function approveOptions(
  fingerprint: string,
  file: string | undefined,
  parsed: ParsedApprove,
): ApproveCommandOptions {
  const plain = fingerprint.toLowerCase();
  const ahead = parsed.ahead === true;
  if (!/^[0-9a-f]{8,64}$/.test(plain)) {
    const detail = `${quoted(fingerprint)} is no fingerprint: that has 64 hexadecimal digits, of which the first 8 are enough.`;
    throw new ScaleoutError('command.usage', detail);
  }
  if (ahead && plain.length < 64) {
    throw new ScaleoutError('command.usage', 'With --ahead all 64 digits of the fingerprint are needed.');
  }
  const options = worldOptions(file, parsed);
  const { rehearsal, history, withdraw = false } = parsed;
  if (withdraw && (ahead || rehearsal !== undefined)) {
    const given = ahead ? '--ahead' : '--rehearsal';
    throw new ScaleoutError(
      'command.usage',
      `--withdraw takes an approval back, and ${given} is of giving one: name one.`,
    );
  }
  if (rehearsal === standardInput && options.file === standardInput) {
    throw new ScaleoutError('command.usage', 'Standard input (-) cannot be the topology and the rehearsal.');
  }
  const shown = rehearsal === undefined ? {} : { rehearsal };
  return { ...options, fingerprint: plain, ahead, withdraw, history, ...shown };
}

/** Throws commander's error for what is no time. */
export function seconds(text: string): number {
  const parsed = parseDuration(text);
  if ('value' in parsed) return parsed.value;
  throw new InvalidArgumentError(`It ${parsed.wrong}`);
}

const longestReason = 300;

function reasonText(text: string): string {
  const plain = text.trim();
  if (hasVisible(plain) && plain.length <= longestReason) return plain;
  throw new InvalidArgumentError(`It must have 1 to ${longestReason} characters, and one that can be seen.`);
}

/** In UTC, whatever the offset that was written. */
function instant(text: string): string {
  const isWhole = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = Date.parse(text.replace(' ', 'T'));
  if (isWhole && !Number.isNaN(time)) return new Date(time).toISOString();
  throw new InvalidArgumentError(
    'It must be a moment with its offset, such as 2026-11-25T06:00Z or 2026-11-25T07:00+01:00.',
  );
}
