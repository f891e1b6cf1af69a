import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../support/until.js';
import { type ActingPage, actingPage, anna, signal } from './acting-page.js';

let page: ActingPage;
beforeAll(async () => {
  page = await actingPage();
});
afterAll(() => page[Symbol.asyncDispose]());
beforeEach(async () => {
  await page.catalog.setNote('suspensions', null, signal);
  page.fleet.sandbox.clock.advance(1_000);
  for (const machine of ['ETL01', 'ETL02']) await page.catalog.setWorkerEnabled(page.fleet.idOf(machine), true, signal);
  page.events.length = 0;
  page.woken.length = 0;
});

/** What was carried out has ended. */
const ended = () => until('the end of what is carried out', () => page.woken.length > 0, 10_000);
const apply = async () => (await page.history()).applies[0];

describe('a drain', () => {
  test('begins beside its packages, is shown while it waits, and is an apply of whoever asked for it', async () => {
    await page.fleet.start({ only: 'ETL02' });
    page.fleet.sandbox.clock.advance(30);
    const answer = await page.act('drain', { target: 'worker/ETL02', reason: 'KB5031', forSeconds: 14_400 });
    expect(answer).toEqual({ state: 'accepted', text: 'drain worker/ETL02 has begun.' });
    expect(await page.note('suspensions')).toMatchObject([
      { target: 'worker/ETL02', reason: 'KB5031', who: 'CORP\\anna via token', drained: { lengthSeconds: 14_400 } },
    ]);
    await until('the drain to wait', () => page.events.some(({ type }) => type === 'step_progress'));
    expect(await apply()).toMatchObject({ state: 'running', who: { user: 'CORP\\anna', via: 'token' } });

    // One at a time, and it is said.
    const other = page.act('drain', { target: 'worker/ETL01', reason: 'x' });
    await expect(other).rejects.toMatchObject({ code: 'page.at-work' });
    expect((await page.history()).actions[0]).toMatchObject({ action: 'drain', code: 'page.at-work' });

    page.fleet.sandbox.clock.advance(700);
    await ended();
    expect(await page.enabledOf('ETL02')).toBe(false);
    expect(await apply()).toMatchObject({
      ...{ state: 'ended', result: 'done', who: { user: 'CORP\\anna', via: 'token' } },
      options: { maintenance: { command: 'drain', target: 'worker/ETL02', reason: 'KB5031', forSeconds: 14_400 } },
    });
    expect(page.events[0]).toMatchObject({ type: 'version' });
    expect(page.events.find(({ type }) => type === 'change_summary')).toMatchObject({ summary: { steps: 1 } });
    expect(page.events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done' });
    expect((await page.run('history')).out).toMatch(/ done +drain worker\/ETL02 .* CORP\\anna via token/);
    expect((await page.run('history', String((await apply())?.number))).out).toMatch(
      /Who +CORP\\anna via token, served by/,
    );

    page.woken.length = 0;
    expect((await page.act('undrain', { target: 'worker/ETL02' })).state).toBe('accepted');
    await ended();
    expect([await page.enabledOf('ETL02'), await page.note('suspensions')]).toEqual([true, []]);
    expect(await apply()).toMatchObject({ result: 'done', options: { maintenance: { command: 'undrain' } } });
  });

  test.each([
    ['of a worker that is not listed', { target: 'worker/ETL09', reason: 'x' }, 'command.target-unknown'],
    [
      'until a moment that is over',
      { target: 'worker/ETL02', reason: 'x', until: '2020-01-01T00:00Z' },
      'page.request-wrong',
    ],
  ] as const)('%s is refused before it begins, and that is in the history', async (_, body, code) => {
    await expect(page.act('drain', body)).rejects.toMatchObject({ code });
    expect((await page.history()).actions[0]).toMatchObject({ action: 'drain', result: 'refused', code });
    expect(await page.note('suspensions')).toEqual([]);
  });

  test('that a guard refuses is told by that, and is once in the history', async () => {
    for (const machine of ['ETL01', 'ETL03']) {
      await page.catalog.setWorkerEnabled(page.fleet.idOf(machine), false, signal);
    }
    const before = (await page.history()).actions.length;
    const asked = page.act('drain', { target: 'worker/ETL02', reason: 'x' });
    await expect(asked).rejects.toMatchObject({ code: 'guard.destructive-consent' });
    expect(await apply()).toMatchObject({
      state: 'refused',
      codes: ['guard.destructive-consent'],
      who: { via: 'token' },
    });
    expect((await page.history()).actions).toHaveLength(before);
    expect(await page.note('suspensions')).toEqual([]);
    await page.catalog.setWorkerEnabled(page.fleet.idOf('ETL03'), true, signal);
  });

  test('of a worker in no maintenance cannot be ended', async () => {
    await expect(page.act('undrain', { target: 'worker/ETL02' })).rejects.toMatchObject({
      code: 'watch.not-in-maintenance',
    });
    expect((await page.history()).actions[0]).toMatchObject({ action: 'undrain', code: 'watch.not-in-maintenance' });
  });

  // The last one: the process ends with it.
  test('that waits when the process is told to end is given up as by Ctrl-C, and nothing more is begun', async () => {
    await page.fleet.start({ only: 'ETL02' });
    page.fleet.sandbox.clock.advance(30);
    await page.act('drain', { target: 'worker/ETL02', reason: 'KB5031' });
    await until('the drain to wait', () => page.events.some(({ type }) => type === 'step_progress'));
    page.stop.abort();
    await ended();
    expect(await apply()).toMatchObject({ state: 'ended', result: 'interrupted' });
    expect([await page.enabledOf('ETL02'), await page.note('suspensions')]).toEqual([true, []]);
    await expect(page.act('drain', { target: 'worker/ETL02', reason: 'x' }, anna)).rejects.toMatchObject({
      code: 'page.stopping',
    });
  });
});
