import { resolve } from 'node:path';
import { type Certificate, thumbprint } from '../../src/domain/machines.js';
import { buildTopology } from '../../src/topology/build-topology.js';
import { certificateFiles } from '../../src/topology/certificate-files.js';
import { readTopology } from '../../src/topology/load-topology.js';
import { sourceDiagnosticText, sourceText } from '../../src/topology/source-text.js';
import { screen } from '../support/screen.js';

export const folders = { topology: resolve('/somewhere/topologies'), home: resolve('/somewhere/home') };

/** The keys that every topology must have, as text to put something behind. */
export const head = 'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalog:\n  server: SQLETL01\n';

/** What stands in for every certificate file that a text names. */
export const someCertificate: Certificate = {
  thumbprint: thumbprint('0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'),
  der: '',
  subject: 'CN=ETL01',
  issuer: 'CN=ETL01',
  names: ['ETL01'],
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2050-01-01T00:00:00.000Z',
  selfSigned: true,
  weakness: null,
  authority: null,
};

/** Reads the text of a topology, and what a person would see of its diagnostics. */
export function read(text: string) {
  const source = sourceText('topology.yaml', text);
  const found = readTopology(source);
  const { content, located } = found;
  const certificates = new Map(
    certificateFiles(located?.root, folders).map(({ file }) => [file, someCertificate] as const),
  );
  const place = { file: source.file, sha256: '0'.repeat(64) };
  const topology =
    content === undefined || located === undefined
      ? undefined
      : buildTopology(content, located, folders, place, certificates);
  return {
    topology,
    diagnostics: found.diagnostics,
    source,
    codes: found.diagnostics.map(({ code }) => code),
    details: found.diagnostics.map(({ detail }) => detail),
    shown: found.diagnostics.map((one) => sourceDiagnosticText(one, source, screen())).join('\n'),
  };
}

/** Reads a text that must be a valid topology. */
export function readValid(text: string) {
  const { topology, shown } = read(text);
  if (topology === undefined) throw new Error(`The topology is not valid:\n${shown}`);
  return topology;
}
