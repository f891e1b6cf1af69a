import { describe, expect, test } from 'vitest';
import {
  type Acknowledgement,
  acknowledged,
  acknowledgementFor,
  acknowledgementsAt,
  readAcknowledgements,
  unacknowledged,
  writeAcknowledgements,
} from '../../../src/reconciler/view/acknowledgements.js';

const now = Date.UTC(2026, 10, 24, 12);
const offline: Acknowledgement = {
  topology: 'warehouse',
  id: 'worker.offline',
  target: 'worker/ETL01',
  severity: 'error',
  who: 'CORP\\anna via web',
  since: '2026-11-24T08:00:00.000Z',
  until: '2026-11-25T08:00:00.000Z',
  reason: 'its disk is on order',
};
const note = (acknowledgements: string | null) =>
  ({ known: true, value: { suspensions: null, approvals: null, waiting: null, acknowledgements } }) as const;

describe('an acknowledgement', () => {
  const covers = (parts: Partial<Parameters<typeof acknowledgementFor>[1]>, at = now) =>
    acknowledgementFor([offline], { ...offline, ...parts }, at) !== undefined;

  test('covers its finding until it ends, by each name of the machine, and none besides', () => {
    expect(covers({})).toBe(true);
    expect(covers({ target: 'worker/etl01.corp.example', topology: 'WAREHOUSE' })).toBe(true);
    expect(covers({}, Date.parse(offline.until) - 1)).toBe(true);
    expect(covers({}, Date.parse(offline.until))).toBe(false);
    expect(covers({ id: 'worker.clock-off' })).toBe(false);
    expect(covers({ target: 'worker/ETL02' })).toBe(false);
    expect(covers({ target: 'master/ETL01' })).toBe(false);
    expect(covers({ topology: 'finance' })).toBe(false);
  });

  test('of a warning does not cover the error that it becomes; of an error it covers the warning', () => {
    const warned = { ...offline, severity: 'warning' } as const;
    expect(acknowledgementFor([warned], offline, now)).toBeUndefined();
    expect(acknowledgementFor([warned], warned, now)).toBe(warned);
    expect(acknowledgementFor([offline], warned, now)).toBe(offline);
  });

  test('takes the place of an older one of the same finding, and is taken back alone', () => {
    const other = { ...offline, target: 'worker/ETL02' };
    const newer = { ...offline, target: 'worker/etl01', reason: 'still on order' };
    expect(acknowledged([offline, other], newer)).toEqual([other, newer]);
    expect(unacknowledged([offline, other], { topology: 'warehouse', id: offline.id, target: 'worker/ETL01' })).toEqual(
      [other],
    );
  });
});

describe('the note', () => {
  test('says what was written; an empty one is none', () => {
    expect(readAcknowledgements(note(writeAcknowledgements([offline])))).toEqual({ known: true, value: [offline] });
    expect(readAcknowledgements(note(null))).toEqual({ known: true, value: [] });
    expect(writeAcknowledgements([])).toBeNull();
    expect(acknowledgementsAt([offline], Date.parse(offline.until))).toEqual([]);
  });

  test.each([
    '{',
    '{}',
    '[1]',
    ...Object.keys(offline).map((key) => JSON.stringify([{ ...offline, [key]: 7 }])),
    JSON.stringify([{ ...offline, severity: 'note' }]),
    JSON.stringify([{ ...offline, until: 'tomorrow' }]),
  ])('%s is unknown, and acknowledges nothing', (text) => {
    expect(readAcknowledgements(note(text))).toMatchObject({ known: false, reason: expect.stringContaining('cannot') });
  });

  test('that may not be seen is unknown, too', () => {
    expect(readAcknowledgements({ known: false, reason: 'no rights' })).toEqual({ known: false, reason: 'no rights' });
  });
});
