import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/domain/documents.js';
import { isPlanFile, largestPlan, readPlanFile } from '../../../src/reconciler/saved-plan/plan-file.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { resealed, savedPlan, written } from './saved-plan.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

async function codeOf(file: string): Promise<string> {
  return readPlanFile(file).then(
    () => 'read',
    (error) => error.code,
  );
}

test('what was saved is read as it was', async () => {
  using folder = temporaryDirectory();
  const plan = savedPlan();
  expect(plan.steps.length).toBeGreaterThan(3);
  expect(await readPlanFile(written(folder.path, plan))).toEqual(plan);
});

test('blanks, the order of keys and a byte order mark do not matter', async () => {
  using folder = temporaryDirectory();
  const plan = savedPlan();
  const backwards = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).reverse();
    return Object.fromEntries(entries.map(([key, inner]) => [key, backwards(inner)]));
  };
  const turned = JSON.stringify(backwards(JSON.parse(JSON.stringify(plan))));
  expect(turned).not.toBe(JSON.stringify(plan));
  expect(await readPlanFile(written(folder.path, `\ufeff${turned}`))).toEqual(plan);
});

describe('a plan that was edited', () => {
  /** Every document that differs from this one in one value, one key or one entry, with the place. */
  function* edits(value: Json, place = ''): Generator<readonly [string, Json | undefined]> {
    yield [`${place} removed`, undefined];
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        for (const [where, edited] of edits(item, `${place}/${index}`))
          yield [where, value.flatMap((one, at) => (at !== index ? [one] : edited === undefined ? [] : [edited]))];
      if (value.length > 1) yield [`${place} turned round`, value.toReversed()];
      return;
    }
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        for (const [where, edited] of edits(inner as Json, `${place}/${key}`)) {
          const { [key]: _, ...rest } = value as Record<string, Json>;
          yield [where, edited === undefined ? rest : { ...value, [key]: edited }];
        }
      yield [`${place} with one key more`, { ...value, added: 'x' }];
      return;
    }
    yield [place, typeof value === 'string' ? `${value}x` : typeof value === 'boolean' ? !value : 7];
  }

  test('in any field is refused, and never read', async () => {
    using folder = temporaryDirectory();
    const plan = JSON.parse(JSON.stringify(savedPlan())) as Json;
    const original = JSON.stringify(plan);
    let refused = 0;
    for (const [place, edited] of edits(plan)) {
      if (edited === undefined || JSON.stringify(edited) === original) continue;
      const code = await codeOf(written(folder.path, edited));
      expect(['guard.plan-tampered', 'command.plan-unreadable', 'command.plan-too-new'], place).toContain(code);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(200);
  });

  const withInputFromNowhere = (step: Step): Step =>
    step.operation === 'setWorkerEnabled'
      ? { ...step, inputs: { workerAgentId: 'nothing' }, arguments: { ...step.arguments, machine: 'ETL01' } }
      : step;
  const [first, ...others] = savedPlan().steps as readonly [Step, ...Step[]];
  test.each([
    ['a step twice', [first, first, ...others]],
    ['without a step that others need', others],
    ['with a need that is no step', [{ ...first, needs: ['nothing'] }, ...others]],
    ['with an input from no step', [first, ...others.map(withInputFromNowhere)]],
  ])('%s is refused, also where somebody sealed it again', async (_, steps) => {
    using folder = temporaryDirectory();
    expect(await codeOf(written(folder.path, resealed({ ...savedPlan(), steps })))).toBe('guard.plan-tampered');
  });
});

test('of a step that is not there only the beginning is shown, whatever it is called', async () => {
  using folder = temporaryDirectory();
  const [first, ...others] = savedPlan().steps as readonly [Step, ...Step[]];
  const steps = [{ ...first, needs: [`\u202e${'x'.repeat(100_000)}`] }, ...others];
  const reading = readPlanFile(written(folder.path, resealed({ ...savedPlan(), steps })));
  await expect(reading).rejects.toThrow(/a step needs "\\u\{202e\}x{1,200}\.\.\.", which is not among them/);
});

describe('what is no plan', () => {
  test.each([
    ['nothing', ''],
    ['a plan that was cut off', JSON.stringify(savedPlan()).slice(0, -20)],
    ['a topology', 'apiVersion: ssis-scaleout/v1\nname: x\n'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another document', '{"valid":true}'],
    ['an event', '{"type":"version","formatVersion":1}'],
    ['a format that is a text', '{"formatVersion":"1"}'],
    ['a plan without an id', { ...savedPlan(), id: undefined }],
    ['a plan without a digest', { ...savedPlan(), digest: undefined }],
    ['very deep JSON', `{"formatVersion":1,"steps":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['a million mistakes', `{"formatVersion":1,"steps":[${'0,'.repeat(1_000_000)}0]}`],
    ['a prototype', '{"__proto__":{"formatVersion":1},"formatVersion":1}'],
  ])('%s: unreadable', async (_, content) => {
    using folder = temporaryDirectory();
    expect(await codeOf(written(folder.path, content))).toBe('command.plan-unreadable');
  });

  test('the place of the mistake is said', async () => {
    using folder = temporaryDirectory();
    const plan = savedPlan();
    const steps = plan.steps.map((step, index) => (index === 1 ? { ...step, risk: 'none' } : step));
    await expect(readPlanFile(written(folder.path, { ...plan, steps }))).rejects.toThrow(/\/steps\/1\/risk must be/);
  });

  test('a format of later versions: too new, whatever else is in it', async () => {
    using folder = temporaryDirectory();
    expect(await codeOf(written(folder.path, { formatVersion: 2, whatever: [] }))).toBe('command.plan-too-new');
  });

  test('no file, a folder, UTF-16 and a file too large: unreadable, in words', async () => {
    using folder = temporaryDirectory();
    await expect(readPlanFile(join(folder.path, 'none.json'))).rejects.toThrow('does not exist');
    await expect(readPlanFile(folder.path)).rejects.toThrow('is a folder');
    const utf16 = join(folder.path, 'utf16.json');
    writeFileSync(utf16, Buffer.from(`\ufeff${JSON.stringify(savedPlan())}`, 'utf16le'));
    await expect(readPlanFile(utf16)).rejects.toThrow('UTF-16');
    const large = written(folder.path, '{}', 'large.json');
    truncateSync(large, largestPlan + 1);
    await expect(readPlanFile(large)).rejects.toThrow('larger than 64 MiB');
  });
});

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
