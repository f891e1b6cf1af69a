import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { historyText } from '../../../src/cli/render/history-text.js';
import { recordedActionText } from '../../../src/cli/render/recorded-action-text.js';
import { recordedApplyText } from '../../../src/cli/render/recorded-apply-text.js';
import type { RecordedApply } from '../../../src/history/read-history.js';
import { actionLine, endless, recordedApply } from '../../history/lines.js';
import { screen } from '../../support/screen.js';

// Golden texts: read them as an auditor would before you accept a change of one (npx vitest -u).
const widths = [60, 80, 120, undefined] as const;
const git = { revision: '803d4946a2'.padEnd(40, '0'), branch: 'main', dirty: true };
const who = { user: 'svc-scaleout', host: 'watch01', pid: 7, login: 'CORP\\svc-scaleout' };

const night = recordedApply(12, {
  who,
  options: { yes: true, allowDestructive: true, watch: { mode: 'full', approve: true } },
  approval: { who: 'anna@build7', when: '2026-11-24T01:55:00.000Z' },
  fingerprint: '3f2a91bc'.padEnd(64, '0'),
  topology: { ...recordedApply(12).topology, git },
  result: 'partial',
  codes: ['machine.unreachable'],
  plannedSteps: 4,
  counts: { done: 2, errored: 1, skipped: 1, manual: 0, unresolved: 0 },
  durationMs: 185_000,
  changes: [
    {
      id: 'worker/ETL01',
      action: 'update',
      reason: 'is disabled, its description differs',
      fields: [
        { path: 'enabled', before: false, after: true },
        { path: 'description', before: 'do not touch!\n-- Bob', after: 'Nightly loads of the warehouse and its marts' },
        { path: 'config.Password', hidden: true },
      ],
    },
    { id: 'worker/ETL02.corp.example.with-a-long-name', action: 'remove', reason: 'not in the topology', fields: [] },
    { id: 'worker/ETL03', action: 'add', reason: 'not registered yet' },
  ],
  steps: [
    {
      id: 'worker/ETL01:enable',
      operation: 'setWorkerEnabled',
      outcome: 'done',
      startedAt: '2026-11-24T02:12:01.000Z',
      durationMs: 412,
    },
    {
      id: 'worker/ETL01:description',
      operation: 'setWorkerProperty',
      outcome: 'already',
      startedAt: '2026-11-24T02:12:02.000Z',
      durationMs: 6,
    },
    {
      id: 'worker/ETL02.corp.example.with-a-long-name:distrustCertificate',
      operation: 'distrustCertificate',
      outcome: 'failed',
      startedAt: '2026-11-24T02:12:03.000Z',
      durationMs: 184_000,
      code: 'machine.unreachable',
      detail: 'SQLETL01 did not answer within 30 s: connect ETIMEDOUT 10.1.2.3:22.',
    },
    {
      id: 'worker/ETL02.corp.example.with-a-long-name:remove',
      operation: 'removeWorker',
      outcome: 'skipped',
      startedAt: null,
      durationMs: null,
      detail: 'needs the step before it, which failed',
    },
  ],
});

const applies: readonly RecordedApply[] = [
  night,
  recordedApply(11, {
    state: 'refused',
    ...endless,
    codes: ['guard.destructive-consent'],
    detail: 'It removes a worker.',
    plannedSteps: 0,
  }),
  recordedApply(10, {
    who: { ...who, user: 'CORP\\anna', login: 'corp\\ANNA' },
    changes: [{ id: 'scaleOut', action: 'update', reason: 'is off', fields: [] }],
  }),
  recordedApply(9, {
    state: 'cutOff',
    ...endless,
    plannedSteps: 6,
    catalog: { server: 'SQLETL01', database: 'SSISDB', sandbox: './fleet' },
  }),
];

const takenBack = recordedApply(13, {
  options: {
    yes: true,
    allowDestructive: false,
    rotate: { of: 'workers' },
    targets: { include: ['worker/ETL01'], exclude: [] },
  },
  result: 'partial',
  codes: ['machine.worker-not-heard'],
  plannedSteps: 2,
  counts: { done: 1, errored: 1, skipped: 0, manual: 0, unresolved: 0, rolledBack: 1 },
  durationMs: 185_000,
  changes: [{ id: 'worker/ETL01', action: 'update', reason: 'a new certificate was asked for', fields: [] }],
  steps: [
    {
      id: 'worker/ETL01:restart',
      operation: 'restartService',
      outcome: 'done',
      startedAt: '2026-11-24T02:12:01.000Z',
      durationMs: 4_120,
    },
    {
      id: 'worker/ETL01:online',
      operation: 'awaitWorker',
      outcome: 'failed',
      startedAt: '2026-11-24T02:12:06.000Z',
      durationMs: 120_000,
      code: 'machine.worker-not-heard',
      detail: 'Nothing was heard of ETL01 for 2 min.',
    },
    {
      id: 'worker/ETL01:restart/back',
      operation: 'restartService',
      undoes: 'worker/ETL01:restart',
      outcome: 'done',
      startedAt: '2026-11-24T02:14:06.000Z',
      durationMs: 4_000,
    },
    {
      id: 'worker/ETL01:online/back',
      operation: 'awaitWorker',
      undoes: 'worker/ETL01:restart',
      outcome: 'skipped',
      startedAt: null,
      durationMs: null,
      detail: 'interrupted before it began',
    },
  ],
});

