import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { diagnostic } from '../../src/errors/errors.js';
import { type ApplyHeading, applyRecorder } from '../../src/history/apply-recorder.js';
import { lastNumber } from '../../src/history/history-files.js';
import { isRunning } from '../../src/history/provenance.js';
import { readHistory } from '../../src/history/read-history.js';
import type { ApplyOutcome } from '../../src/reconciler/apply/apply.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { beginLine } from './lines.js';

const schemas = ['history.schema.json', 'history-document.schema.json'].map((name) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8')),
);
const ajv = new Ajv2020({ allowUnionTypes: true, discriminator: true, schemas });
const isLine = ajv.getSchema('history.schema.json');
const isApply = ajv.getSchema('history-document.schema.json#/$defs/apply');

const heading: ApplyHeading = {
  id: 'apply-1',
  tool: { name: 'ssis-scaleout', version: '0.0.0' },
  who: { user: 'anna', host: 'build7', pid: 42 },
  options: { yes: true, allowDestructive: false },
  topology: {
    name: 'test',
    file: 'topology.yaml',
    sha256: '0',
    git: { revision: 'a'.repeat(40), branch: null, dirty: true },
  },
  catalog: { server: 'SQLETL01', database: 'SSISDB', sandbox: 'fleet' },
  planFile: 'plan.json',
};

const outcome: ApplyOutcome = {
  result: 'partial',
  done: 1,
  errored: 1,
  skipped: 1,
  manual: 1,
  unresolved: 0,
  durationMs: 5,
};

function recorded(file: string, minute = 0) {
  let now = Date.UTC(2026, 10, 24, 2, minute);
  return applyRecorder({ file, heading, now: () => (now += 1_000) });
}

function linesOf(file: string) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const plan = planOf(
  topologyOf({ workers: [{ machine: 'ETL01', enabled: true }, { machine: 'ETL09' }] }),
  catalogOf([rowOf('ETL01', 1), rowOf('OLD01', 2)]),
  { include: [], exclude: ['worker/OLD01'] },
);

test('each way in which a step ends is taken down, and the lines are as the schema says', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  const recorder = recorded(file);
  const approval = { who: 'bob@build7', when: '2026-11-24T01:55:00.000Z' };
  expect(await recorder.begin({ ...plan, id: 'plan-1' }, 'CORP\\anna', { approval })).toEqual([]);
  const start = (step: string) =>
    recorder.emit({ type: 'step_start', step, operation: 'setWorkerEnabled', target: 'x' });
  for (const step of ['a', 'b', 'c', 'd', 'under way']) start(step);
  recorder.emit({ type: 'step_complete', step: 'a', outcome: 'done', durationMs: 12.7 });
  recorder.emit({ type: 'step_complete', step: 'b', outcome: 'already', durationMs: 1 });
  recorder.emit({ type: 'step_complete', step: 'c', outcome: 'manual', durationMs: 0 });
  const failure = diagnostic('guard.step-stale', 'x'.repeat(10_000));
  recorder.emit({ type: 'step_errored', step: 'd', diagnostic: failure, durationMs: 3 });
  recorder.emit({ type: 'step_skipped', step: 'worker/ETL01:enable', reason: 'needs d, which failed' });
  expect(await recorder.end(outcome)).toEqual([]);

  const [begin, end] = linesOf(file);
  for (const line of [begin, end]) expect(isLine?.(line), JSON.stringify(isLine?.errors)).toBe(true);
  expect(begin).toMatchObject({
    number: 1,
    planId: 'plan-1',
    who: { login: 'CORP\\anna' },
    options: { targets: { exclude: ['worker/OLD01'] } },
    fingerprint: plan.fingerprint,
    approval,
    changes: [
      { id: 'worker/ETL01', action: 'update', fields: [{ path: 'enabled', before: false, after: true }] },
      { id: 'worker/ETL09', action: 'unknown' },
    ],
  });
  expect(end).toMatchObject({
    result: 'partial',
    counts: { done: 1, errored: 1, skipped: 1, manual: 1, unresolved: 0 },
    codes: ['guard.step-stale'],
    steps: [
      { id: 'a', outcome: 'done', durationMs: 13 },
      { id: 'b', outcome: 'already' },
      { id: 'c', outcome: 'manual' },
      { id: 'd', outcome: 'failed', code: 'guard.step-stale' },
      { id: 'worker/ETL01:enable', operation: 'setWorkerEnabled', outcome: 'skipped', startedAt: null },
      { id: 'under way', outcome: 'failed', durationMs: null },
    ],
  });
  expect(end.steps[3].detail).toHaveLength(2_000);
  const [apply] = (await readHistory(file, { isRunning })).applies;
  expect(isApply?.(apply), JSON.stringify(isApply?.errors)).toBe(true);
  expect(apply).toMatchObject({ state: 'ended', durationMs: expect.any(Number), plannedSteps: plan.steps.length });
});

