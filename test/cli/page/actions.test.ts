import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeWaiting } from '../../../src/reconciler/hold/waiting.js';
import { isHistory } from '../../cli/schemas.js';
import { terminalHere } from '../../support/run-here.js';
import { type ActingPage, actingPage, anna, signal } from './acting-page.js';

let page: ActingPage;
beforeAll(async () => {
  page = await actingPage();
});
afterAll(() => page[Symbol.asyncDispose]());
beforeEach(async () => {
  rmSync(page.folder.file('.scaleout'), { recursive: true, force: true });
  for (const note of ['suspensions', 'approvals', 'waiting', 'acknowledgements'] as const) {
    await page.catalog.setNote(note, null, signal);
  }
  page.woken.length = 0;
  await page.topology();
});

const newest = async () => (await page.history()).actions[0];
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const print = (digits: string) => digits.padEnd(64, '0');
/** A watch has said that this plan waits. */
const waits = (digits: string, parts: object = { destructive: false }) => {
  const said = new Date().toISOString();
  const plan = {
    topology: 'warehouse',
    fingerprint: print(digits),
    state: 'waiting',
    since: said,
    said,
    what: 'scaleOut',
  };
  return page.catalog.setNote('waiting', writeWaiting([{ ...plan, state: 'waiting', ...parts }]), signal);
};