const whole = {
  formatVersion: 1,
  topology: 'warehouse',
  file: '/etc/scaleout/.scaleout/warehouse.history.jsonl',
  total: 12,
  chosen: 4,
  applies,
  totalActions: 0,
  chosenActions: 0,
  actions: [],
  unreadableLines: 1,
} as const;
const asked = {
  ...whole,
  applies: applies.slice(0, 2),
  filter: { since: '2026-11-24T00:00:00.000Z', target: 'worker/ETL01', failed: true },
} as const;
const oldest = { number: 9, at: recordedApply(9).startedAt };

const web = { user: 'CORP\\anna', host: 'watch01', pid: 7, login: 'CORP\\svc-scaleout', via: 'web' } as const;
const suspend = actionLine(14, {
  who: web,
  target: 'worker/ETL01',
  reason: 'KB5031, with a restart of the machine in the night',
  until: '2026-11-25T06:00:00.000Z',
});
const unsure = actionLine(13, {
  action: 'approve',
  fingerprint: '3f2a91bc'.padEnd(64, '0'),
  result: 'unknown',
  code: 'catalog.outcome-unknown',
  detail: 'Leaving the approvals: the connection was lost.',
});
const acted = { ...whole, total: 4, totalActions: 2, chosenActions: 2, actions: [suspend, unsure] } as const;

describe.each(widths)('on a screen of %s columns', (columns) => {
  const place = (name: string) => `../../golden/history/${name}-${columns ?? 'piped'}.txt`;

  test('a list shows how each ended and who did it', async () => {
    const text = historyText({ ...whole, total: 4 }, screen(columns), { oldest });
    await expect(text).toMatchFileSnapshot(place('list'));
    for (const result of ['in part', 'refused', 'done', 'cut off']) expect(text).toContain(result);
  });

  test('a part says what is left out', async () => {
    await expect(historyText(asked, screen(columns), { refusedUnknown: 1, oldest })).toMatchFileSnapshot(place('part'));
  });

  test('actions stand among the applies, by their numbers', async () => {
    await expect(historyText(acted, screen(columns))).toMatchFileSnapshot(place('actions'));
  });

  test('one action shows who asked for what, and what came of it', async () => {
    const texts = [suspend, unsure].map((action) => recordedActionText(action, 'warehouse', screen(columns)));
    await expect(texts.join('\n')).toMatchFileSnapshot(place('action'));
  });

  test('an apply that was taken back shows which steps took back what', async () => {
    await expect(recordedApplyText(takenBack, screen(columns))).toMatchFileSnapshot(place('taken-back'));
  });

  test('one apply shows before and after', async () => {
    await expect(recordedApplyText(night, screen(columns))).toMatchFileSnapshot(place('one'));
  });
});

test('a list counts rollbacks, and names what rotate has made', () => {
  const text = historyText({ ...whole, applies: [takenBack] }, screen());
  expect(text).toContain('1 change, 1 of 2 steps, 1 rollback');
  expect(text).toContain('  rotate worker/ETL01  1 change, ');
  const phase = { ...takenBack.options, rotate: { of: 'master', phase: 'switch' } } as const;
  expect(recordedApplyText({ ...takenBack, options: phase }, screen())).toContain(
    'scaleout rotate master --switch --yes',
  );
});

test('a list says what each was made by; of a drain one apply shows how long and why', () => {
  const maintenance = { command: 'drain', target: 'worker/ETL03', reason: 'KB5031', forSeconds: 5400 } as const;
  const options = { yes: true, allowDestructive: false, maintenance } as const;
  const drained = recordedApply(14, { options });
  const refused = recordedApply(15, { options, state: 'refused', ...endless, codes: ['guard.drain-no-row'] });
  const text = historyText({ ...whole, applies: [refused, drained, night, recordedApply(2)] }, screen());
  expect(text).toMatch(/^15 .* refused +drain worker\/ETL03 .* KB5031/m);
  expect(text).toMatch(/^14 .* done +drain worker\/ETL03 .* KB5031/m);
  expect(text).toMatch(/^12 .* in part +watch /m);
  expect(text).toMatch(/^2 .* done +apply /m);
  const one = recordedApplyText(drained, screen());
  expect(one).toMatch(/^ {2}Command +scaleout drain worker\/ETL03 --for 1h30m --yes$/m);
  expect(one).toMatch(/^ {2}Reason +KB5031$/m);
  const many = { include: ['worker/A', 'worker/B', 'worker/C'], exclude: [] };
  const rotated = recordedApply(1, {
    options: { yes: true, allowDestructive: false, rotate: { of: 'workers' }, targets: many },
  });
  expect(historyText({ ...whole, applies: [rotated] }, screen())).toContain('  rotate 3 workers  ');
  expect(recordedApplyText(rotated, screen())).toContain('scaleout rotate worker/A worker/B worker/C --yes');
});

