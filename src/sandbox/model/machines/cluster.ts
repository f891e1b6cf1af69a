import { sandboxFacts } from '../../facts.js';
import type { Row } from '../store.js';
import type { MachineState } from './machine-state.js';

/** What a machine can say of who starts and stops a service of its own. */
export interface ClusterView {
  /** Null: nobody can tell. */
  readonly clustered: boolean | null;
  readonly clusterDoubt?: string;
}

/** The cluster's hive is loaded while its service runs, and may be closed to our account. */
export function clusterView(machine: MachineState, row: Row): ClusterView {
  const { clusterService: state, clusterError } = machine.windows();
  const name = sandboxFacts['cluster.service'];
  if (state === 'stopped') return { clustered: null, clusterDoubt: `${name} is stopped, so its hive is not loaded` };
  if (clusterError !== null) {
    const place = sandboxFacts['cluster.resources'][0];
    return { clustered: null, clusterDoubt: `HKLM\\${place} cannot be read: ${clusterError}` };
  }
  return { clustered: row.clustered === true };
}