describe('a suspension', () => {
  test('is left in the catalog in the name of who is logged in, and is in the history', async () => {
    const until = inHours(2);
    const answer = await page.act('suspend', { target: 'worker/etl01', reason: ' disk ', until });
    expect(answer).toMatchObject({ state: 'done', text: expect.stringContaining('worker/ETL01 is suspended') });
    expect(await page.note('suspensions')).toMatchObject([
      { topology: 'warehouse', target: 'worker/ETL01', reason: 'disk', who: 'CORP\\anna via token', until },
    ]);
    expect(await newest()).toMatchObject({
      ...{ number: 1, action: 'suspend', target: 'worker/ETL01', reason: 'disk', until, result: 'done' },
      who: { user: 'CORP\\anna', via: 'token', login: 'scaleout', pid: process.pid },
    });
    expect(page.woken).toEqual(['warehouse']);
    expect((await page.run('status')).out).toMatch(/worker\/ETL01 is suspended by CORP\\anna via token/);
    await page.act('resume', { target: 'worker/ETL01' });
    expect(await page.note('suspensions')).toEqual([]);
    expect(await newest()).toMatchObject({ number: 2, action: 'resume', target: 'worker/ETL01', result: 'done' });
  });

  test.each<readonly [string, object, RegExp]>([
    ['an end that is over', { until: '2020-01-01T00:00Z' }, /^The end 2020-01-01 00:00:00 .*is over already\.$/],
    ['an end that never comes', { until: '9999-01-01T00:00Z' }, /is more than a year away/],
    ['a reason that nobody sees', { reason: '\u200b\u0000' }, /^A reason is needed/],
  ])('with %s is refused in words of the page', async (_, body, words) => {
    for (const action of ['suspend', 'drain'] as const) {
      const asked = page.act(action, { target: 'worker/ETL01', reason: 'disk', ...body });
      await expect(asked).rejects.toMatchObject({ code: 'page.request-wrong', message: expect.stringMatching(words) });
    }
    expect(await page.note('suspensions')).toEqual([]);
  });

  test('leaves a line in the log, whatever becomes of it and of the history', async () => {
    const lines: string[] = [];
    const terminal = { ...terminalHere(), err: (text: string) => void lines.push(text), logLevel: 'info' as const };
    // A history of which the folder cannot be made.
    writeFileSync(page.folder.file('.scaleout'), '');
    await using other = page.pageWith({ terminal: { ...terminal, env: page.env } });
    const of = { topology: 'warehouse', by: anna };
    const answer = await other.act('suspend', of, { target: 'worker/ETL01', reason: 'disk' });
    expect(answer.text).toMatch(/What was done could not be written into the history/);
    await expect(other.act('resume', of, { target: 'worker/NONE' })).rejects.toThrow();
    expect(lines.join('')).toMatch(/^warn: What was done could not be written/m);
    expect(lines.join('')).toMatch(
      /^info: warehouse: suspend worker\/ETL01, asked for by CORP\\anna via \w+: done\.$/m,
    );
    expect(lines.join('')).toMatch(
      /^info: warehouse: resume worker\/NONE, asked for by .*: not done\. .*\[[\w.-]+\]$/m,
    );
  });

  test('by the command line is in the history as well, with who and how; --history says where', async () => {
    expect((await page.run('suspend', '--reason', 'month end', '--for', '2h')).code).toBe(0);
    expect((await page.run('resume')).code).toBe(0);
    const { actions } = await page.history();
    expect(actions).toMatchObject([
      { action: 'resume', result: 'done', who: { via: 'command' } },
      { action: 'suspend', reason: 'month end', result: 'done', until: expect.any(String), who: { via: 'command' } },
    ]);
    const document = JSON.parse((await page.run('history', '--json')).out);
    expect(isHistory(document), JSON.stringify(isHistory.errors)).toBe(true);
    expect(document).toMatchObject({ total: 0, totalActions: 2, chosenActions: 2 });
    expect((await page.run('history')).out).toMatch(/^2 .* done +resume .*\n1 .* done +suspend +until .* month end/m);
    expect((await page.run('history', '1')).out).toMatch(/^Action 1 of warehouse\n {2}Result +done\n/);
    expect((await page.run('history', '--failed')).out).toContain('none of 0 applies and 2 actions');
    expect((await page.run('suspend', '--reason', 'x', '--history', 'other')).code).toBe(0);
    expect((await page.run('history', '--history', 'other')).out).toContain('1 action');
  });

  test.each([
    ['of a worker that is not listed', { target: 'worker/ETL09', reason: 'x' }, 'command.target-unknown'],
    ['until a moment that is over', { reason: 'x', until: inHours(-1) }, 'page.request-wrong'],
  ])('%s is refused, with a remedy, and the history says so', async (_, body, code) => {
    await expect(page.act('suspend', body)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/./) });
    expect(await page.note('suspensions')).toEqual([]);
    expect(await newest()).toMatchObject({ action: 'suspend', result: 'refused', code, reason: 'x' });
  });

  test('without a reason is no request at all', async () => {
    await expect(page.act('suspend', { reason: '  ' })).rejects.toMatchObject({ code: 'page.request-wrong' });
  });

  test('that is over is not there to be resumed', async () => {
    await expect(page.act('resume', {})).rejects.toMatchObject({ code: 'watch.not-suspended' });
    expect(await newest()).toMatchObject({ action: 'resume', result: 'refused', code: 'watch.not-suspended' });
  });

  test('of two workers at once by two people: none is lost', async () => {
    const bob = { ...anna, user: 'bob' };
    await Promise.all([
      page.act('suspend', { target: 'worker/ETL01', reason: 'a' }),
      page.act('suspend', { target: 'worker/ETL02', reason: 'b' }, bob),
    ]);
    expect(await page.note('suspensions')).toHaveLength(2);
    expect((await page.history()).actions.map(({ number }) => number)).toEqual([2, 1]);
  });

  test('whose history cannot be written is done, and warned of', async () => {
    writeFileSync(page.folder.file('.scaleout'), '');
    const { state, text } = await page.act('suspend', { reason: 'disk' });
    expect(state).toBe('done');
    expect(text).toMatch(/is suspended .*not a folder/);
    expect(await page.note('suspensions')).toHaveLength(1);
  });
});