test('steps that take others back are told as such, also those that did not begin', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  const recorder = recorded(file);
  const [step] = plan.steps;
  if (step === undefined) throw new Error('The plan has no step.');
  const back = (id: string) => ({ undoes: step.id, step: { ...step, id, needs: [] } });
  const undo = [back('back'), back('back too'), back('not begun')];
  await recorder.begin({ ...plan, rollbacks: [{ target: step.target, steps: [step.id], undo }] }, 'sa');
  const start = (id: string, more = {}) =>
    recorder.emit({ type: 'step_start', step: id, operation: 'setWorkerEnabled', target: 'x', ...more });
  start(step.id);
  const failure = diagnostic('guard.step-stale', 'x');
  recorder.emit({ type: 'step_errored', step: step.id, diagnostic: failure, durationMs: 3 });
  for (const { step: own, undoes } of undo.slice(0, 2)) start(own.id, { undoes });
  recorder.emit({ type: 'step_complete', step: 'back', outcome: 'done', durationMs: 1 });
  recorder.emit({ type: 'step_skipped', step: 'not begun', reason: 'interrupted before it began' });
  await recorder.end({ ...outcome, rolledBack: 1 });
  const [, end] = linesOf(file);
  expect(isLine?.(end), JSON.stringify(isLine?.errors)).toBe(true);
  expect(end).toMatchObject({
    counts: { rolledBack: 1 },
    steps: [
      { id: step.id, outcome: 'failed' },
      { id: 'back', outcome: 'done', undoes: step.id },
      { id: 'not begun', operation: 'setWorkerEnabled', outcome: 'skipped', undoes: step.id },
      { id: 'back too', outcome: 'failed', undoes: step.id },
    ],
  });
  expect(end.steps[0].undoes).toBeUndefined();
});

test('an apply that ended in an error of its own', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  const recorder = recorded(file);
  await recorder.begin(plan, 'sa');
  recorder.emit({ type: 'step_start', step: 'a', operation: 'x', target: 'x' });
  recorder.emit({ type: 'step_complete', step: 'a', outcome: 'done', durationMs: 1 });
  await recorder.end({ result: 'failed', code: 'catalog.connection-lost' });
  expect(linesOf(file)[1]).toMatchObject({ result: 'failed', codes: ['catalog.connection-lost'], counts: { done: 1 } });
});

test('numbers go on from what is there, also where its last line is torn', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  writeFileSync(file, `${JSON.stringify(beginLine(41))}\n{"type":"begin","num`);
  await recorded(file).refused([{ code: 'guard.declined', detail: 'no' }], {}, null);
  const { applies, unreadableLines } = await readHistory(file, { isRunning });
  expect(applies.map(({ number, state }) => [number, state])).toEqual([
    [42, 'refused'],
    [41, 'cutOff'],
  ]);
  expect(unreadableLines).toBe(1);
});

test('millions of lines that are none do not hold an apply up', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  writeFileSync(file, `${JSON.stringify(beginLine(41))}\n${'{\n'.repeat(2_000_000)}`);
  const began = performance.now();
  expect(await lastNumber(file)).toBe(41);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('a history that cannot be written is a warning, once', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  mkdirSync(file);
  const recorder = recorded(file);
  expect(await recorder.begin(plan, 'sa')).toMatchObject([{ severity: 'warning', code: 'history.unwritable' }]);
  expect(await recorder.end(outcome)).toEqual([]);
});
