import { resolve } from 'node:path';
import { readTopology } from '../../src/topology/read-topology.js';
import { sourceDiagnosticText } from '../../src/topology/source-diagnostic-text.js';
import { sourceText } from '../../src/topology/source-text.js';

export const folders = { topology: resolve('/somewhere/topologies'), home: resolve('/somewhere/home') };

/** The keys that every topology must have, as text to put something behind. */
export const head = 'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalog:\n  server: SQLETL01\n';

/** Reads the text of a topology, and what a person would see of its diagnostics. */
export function read(text: string) {
  const source = sourceText('topology.yaml', text);
  const found = readTopology(source, '0'.repeat(64), folders);
  return {
    ...found,
    source,
    codes: found.diagnostics.map(({ code }) => code),
    details: found.diagnostics.map(({ detail }) => detail),
    shown: found.diagnostics.map((one) => sourceDiagnosticText(one, source)).join('\n'),
  };
}

/** Reads a text that must be a valid topology. */
export function readValid(text: string) {
  const { topology, shown } = read(text);
  if (topology === undefined) throw new Error(`The topology is not valid:\n${shown}`);
  return topology;
}
