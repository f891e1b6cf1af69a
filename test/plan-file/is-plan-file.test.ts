import { expect, test } from 'vitest';
import { isPlanFile } from '../../src/plan-file/is-plan-file.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { savedPlan, written } from './saved-plan.js';

test.each([
  ['a plan', 'plan.json', savedPlan(), true],
  ['a plan of another name', 'plan.yaml', savedPlan(), true],
  ['a plan without an ending', 'plan', savedPlan(), true],
  ['a broken .json', 'plan.json', '{', true],
  ['a .JSON', 'PLAN.JSON', '{}', true],
  ['a topology', 'topology.yaml', 'apiVersion: ssis-scaleout/v1\n', false],
  ['a topology in flow style', 'topology.yaml', '{ apiVersion: ssis-scaleout/v1 }', false],
  ['a topology in JSON', 'topology.json', { apiVersion: 'ssis-scaleout/v1', name: 'x' }, false],
  ['another JSON document', 'status', { formatVersion: 1 }, false],
])('%s', async (_, name, content, isPlan) => {
  using folder = temporaryDirectory();
  expect(await isPlanFile(written(folder.path, content, name))).toBe(isPlan);
});

test('a file that is not there is what its name says', async () => {
  expect(await isPlanFile('/nowhere/plan.json')).toBe(true);
  expect(await isPlanFile('/nowhere/topology.yaml')).toBe(false);
});
