import { mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning } from '../../src/history/provenance.js';
import { historyReader, readHistory, refuseUsedPlan } from '../../src/history/read-history.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { actionLine, beginLine, endLine, refusedLine, textOf } from './lines.js';

async function historyOf(texts: Readonly<Record<string, string>>) {
  using folder = temporaryDirectory();
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder.path, name), text);
  return await readHistory(join(folder.path, 'h'), { isRunning: ({ pid }) => (pid === 1 ? undefined : pid === 2) });
}

test('no folder, no file, an empty file: an empty history', async () => {
  expect(await readHistory('/nowhere/at/all/h', { isRunning })).toEqual({
    applies: [],
    actions: [],
    unreadableLines: 0,
  });
  expect(await historyOf({})).toEqual({ applies: [], actions: [], unreadableLines: 0 });
  expect(await historyOf({ h: '' })).toEqual({ applies: [], actions: [], unreadableLines: 0 });
});

test('the newest first, over all files, whatever order their lines are in', async () => {
  const { applies } = await historyOf({
    h: textOf(endLine(2), beginLine(4), endLine(3, { result: 'partial' }), endLine(4)),
    'h.1': textOf(beginLine(2), beginLine(3)),
    'h.9': textOf(beginLine(1), endLine(1)),
    'h.10': textOf(beginLine(99)),
  });
  expect(applies.map(({ number, state, result }) => [number, state, result])).toEqual([
    [4, 'ended', 'done'],
    [3, 'ended', 'partial'],
    [2, 'ended', 'done'],
    [1, 'ended', 'done'],
  ]);
});

test('a file that is set aside while it is read is not counted twice', async () => {
  const text = textOf(beginLine(1), endLine(1));
  expect((await historyOf({ h: text, 'h.1': text })).applies).toHaveLength(1);
});

test('without an end: under way where its process is there, else cut off', async () => {
  const who = (pid: number) => ({ who: { ...beginLine(1).who, pid } });
  const { applies } = await historyOf({ h: textOf(beginLine(1, who(1)), beginLine(2, who(2)), beginLine(3, who(3))) });
  expect(applies.map(({ state }) => state)).toEqual(['cutOff', 'running', 'cutOff']);
  expect(applies[0]).toMatchObject({ endedAt: null, result: null, counts: null, steps: [] });
});

test('one that was refused has its codes', async () => {
  const { applies } = await historyOf({ h: textOf(refusedLine(1)) });
  expect(applies).toMatchObject([
    { state: 'refused', codes: ['guard.prune-limit'], detail: 'Too many.', plannedSteps: 0 },
  ]);
});

describe('what is damaged is counted and passed over', () => {
  test.each([
    ['a torn last line', `${textOf(beginLine(1), endLine(1))}${textOf(beginLine(2)).slice(0, 80)}`, 1],
    ['a torn line in the middle', `${textOf(beginLine(1)).slice(0, 80)}\n${textOf(beginLine(1), endLine(1))}`, 1],
    ['something else', `null\n[]\n{"type":"begin"}\n"x"\n${textOf(beginLine(1), endLine(1))}`, 4],
    ['a line of zeros, as a crash of the system leaves', `${'\0'.repeat(100)}\n${textOf(beginLine(1), endLine(1))}`, 1],
    ['an end without a beginning is none', textOf(endLine(7), beginLine(1), endLine(1)), 0],
    ['blank lines are none', `\n\n${textOf(beginLine(1), endLine(1))}\r\n`, 0],
  ])('%s', async (_, text, unreadableLines) => {
    const found = await historyOf({ h: text });
    expect(found.applies.map(({ number }) => number)).toEqual([1]);
    expect(found.unreadableLines).toBe(unreadableLines);
  });
});

test('a file that cannot be read is no empty history', async () => {
  using folder = temporaryDirectory();
  mkdirSync(join(folder.path, 'h'));
  await expect(readHistory(join(folder.path, 'h'), { isRunning })).rejects.toMatchObject({
    code: 'history.unreadable',
  });
});

describe('a plan that was used', async () => {
  const { applies } = await historyOf({
    h: textOf(beginLine(1), endLine(1), refusedLine(2, { planId: 'plan-2' }), beginLine(3)),
  });

  test.each(['plan-1', 'plan-3'])('%s is refused, with who used it', (id) => {
    expect(() => refuseUsedPlan(id, applies)).toThrow(expect.objectContaining({ code: 'guard.plan-used' }));
    expect(() => refuseUsedPlan(id, applies)).toThrow('anna on build7');
  });

  test.each(['plan-2', 'plan-9'])('%s was not carried out', (id) => {
    expect(() => refuseUsedPlan(id, applies)).not.toThrow();
  });
});

test('whether a process is there can be told on its own host only', () => {
  expect(isRunning({ user: 'x', host: hostname(), pid: process.pid, login: null })).toBe(true);
  expect(isRunning({ user: 'x', host: hostname(), pid: 4_194_305, login: null })).toBe(false);
  expect(isRunning({ user: 'x', host: 'elsewhere', pid: process.pid, login: null })).toBeUndefined();
  expect(isRunning({ user: 'x', host: hostname(), pid: 0, login: null })).toBeUndefined();
});

test('who reads again reads only what is new: what files said before is kept, also when they are set aside', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'h');
  const read = historyReader({ isRunning });
  const numbers = ({ actions, applies }: Awaited<ReturnType<typeof read>>) => [
    ...actions.map(({ number }) => number),
    ...applies.map(({ number, state }) => `${number} ${state}`),
  ];
  writeFileSync(`${file}.1`, textOf(actionLine(1)));
  writeFileSync(file, `${textOf(actionLine(2), beginLine(3))}{"type":"en`);
  const first = await read(file);
  expect(numbers(first)).toEqual([2, 1, '3 cutOff']);
  expect(first.unreadableLines).toBe(1);

  // A line that was being written is whole by now; nothing that stood before it is parsed anew.
  writeFileSync(file, textOf(actionLine(2), beginLine(3), endLine(3), actionLine(4)));
  const second = await read(file);
  expect(numbers(second)).toEqual([4, 2, 1, '3 ended']);
  expect(second.unreadableLines).toBe(0);
  expect(second.actions.slice(1).every((action, place) => action === first.actions[place])).toBe(true);

  renameSync(`${file}.1`, `${file}.2`);
  renameSync(file, `${file}.1`);
  writeFileSync(file, textOf(actionLine(5)));
  const third = await read(file);
  expect(numbers(third)).toEqual([5, 4, 2, 1, '3 ended']);
  expect(third.actions.slice(1).every((action, place) => action === second.actions[place])).toBe(true);

  // Another file in its place, longer than it was, is none that has grown.
  writeFileSync(file, textOf(actionLine(6), actionLine(7), actionLine(8)));
  expect(numbers(await read(file))).toEqual([8, 7, 6, 4, 2, 1, '3 ended']);
  unlinkSync(`${file}.1`);
  expect(numbers(await read(file))).toEqual([8, 7, 6, 1]);
});
