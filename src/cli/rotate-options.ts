import type { Command as Commander } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { standardInput } from '../files/standard-input.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { nearest, quoted } from '../text/words.js';
import type { RotationPhase } from '../topology/topology.js';
import { carryOutOptions } from './apply-options.js';
import { type ApplyCommandOptions, type Parsed, worldOptions } from './options.js';

/** Whose certificates a rotation is of. */
export type RotationOf =
  | { readonly of: 'workers'; readonly ids: readonly string[] | 'all' }
  /** Without a phase only the status is shown. */
  | { readonly of: 'master'; readonly phase?: RotationPhase };

export interface RotateCommandOptions extends ApplyCommandOptions {
  readonly asked: RotationOf;
  /** Only show how far it is. */
  readonly status: boolean;
}

interface ParsedRotate extends Parsed {
  readonly prepare?: boolean;
  readonly switch?: boolean;
  readonly complete?: boolean;
  readonly status?: boolean;
}

const phases = ['prepare', 'switch', 'complete'] as const satisfies readonly RotationPhase[];

/** Adds the options of rotate alone. */
export function rotating(command: Commander): Commander {
  return command
    .option(
      '--prepare',
      'master: make or find the new certificate, and have all workers trust it; nothing else changes',
    )
    .option('--switch', 'master: empty all workers, and go over to the new certificate')
    .option('--complete', 'master: have the workers trust the old one no more, policy.certificates.keepOld after')
    .option('--status', 'only show which certificate is in use, which is next, and what comes next');
}

const what = 'worker/<MACHINE>, workers, or master';

/** Throws `command.usage`. */
export function rotateOptions(words: readonly string[], parsed: ParsedRotate): RotateCommandOptions {
  const files = words.filter(isFile);
  const targets = words.filter((word) => !isFile(word));
  const [file, second] = files;
  if (second !== undefined) throw usage(`Two topology files were given, ${file} and ${second}: name one.`);
  const asked = rotationOf(targets, phaseOf(parsed));
  const options = worldOptions(file, parsed);
  const status = parsed.status === true || (asked.of === 'master' && asked.phase === undefined);
  if (status) refuseWithStatus(parsed);
  if (options.file === standardInput && !status && parsed.yes !== true) {
    throw usage('The topology comes from standard input (-), which cannot answer the question as well: add --yes.');
  }
  return {
    ...options,
    ...carryOutOptions(parsed, [options.file]),
    asked,
    status,
  };
}

/** A file by its ending or its folder. */
function isFile(word: string): boolean {
  return (
    word === standardInput || /\.(ya?ml|json)$/i.test(word) || (/[\\/]/.test(word) && !/^(worker|master)\//i.test(word))
  );
}

function phaseOf(parsed: ParsedRotate): RotationPhase | undefined {
  const given = [...phases, 'status' as const].filter((name) => parsed[name] === true);
  const [phase, other] = given;
  if (other !== undefined) throw usage(`--${phase} and --${other} were given: name one.`);
  return phase === 'status' ? undefined : phase;
}

function rotationOf(targets: readonly string[], phase: RotationPhase | undefined): RotationOf {
  if (targets.length === 0) throw usage(`It was not said what is to be rotated: ${what}.`);
  const [first = '', ...others] = targets;
  const isMaster = first === 'master';
  if (targets.length > 1 && targets.some((word) => word === 'master' || word === 'workers')) {
    throw usage(`"master" and "workers" stand alone: ${targets.map((word) => quoted(word)).join(' ')} were given.`);
  }
  if (isMaster) return { of: 'master', ...(phase === undefined ? {} : { phase }) };
  if (phase !== undefined) {
    throw usage(`--${phase} goes with master: a worker's certificate is prepared and switched at once.`);
  }
  if (first === 'workers') return { of: 'workers', ids: 'all' };
  return { of: 'workers', ids: [first, ...others].map(workerWord) };
}

function workerWord(word: string): string {
  if (word.toLowerCase().startsWith(workerId(''))) return word;
  if (/^master\//i.test(word)) throw usage(`${quoted(word)}: the nodes share one certificate. Did you mean master?`);
  const meant = nearest(word, ['workers', 'master']) ?? workerId(word);
  throw usage(`${quoted(word)} is none of ${what}. Did you mean ${meant}?`);
}

/** What would be passed over where nothing is changed. */
function refuseWithStatus(parsed: ParsedRotate): void {
  const given = [
    ...(parsed.yes === true ? ['--yes'] : []),
    ...(parsed.steps === true ? ['--steps'] : []),
    ...(parsed.exclude === undefined ? [] : ['--exclude']),
    ...(parsed.allowDestructive === true ? ['--allow-destructive'] : []),
    ...(parsed.includeSuspended === true ? ['--include-suspended'] : []),
    ...(parsed.rehearse === true ? ['--rehearse'] : []),
    ...(parsed.rehearsal === undefined ? [] : ['--rehearsal']),
    ...(parsed.lockTimeout === undefined ? [] : ['--lock-timeout']),
  ];
  if (given.length === 0) return;
  const why =
    parsed.status === true
      ? '--status only looks'
      : 'rotate master only looks unless --prepare, --switch or --complete is given';
  throw usage(`${why}: ${given.join(', ')} would do nothing.`);
}

function usage(detail: string): ScaleoutError {
  return new ScaleoutError('command.usage', detail);
}
