import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import { type ActionPlace, type EndedAction, recordAction } from '../../src/history/action-recorder.js';
import { chooseActions } from '../../src/history/choose-applies.js';
import { lastNumber } from '../../src/history/history-files.js';
import { isRunning } from '../../src/history/provenance.js';
import { readHistory } from '../../src/history/read-history.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { actionLine, beginLine, endLine, refusedLine, textOf } from './lines.js';

const schema = JSON.parse(readFileSync(new URL('../../schemas/history.schema.json', import.meta.url), 'utf8'));
const isLine = new Ajv2020({ allowUnionTypes: true, discriminator: true }).compile(schema);

const now = Date.UTC(2026, 10, 24, 2);
const placeIn = (file: string | undefined): ActionPlace => ({
  file,
  catalog: { server: 'SQLETL01', database: 'SSISDB' },
  who: { user: 'CORP\\anna', host: 'watch1', pid: 7, via: 'web' },
  now: () => now,
});
const suspend: EndedAction = { action: 'suspend', target: 'worker/ETL01', reason: 'KB5031', login: 'CORP\\svc' };

test('an action takes the next number of the one row, and the next apply the one after it', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  writeFileSync(file, textOf(beginLine(1), endLine(1), refusedLine(2)));
  expect(await recordAction(placeIn(file), suspend)).toEqual([]);
  expect(await lastNumber(file)).toBe(3);
  const { applies, actions, unreadableLines } = await readHistory(file, { isRunning });
  expect(applies.map(({ number }) => number)).toEqual([2, 1]);
  expect(actions).toMatchObject([
    {
      ...{ number: 3, action: 'suspend', target: 'worker/ETL01', reason: 'KB5031', result: 'done' },
      ...{ at: '2026-11-24T02:00:00.000Z', who: { user: 'CORP\\anna', via: 'web', login: 'CORP\\svc' } },
    },
  ]);
  expect(unreadableLines).toBe(0);
  const line: unknown = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '');
  expect(isLine(line), JSON.stringify(isLine.errors)).toBe(true);
});

test('ten at once have ten numbers', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  await Promise.all(Array.from({ length: 10 }, () => recordAction(placeIn(file), suspend)));
  const { actions } = await readHistory(file, { isRunning });
  expect(actions.map(({ number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

describe('what did not end well says how', () => {
  test.each([
    ['refused', new ScaleoutError('command.target-unknown', 'no such worker'), 'command.target-unknown'],
    ['refused', new ScaleoutError('guard.rehearsal-required', 'x'), 'guard.rehearsal-required'],
    ['failed', new ScaleoutError('catalog.unreachable', 'x'), 'catalog.unreachable'],
    ['unknown', new ScaleoutError('catalog.outcome-unknown', 'x'), 'catalog.outcome-unknown'],
    ['failed', new TypeError('a defect'), 'command.unexpected'],
  ])('%s: %s', async (result, error, code) => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'h');
    await recordAction(placeIn(file), { ...suspend, login: null, error });
    expect((await readHistory(file, { isRunning })).actions).toMatchObject([{ result, code, detail: error.message }]);
  });
});

test('a text without end is cut; where no history is kept nothing is written', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  await recordAction(placeIn(file), { ...suspend, target: 'x'.repeat(10_000) });
  expect((await readHistory(file, { isRunning })).actions[0]?.target).toHaveLength(300);
  expect(await recordAction(placeIn(undefined), suspend)).toEqual([]);
});

test('a history that cannot be written is told of, and is no error', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  mkdirSync(file);
  expect(await recordAction(placeIn(file), suspend)).toMatchObject([
    { code: 'history.unwritable', severity: 'warning' },
  ]);
});

test('actions are chosen by what they name, when they were, and how they ended', () => {
  const actions = [
    actionLine(3, { target: 'worker/ETL02', result: 'refused', code: 'watch.not-suspended' }),
    actionLine(2, { target: 'worker/ETL01' }),
    actionLine(1, { action: 'approve', fingerprint: 'a'.repeat(64) }),
  ];
  const numbers = (filter: Parameters<typeof chooseActions>[1]) =>
    chooseActions(actions, filter).map(({ number }) => number);
  expect(numbers({})).toEqual([3, 2, 1]);
  expect(numbers({ target: 'worker/etl01' })).toEqual([2]);
  expect(numbers({ failed: true })).toEqual([3]);
  expect(numbers({ since: Date.parse(actions[1]?.at ?? '') })).toEqual([3, 2]);
});