describe('an approval', () => {
  test('of a plan that waits is given once, and taken back once', async () => {
    await waits('3f2a91bc');
    expect((await page.act('approve', { fingerprint: print('3f2a91bc') })).text).toContain('Approved 3f2a91bc');
    expect(await page.note('approvals')).toMatchObject([
      { fingerprint: print('3f2a91bc'), who: 'CORP\\anna via token' },
    ]);
    expect(await newest()).toMatchObject({ action: 'approve', fingerprint: print('3f2a91bc'), result: 'done' });
    const bob = { ...anna, user: 'bob' };
    const again = await page.act('approve', { fingerprint: print('3f2a91bc') }, bob);
    expect(again.text).toMatch(/approved already, by CORP\\anna via token/);
    expect(await page.note('approvals')).toMatchObject([{ who: 'CORP\\anna via token' }]);

    expect((await page.act('withdraw', { fingerprint: print('3f2a91bc') }, bob)).text).toContain('Taken back');
    expect(await page.note('approvals')).toEqual([]);
    expect(await newest()).toMatchObject({ action: 'withdraw', who: { user: 'bob' }, result: 'done' });
    await expect(page.act('withdraw', { fingerprint: print('3f2a91bc') })).rejects.toMatchObject({
      code: 'watch.not-approved',
    });
  });

  test.each([[{ destructive: true }], [{}]])(
    'of a plan that destroys something, or may (%j), needs its first six digits, typed',
    async (parts) => {
      await waits('3f2a91bc', parts);
      const fingerprint = print('3f2a91bc');
      for (const digits of [undefined, '3f2a9', '3f2a92', print('3f2a91bd')]) {
        const body = { fingerprint, ...(digits === undefined ? {} : { digits }) };
        await expect(page.act('approve', body), digits).rejects.toMatchObject({ code: 'page.digits-needed' });
      }
      expect(await page.note('approvals')).toEqual([]);
      expect(await newest()).toMatchObject({ action: 'approve', fingerprint, result: 'refused' });
      await page.act('approve', { fingerprint, digits: '3F2A91' });
      expect(await page.note('approvals')).toHaveLength(1);
    },
  );

  test('of a plan that does not wait is refused', async () => {
    await waits('aaaaaaaa');
    const asked = page.act('approve', { fingerprint: print('bbbbbbbb') });
    await expect(asked).rejects.toMatchObject({ code: 'watch.approval-unknown' });
    expect(await newest()).toMatchObject({ result: 'refused', code: 'watch.approval-unknown' });
  });

  test('that has to be rehearsed is refused with the command to run', async () => {
    await page.topology('policy: { requireRehearsal: disruptive }');
    await waits('3f2a91bc', { destructive: false, rehearsal: true });
    await expect(page.act('approve', { fingerprint: print('3f2a91bc') })).rejects.toMatchObject({
      code: 'guard.rehearsal-required',
      remedy: expect.stringMatching(/scaleout rehearse .*topology\.yaml .*scaleout approve 3f2a91bc0+ -f/),
    });
  });

  test('is taken back by the command line, and both are in its history', async () => {
    await waits('3f2a91bc');
    expect((await page.run('approve', '3f2a91bc')).code).toBe(0);
    const taken = await page.run('approve', '3f2a91bc', '--withdraw', '--json');
    expect(JSON.parse(taken.out)).toMatchObject({ withdrawn: true, approval: { fingerprint: print('3f2a91bc') } });
    expect(await page.note('approvals')).toEqual([]);
    const again = await page.run('approve', '3f2a91bc', '--withdraw');
    expect(again).toMatchObject({ code: 5, err: expect.stringContaining('watch.not-approved') });
    expect((await page.history()).actions).toMatchObject([
      { action: 'withdraw', result: 'refused' },
      { action: 'withdraw', result: 'done', fingerprint: print('3f2a91bc') },
      { action: 'approve', result: 'done' },
    ]);
    expect((await page.run('approve', '3f2a91bc', '--withdraw', '--ahead')).code).toBe(3);
  });
});

