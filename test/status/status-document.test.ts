import { describe, expect, test } from 'vitest';
import { statusText } from '../../src/cli/render/status-text.js';
import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import { statusDocument } from '../../src/status/status-document.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { seenMachines } from '../support/machine-build.js';
import { masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';
import { screen } from '../support/screen.js';

/** What a status tells of a world that is as the topology says but for this. */
function told(ETL01: MachineObservation, parts: Partial<CatalogObservation> = {}) {
  const machines = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL01, ETL02: workerMachine('ETL02') });
  return statusDocument(sshTopology(), { catalog: workingCatalog(parts), machines }).diagnostics ?? [];
}

const silent: Partial<CatalogObservation> = {
  workers: {
    known: true,
    value: [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 90_000 }), rowOf('ETL02', 2, { enabled: true })],
  },
};
const log = {
  role: 'worker',
  kind: 'trust',
  file: 'C:\\Logs\\worker.log',
  line: 'it is not trusted',
  at: '2026-11-24T02:15:19.000Z',
} as const;

test('a row that cannot be read is neither online nor offline, and its worker is not said to be missing', () => {
  const problem = { column: 'LastOnlineTime', value: 'never', problem: 'LastOnlineTime is never, which is no time' };
  const unreadable = [{ id: rowOf('ETL02', 2).id, machineName: 'ETL02', enabled: true, ...problem }];
  const rows = [rowOf('ETL01', 1, { enabled: true })];
  const catalog = workingCatalog({ workers: { known: true, value: rows }, unreadable });
  const machines = seenMachines({
    SQLETL01: masterMachine('SQLETL01'),
    ETL01: workerMachine('ETL01'),
    ETL02: workerMachine('ETL02'),
  });
  const status = statusDocument(sshTopology(), { catalog, machines });
  expect(status.workers).toMatchObject([
    { machine: 'ETL01', standing: 'registered', online: true },
    {
      machine: 'ETL02',
      standing: 'unreadable',
      enabled: true,
      online: null,
      lastOnline: 'never',
      lastOnlineAge: null,
      health: { state: 'unknown' },
    },
  ]);
  const text = statusText(status, screen());
  expect(text).toContain('its row cannot be read');
  expect(text).toContain('unreadable: "never"');
});

test('a time of the master that cannot be read is told with its value, and is not "never seen"', () => {
  const textOf = (lastOnline: string | null) => {
    const master = { ...workingCatalog().master, lastOnline, lastOnlineAge: null };
    const status = statusDocument(sshTopology(), { catalog: workingCatalog({ master }), machines: new Map() });
    expect(status.master.online).toBeNull();
    return statusText(status, screen());
  };
  expect(textOf('31.04.2026 \u001b[2J')).toContain('last seen at a time that cannot be read: "31.04.2026 ');
  expect(textOf('31.04.2026 \u001b[2J')).not.toContain('\u001b[2J');
  expect(textOf('31.04.2026')).not.toContain('never seen');
  expect(textOf(null)).toContain('never seen');
});

