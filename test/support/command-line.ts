import type { Command as Commander } from 'commander';
import * as worlds from 'ssis-scaleout-sandbox/worlds';
import { program } from '../../src/cli/program.js';
import type { RunCommand } from '../../src/cli/run-command.js';

/** The program as it reads a command line, without running any command; what it writes is kept. */
export interface CommandLine {
  readonly root: Commander;
  readonly written: { out: string; err: string };
  /** What the options of each command that was called come to. */
  readonly called: unknown[];
}

/** The program on a terminal of so many columns; `run` in place of what only keeps the options. */
export function commandLine(columns?: number, run?: RunCommand): CommandLine {
  const written = { out: '', err: '' };
  const called: unknown[] = [];
  const terminal = {
    out(text: string) {
      written.out += text;
    },
    err(text: string) {
      written.err += text;
    },
    screen: { out: { columns }, err: { columns } },
  };
  const root = program({
    terminal,
    worlds,
    run:
      run ??
      ((_, optionsOf) =>
        async (...words) => {
          called.push(await optionsOf(...(words as never[])));
        }),
  });
  return { root, written, called };
}

/** Reads a command line of a page or of a help: words with spaces stand in double quotes. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
