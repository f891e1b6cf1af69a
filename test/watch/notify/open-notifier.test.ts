import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { NotifyTarget } from '../../../src/topology/topology.js';
import { type NotifierOptions, openNotifier } from '../../../src/watch/notify/open-notifier.js';
import { isFormat } from '../../cli/schemas.js';
import { fileTexts } from '../../support/file-texts.js';
import { until } from '../../support/until.js';
import { change, failure, held, planOf, reconciled, topology } from '../events.js';
import { webhook } from './webhook.js';

const start = Date.parse('2026-01-01T00:00:00Z');

function opened(env: Record<string, string>, options: Partial<NotifierOptions> = {}) {
  const failures: string[] = [];
  const pauses: number[] = [];
  let time = 0;
  const notifier = openNotifier({
    sources: { env, readFile: fileTexts({}) },
    now: () => start + time,
    clock: () => time,
    random: () => 0,
    async pause(milliseconds, signal) {
      signal.throwIfAborted();
      pauses.push(milliseconds);
      time += milliseconds;
    },
    onFailure: (text) => void failures.push(text),
    ...options,
  });
  return { notifier, failures, pauses, env, [Symbol.asyncDispose]: () => notifier[Symbol.asyncDispose]() };
}

function drift(...ids: readonly string[]) {
  return reconciled('held', { plan: planOf(ids.map((id) => change(id))), held: ids.map((id) => held(id, 'mode')) });
}

const generic: NotifyTarget = { type: 'generic', url: { env: 'URL' } };

test('a generic webhook gets one JSON document', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: `${hook.url}\n` });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  all.notifier.listener(drift('worker/ETL01'));
  await until('it came', () => hook.received.length === 1);
  expect(hook.received[0]).toMatchObject({
    path: '/services/hunter2',
    headers: { 'content-type': 'application/json', 'x-scaleout-delivery': hook.bodies[0].id },
  });
  expect(hook.received[0]?.headers).not.toHaveProperty('x-scaleout-signature');
  expect(isFormat('notice', hook.bodies[0])).toBe(true);
  expect(hook.bodies[0]).toMatchObject({
    formatVersion: 1,
    kind: 'drift',
    topology,
    at: '2026-01-01T00:00:00.000Z',
    title: 'warehouse: 1 difference, 1 held back',
    changes: [{ id: 'worker/ETL01' }],
    held: [{ by: 'mode' }],
  });
});

test('Slack gets a text in which nobody can be called', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: hook.url });
  all.notifier.configure([{ type: 'slack', url: { env: 'URL' } }]);
  all.notifier.listener(
    reconciled('held', { plan: planOf([{ ...change('worker/<!channel>'), reason: 'a & b\n<@U1>' }]) }),
  );
  await until('it came', () => hook.received.length === 1);
  expect(hook.bodies[0]).toEqual({
    text: 'warehouse: 1 difference\n• worker/&lt;!channel&gt;: update, safe: a &amp; b &lt;@U1&gt;',
  });
});

test('Teams gets a card of plain runs of text', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: hook.url });
  all.notifier.configure([{ type: 'teams', url: { env: 'URL' } }]);
  all.notifier.listener(drift('worker/[x](http://evil)'));
  await until('it came', () => hook.received.length === 1);
  const [{ content }] = hook.bodies[0].attachments;
  expect(hook.bodies[0]).toMatchObject({ type: 'message', text: expect.stringContaining('1 difference') });
  expect(content).toMatchObject({
    type: 'AdaptiveCard',
    body: [
      { inlines: [{ text: 'warehouse: 1 difference, 1 held back' }] },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun' }] },
    ],
  });
});

test('a text for a fleet of any size is short enough', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: hook.url });
  all.notifier.configure([{ type: 'slack', url: { env: 'URL' } }]);
  all.notifier.listener(
    reconciled('held', { plan: planOf(Array.from({ length: 500 }, () => change(`worker/${'x'.repeat(900)}`))) }),
  );
  await until('it came', () => hook.received.length === 1);
  expect(hook.bodies[0].text.length).toBeLessThan(3100);
});

