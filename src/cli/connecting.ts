import { connectionWarnings } from '../topology/connection-warnings.js';
import type { Topology } from '../topology/topology.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import type { Terminal } from './terminal.js';

/**
 * Does what connects to the catalog. Where that fails, what the topology gives up of the protection of its connection is told
 * on standard error: the login may have been sent already, and no plan or status is there to say so. Throws as `work` does.
 */
export async function connecting<T>(
  topology: Topology,
  sandbox: string | undefined,
  terminal: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const warnings = sandbox === undefined ? connectionWarnings(topology.catalog) : [];
    if (warnings.length > 0 && terminal.logLevel !== 'silent') {
      terminal.err(`${diagnosticsText(warnings, { colors: terminal.colors.err })}\n`);
    }
    throw error;
  }
}