test("a time is of the reader's zone", () => {
  const berlin = { ...screen(120), zone: 'Europe/Berlin' };
  expect(historyText(whole, berlin)).toMatch(/^12 +2026-11-24 03:12:00 \+01:00 +in part/m);
  expect(recordedApplyText(night, berlin)).toMatch(/:enable +done +03:12:01/);
});

test('nothing that fits is told as such, and is not taken for an empty history', () => {
  const text = historyText({ ...asked, applies: [], chosen: 0 }, screen());
  expect(text).toContain('none of 12 applies began since 2026-11-24 00:00:00 +00:00, were to change worker/ETL01');
  expect(text).toContain('12 others are left out by --since, --target and --failed.');
  expect(text).not.toContain('Nothing has been applied');
});

test('a sandbox that all were made in is named once, at the head', () => {
  const catalog = { server: 'SQLETL01', database: 'SSISDB', sandbox: './fleet' };
  const text = historyText({ ...whole, applies: applies.map((apply) => ({ ...apply, catalog })) }, screen());
  expect(text.match(/sandbox/g)).toHaveLength(1);
  expect(text).toMatch(/^warehouse \(sandbox \.\/fleet\): 12 applies\n/);
});

test('two thumbprints that have no room beside each other stand below each other, each whole', () => {
  const fields = [{ path: 'certificate', before: 'C'.repeat(40), after: 'D'.repeat(40) }];
  const change = { id: 'worker/ETL01', action: 'update', reason: 'has another certificate', fields } as const;
  const text = recordedApplyText({ ...night, changes: [change] }, screen(80));
  expect(text).toContain(`      certificate: "${'C'.repeat(40)}"\n                -> "${'D'.repeat(40)}"\n`);
});

test('what was not recorded is said, and why', () => {
  const { changes } = night;
  const many = recordedApplyText({ ...night, changes: changes.slice(2), changesWithoutFields: 1 }, screen());
  expect(many).toContain('Before and after are not recorded of 1 change: there were too many.');
  expect(many).not.toContain('did not do so yet');
});

// Texts of a catalog may be anything: long words, blanks, wide characters, escapes.
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.stringMatching(/^[a-z /\\.:-]{0,300}$/),
  fc.constant('\u001b[2J\u202eevil\r\n漢字 🚀'),
);
const value = fc.oneof(text, fc.boolean(), fc.constant(null), fc.double());
const change = fc.record({
  id: text,
  action: fc.constantFrom('add', 'update', 'remove', 'unknown'),
  reason: text,
  fields: fc.array(fc.record({ path: text, before: value, after: value }), { maxLength: 3 }),
});
const step = fc.record({
  id: text,
  operation: text,
  outcome: fc.constantFrom('done', 'already', 'manual', 'failed', 'skipped'),
  startedAt: fc.constantFrom(null, '2026-11-24T02:12:03.000Z', 'never'),
  durationMs: fc.option(fc.nat()),
  code: fc.constant('machine.unreachable'),
  detail: text,
});
const anyApply = fc.record({
  number: fc.integer({ min: 1, max: 99_999 }),
  who: fc.record({ user: text, host: text, pid: fc.nat(), login: fc.option(text) }),
  approval: fc.record({ who: text, when: text }),
  changes: fc.array(change, { maxLength: 3 }),
  steps: fc.array(step, { maxLength: 3 }),
  codes: fc.array(text, { maxLength: 2 }),
  detail: text,
  planFile: fc.option(text),
});

test('whatever stands in a history, no line is wider than the screen, and nothing acts on the terminal', () => {
  fc.assert(
    fc.property(anyApply, fc.integer({ min: 50, max: 140 }), text, (parts, columns, file) => {
      const apply = recordedApply(1, parts as Partial<RecordedApply>);
      const list = { ...whole, file, applies: [apply], filter: { target: file } };
      const { who, detail } = apply;
      const action = actionLine(2, { who, target: file, reason: file, ...(detail === undefined ? {} : { detail }) });
      const both = { ...list, actions: [action] };
      for (const shown of [
        historyText(both, screen(columns)),
        recordedApplyText(apply, screen(columns)),
        recordedActionText(action, file, screen(columns)),
      ]) {
        const lines = shown.split('\n');
        expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([]);
        expect(['\u001b', '\r', '\u202e'].filter((one) => shown.includes(one))).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});
