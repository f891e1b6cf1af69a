import { ScaleoutError } from '../errors/errors.js';
import { sourceOf } from '../import/import-source.js';
import type { Topology } from '../topology/topology.js';
import { asOption, optionText } from './given.js';
import { loadForCommand } from './run-command.js';
import type { ServerWords } from './server-options.js';
import type { Terminal } from './terminal.js';

interface Choice {
  readonly words: ServerWords;
  readonly file: string | undefined;
  readonly sandbox: string | undefined;
  /** What a topology is called that has nothing but a catalog. */
  readonly name: string;
}

/** The topology that was named, or one that has nothing but a catalog. Throws `command.usage` where both are. */
export async function topologyOrServer({ words, file, sandbox, name }: Choice, terminal: Terminal): Promise<Topology> {
  const [option] = Object.keys(words);
  if (words.server === undefined) {
    if (option === undefined) return loadForCommand(file, terminal);
    throw new ScaleoutError('command.usage', `${optionText(option)} goes with --server.`);
  }
  if (file !== undefined) {
    throw new ScaleoutError('command.usage', `Both ${file} and --server say where the catalog is: give one.`);
  }
  if (sandbox !== undefined) {
    throw new ScaleoutError('command.usage', 'Both --server and --sandbox say where the catalog is: give one.');
  }
  const source = sourceOf({ ...words, name }, undefined);
  if ('base' in source) return source.base;
  const [first] = source.errors;
  const detail = source.errors.map((error) => asOption(error.detail)).join(' ');
  throw new ScaleoutError('command.usage', detail, first === undefined ? {} : { remedy: first.remedy });
}
