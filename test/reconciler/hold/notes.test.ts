import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Approval,
  approvalLife,
  approvalsAt,
  approved,
  readApprovals,
  suspendedAt,
  withoutApproval,
  writeApprovals,
} from '../../../src/reconciler/hold/notes.js';
import {
  readSuspensions,
  resumed,
  type Suspension,
  suspended,
  writeSuspensions,
} from '../../../src/reconciler/view/suspensions.js';

const now = Date.UTC(2026, 10, 24, 12);
const note = (suspensions: string | null, approvals: string | null = null) =>
  ({ known: true, value: { suspensions, approvals, waiting: null, acknowledgements: null } }) as const;

const whole: Suspension = {
  topology: 'warehouse',
  reason: 'month end',
  who: 'anna@build7',
  since: '2026-11-24T08:00:00.000Z',
};
const worker: Suspension = { ...whole, target: 'worker/ETL01', until: '2026-11-24T13:00:00.000Z' };

const holds = (suspensions: readonly Suspension[], id: string, at = now, topology = 'warehouse') =>
  suspendedAt({ known: true, value: suspensions }, topology, at)(id);

describe('a suspension', () => {
  it('of a topology holds all of it, and no other topology', () => {
    expect(holds([whole], 'scaleOut')).toEqual({ reason: 'the topology is suspended by anna@build7: month end' });
    expect(holds([whole], 'scaleOut', now, 'WAREHOUSE')).toBeDefined();
    expect(holds([whole], 'scaleOut', now, 'finance')).toBeUndefined();
  });

  it('of a worker holds that worker by each of its names, until it ends', () => {
    const until = Date.parse('2026-11-24T13:00:00.000Z');
    expect(holds([worker], 'worker/etl01.corp.example')).toMatchObject({ until });
    expect(holds([worker], 'worker/ETL02')).toBeUndefined();
    expect(holds([worker], 'master/ETL01')).toBeUndefined();
    expect(holds([worker], 'worker/ETL01', until - 1)).toBeDefined();
    expect(holds([worker], 'worker/ETL01', until)).toBeUndefined();
  });

  it('takes the place of an older one of the same, and is ended by its name alone', () => {
    const longer = { ...worker, reason: 'disk', target: 'worker/etl01' };
    expect(suspended([whole, worker], longer)).toEqual([whole, longer]);
    expect(resumed([whole, worker], { topology: 'warehouse', target: 'worker/ETL01' })).toEqual([whole]);
    expect(resumed([whole, worker], { topology: 'Warehouse' })).toEqual([worker]);
    expect(resumed([whole], { topology: 'finance' })).toEqual([whole]);
  });

  it('is read as it was written', () => {
    expect(readSuspensions(note(writeSuspensions([whole, worker])))).toEqual({ known: true, value: [whole, worker] });
    expect(readSuspensions(note(writeSuspensions([])))).toEqual({ known: true, value: [] });
  });

  it('that drains is read with all that it says; what a newer version adds is passed over', () => {
    const drained = { enabled: true, timeoutSeconds: 60, onTimeout: 'disable', emptied: true } as const;
    const maintained = { ...worker, drained };
    expect(readSuspensions(note(writeSuspensions([whole, maintained])))).toEqual({
      known: true,
      value: [whole, maintained],
    });
    const newer = JSON.stringify([{ ...maintained, drained: { ...drained, ticket: 'C4711' }, color: 'red' }]);
    expect(readSuspensions(note(newer))).toEqual({ known: true, value: [maintained] });
  });

  it('and a maintenance of one worker are two things: each is replaced and ended by itself', () => {
    const drained = { ...worker, drained: { enabled: true } };
    expect(suspended([worker], drained)).toEqual([worker, drained]);
    expect(suspended([worker, drained], { ...drained, reason: 'disk' })).toEqual([
      worker,
      { ...drained, reason: 'disk' },
    ]);
    expect(resumed([worker, drained], worker)).toEqual([drained]);
    expect(resumed([worker, drained], drained)).toEqual([worker]);
  });

  it.each([
    'x',
    '{}',
    '5',
    'null',
    '[5]',
    '[null]',
    '[{}]',
    '[[]]',
    JSON.stringify([{ ...whole, until: 'tomorrow' }]),
    JSON.stringify([whole, { ...worker, target: 5 }]),
    // A maintenance that cannot be read must not look like a suspension that ends by itself.
    JSON.stringify([{ ...worker, drained: true }]),
    JSON.stringify([{ ...worker, drained: {} }]),
    JSON.stringify([{ ...worker, drained: { enabled: 1 } }]),
    JSON.stringify([{ ...worker, drained: { enabled: true, timeoutSeconds: '60' } }]),
    JSON.stringify([{ ...worker, drained: { enabled: true, onTimeout: 'kill' } }]),
    JSON.stringify([{ ...whole, drained: { enabled: true } }]),
  ])('%s in its place holds everything: somebody may have asked for it', (text) => {
    const read = readSuspensions(note(text));
    expect(read.known).toBe(false);
    expect(suspendedAt(read, 'warehouse', now)('scaleOut')?.reason).toContain('cannot be seen');
  });

  it('that may not be seen holds everything', () => {
    const read = readSuspensions({ known: false, reason: 'no rights' });
    expect(suspendedAt(read, 'warehouse', now)('worker/ETL01')?.reason).toContain('no rights');
  });
});

const print = (digit: string) => digit.repeat(64);
const approval = (digit: string, when = now): Approval => ({
  fingerprint: print(digit),
  who: 'anna@build7',
  when: new Date(when).toISOString(),
});

describe('an approval', () => {
  it('counts for a week', () => {
    expect(approvalsAt([approval('a')], now + approvalLife - 1)).toHaveLength(1);
    expect(approvalsAt([approval('a')], now + approvalLife)).toEqual([]);
  });

  it('of a plan is one, and is taken out alone', () => {
    const both = approved(approved([approval('a', 0)], approval('b')), approval('a'));
    expect(both).toEqual([approval('b'), approval('a')]);
    expect(withoutApproval(both, print('b'))).toEqual([approval('a')]);
  });

  it('is kept while there is room in the catalog', () => {
    const many = Array.from({ length: 60 }, (_, index) => index).reduce<readonly Approval[]>(
      (kept, index) =>
        approved(kept, { ...approval('0'), fingerprint: String(index).padStart(64, '0'), who: 'w'.repeat(48) }),
      [],
    );
    expect(writeApprovals(many)?.length).toBeLessThan(3_750);
    expect(many.at(-1)?.fingerprint).toBe(String(59).padStart(64, '0'));
  });

  it.each(['x', '[{}]', '[1]', JSON.stringify([{ ...approval('a'), fingerprint: 'A'.repeat(64) }])])(
    '%s in its place approves nothing',
    (text) => {
      expect(readApprovals(note(null, text)).known).toBe(false);
    },
  );
});

it('whatever stands in the notes is read or refused, and never thrown over', () => {
  const json = fc.oneof(fc.string(), fc.json());
  fc.assert(
    fc.property(json, (text) => {
      for (const read of [readSuspensions(note(text)), readApprovals(note(null, text))]) {
        expect(typeof read.known).toBe('boolean');
      }
    }),
  );
});
