import { describe, expect, test } from 'vitest';
import type { AskedTime } from '../../../src/domain/asked-time.js';
import type { LogTrouble } from '../../../src/domain/machines.js';
import { clockLead, troubleSince } from '../../../src/reconciler/view/log-trouble.js';
import { workerMachine } from '../../support/scale-out-world.js';

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 24, 2, minute, second)).toISOString();
const line = (parts: Partial<LogTrouble> = {}): LogTrouble => ({
  role: 'worker',
  kind: 'trust',
  file: 'C:\\Agent.log',
  line: 'no trust',
  ...parts,
});
/** A machine at minute 30 by its own clock, where a service runs since so many minutes past two. */
const machine = (
  trouble: readonly LogTrouble[],
  parts: { readonly observedAt?: string; readonly startedAt?: string; readonly asked?: AskedTime } = {},
) => {
  const { startedAt, ...observation } = parts;
  return workerMachine('ETL01', {
    observation: { observedAt: at(30), trouble, ...observation },
    service: startedAt === undefined ? {} : { startedAt },
  });
};
const server = { catalog: { observedAt: at(30) } };
const kinds = (found: readonly { readonly kind: string }[]) => found.map(({ kind }) => kind);

describe('what a log says of trouble', () => {
  test('counts where it was written after the last accepted heartbeat, and no other time', () => {
    const before = line({ at: at(9) });
    const after = line({ kind: 'noEndpoint', at: at(11) });
    expect(kinds(troubleSince(machine([after, before]), 'worker', at(10), server))).toEqual(['noEndpoint']);
    expect(troubleSince(machine([before]), 'worker', at(10), server)).toEqual([]);
    expect(troubleSince(machine([line({ at: at(10) })]), 'worker', at(10), server)).toEqual([]);
    expect(kinds(troubleSince(machine([after, before]), 'worker', null, server))).toEqual(['noEndpoint', 'trust']);
  });

  test.each([
    ['ahead', at(50), at(29), at(31)],
    ['behind', at(10), at(-11), at(-9)],
  ])("is compared by the machine's own clock, which is 20 minutes %s", (_, observedAt, early, late) => {
    expect(kinds(troubleSince(machine([line({ at: early })], { observedAt }), 'worker', at(10), server))).toEqual([]);
    expect(kinds(troubleSince(machine([line({ at: late })], { observedAt }), 'worker', at(10), server))).toEqual([
      'trust',
    ]);
  });

  test('does not count where the service was started since: another process wrote it', () => {
    const told = (startedAt: string) =>
      troubleSince(machine([line({ at: at(11) })], { startedAt }), 'worker', at(10), server);
    expect(told(at(12))).toEqual([]);
    expect(kinds(told(at(11)))).toEqual(['trust']);
  });

  test('of an unknown time counts only where its file was written since, and says so', () => {
    expect(troubleSince(machine([line({ notAfter: at(9) })]), 'worker', at(10), server)).toEqual([]);
    expect(troubleSince(machine([line()]), 'worker', null, server)).toEqual([]);
    const [found] = troubleSince(machine([line({ notAfter: at(11) })]), 'worker', at(10), server);
    expect(found?.when).toBe(' (of unknown time)');
    const [timed] = troubleSince(machine([line({ at: at(11) })]), 'worker', at(10), server);
    expect(timed?.when).toBe(' at 2026-11-24 02:11:00 UTC');
  });

  test('of the other role, or after a heartbeat whose time nobody can read, does not count', () => {
    expect(troubleSince(machine([line({ at: at(11) })]), 'master', at(10), server)).toEqual([]);
    expect(troubleSince(machine([line({ at: at(11) })]), 'worker', 'some time ago', server)).toEqual([]);
  });
});

test('a machine that was looked at earlier is not taken for one whose clock is behind', () => {
  const earlier = machine([], { observedAt: at(20), asked: { from: 999_000, to: 1_000_000 } });
  expect(clockLead(earlier, server)).toBe(-600_000);
  expect(clockLead(earlier, { catalog: { ...server.catalog, asked: { from: 1_599_000, to: 1_600_000 } } })).toBe(0);
  expect(clockLead(earlier, { catalog: { ...server.catalog, asked: { from: 1_589_000, to: 1_590_000 } } })).toBe(
    -10_000,
  );
});
