import { expect, test } from 'vitest';
import { doctorDocument } from '../../src/doctor/doctor-document.js';
import { examinationOf } from '../support/examination.js';
import { seenMachines } from '../support/machine-build.js';
import { certificates, masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';

const ending = { ...certificates.master, notAfter: '2026-12-01T00:00:00.000Z' };

/** Of the finding that the master's certificate ends. */
function found(words: readonly string[], nodes: readonly string[] = ['SQLETL01']) {
  const base = sshTopology({ nodes });
  const topology = { ...base, source: { ...base.source, file: 'prod.yaml' } };
  const masters = nodes.map((name) => [name, masterMachine(name, { root: [ending] })]);
  const all = { ...Object.fromEntries(masters), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const seen = { catalog: workingCatalog(), machines: seenMachines(all), examination: examinationOf() };
  const { findings } = doctorDocument(topology, seen, { sandbox: undefined, isFile: true, words });
  return findings.find(({ id }) => id === 'master.certificate-ends');
}

test.each([
  [[], 'scaleout apply prod.yaml'],
  [['prod.yaml', '--sandbox', './fleet'], 'scaleout apply prod.yaml --sandbox ./fleet'],
  [['-f', 'prod.yaml'], 'scaleout apply -f prod.yaml'],
])('a command to copy names the file once: %j', (words, command) => {
  expect(found(words)?.command).toBe(command);
});

test("the remedy of a master's certificate that ends is what the plan does, or what a person brings", () => {
  expect(found([])?.remedy).toMatch(/^Apply the topology: it makes the new one/);
  expect(found([], ['SQLETL01', 'SQLETL02'])?.remedy).toMatch(/^A person brings .* name it as master\.certificate/);
});