describe('the log of a worker that is not heard of', () => {
  test('shows trouble: its cause and the line are told, with what helps', () => {
    const found = told(workerMachine('ETL01', { observation: { trouble: [log] } }), silent);
    expect(found).toMatchObject([
      {
        severity: 'warning',
        code: 'plan.cause',
        detail: expect.stringMatching(
          /^The log of the worker on ETL01 says at 2026-11-24 02:15:19 UTC: .* \(C:\\Logs\\worker\.log on ETL01: it is not trusted\)\. ETL01 is offline\.$/,
        ),
      },
    ]);
  });

  test('is not told where it was written before the last heartbeat', () => {
    const old = { ...log, at: '2026-11-24T02:14:00.000Z' };
    const found = told(workerMachine('ETL01', { observation: { trouble: [old] } }), silent);
    expect(found.map(({ code }) => code)).toEqual(['plan.worker-offline']);
  });

  test('of the master counts like that of a worker', () => {
    const mine = { ...log, role: 'master', kind: 'httpRequest' } as const;
    const world = (at: string) => {
      const SQLETL01 = masterMachine('SQLETL01', { observation: { trouble: [{ ...mine, at }] } });
      const machines = seenMachines({ SQLETL01, ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') });
      const { master } = workingCatalog();
      const catalog = workingCatalog({
        master: { ...master, lastOnlineAge: 900, lastOnline: '2026-11-24T02:00:20.000Z' },
      });
      return (statusDocument(sshTopology(), { catalog, machines }).diagnostics ?? [])
        .map(({ detail }) => detail)
        .join();
    };
    expect(world('2026-11-24T02:10:00.000Z')).toContain('The log of the master on SQLETL01 says');
    expect(world('2026-11-24T01:59:00.000Z')).toMatch(/^The master has not been heard of for 15 min/);
  });

  test('was not found: it is told, and the log of one that is heard of is not missed', () => {
    const logs = [{ role: 'worker', folders: ['C:\\Logs'], newest: null }] as const;
    expect(told(workerMachine('ETL01', { observation: { logs } }), silent)).toMatchObject([
      {
        severity: 'warning',
        code: 'plan.worker-offline',
        detail: expect.stringMatching(
          /^ETL01 is enabled, and has not been heard of for 1 d 1 h\..* No log was found in C:\\Logs\.$/,
        ),
      },
    ]);
    expect(told(workerMachine('ETL01'))).toEqual([]);
  });

  test('has trouble of before: a worker that is heard of has none', () => {
    expect(told(workerMachine('ETL01', { observation: { trouble: [log] } }))).toEqual([]);
  });
});

describe('a plan that waits for an approval', () => {
  const fingerprint = '3f2a91bc'.padEnd(64, '0');
  const said = '2026-11-24T01:00:00.000Z';
  const waiting = JSON.stringify([
    { topology: 'test', fingerprint, state: 'waiting', since: said, said, what: 'worker/ETL01 and 3 more' },
    { topology: 'test', fingerprint: 'e'.repeat(64), state: 'done', since: said, said, what: 'scaleOut' },
    { topology: 'other', fingerprint: 'f'.repeat(64), state: 'waiting', since: said, said, what: 'scaleOut' },
  ]);
  const approvals = JSON.stringify([{ fingerprint, who: 'anna@build7', when: '2026-11-24T02:00:00.000Z' }]);
  const documentWith = (notes: { readonly waiting: string | null; readonly approvals: string | null }) =>
    statusDocument(topologyOf(), {
      catalog: catalogOf([], {
        notes: { known: true, value: { suspensions: null, acknowledgements: null, ...notes } },
      }),
      machines: new Map(),
    });

  test('is shown with its first digits, and how to approve it', () => {
    const status = documentWith({ waiting, approvals: null });
    expect(status.waiting).toEqual([{ fingerprint, since: said, said, what: 'worker/ETL01 and 3 more' }]);
    expect(statusText(status, screen())).toContain(
      [
        '  A plan waits for an approval since 2026-11-24 01:00:00 +00:00 (1 h 20 min ago): worker/ETL01 and 3 more',
        '  The watch last said so at 2026-11-24 01:00:00 +00:00 (1 h 20 min ago).',
        '  Approve it with: scaleout approve 3f2a91bc',
        '  A watch may hold back more: that stands in its own /status and in its log.',
      ].join('\n'),
    );
  });

  test('that was approved says by whom', () => {
    const status = documentWith({ waiting, approvals });
    expect(status.waiting).toMatchObject([{ approvedBy: 'anna@build7' }]);
    expect(statusText(status, screen())).toContain(
      '  Approved by anna@build7: the watch carries it out when it looks again.',
    );
  });

  test.each([null, '{', '[1]'])('is none where the note says so, or is none of ours: %s', (note) => {
    expect(documentWith({ waiting: note, approvals: null })).not.toHaveProperty('waiting');
  });
});

test('suspensions that cannot be seen are told: watch changes nothing then', () => {
  const notes = { known: false, reason: 'the login may not see them' } as const;
  expect(told(workerMachine('ETL01'), { notes })).toMatchObject([
    { severity: 'note', code: 'watch.notes-unseen', detail: 'the login may not see them' },
  ]);
});
