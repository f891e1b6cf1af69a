import type { Command as Commander } from 'commander';
import { applyOptions, someTime } from './apply-options.js';
import { type ApplyCommandOptions, expanding, type Parsed, selecting, world } from './options.js';

export interface RehearseCommandOptions extends ApplyCommandOptions {
  /** Seconds that a package still runs of which nothing is known; undefined: as the policy has it. */
  readonly assume: number | undefined;
  /** The folder that the twin is written to. */
  readonly keep: string | undefined;
  /** The files of the picture and of the document. */
  readonly svg: string | undefined;
  readonly out: string | undefined;
}

interface ParsedRehearse extends Parsed {
  readonly keep?: string;
  readonly svg?: string;
}

/** Adds the options of rehearse. */
export function rehearsing(command: Commander): Commander {
  return expanding(selecting(world(command)))
    .option('--steps', 'list every step with its time')
    .option('--out <rehearsal.json>', 'also write the rehearsal to this file, for scaleout apply --rehearsal')
    .option('--svg <timeline.svg>', 'also draw the timeline into this file')
    .option('--keep <dir>', 'write the twin, as it is after the rehearsal, into this folder, for --sandbox')
    .option(
      '--assume <time>',
      'how long a package still runs of which nothing is known (default: half of policy.drain.timeout, 10m at most)',
      someTime,
    );
}

/** What the command line of rehearse asks for: of the plan the same as that of apply. Throws as applyOptions does. */
export async function rehearseOptions(
  word: string | undefined,
  parsed: ParsedRehearse,
): Promise<RehearseCommandOptions> {
  // It asks nothing, and makes no sandbox: there would be nothing to make a twin of.
  const { assume, keep, svg, out, ...rest } = parsed;
  const { create: _, ...options } = await applyOptions(word, { ...rest, yes: true });
  return { ...options, assume, keep, svg, out };
}
