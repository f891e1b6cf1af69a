import { describe, expect, test } from 'vitest';
import { doctorDocument } from '../../src/doctor/doctor-document.js';
import { examinationOf } from '../support/examination.js';
import { seenMachines } from '../support/machine-build.js';
import { successor } from '../support/rotation-world.js';
import { certificates, masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';

const ending = { ...certificates.master, notAfter: '2026-12-01T00:00:00.000Z' };

interface World {
  readonly nodes?: readonly string[];
  /** What lies in Root besides. */
  readonly root?: readonly (typeof successor)[];
  readonly renewBeforeDays?: number;
}

/** Of the finding that the master's certificate ends. */
function found(words: readonly string[], { nodes = ['SQLETL01'], root = [], ...world }: World = {}) {
  const base = sshTopology({ nodes });
  const { renewBeforeDays: _, ...certificates } = base.policy.certificates;
  const policy = { ...base.policy, certificates: { ...certificates, renewBeforeDays: world.renewBeforeDays } };
  const topology = { ...base, policy, source: { ...base.source, file: 'prod.yaml' } };
  const masters = nodes.map((name) => [name, masterMachine(name, { root: [ending, ...root] })]);
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
  expect(found(words, { renewBeforeDays: 60 })?.command).toBe(command);
});

test.each([
  [[], 'scaleout rotate master --prepare -f prod.yaml'],
  [['prod.yaml', '--sandbox', './fleet'], 'scaleout rotate master --prepare -f prod.yaml --sandbox ./fleet'],
  [['-f', 'prod.yaml'], 'scaleout rotate master --prepare -f prod.yaml'],
])('a rotation to copy has the file as an option, once: %j', (words, command) => {
  expect(found(words)?.command).toBe(command);
});

describe("the remedy of a master's certificate that ends", () => {
  test('is what the plan does, where the topology says when', () => {
    expect(found([], { renewBeforeDays: 60 })?.remedy).toMatch(/^Apply the topology: it makes the new one/);
  });

  test('is a rotation where it is ours to make, and says that the switch empties all workers', () => {
    expect(found([])?.remedy).toMatch(/^Have scaleout make .* --prepare .* --switch\. The switch empties all workers/);
  });

  test('is the switch where the next one is prepared', () => {
    const one = found([], { root: [{ ...successor, notAfter: '2031-11-24T00:00:00.000Z' }] });
    expect(one?.remedy).toContain(`${successor.thumbprint}) is prepared already: what is left is the switch`);
    expect(one?.command).toBe('scaleout rotate master --switch -f prod.yaml');
  });

  test('is what a person brings where there are several nodes', () => {
    const remedy = found([], { nodes: ['SQLETL01', 'SQLETL02'] })?.remedy;
    expect(remedy).toMatch(/^A person brings .* several nodes.* name it as master\.certificate/);
  });
});
