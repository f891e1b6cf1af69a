import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Finished, finished, temporaryFolder } from '../support/run-cli.js';
import { project } from './deploy-files.js';

/** A folder in which a pipeline's scripts run, with `scaleout` on the PATH: the built program, kept to a sandbox. */
export interface PipelinePlace extends AsyncDisposable {
  readonly path: string;
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  /** As an agent runs a script: bash that ends at the first failure. */
  bash(script: string, env?: Readonly<Record<string, string>>): Promise<Finished>;
}

/** `isServed`: the topology names a server, and its own login is used. */
export async function pipelinePlace({ isServed = false } = {}): Promise<PipelinePlace> {
  const folder = await temporaryFolder();
  const bin = folder.file('bin');
  await mkdir(bin);
  const main = join(project, 'dist/cli/main.js');
  // Only what connects takes the option.
  const program = [
    '#!/usr/bin/env bash',
    isServed ? '' : `case "$1" in plan|apply) set -- "$@" --sandbox '${folder.file('fleet')}';; esac`,
    isServed ? '' : 'case "$1" in plan) set -- "$@" --create;; esac',
    `exec '${process.execPath}' '${main}' "$@"`,
  ];
  await writeFile(join(bin, 'scaleout'), `${program.join('\n')}\n`);
  await chmod(join(bin, 'scaleout'), 0o755);
  return {
    path: folder.path,
    async write(name, text) {
      await mkdir(dirname(folder.file(name)), { recursive: true });
      await writeFile(folder.file(name), text);
    },
    read: (name) => readFile(folder.file(name), 'utf8'),
    bash(script, env = {}) {
      const { SCALEOUT_TOPOLOGY: _, ...own } = process.env;
      const path = `${bin}:${dirname(process.execPath)}:${own.PATH}`;
      const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
      const child = spawn('bash', words, { cwd: folder.path, env: { ...own, ...env, PATH: path } });
      child.stdin.end();
      return finished(child);
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** A topology of which the first plan has something to do. */
export function pipelineTopology(...lines: readonly string[]): string {
  const head = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', 'catalog: { server: SQLETL01 }'];
  return `${[...head, 'access: { transport: none }', ...lines].join('\n')}\n`;
}

/** Three workers, and then the same without the third: what a plan removes is destructive. */
export const threeWorkers = pipelineTopology(
  'workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }, { machine: ETL03, enabled: true }]',
);
export const oneFewer = pipelineTopology(
  'workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]',
  'policy: { prune: true, maxRemovals: 1 }',
);
