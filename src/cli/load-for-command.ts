import type { Diagnostic } from '../errors/diagnostic.js';
import { ScaleoutError } from '../errors/errors.js';
import { type LoadedTopology, loadTopology } from '../topology/load-topology.js';
import { sourceDiagnosticText } from '../topology/source-diagnostic-text.js';
import type { Topology } from '../topology/topology.js';
import { TopologyRefused } from './run-command.js';
import type { Terminal } from './terminal.js';

/** A topology file with everything there is to say about it, and its name. */
interface CheckedTopology extends LoadedTopology {
  readonly file: string;
}

/** Loads the file that was named, or else SCALEOUT_TOPOLOGY, or else topology.yaml. */
export async function checkTopology(named: string | undefined, terminal: Terminal): Promise<CheckedTopology> {
  const file = named ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml');
  return { ...(await loadTopology(file, { pipes: true })), file };
}

/** Diagnostics of a topology in words, a blank line between them. */
export function topologyDiagnosticsText({ diagnostics, source }: CheckedTopology, colors: boolean): string {
  return diagnostics.map((found) => `${sourceDiagnosticText(found, source, { colors })}\n`).join('\n');
}

export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((found) => found.severity === 'error');
}

/** The topology, for a command that needs a right one: its problems are shown, and errors end the command with 3. */
export async function loadForCommand(named: string | undefined, terminal: Terminal): Promise<Topology> {
  const checked = await checkTopology(named, terminal);
  const { topology } = checked;
  const [first] = errorsOf(checked.diagnostics);
  if (first !== undefined) {
    throw new TopologyRefused(first, checked.diagnostics, (colors) => topologyDiagnosticsText(checked, colors));
  }
  if (topology === undefined)
    throw new ScaleoutError('command.unexpected', `${checked.file} gave neither a topology nor an error.`);
  const notes = checked.diagnostics.filter((found) => found.severity === 'warning' || terminal.logLevel !== 'warn');
  if (terminal.logLevel !== 'silent' && notes.length > 0) {
    terminal.err(`${topologyDiagnosticsText({ ...checked, diagnostics: notes }, terminal.colors.err)}\n`);
  }
  return topology;
}
