import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type ErrorCode,
  entryOf,
  isOutcomeUnknown,
  leavesAsFound,
  recoveryOf,
  registry,
  ScaleoutError,
} from '../../src/errors/errors.js';
import { machineErrors } from '../../src/errors/machine.js';
import { errorsPage } from './page.js';

const codes = Object.keys(registry) as ErrorCode[];

test('docs/errors.md says what the registry says', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});

test.each(codes)('%s has a summary without a full stop, and a remedy that is a sentence', (code) => {
  const { summary, remedy } = entryOf(code);
  expect(summary).toMatch(/^[A-Z].*[^.]$/);
  expect(remedy).toMatch(/^[A-Z].*[.]$/s);
});

test('docs/machines.md says of every error of a machine what to do, and of no other', () => {
  const page = readFileSync(new URL('../../docs/machines.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('\n## When something is wrong\n');
  const named = new Set(table.match(/\bmachine\.[a-z-]+/g));
  expect([...named].sort()).toEqual(Object.keys(machineErrors).sort());
});

test.each([
  ['passing', 'machine.unreachable'],
  ['passing', 'catalog.deadlock'],
  ['passing', 'catalog.connection-lost'],
  ['passing', 'machine.service-timeout'],
  // What a guard looked at may be over by itself.
  ['passing', 'guard.step-stale'],
  ['passing', 'guard.lock-held'],
  ['passing', 'guard.drain-timeout'],
  ['lasting', 'machine.access-denied'],
  ['lasting', 'catalog.not-ssis-admin'],
  ['lasting', 'guard.drain-blind'],
  ['lasting', 'guard.other-topology'],
  ['cutOff', 'guard.lock-lost'],
  ['cutOff', 'guard.drain-stopped'],
  ['cutOff', 'command.interrupted'],
  [undefined, 'plan.takes-over'],
  [undefined, 'of.another-version'],
  [undefined, 'toString'],
] as const)('%s: what comes of trying again after %s', (recovery, code) => {
  expect(recoveryOf(code)).toBe(recovery);
});

test('what a procedure refuses has changed nothing; a lost answer may have', () => {
  const errors = (['catalog.worker-limit', 'catalog.outcome-unknown', 'guard.step-stale'] as const).map(
    (code) => new ScaleoutError(code, 'A detail.'),
  );
  expect([...errors, new Error('of somebody else')].map(leavesAsFound)).toEqual([true, false, false, false]);
  expect([...errors, new Error('of somebody else')].map(isOutcomeUnknown)).toEqual([false, true, false, false]);
  expect(codes.filter((code) => entryOf(code).outcomeUnknown && entryOf(code).leavesAsFound)).toEqual([]);
});
