import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkIds } from '../../../src/reconciler/diagnosis/check-id.js';
import { checks } from '../../../src/reconciler/diagnosis/checks.js';
import { observationChecks } from '../../../src/reconciler/diagnosis/observation-checks.js';
import { doctorPage } from './page.js';

const folder = new URL('../../../src/reconciler/diagnosis/checks/', import.meta.url);
const known = new Set<string>(checkIds);

test('docs/doctor.md says what the checks say of themselves', async () => {
  await expect(doctorPage()).toMatchFileSnapshot('../../../docs/doctor.md');
});

test('each check stands in one file that is named after its id', () => {
  const files = readdirSync(folder).map((name) => name.replace(/\.ts$/, ''));
  const named = files.map((name) => name.replace('-', '.')).sort();
  expect(checks.map(({ id }) => id).sort()).toEqual(named);
  for (const name of files) {
    const text = readFileSync(new URL(`${name}.ts`, folder), 'utf8');
    expect(text, name).toContain(`id: '${name.replace('-', '.')}'`);
  }
});

test('every id has its check, in the order of the ids', () => {
  expect(checks.map(({ id }) => id)).toEqual([...checkIds]);
  expect(known.size).toBe(checkIds.length);
});

test.each(checks.map((check) => [check.id, check] as const))('%s says what it is about', (_, check) => {
  const { title, reads, source, page, cause, remedy } = check;
  for (const text of [title, reads, source]) expect(text).toMatch(/^.+[^.]$/);
  for (const text of [cause, remedy]) expect(text).toMatch(/^[A-Z].+\.$/);
  expect(page).toMatch(/^https:\/\//);
});

test.each(checks.map((check) => [check.id, check] as const))('%s leads to no check that is not there', (_, check) => {
  const led = (check.leadsTo ?? []).map((lead) => lead.check);
  expect(led.filter((id) => !known.has(id))).toEqual([]);
  expect(led).not.toContain(check.id);
});

test('each check stands in the list of its door: what an observation is enough for needs no examination', () => {
  const enough = checks.filter(({ door }) => door === 'observation');
  expect(observationChecks).toEqual(enough);
  expect(enough.length).toBeLessThan(checks.length);
});
