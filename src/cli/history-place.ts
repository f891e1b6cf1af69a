import { historyFile } from '../history/history-files.js';
import type { Topology } from '../topology/topology.js';

/** What `--history DIR` and `--no-history` chose; undefined: neither. */
export type HistoryChoice = string | false | undefined;

/** The newest file of a topology's history; undefined where none is to be kept. */
export function historyPlace(
  { source, name }: Pick<Topology, 'source' | 'name'>,
  choice: HistoryChoice,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (choice === false) return undefined;
  const directory = choice ?? (env.SCALEOUT_HISTORY || undefined);
  return historyFile({ topologyFile: source.file, topologyName: name, directory });
}
