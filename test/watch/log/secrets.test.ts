import { expect, test } from 'vitest';
import { scrubText } from '../../../src/watch/log/line-writer.js';
import { watchLog } from '../../../src/watch/log/watch-log.js';
import type { WatchEvent } from '../../../src/watch/watch-event.js';
import { change, failure, held, outcome, planOf, reconciled, started, topology } from '../events.js';

const planted = 'hunter2Xyz';

/** Ways in which a secret may stand in a text. */
const texts = [
  `Server=a;Password=${planted};Encrypt=true`,
  `password: ${planted}`,
  `"clientSecret":"${planted}"`,
  `https://sa:${planted}@host/x`,
  `POST https://hooks.slack.com/services/T0/B0/${planted}`,
  `https://prod.logic.azure.com/workflows/a?api-version=1&sig=${planted}`,
  `Authorization: Bearer ${planted}`,
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${planted}\n-----END OPENSSH PRIVATE KEY-----`,
  `-----BEGIN RSA PRIVATE KEY-----\n${planted}`,
  `eyJhbGciOiJ.eyJzdWIi${planted}.c2lnbmF0dXJl${planted}`,
];

const names = ['password', 'clientSecret', 'token', 'passphrase', 'identity', 'privateKey', 'authorization', 'apiKey'];

const range = { file: 'a.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

/** One of each event, every text in it harmless. */
const events: readonly WatchEvent[] = [
  started(),
  { type: 'topology_loaded', topology, sha256: 'a' },
  { type: 'topology_bad', topology, diagnostics: [{ ...failure('topology.unknown-key', 'x'), range }] },
  { type: 'leading', topology, isLeader: false, detail: 'x' },
  { type: 'reconcile_started', topology, reasons: ['file'] },
  { type: 'apply_event', topology, event: { type: 'step_start', step: 'a', operation: 'b', target: 'c' } },
  { type: 'apply_event', topology, event: { type: 'step_progress', step: 'a', message: 'x' } },
  {
    type: 'apply_event',
    topology,
    event: { type: 'step_trouble', step: 'a', diagnostic: failure('machine.timeout', 'x') },
  },
  { type: 'apply_event', topology, event: { type: 'step_complete', step: 'a', outcome: 'done', durationMs: 1 } },
  {
    type: 'apply_event',
    topology,
    event: { type: 'step_errored', step: 'a', diagnostic: failure('machine.timeout', 'x'), durationMs: 1 },
  },
  { type: 'apply_event', topology, event: { type: 'step_skipped', step: 'a', reason: 'x' } },
  { type: 'apply_event', topology, event: { type: 'diagnostic', diagnostic: failure('machine.timeout', 'x') } },
  reconciled('partial', {
    plan: planOf([change('worker/ETL01', [{ path: 'tags', before: 'x', after: 'y' }])]),
    held: [held('worker/ETL01', 'mode', { until: 'x' })],
    outcome,
    diagnostics: [failure('machine.timeout', 'x')],
    fleet: { certificates: [{ machine: 'x', thumbprint: 'x', notAfter: 'x' }] },
  }),
  reconciled('failed', { diagnostics: [failure('catalog.unreachable', 'x')] }),
  { type: 'watch_stopped', topology, detail: 'x' },
];

/** Every variant of a value in which one text is another, or one object has one more key. */
function* variants(value: unknown, text: string, name: string): Generator<unknown> {
  if (typeof value === 'string') yield text;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      for (const other of variants(one, text, name)) yield value.with(index, other);
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, [name]: planted };
    yield { ...value, [name]: { value: [planted] } };
    for (const [key, one] of Object.entries(value)) {
      // Which event it is, and how a run ended, are no places for any text.
      if (key === 'type' || (key === 'result' && typeof one === 'string')) continue;
      for (const other of variants(one, text, name)) yield { ...value, [key]: other };
    }
  }
}

function logOf(events: readonly WatchEvent[], form: 'json' | 'text'): string {
  let all = '';
  const log = watchLog({ write: (text) => (all += text), level: 'debug', form });
  for (const event of events) log.listener(event);
  return all;
}

test.each(['json', 'text'] as const)('a secret in any place of any event is in no line: %s', (form) => {
  let tried = 0;
  for (const [index, event] of events.entries()) {
    for (const [turn, text] of texts.entries()) {
      for (const variant of variants(event, text, names[turn % names.length] ?? '')) {
        tried += 1;
        const all = logOf(
          [...events.slice(0, 5), variant as WatchEvent, ...events.slice(11, index === 12 ? 12 : 11)],
          form,
        );
        expect(all.length).toBeGreaterThan(100);
        if (all.includes(planted)) throw new Error(`${JSON.stringify(variant)}\n${all}`);
      }
    }
  }
  expect(tried).toBeGreaterThan(1000);
});

test.each(names)('the value of %s is left out of what the parts say, however deep', (name) => {
  let all = '';
  const log = watchLog({ write: (text) => (all += text), level: 'debug', form: 'json' });
  log.say('info', 'x', {
    [name]: planted,
    a: { [name]: planted, b: { [name]: planted, c: [{ [name]: { d: planted } }] } },
  });
  expect(all).not.toContain(planted);
  expect(all.match(/\[redacted\]/g)).toHaveLength(4);
});

test.each([
  'Set the variable SCALEOUT_SQL_PASSWORD for the account that runs scaleout.',
  'password: { env: SCALEOUT_SQL_PASSWORD }',
  'The environment variable TOKEN is not set. [machine.secret-missing]',
  'catalog.secret-missing: The file /run/secrets/password does not exist.',
  'Check user, identity and password of its access.',
  'https://sqletl01.corp.example:8391/x@y',
  '--http-token env:NAME',
  'Basic rules and bearer of news',
  "CREATE LOGIN [a] WITH PASSWORD = N'<password>', CHECK_POLICY = OFF;",
  "User Id=a;Password='<password>';",
  'may sign others: its basicConstraints say CA',
])('%s is left as it is', (text) => {
  expect(scrubText(text)).toBe(text);
});

test("the text of a secret in T-SQL is left out, be it an N'...'", () => {
  expect(scrubText("WITH PASSWORD = N'hunter2', CHECK_POLICY = OFF")).toBe(
    'WITH PASSWORD = [redacted], CHECK_POLICY = OFF',
  );
  expect(scrubText("PASSWORD = N'<password>hunter2'")).toBe('PASSWORD = [redacted]');
});

test('a long text is scrubbed in little time', () => {
  const began = performance.now();
  for (const text of [
    'password'.repeat(20_000),
    '://'.repeat(50_000),
    'Bearer '.repeat(20_000),
    '-----BEGIN '.repeat(10_000),
  ]) {
    scrubText(text);
  }
  expect(performance.now() - began).toBeLessThan(2000);
});
