import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workerKeys } from '../../../src/page/model/workers.js';
import { packRow, unpackRow, type WorkerRow } from '../../../src/page/wire/worker-row.js';
import { writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import { catalogOf, rowOf } from '../../support/build.js';
import {
  changeRow,
  configOf,
  type DiagnosedFleet,
  healthyFleet,
  silence,
  workerOf,
} from '../../support/diagnosed-fleet.js';
import { certificateOf } from '../../support/machine-build.js';
import { modelled, seenOf } from './modelled.js';

/** Anything that a catalog may hold: long, right to left, in control characters, in half a character. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\u202eETL01',
    '<script>alert(1)</script>',
    '"\\"'.repeat(30),
    '\u0000'.repeat(50),
    '\ud800',
    '👩‍👩‍👧'.repeat(20),
  ),
  fc.nat(12).map((length) => 'x'.repeat(length * 900)),
);

const count = fc.option(fc.nat(999_999), { nil: null });
const seconds = fc.option(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), { nil: null });

const rows: fc.Arbitrary<WorkerRow> = fc.record({
  key: fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,39}$/),
  name: hostile,
  mark: fc.constantFrom('ok', 'warn', 'bad', 'off', 'unknown'),
  word: hostile,
  enabled: fc.option(fc.boolean(), { nil: null }),
  beat: seconds,
  running: count,
  slots: count,
  ends: seconds,
  differs: fc.option(fc.nat(999), { nil: null }),
  held: fc.boolean(),
  description: hostile,
  listed: fc.boolean(),
});

describe('a row as it travels', () => {
  test('takes less than 200 bytes, whatever its texts hold, and is the same on the other side but for what was cut', () => {
    fc.assert(
      fc.property(rows, (row) => {
        const packed = JSON.stringify(packRow(row));
        expect(Buffer.byteLength(packed)).toBeLessThan(200);
        const { name, word, description, ...rest } = unpackRow(JSON.parse(packed));
        expect({ ...row, ...rest }).toEqual(row);
        for (const [sent, whole] of [
          [name, row.name],
          [word, row.word],
          [description, row.description],
        ] as const) {
          const isWhole = sent === whole || JSON.stringify(sent) === JSON.stringify(whole);
          expect(isWhole || whole.startsWith(sent.slice(0, -1)) || sent.includes('\ufffd')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keys are short, plain and each another one, also of names of 10,000 characters and of equal ones', () => {
    const worker = fc.record({
      machine: fc.option(fc.oneof(hostile, fc.constantFrom('ETL01', 'etl01', 'ETL02', 'constructor', '..')), {
        nil: null,
      }),
      workerAgentId: fc.option(fc.uuid(), { nil: null }),
      standing: fc.constantFrom('registered', 'stale', 'unmanaged', 'unreadable'),
    });
    fc.assert(
      fc.property(fc.array(worker, { maxLength: 12 }), (workers) => {
        const keys = workerKeys(workers);
        expect(keys).toHaveLength(workers.length);
        expect(new Set(keys.map((key) => key.toUpperCase())).size).toBe(keys.length);
        for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,39}$/);
        // A look that shows the same has the same keys.
        expect(workerKeys(workers)).toEqual(keys);
      }),
      { numRuns: 300 },
    );
  });

  test('a row that comes beside others takes no key away from them', () => {
    const one = { machine: 'ETL01', workerAgentId: 'A1', standing: 'registered' } as const;
    const stale = { machine: 'ETL01', workerAgentId: 'B2', standing: 'stale' } as const;
    expect(workerKeys([one])).toEqual(['ETL01']);
    expect(workerKeys([one, stale])).toEqual(['ETL01', 'B2']);
    expect(workerKeys([stale, one])).toEqual(['B2', 'ETL01']);
  });
});

/** Mark and word of one worker of a fleet in which something was changed. */
function fareIn(change: (fleet: DiagnosedFleet) => void, key = 'ETL03'): readonly unknown[] {
  const fleet = healthyFleet();
  change(fleet);
  const row = modelled(fleet).row(key);
  return [row?.mark, row?.word];
}

function withNote(fleet: DiagnosedFleet, suspension: Parameters<typeof writeSuspensions>[0][number]): void {
  const { notes } = fleet.catalog;
  if (!notes.known) throw new Error('The notes are hidden.');
  const value = { ...notes.value, suspensions: writeSuspensions([suspension]) };
  fleet.catalog = { ...fleet.catalog, notes: { known: true, value } };
}

const suspension = {
  topology: 'test',
  target: 'worker/ETL03',
  reason: 'a disk',
  who: 'anna@build7',
  since: '2026-11-24T01:00:00.000Z',
};

describe('how a worker fares', () => {
  test.each<[string, (fleet: DiagnosedFleet) => void, readonly unknown[]]>([
    ['one that takes work is well', () => undefined, ['ok', 'healthy']],
    ['one that is not heard of', (fleet) => silence(fleet, 'ETL03'), ['bad', 'offline']],
    [
      'one that is disabled although the topology has it enabled, and still heard of, is not out on purpose',
      (fleet) => changeRow(fleet, 'ETL03', { enabled: false }),
      ['warn', 'disabled'],
    ],
    [
      'one whose machine gave no answer, and that is heard of, takes work, as status says it',
      (fleet) => {
        fleet.machines.ETL03 = 'no route';
      },
      ['ok', 'healthy'],
    ],
    [
      'one that is silent is offline also where its machine gave no answer',
      (fleet) => {
        fleet.machines.ETL03 = 'no route';
        silence(fleet, 'ETL03');
      },
      ['bad', 'offline'],
    ],
    ['one that is suspended and takes work', (fleet) => withNote(fleet, suspension), ['ok', 'suspended']],
    [
      'one that is suspended and disabled is out on purpose',
      (fleet) => {
        withNote(fleet, suspension);
        changeRow(fleet, 'ETL03', { enabled: false });
      },
      ['off', 'suspended'],
    ],
    [
      'one in maintenance that is not empty yet',
      (fleet) => withNote(fleet, { ...suspension, drained: { enabled: true } }),
      ['off', 'draining'],
    ],
    [
      'one in maintenance',
      (fleet) => {
        withNote(fleet, { ...suspension, drained: { enabled: true, emptied: true } });
        changeRow(fleet, 'ETL03', { enabled: false });
      },
      ['off', 'maintenance'],
    ],
    [
      'one whose certificate ends soon',
      (fleet) => {
        const ending = { ...certificateOf('ETL03'), notAfter: '2026-12-01T00:00:00.000Z' };
        const keyed = { ...ending, keyReaders: { known: true, value: ['S-1-5-18', 'S-1-5-80-2000'] } } as const;
        fleet.machines.ETL03 = workerOf('ETL03', { my: [keyed] });
      },
      ['warn', 'ends soon'],
    ],
  ])('%s', (_, change, fare) => {
    expect(fareIn(change)).toEqual(fare);
  });

  test('a listed worker without a row, and rows that no worker has', () => {
    const fleet = healthyFleet();
    const { workers } = fleet.catalog;
    if (!workers.known) throw new Error('The rows are hidden.');
    const others = workers.value.filter(({ machineName }) => machineName !== 'ETL02');
    fleet.catalog = {
      ...fleet.catalog,
      workers: {
        known: true,
        value: [
          ...others,
          rowOf('OTHER', 9, { enabled: true }),
          rowOf('ETL01', 8, { enabled: true, lastOnlineAge: 90_000 }),
        ],
      },
      unreadable: [
        {
          id: null,
          machineName: 'BROKEN',
          enabled: null,
          column: 'LastOnlineTime',
          value: '?',
          problem: 'it is no time',
        },
      ],
    };
    const found = modelled(fleet)
      .rows()
      .map(({ key, mark, word, listed }) => [key.slice(0, 9), mark, word, listed]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['ETL01', 'ok', 'healthy', true],
        ['00000000-', 'warn', 'stale', true],
        ['ETL02', 'bad', 'not registered', true],
        ['OTHER', 'ok', 'unmanaged', false],
        ['BROKEN', 'unknown', 'row unreadable', false],
      ]),
    );
  });

  test('a worker that the plan removes for good is not well, and its removal counts as a difference', () => {
    const fleet = healthyFleet();
    const workers = fleet.topology.workers.filter(({ machine }) => machine !== 'ETL03');
    const seen = seenOf({ ...fleet, topology: { ...fleet.topology, workers } });
    const reason = 'it is not in the topology';
    const removal = { id: 'worker/ETL03', action: 'remove', risk: 'destructive', reason, fields: [] } as const;
    const shown = modelled('unseen');
    shown.model.seen({ ...seen, plan: { ...seen.plan, changes: [removal] } });
    expect(shown.row('ETL03')).toMatchObject({ mark: 'warn', word: 'to be removed', differs: 1, listed: false });
  });

  test.each(['', '  ', '\u200b'])('a row whose machine is called %j has its id to click on', async (machineName) => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { machineName });
    const shown = modelled(fleet);
    const row = shown.rows().find(({ name }) => name.startsWith('(no name) '));
    expect(row?.name).toMatch(/^\(no name\) [0-9a-f-]{8}/i);
    expect(await shown.detail<{ readonly name: string }>(`workers/${row?.key}`)).toMatchObject({
      name: expect.stringMatching(/^\(no name\) [0-9a-f-]{36}$/i),
    });
  });

  test('slots come from the config of its machine, and are not known without it', () => {
    const fleet = healthyFleet();
    fleet.machines.ETL01 = workerOf('ETL01', { config: { ...configOf('ETL01'), MaxTaskCount: 8 } });
    fleet.machines.ETL02 = workerOf('ETL02', { config: { ...configOf('ETL02'), MaxTaskCount: '1e999' } });
    fleet.machines.ETL03 = 'no route';
    const rows = modelled(fleet).rows();
    expect(rows.slice(0, 3).map(({ slots }) => slots)).toEqual([8, null, null]);
  });

  test('what differs is counted, is not known of a machine that was not seen, and is held where all of it is', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL01', { enabled: false });
    changeRow(fleet, 'ETL02', { enabled: false });
    fleet.machines.ETL03 = 'no route';
    const shown = modelled('unseen');
    shown.model.seen(seenOf(fleet, [{ id: 'worker/ETL02', by: 'window', reason: 'the window is shut' }]));
    expect(
      shown
        .rows()
        .slice(0, 4)
        .map(({ differs, held }) => [differs, held]),
    ).toEqual([
      [1, false],
      [1, true],
      [null, false],
      [0, false],
    ]);
  });

  test('a farm of none has no rows, and says so without a mark', () => {
    const fleet = healthyFleet();
    fleet.topology = { ...fleet.topology, workers: [] };
    fleet.catalog = { ...catalogOf([]), master: fleet.catalog.master };
    const shown = modelled(fleet);
    expect(shown.rows()).toEqual([]);
    expect(shown.head().health.state).toBe('down');
  });
});
