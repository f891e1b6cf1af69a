import { describe, expect, it } from 'vitest';
import {
  meantBy,
  noMoreWaiting,
  nowWaiting,
  readWaiting,
  type WaitingPlan,
  waitingAt,
  writeWaiting,
} from '../../../src/reconciler/hold/waiting.js';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 24, 12);
const at = (hours: number) => new Date(now + hours * hour).toISOString();
const print = (digits: string) => digits.padEnd(64, '0');
const plan = (digits: string, parts: Partial<WaitingPlan> = {}): WaitingPlan => ({
  topology: 'warehouse',
  fingerprint: print(digits),
  state: 'waiting',
  since: at(0),
  said: at(0),
  what: 'worker/ETL01',
  ...parts,
});
const news = (digits: string, topology = 'warehouse') => ({
  topology,
  fingerprint: print(digits),
  changes: ['worker/ETL01', 'worker/ETL02', 'worker/ETL03', 'worker/ETL04'],
});
const noted = (waiting: string | null) =>
  ({ known: true, value: { suspensions: null, approvals: null, waiting, acknowledgements: null } }) as const;

describe('the note of what waits', () => {
  it('is read as it was written, and none is none', () => {
    const plans = [plan('aa'), plan('bb', { state: 'done' })];
    expect(readWaiting(noted(writeWaiting(plans)))).toEqual({ known: true, value: plans });
    expect([writeWaiting([]), readWaiting(noted(null))]).toEqual([null, { known: true, value: [] }]);
  });

  it.each(['{', '{}', '[1]', '[{}]', JSON.stringify([{ ...plan('aa'), fingerprint: 'aa' }])])(
    'that is none of ours is unknown: %s',
    (text) => {
      expect(readWaiting(noted(text))).toMatchObject({ known: false });
    },
  );

  it('cannot be seen where notes cannot', () => {
    expect(readWaiting({ known: false, reason: 'no right' })).toEqual({ known: false, reason: 'no right' });
  });

  it('has room for as many as are kept, however long they are', () => {
    let plans: readonly WaitingPlan[] = [];
    for (let index = 0; index < 30; index += 1) {
      const changes = Array.from({ length: 9 }, (_, machine) => `worker/${'x'.repeat(63)}${machine}`);
      const longest = {
        ...{ topology: `${index}`.padEnd(64, 't'), fingerprint: print(`${index + 10}`), changes },
        ...{ rehearsal: true, destructive: false },
      };
      plans = nowWaiting(plans, longest, now) ?? plans;
    }
    expect(plans).toHaveLength(10);
    expect(plans.at(-1)?.fingerprint).toBe(print('39'));
    expect(writeWaiting(plans)?.length).toBeLessThan(3_750);
  });
});

describe('a plan that waits', () => {
  it('takes the place of an older one of its topology, and leaves others', () => {
    const other = plan('cc', { topology: 'finance' });
    const written = nowWaiting([plan('aa'), other], news('bb'), now);
    expect(written?.map(({ fingerprint }) => fingerprint)).toEqual([print('cc'), print('bb')]);
    expect(written?.at(-1)).toMatchObject({ what: 'worker/ETL01, worker/ETL02, worker/ETL03 and 1 more' });
  });

  it('is said once a day, with since when it waits', () => {
    expect(nowWaiting([plan('aa')], news('aa'), now + 23 * hour)).toBeUndefined();
    expect(nowWaiting([plan('aa')], news('aa'), now + 25 * hour)).toEqual([
      expect.objectContaining({ since: at(0), said: at(25) }),
    ]);
  });

  it('is believed for two days: a watch that has ended says nothing any more', () => {
    expect(waitingAt([plan('aa')], 'WAREHOUSE', now + 47 * hour)).toHaveLength(1);
    expect(waitingAt([plan('aa')], 'warehouse', now + 49 * hour)).toEqual([]);
    expect(waitingAt([plan('aa')], 'finance', now)).toEqual([]);
  });

  it('waits no more when nothing does, and is remembered when it was carried out', () => {
    expect(noMoreWaiting([], 'warehouse', now)).toBeUndefined();
    expect(noMoreWaiting([plan('aa')], 'warehouse', now)).toEqual([]);
    expect(noMoreWaiting([plan('aa')], 'warehouse', now, news('aa'))).toMatchObject([
      { fingerprint: print('aa'), state: 'done', since: at(0) },
    ]);
  });

  it('may wait again after it was carried out', () => {
    const done = plan('aa', { state: 'done' });
    expect(nowWaiting([done], news('aa'), now)).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('digits of a fingerprint', () => {
  const plans = [plan('abcd000011'), plan('abcd000022'), plan('ffff0000'), plan('eeee0000', { state: 'done' })];

  it.each([
    ['ffff0000', 'waiting'],
    [print('ffff0000'), 'waiting'],
    ['abcd00001', 'waiting'],
    ['abcd0000', 'ambiguous'],
    ['eeee0000', 'done'],
    ['12345678', 'unknown'],
  ])('%s: %s', (digits, state) => {
    expect(meantBy(digits, plans).state).toBe(state);
  });

  it('mean what waits before what was carried out', () => {
    const both = [plan('eeee0000', { state: 'done' }), plan('eeee0000ff')];
    expect(meantBy('eeee0000', both)).toMatchObject({ state: 'waiting', plan: { fingerprint: print('eeee0000ff') } });
  });

  it('that mean nothing are answered with what waits', () => {
    expect(meantBy('12345678', plans)).toMatchObject({ waiting: plans.slice(0, 3) });
  });
});
