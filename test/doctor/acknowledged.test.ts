import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { doctorText } from '../../src/cli/render/doctor-text.js';
import { doctorDocument } from '../../src/doctor/doctor-document.js';
import { type Acknowledgement, writeAcknowledgements } from '../../src/reconciler/view/acknowledgements.js';
import { examinationOf } from '../support/examination.js';
import { seenMachines } from '../support/machine-build.js';
import { certificates, masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';
import { screen } from '../support/screen.js';

const schema = JSON.parse(readFileSync(new URL('../../schemas/doctor.schema.json', import.meta.url), 'utf8'));
const isDoctor = new Ajv2020({ allowUnionTypes: true }).compile(schema);

const topology = sshTopology({ nodes: ['SQLETL01'] });
const note: Acknowledgement = {
  ...{ topology: topology.name, id: 'master.certificate-ends', target: 'master', severity: 'warning' },
  ...{ who: 'CORP\\anna via web', since: '2026-11-24T08:00:00.000Z', reason: 'the next one is on order' },
  until: '2026-12-24T08:00:00.000Z',
};

/** A master whose certificate ends soon. */
function diagnosed(acknowledgements: string | null, isFile = true) {
  const root = [{ ...certificates.master, notAfter: '2026-12-01T00:00:00.000Z' }];
  const machines = seenMachines({
    SQLETL01: masterMachine('SQLETL01', { root }),
    ETL01: workerMachine('ETL01'),
    ETL02: workerMachine('ETL02'),
  });
  const value = { suspensions: null, approvals: null, waiting: null, acknowledgements };
  const catalog = { ...workingCatalog(), notes: { known: true, value } } as const;
  const seen = { catalog, machines, examination: examinationOf() };
  const document = doctorDocument(topology, seen, { sandbox: undefined, isFile });
  return { document, ends: document.findings.find(({ id }) => id === 'master.certificate-ends') };
}

test('a finding that is acknowledged says by whom, until when and why, and counts as before', () => {
  const before = diagnosed(null);
  expect(before.ends).toBeDefined();
  const target = before.ends?.target ?? '';
  const { document, ends } = diagnosed(writeAcknowledgements([{ ...note, target }]));
  const { who, since, until, reason } = note;
  expect(ends?.acknowledged).toEqual({ who, since, until, reason });
  expect(document.summary).toEqual(before.document.summary);
  expect(isDoctor(document), JSON.stringify(isDoctor.errors)).toBe(true);
  const text = doctorText(document, screen(100));
  expect(text.replace(/\s+/g, ' ')).toContain(
    'Known acknowledged by CORP\\anna via web until 2026-12-24 08:00:00 +00:00: the next one is on order Read',
  );
  expect(text).toMatch(/found \(.*\), (all|\d+ of them) acknowledged\. Checks:/);
  expect(doctorText(before.document, screen(100))).not.toContain('acknowledged');
});

test.each([
  ['another finding', { id: 'master.clock' }],
  ['another topology', { topology: 'finance' }],
  ['a time that is over', { until: '2026-11-20T09:00:00.000Z' }],
])('of %s it says nothing', (_, parts) => {
  const target = diagnosed(null).ends?.target ?? '';
  expect(diagnosed(writeAcknowledgements([{ ...note, target, ...parts }])).ends).not.toHaveProperty('acknowledged');
});

test('a note that cannot be read acknowledges nothing', () => {
  expect(diagnosed('{').ends).not.toHaveProperty('acknowledged');
  expect(diagnosed('{').ends).toBeDefined();
});
