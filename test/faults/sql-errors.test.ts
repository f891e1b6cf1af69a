import { describe, expect, test } from 'vitest';
import type { LoginOutcome } from '../../packages/sandbox/src/engine.js';
import { type ErrorCode, registry } from '../../src/errors/errors.js';
import { isCall, isQuery, raising } from '../support/meddling-sandbox.js';
import { isLongRun } from './extent.js';
import { procedures, startSqlFleet } from './sql-fleet.js';

type Kind = keyof typeof procedures;
const kinds = Object.keys(procedures) as readonly Kind[];

interface Meaning {
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly severity?: number;
  /** The server rolled it back: called again where that does no harm. */
  readonly repeated?: true;
}

/**
 * What a write can be answered with, and what we say of it. `npm test` tries a seventh of the pairs of procedure and
 * number, each number at least once.
 */
const meanings: Readonly<Record<number, Meaning>> = {
  1205: { code: 'catalog.deadlock', exitCode: 4, severity: 13, repeated: true },
  1222: { code: 'catalog.lock-timeout', exitCode: 4, repeated: true },
  3906: { code: 'catalog.read-only', exitCode: 6 },
  976: { code: 'catalog.database-unavailable', exitCode: 4, severity: 14 },
  978: { code: 'catalog.database-unavailable', exitCode: 4, severity: 14 },
  945: { code: 'catalog.database-unavailable', exitCode: 4 },
  40613: { code: 'catalog.database-unavailable', exitCode: 4, severity: 17 },
  27100: { code: 'catalog.value-refused', exitCode: 6 },
  27101: { code: 'catalog.value-refused', exitCode: 6 },
  27103: { code: 'catalog.refused', exitCode: 6 },
  27112: { code: 'catalog.setting-missing', exitCode: 6 },
  27123: { code: 'catalog.sql-login-refused', exitCode: 6 },
  27138: { code: 'catalog.value-refused', exitCode: 6 },
  27139: { code: 'catalog.in-use', exitCode: 6 },
  27140: { code: 'catalog.not-ssis-admin', exitCode: 6 },
  27162: { code: 'catalog.in-use', exitCode: 6 },
  27178: { code: 'catalog.refused', exitCode: 6 },
  27195: { code: 'catalog.lock-timeout', exitCode: 4 },
  27243: { code: 'catalog.worker-not-found', exitCode: 6 },
  27251: { code: 'catalog.refused', exitCode: 6 },
  27252: { code: 'catalog.refused', exitCode: 6 },
  27259: { code: 'catalog.worker-limit', exitCode: 6 },
  27260: { code: 'catalog.sysadmin-required', exitCode: 6 },
  27261: { code: 'catalog.master-not-installed', exitCode: 6 },
  18054: { code: 'catalog.refused', exitCode: 6 },
};

/** The world goes on: the next apply does the rest, and nothing was done twice. */
async function goesOn(fleet: Awaited<ReturnType<typeof startSqlFleet>>): Promise<void> {
  const next = await fleet.apply();
  expect(next.outcome).toMatchObject({ result: 'done', errored: 0 });
  expect(await fleet.planned()).toMatchObject({ changes: [], steps: [] });
  expect(fleet.carriedOut.filter((call, index) => fleet.carriedOut.indexOf(call) !== index)).toEqual([]);
}

test('the plan has a step of each kind', async () => {
  await using fleet = await startSqlFleet({ meddle: () => undefined });
  const { made, outcome } = await fleet.apply();
  expect(outcome).toMatchObject({ result: 'done' });
  expect(new Set(made.steps.map(({ operation }) => operation))).toEqual(new Set(kinds));
  await goesOn(fleet);
});