test('a signed message can be checked, each attempt by its own time', async () => {
  await using hook = await webhook((count) => ({ status: count === 1 ? 500 : 200 }));
  await using all = opened({ URL: hook.url, KEY: 'k3y' });
  all.notifier.configure([{ ...generic, secret: { env: 'KEY' } }]);
  all.notifier.listener(drift('worker/ETL01'));
  await until('it came', () => hook.received.length === 2);
  const times = hook.received.map(({ headers, body }) => {
    const [, time, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-scaleout-signature'])) ?? [];
    expect(hex).toBe(createHmac('sha256', 'k3y').update(`${time}.${body}`).digest('hex'));
    return Number(time);
  });
  expect(times).toEqual([start / 1000, start / 1000 + 1]);
  expect(hook.bodies[0].id).toBe(hook.bodies[1].id);
});

test('what may pass is tried again at growing intervals, up to a limit, and the next notice after it', async () => {
  await using hook = await webhook((count) => ({ status: count <= 8 ? 503 : 204 }));
  await using all = opened({ URL: hook.url });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  all.notifier.listener(drift('worker/ETL02'));
  await until('the second came', () => hook.received.length === 9);
  expect(all.pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
  expect(all.failures).toEqual([
    'A notification could not be delivered: The generic webhook at 127.0.0.1 answered with status 503. [watch.notify-failed]',
  ]);
  expect(hook.bodies.at(-1).changes[0].id).toBe('worker/ETL02');
});

test('Retry-After is heeded, within reason', async () => {
  const waits = ['7', '99999', 'Thu, 01 Jan 2026 00:10:00 GMT', 'nonsense', '-5'];
  await using hook = await webhook((count) => {
    const wait = waits[count - 1];
    return wait === undefined ? { status: 200 } : { status: 429, headers: { 'Retry-After': wait } };
  });
  await using all = opened({ URL: hook.url });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  await until('it came', () => hook.received.length === 6);
  expect(all.pauses).toEqual([7000, 300_000, 293_000, 8000, 16_000]);
});

test.each([400, 401, 403, 404, 410, 302])(
  'status %d is not tried again, and a redirect not followed',
  async (status) => {
    await using other = await webhook();
    await using hook = await webhook(() => ({ status, headers: { Location: other.url } }));
    await using all = opened({ URL: hook.url });
    all.notifier.configure([generic]);
    all.notifier.listener(drift('worker/ETL01'));
    await until('it failed', () => all.failures.length === 1);
    expect([hook.received.length, other.received.length]).toEqual([1, 0]);
    expect(all.failures[0]).not.toContain('hunter2');
  },
);

test('one that does not answer is given up after its time, and delays nobody else', async () => {
  await using silent = await webhook(() => undefined);
  await using hook = await webhook();
  await using all = opened({ URL: hook.url, SILENT: silent.url }, { timeout: 50 });
  all.notifier.configure([{ type: 'generic', url: { env: 'SILENT' } }, generic]);
  const began = performance.now();
  all.notifier.listener(drift('worker/ETL01'));
  expect(performance.now() - began).toBeLessThan(50);
  await until('the other one came', () => hook.received.length === 1);
  await until('it was given up', () => all.failures.length === 1);
  expect(silent.received).toHaveLength(8);
  expect(all.failures[0]).toContain('no answer within 0.05 s');
});

test('nobody listens there: told with the host alone', async () => {
  const gone = await webhook();
  await gone[Symbol.asyncDispose]();
  await using all = opened({ URL: gone.url });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  await until('it failed', () => all.failures.length === 1);
  expect(all.failures[0]).toBe(
    'A notification could not be delivered: The generic webhook at 127.0.0.1 cannot be reached (ECONNREFUSED). [watch.notify-failed]',
  );
});

test.each([
  ['http://example.com/hunter2', 'does not begin with https://'],
  ['ftp://localhost/hunter2', 'does not begin with https://'],
  ['http://localhost.evil.example/hunter2', 'does not begin with https://'],
  ['hunter2', 'is not a URL'],
])('the address %s is not used, and not shown', async (url, why) => {
  await using all = opened({ URL: url });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  await until('it failed', () => all.failures.length === 1);
  expect(all.failures[0]).toContain(why);
  expect(all.failures[0]).not.toContain('hunter2');
});

test('a reference that leads nowhere is told, and a missing key sends nothing unsigned', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: hook.url });
  all.notifier.configure([
    { type: 'slack', url: { file: '/nowhere' } },
    { ...generic, secret: { env: 'KEY' } },
  ]);
  all.notifier.listener(drift('worker/ETL01'));
  await until('both failed', () => all.failures.length === 2);
  expect(all.failures.join()).toContain('The file /nowhere does not exist.');
  expect(all.failures.join()).toContain('The environment variable KEY is not set.');
  expect(hook.received).toEqual([]);
  // It is looked up anew for the next one.
  all.env.KEY = 'k3y';
  all.notifier.listener(drift('worker/ETL02'));
  await until('it came', () => hook.received.length === 1);
});

test('each is told of what it asks for', async () => {
  await using hook = await webhook();
  await using all = opened({ URL: hook.url });
  all.notifier.configure([{ ...generic, on: ['failure', 'recovery'] }]);
  all.notifier.listener(drift('worker/ETL01'));
  all.notifier.listener(reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'x')] }));
  all.notifier.listener(reconciled('in-sync'));
  await until('both came', () => hook.received.length === 2);
  expect(hook.bodies.map(({ kind }) => kind)).toEqual(['failure', 'recovery']);
});

test('another topology names others: they are told from then on, and those that stay keep their line', async () => {
  await using one = await webhook();
  await using other = await webhook();
  await using all = opened({ URL: one.url, OTHER: other.url });
  const second: NotifyTarget = { type: 'slack', url: { env: 'OTHER' } };
  all.notifier.listener(drift('worker/ETL00'));
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  all.notifier.configure([second, generic]);
  all.notifier.listener(drift('worker/ETL02'));
  await until('all came', () => one.received.length === 2 && other.received.length === 1);
  all.notifier.configure([second]);
  all.notifier.listener(drift('worker/ETL03'));
  await until('it came', () => other.received.length === 2);
  expect(one.received).toHaveLength(2);
});

test('the end waits for what is under way, and not for ever', async () => {
  await using hook = await webhook();
  const all = opened({ URL: hook.url });
  all.notifier.configure([generic]);
  all.notifier.listener(drift('worker/ETL01'));
  await all[Symbol.asyncDispose]();
  expect(hook.received).toHaveLength(1);

  await using silent = await webhook(() => undefined);
  const other = opened({ URL: silent.url }, { grace: 20 });
  other.notifier.configure([generic]);
  other.notifier.listener(drift('worker/ETL01'));
  const began = performance.now();
  await other[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(2000);
  expect(other.failures).toEqual([]);
  other.notifier.listener(drift('worker/ETL02'));
});
