import { expect, test } from 'vitest';
import { doctorText } from '../../src/cli/render/doctor-text.js';
import { doctorDocument } from '../../src/doctor/doctor-document.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { examinationOf } from '../support/examination.js';
import { screen } from '../support/screen.js';

test('with a server alone it is said once that machines are not looked at, and not of each check', () => {
  const rows = [1, 2, 3].map((agent) => rowOf(`ETL0${agent}`, agent, { enabled: true }));
  const seen = { catalog: catalogOf(rows), machines: new Map(), examination: examinationOf() };
  const document = doctorDocument(topologyOf({ workers: [] }), seen, { sandbox: undefined, isFile: false });
  const reasons = document.checks.flatMap(({ target, reason }) => (target.startsWith('worker/') ? (reason ?? []) : []));
  expect(new Set(reasons)).toEqual(new Set(['machines are not looked at without a topology']));
  const text = doctorText(document, screen(100), { all: false });
  expect(text).toContain('\n  machines are not looked at without a topology: scaleout import makes one\n');
  expect(text).not.toContain('worker/');
  expect(text).not.toMatch(/topology lists|topology does not/);
});