describe.each(kinds)('%s that is answered with', (kind) => {
  const procedure = procedures[kind];

  test.each(Object.entries(meanings).filter((_, index) => isLongRun || (index + kinds.indexOf(kind)) % 7 === 0))(
    '%s, again and again: the right error, and the next apply goes on',
    async (number, meaning) => {
      let isBroken = true;
      await using fleet = await startSqlFleet({
        meddle: (request) =>
          isBroken && isCall(request, procedure) ? raising(Number(number), meaning.severity ?? 16) : undefined,
      });
      const { outcome, failures } = await fleet.apply();
      expect(outcome.result).toBe('partial');
      expect(failures.map(({ diagnostic }) => diagnostic.code)).toEqual([meaning.code]);
      const [failure] = failures;
      expect(registry[meaning.code].exitCode).toBe(meaning.exitCode);
      expect(failure?.diagnostic.detail).toContain(String(number));
      expect(failure?.diagnostic.remedy).toMatch(/\w/);
      const tries = fleet.calls.filter((call) => call.startsWith(procedure)).length;
      if (meaning.repeated === true && kind !== 'enableScaleOut') expect(tries).toBeGreaterThan(1);
      else expect(tries).toBe(1);
      isBroken = false;
      await goesOn(fleet);
    },
  );

  test.each([1205, 1222])('%i once: called again where that does no harm', async (number) => {
    let left = 1;
    await using fleet = await startSqlFleet({
      meddle(request) {
        if (left === 0 || !isCall(request, procedure)) return undefined;
        left -= 1;
        return raising(number, number === 1205 ? 13 : 16);
      },
    });
    const { outcome } = await fleet.apply();
    expect(outcome.result).toBe(kind === 'enableScaleOut' ? 'partial' : 'done');
    await goesOn(fleet);
  });

  test('the end of its session (596), before it did anything: it is looked at, then called once more', async () => {
    let left = 1;
    await using fleet = await startSqlFleet({
      meddle(request) {
        if (left === 0 || !isCall(request, procedure)) return undefined;
        left -= 1;
        setImmediate(() => fleet.killSessions());
        return raising(596, 21);
      },
    });
    await fleet.apply();
    await goesOn(fleet);
  });

  test.each([
    ['18456', undefined, 'catalog.login-failed'],
    ['4060', 4060, 'catalog.database-not-found'],
  ] as const)('the end of its session, and %s at each login from then on', async (_, before, code) => {
    let isLost = false;
    let wasLost = false;
    await using fleet = await startSqlFleet({
      meddle(request) {
        if (wasLost || !isCall(request, procedure)) return undefined;
        isLost = true;
        wasLost = true;
        setImmediate(() => fleet.killSessions());
        return () => undefined;
      },
      login: () => (isLost ? refused(before) : undefined),
    });
    const { outcome, failures } = await fleet.apply();
    expect(outcome.result).toBe('partial');
    expect(failures.map(({ diagnostic }) => diagnostic.code)).toContain(code);
    expect(fleet.calls.filter((call) => call.startsWith(procedure))).toHaveLength(1);
    isLost = false;
    await goesOn(fleet);
  });
});

test.each([
  [945, 16, 'catalog.database-unavailable'],
  [976, 14, 'catalog.database-unavailable'],
  [40613, 17, 'catalog.database-unavailable'],
  [1205, 13, 'catalog.deadlock'],
] as const)(
  'a worker that cannot be read before it is written to (%i): nothing is written to it',
  async (number, severity, code) => {
    let isBroken = false;
    await using fleet = await startSqlFleet({
      parallelism: 1,
      meddle(request) {
        // The first step of all: by then everything has been observed.
        if (isCall(request, procedures.enableScaleOut)) isBroken = true;
        return isBroken && isQuery(request, 'worker_agents') ? raising(number, severity) : undefined;
      },
    });
    const { outcome, failures } = await fleet.apply();
    expect(outcome.result).toBe('partial');
    expect(new Set(failures.map(({ diagnostic }) => diagnostic.code))).toEqual(new Set([code]));
    expect(fleet.calls.filter((call) => call.includes('worker_agent'))).toEqual([]);
    isBroken = false;
    await goesOn(fleet);
  },
);

function refused(before: number | undefined): LoginOutcome {
  const message = (number: number, severity: number) => ({
    number,
    state: 1,
    class: severity,
    text: `text of ${number}`,
  });
  return {
    accepted: false,
    error: message(18456, 14),
    ...(before === undefined ? {} : { before: [message(before, 11)] }),
  };
}
