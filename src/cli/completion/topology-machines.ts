import { parseDocument } from 'yaml';
import { readFileBytes } from '../../files/files.js';
import { parseMachineName } from '../../topology/values/worker.js';
import type { TopologyMachines } from './what-follows.js';

/** A person waits for the answer: neither a slow share nor a large file may keep them. */
const longestWait = 1000;
const largestFile = 1024 * 1024;

const none: TopologyMachines = { masters: [], workers: [] };

/**
 * The machines that a topology names. None where the file cannot be read at once, or is broken: a person who completes a
 * word is told nothing of that. A name that no machine can have is left out, so that nothing else gets into a shell.
 */
export async function topologyMachines(file: string): Promise<TopologyMachines> {
  const bytes = await readFileBytes(file, { largest: largestFile, kinds: 'regular', limit: longestWait });
  if (!('read' in bytes)) return none;
  const document = parseDocument(new TextDecoder().decode(bytes.read), { logLevel: 'silent' });
  if (document.errors.length > 0) return none;
  // No aliases: a few lines of them can stand for any number of values.
  const { master, workers } = object(document.toJS({ maxAliasCount: 0 }));
  return {
    masters: machineNames(array(object(master).machines)),
    workers: machineNames(array(workers).map((worker) => object(worker).machine)),
  };
}

function machineNames(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string').filter((name) => 'value' in parseMachineName(name));
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