describe('an acknowledgement', () => {
  const offline = { id: 'worker.offline', target: 'worker/ETL01' };

  test('is left until a date, and taken back', async () => {
    const until = inHours(24);
    const { text } = await page.act('acknowledge', { ...offline, until, reason: 'on order' });
    expect(text).toContain('worker.offline of worker/ETL01 is acknowledged until');
    expect(await page.note('acknowledgements')).toMatchObject([
      { topology: 'warehouse', ...offline, severity: 'error', who: 'CORP\\anna via token', until, reason: 'on order' },
    ]);
    expect(await newest()).toMatchObject({
      ...{ action: 'acknowledge', finding: 'worker.offline', target: 'worker/ETL01', until, result: 'done' },
    });
    expect((await page.run('history', '--target', 'ETL01')).out).toContain(
      'acknowledge worker.offline of worker/ETL01',
    );
    await page.act('unacknowledge', offline);
    expect(await page.note('acknowledgements')).toEqual([]);
    await expect(page.act('unacknowledge', offline)).rejects.toMatchObject({ code: 'page.not-acknowledged' });
  });

  test.each([
    ['a finding that is not there', { id: 'worker.clock-off' }, 'page.no-finding'],
    ['until a moment that is over', { until: inHours(-1) }, 'page.request-wrong'],
    ['for more than 90 days', { until: inHours(91 * 24) }, 'page.request-wrong'],
    ['with a long reason', { reason: 'x'.repeat(201) }, 'page.request-wrong'],
  ])('of %s is refused', async (_, parts, code) => {
    const asked = page.act('acknowledge', { ...offline, until: inHours(1), reason: 'x', ...parts });
    await expect(asked).rejects.toMatchObject({ code });
    expect(await page.note('acknowledgements')).toEqual([]);
    expect(await newest()).toMatchObject({ action: 'acknowledge', result: 'refused', code });
  });

  test('for which the catalog has no room is refused, and the others stay', async () => {
    const reason = 'x'.repeat(200);
    const all = Array.from({ length: 30 }, (_, index) => `worker/ETL${index}`);
    let kept = 0;
    const refused = await (async () => {
      for (const target of all) {
        const error = await page.act('acknowledge', { id: 'worker.offline', target, until: inHours(1), reason }).then(
          () => undefined,
          (found: unknown) => found,
        );
        if (error !== undefined) return error;
        kept += 1;
      }
      return undefined;
    })();
    expect(refused).toMatchObject({ code: 'catalog.note-too-long' });
    expect(await page.note('acknowledgements')).toHaveLength(kept);
    expect(kept).toBeGreaterThan(6);
  });
});

describe('to look now', () => {
  test('wakes the loop, at most once a second; the history has it once a minute', async () => {
    let now = 0;
    const other = page.pageWith({ clock: () => now });
    const look = () => other.act('look', { topology: 'warehouse', by: anna }, {});
    expect(await look()).toMatchObject({ state: 'accepted' });
    now = 999;
    expect(await look()).toMatchObject({ state: 'done', text: expect.stringContaining('a moment ago') });
    expect(page.woken).toEqual(['warehouse']);
    now = 1_000;
    expect(await look()).toMatchObject({ state: 'accepted' });
    expect(page.woken).toHaveLength(2);
    expect((await page.history()).actions).toMatchObject([{ action: 'look', result: 'done', who: { login: null } }]);
  });
});

describe('what cannot be done is said', () => {
  test('a topology that is not watched, or has another name by now', async () => {
    const other = page.pageWith({
      fileOf: (name) => (name === 'gone' ? page.folder.file('topology.yaml') : undefined),
    });
    for (const topology of ['gone', 'never']) {
      await expect(other.act('look', { topology, by: anna }, {})).rejects.toMatchObject({ code: 'page.no-topology' });
    }
  });

  test('somebody who only looks', async () => {
    const viewer = { ...anna, role: 'viewer' } as const;
    await expect(page.act('resume', {}, viewer)).rejects.toMatchObject({ code: 'page.request-wrong' });
    await expect(page.act('drain', { target: 'worker/ETL01', reason: 'x' }, viewer)).rejects.toThrow('approver');
  });

  test('a catalog that lets nobody in', async () => {
    const file = page.folder.file('topology.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('user: scaleout', 'user: nobody'));
    await expect(page.act('suspend', { reason: 'x' })).rejects.toMatchObject({ code: 'catalog.login-failed' });
    expect(await newest()).toMatchObject({ action: 'suspend', result: 'failed', who: { login: null } });
  });

  test('a note that nobody can read is not written over', async () => {
    await page.catalog.setNote('suspensions', '{', signal);
    await page.catalog.setNote('acknowledgements', '{', signal);
    await expect(page.act('suspend', { reason: 'x' })).rejects.toMatchObject({ code: 'watch.notes-unseen' });
    const body = { id: 'worker.offline', target: 'worker/ETL01', until: inHours(1), reason: 'x' };
    await expect(page.act('acknowledge', body)).rejects.toMatchObject({ code: 'watch.notes-unseen' });
    expect((await page.catalog.observe(signal)).notes).toMatchObject({ value: { suspensions: '{' } });
  });
});
