import { describe, expect, it } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import type { ApplyRecorder } from '../../src/history/apply-recorder.js';
import { writeApprovals } from '../../src/reconciler/hold/notes.js';
import { suspended, writeSuspensions } from '../../src/reconciler/view/suspensions.js';
import type { Leadership } from '../../src/watch/leadership.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { type WatchedModel, watchModel } from './watched-model.js';

const row = rowOf('ETL01', 1, { enabled: true });
const other = rowOf('ETL02', 2, { enabled: true });
const observation = catalogOf([row, other]);
const topology = topologyOf({
  scaleOut: { enabled: true },
  workers: [
    { machine: 'ETL01', enabled: true, description: 'loads' },
    { machine: 'ETL02', enabled: true },
  ],
});
const never = new AbortController().signal;
const lost = new ScaleoutError('catalog.connection-lost', 'gone');

/** Another one leads, for good. */
const standsBy: Leadership = {
  async lead(_topology, tell, signal) {
    tell({ isLeader: false, detail: 'b@pod2 leads' });
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  },
};

const resultsOf = ({ results }: WatchedModel) => results.map(({ result }) => result);
const typesOf = ({ events }: WatchedModel) => events.map(({ type }) => type);

describe('a watch', () => {
  it('brings the catalog to the topology, then finds nothing to do at each interval', async () => {
    const model = await watchModel(100_000, { topology, observation });
    expect(resultsOf(model)).toEqual(['applied', 'in-sync', 'in-sync', 'in-sync']);
    expect(model.catalog.writes).toEqual([`mark test`, `Description ${row.id}`]);
    expect(typesOf(model).slice(0, 4)).toEqual(['watch_started', 'topology_loaded', 'leading', 'reconcile_started']);
    expect(typesOf(model).at(-1)).toBe('watch_stopped');
    expect(model.results[0]?.reasons).toContain('start');
    expect(model.results[1]?.reasons).toEqual(['interval']);
  });

  it('tells once for each load of the topology that its connection is not encrypted, and not at each poll', async () => {
    const open = { ...topology, catalog: { ...topology.catalog, encrypt: false } };
    const model = await watchModel(200_000, { topology: open, observation }, ({ at, save }) => {
      at(95_000, () => save({ ...open, name: 'again' }));
    });
    const telling = model.events.filter((event) => JSON.stringify(event).includes('catalog.encryption-off'));
    expect(telling.map(({ type }) => type)).toEqual(['topology_loaded', 'topology_loaded']);
    expect(model.results.length).toBeGreaterThan(4);
  });

  it('says nothing of the connection where a sandbox stands in for the server', async () => {
    const open = { ...topology, catalog: { ...topology.catalog, encrypt: false } };
    const { events } = await watchModel(40_000, { topology: open, observation, sandbox: 'fleet' });
    expect(JSON.stringify(events)).not.toContain('catalog.encryption-off');
  });

  it('mends what is changed by hand within a poll', async () => {
    const model = await watchModel(200_000, { topology, observation }, ({ at, catalog }) => {
      at(95_000, () => catalog.edit(row.id, { description: 'by hand', enabled: false }));
    });
    expect((await model.catalog.readWorkers([row.id], never)).get(row.id)).toMatchObject({
      description: 'loads',
      enabled: true,
    });
    expect(resultsOf(model).filter((result) => result === 'applied')).toHaveLength(2);
  });

  it('makes one more run of a burst of triggers, with all of their reasons', async () => {
    const model = await watchModel(25_000, { topology, observation }, ({ at, wake }) => {
      at(10_000, () => {
        for (let count = 0; count < 50; count += 1) wake('file');
        wake('request');
        wake('signal');
      });
    });
    expect(model.results.map(({ reasons }) => [...reasons].sort())).toEqual([
      expect.arrayContaining(['start']),
      ['file', 'request', 'signal'],
    ]);
  });

  it('looks at once when it is asked over HTTP, and then each second, however often it is asked', async () => {
    const model = await watchModel(26_000, { topology, observation }, ({ at, wake }) => {
      for (let time = 10_000; time < 13_500; time += 100) at(time, () => wake('request'));
    });
    const asked = model.results.filter(({ reasons }) => reasons.includes('request'));
    expect(asked).toHaveLength(5);
    expect(asked[0]?.reasons).toEqual(['request']);
  });

  it('heeds a saved file at once, also where it has just been asked to look', async () => {
    const model = await watchModel(12_000, { topology, observation }, ({ at, wake }) => {
      at(10_000, () => wake('request'));
      at(10_200, () => wake('request'));
      at(10_500, () => wake('file'));
    });
    expect(model.results.slice(1).map(({ reasons }) => [...reasons].sort())).toEqual([
      ['request'],
      ['file', 'request'],
    ]);
  });

  it('in mode observe it changes nothing, and tells what it would', async () => {
    const model = await watchModel(50_000, { topology, observation, mode: 'observe' });
    expect(resultsOf(model)).toEqual(['held', 'held']);
    expect(model.results[0]?.held).toEqual([{ id: 'worker/ETL01', by: 'mode', reason: expect.any(String) }]);
    expect(model.results[0]?.plan?.changes).toHaveLength(1);
    expect(model.catalog.writes).toEqual([]);
  });

  it('tells of a right that its login lacks as an error where it may change something, else as a note', async () => {
    const login = { ...observation.login, isSysadmin: false, isSsisAdmin: false, isClusterExecutor: true };
    for (const [mode, severity] of [
      ['observe', 'note'],
      ['safe', 'error'],
    ] as const) {
      const { results } = await watchModel(1_000, { topology, observation: { ...observation, login }, mode });
      expect(results[0]).toMatchObject({
        result: 'held',
        diagnostics: [{ code: 'guard.ssis-admin-needed', severity }],
      });
    }
  });

  it('in mode safe it removes nothing, in mode full it does', async () => {
    const pruned = topologyOf({
      scaleOut: { enabled: true },
      workers: [{ machine: 'ETL01' }],
      policy: { prune: true },
    });
    const dead = catalogOf([row, rowOf('ETL09', 9, { lastOnlineAge: 90_000 })]);
    const safe = await watchModel(50_000, { topology: pruned, observation: dead, mode: 'safe' });
    expect(safe.results.map(({ held }) => held.map(({ id, by }) => [id.split('/')[0], by]))).toEqual([
      [['worker', 'mode']],
      [['worker', 'mode']],
    ]);
    const full = await watchModel(50_000, { topology: pruned, observation: dead });
    expect(full.catalog.writes.filter((write) => write.startsWith('remove'))).toHaveLength(1);
  });

  it('once makes one run', async () => {
    const model = await watchModel(500_000, { topology, observation, once: true });
    expect(resultsOf(model)).toEqual(['applied']);
  });

  it('goes on when a listener throws at everything', async () => {
    const listener = () => {
      throw new Error('a broken listener');
    };
    const model = await watchModel(100_000, { topology, observation, listener });
    expect(model.results).toHaveLength(4);
  });
});

describe('a topology file that is bad', () => {
  const better = topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01', description: 'better' }] });

  it('does not stop the watch of the last good one; each set of problems is told once, and again when mended', async () => {
    const model = await watchModel(400_000, { topology, observation }, ({ at, spoil, save, catalog }) => {
      at(40_000, () => spoil('a', 'b'));
      at(100_000, () => spoil('a', 'b'));
      at(150_000, () => catalog.edit(row.id, { description: 'by hand' }));
      at(200_000, () => spoil('c'));
      at(300_000, () => save(better));
    });
    const told = model.events.filter(({ type }) => type.startsWith('topology'));
    expect(told.map(({ type }) => type)).toEqual([
      'topology_loaded',
      'topology_bad',
      'topology_bad',
      'topology_loaded',
    ]);
    expect(model.catalog.writes).toEqual([
      'mark test',
      `Description ${row.id}`,
      `Description ${row.id}`,
      `Description ${row.id}`,
    ]);
    expect((await model.catalog.readWorkers([row.id], never)).get(row.id)?.description).toBe('better');
  });

  it('from the beginning is told by its path, and watched until it is good', async () => {
    const model = await watchModel(100_000, { topology, observation }, ({ at, spoil, save }) => {
      spoil('not yet');
      at(50_000, () => save(topology));
    });
    expect(model.events[0]).toMatchObject({ type: 'watch_started', topology: 'topology.yaml' });
    expect(typesOf(model).slice(0, 3)).toEqual(['watch_started', 'topology_bad', 'topology_loaded']);
    expect(model.looks[0]).toBeGreaterThanOrEqual(50_000);
    expect(resultsOf(model)[0]).toBe('applied');
  });

  it('that is mended to what it was is told as loaded again', async () => {
    const model = await watchModel(100_000, { topology, observation }, ({ at, spoil, save }) => {
      at(20_000, () => spoil('x'));
      at(60_000, () => save(topology));
    });
    expect(typesOf(model).filter((type) => type === 'topology_loaded')).toHaveLength(2);
  });

  it('with another catalog opens another world', async () => {
    const moved = { ...topology, catalog: { ...topology.catalog, database: 'SSISDB2' } };
    const model = await watchModel(100_000, { topology, observation }, ({ at, save }) => {
      at(20_000, () => save({ ...topology, workers: topology.workers.slice(0, 1) }));
      at(40_000, () => save(moved));
    });
    expect(model.opened()).toBe(2);
  });
});

describe('a catalog that is gone', () => {
  it('is looked for less and less often, and mended when it is back', async () => {
    const hour = 3_600_000;
    const model = await watchModel(7 * hour, { topology, observation }, ({ at, fail, catalog }) => {
      at(hour, () => fail(lost));
      at(2 * hour, () => catalog.edit(row.id, { description: 'meanwhile' }));
      at(6 * hour, () => fail(undefined));
    });
    const failed = model.looks.filter((moment) => moment > hour && moment < 6 * hour);
    // Eleven doublings to a quarter of an hour, then four an hour.
    expect(failed.length).toBeLessThan(11 + 5 * 4 + 2);
    const gaps = failed.slice(1).map((moment, index) => moment - (failed[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15 * 60_000);
    expect([...gaps].sort((a, b) => a - b)).toEqual(gaps);
    expect(resultsOf(model).filter((result) => result === 'applied')).toHaveLength(2);
    expect(resultsOf(model).at(-1)).toBe('in-sync');
    // Secrets and connection are looked up anew for each attempt.
    expect(model.opened()).toBeGreaterThan(failed.length - 2);
  });

  it('is looked at at once when a person asks', async () => {
    const model = await watchModel(3_600_000, { topology, observation }, ({ at, fail, wake }) => {
      fail(lost);
      at(3_000_000, () => fail(undefined));
      at(3_000_001, () => wake('request'));
    });
    expect(model.results.find(({ result }) => result === 'applied')?.reasons).toEqual(['request']);
  });

  it('whose rows may not be seen is a failed run, not a catalog without workers', async () => {
    const blind = { ...observation, workers: { known: false, reason: 'no rights' } } as const;
    const model = await watchModel(10_000, {
      topology,
      observation: blind,
      wrap: (catalog) => ({ ...catalog, observe: async () => blind }),
    });
    expect(new Set(resultsOf(model))).toEqual(new Set(['failed']));
    expect(model.results[0]?.diagnostics).toMatchObject([{ code: 'catalog.no-rights' }]);
  });
});

describe('a step that fails', () => {
  const failing = (error: ScaleoutError, until: number) => ({
    wrap: (catalog: WatchedModel['catalog'], time: WatchedModel['time']) => ({
      ...catalog,
      async setWorkerProperty(...words: Parameters<WatchedModel['catalog']['setWorkerProperty']>) {
        attempts.push(time.now());
        if (time.now() < until) throw error;
        return catalog.setWorkerProperty(...words);
      },
    }),
  });
  let attempts: number[] = [];

  it('is tried again after waits that double, and held in between', async () => {
    attempts = [];
    const error = new ScaleoutError('catalog.deadlock', 'again and again');
    const model = await watchModel(300_000, { topology, observation, ...failing(error, 100_000) });
    const gaps = attempts.slice(1).map((moment, index) => moment - (attempts[index] ?? 0));
    expect(gaps.slice(0, 5)).toEqual([844, 1_688, 3_375, 6_750, 13_500].map((gap) => expect.closeTo(gap, -2)));
    expect(resultsOf(model)[0]).toBe('partial');
    expect(model.results.flatMap(({ held }) => held)[0]).toMatchObject({ by: 'backoff', until: expect.any(String) });
    expect(resultsOf(model).at(-1)).toBe('in-sync');
  });

  it('for good waits for a change of the topology or the world', async () => {
    attempts = [];
    const error = new ScaleoutError('catalog.value-refused', 'no such value');
    const model = await watchModel(
      4 * 3_600_000,
      { topology, observation, ...failing(error, Infinity) },
      ({ at, catalog }) => {
        at(3_600_000, () => catalog.edit(row.id, { description: 'by hand' }));
      },
    );
    expect(attempts.map((moment) => Math.floor(moment / 3_600_000))).toEqual([0, 1]);
    expect(model.results.at(-1)?.held).toEqual([
      { id: 'worker/ETL01', by: 'backoff', reason: expect.stringContaining('waits for a change') },
    ]);
  });

  it('does not keep others from being brought into line', async () => {
    attempts = [];
    const error = new ScaleoutError('catalog.value-refused', 'no such value');
    const model = await watchModel(
      600_000,
      { topology, observation, ...failing(error, Infinity) },
      ({ at, catalog }) => {
        at(200_000, () => catalog.edit(other.id, { enabled: false }));
      },
    );
    expect(model.catalog.writes).toContain(`enable ${other.id}`);
  });
});

describe('what holds changes back', () => {
  it('a suspension does until it ends, and then by itself', async () => {
    const began = Date.UTC(2026, 10, 24, 12);
    const note = writeSuspensions(
      suspended([], {
        topology: 'test',
        target: 'worker/etl01',
        reason: 'disk',
        who: 'anna@build7',
        since: new Date(began).toISOString(),
        until: new Date(began + 3_600_000).toISOString(),
      }),
    );
    const noted = {
      ...observation,
      notes: { known: true, value: { suspensions: note, approvals: null, waiting: null, acknowledgements: null } },
    } as const;
    const model = await watchModel(3_700_000, { topology, observation: noted, interval: 1_200_000, began });
    expect(model.results[0]?.held).toEqual([
      {
        id: 'worker/ETL01',
        by: 'suspension',
        reason: expect.stringContaining('disk'),
        until: '2026-11-24T13:00:00.000Z',
      },
    ]);
    expect(model.catalog.writes.length).toBeGreaterThan(0);
    expect(model.looks.at(-1)).toBeLessThan(3_610_000);
  });

  it('a window does, and it is made when the window opens', async () => {
    const windows = [{ kind: 'allow', cron: '0 13 * * *', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const off = topologyOf({ workers: [{ machine: 'ETL01', enabled: false, description: 'x' }], policy: { windows } });
    const model = await watchModel(3_700_000, { topology: off, observation, interval: 600_000 });
    expect(model.results[0]?.held).toMatchObject([{ by: 'window', until: '2026-11-24T13:00:00.000Z' }]);
    expect(model.catalog.writes).toEqual(expect.arrayContaining([`disable ${row.id}`]));
    const opened = model.looks.find((moment) => moment >= 3_600_000);
    expect(opened).toBeLessThan(3_601_000);
  });

  it('a missing approval does: of exactly this plan, and once', async () => {
    const { fingerprint } = planOf(topology, observation);
    const approve = (print: string) =>
      writeApprovals([{ fingerprint: print, who: 'anna', when: new Date(Date.UTC(2026, 10, 24, 12)).toISOString() }]);
    const begun: Parameters<ApplyRecorder['begin']>[2][] = [];
    const recorder: ApplyRecorder = {
      emit: () => undefined,
      begin: async (_plan, _login, allowed) => {
        begun.push(allowed);
        return [];
      },
      end: async () => [],
      refused: async () => [],
    };
    const given = { topology, observation, approve: true, history: async () => recorder };
    const model = await watchModel(400_000, given, ({ at, catalog }) => {
      at(40_000, () => void catalog.setNote('approvals', approve('0'.repeat(64)), never));
      at(100_000, () => void catalog.setNote('approvals', approve(fingerprint), never));
      at(300_000, () => catalog.edit(row.id, { description: null }));
    });
    expect(model.results.slice(0, 3).flatMap(({ held }) => held.map(({ by }) => by))).toEqual([
      'approval',
      'approval',
      'approval',
    ]);
    expect(model.results[0]?.held[0]?.reason).toContain(fingerprint);
    expect(resultsOf(model).filter((result) => result === 'applied')).toHaveLength(1);
    // The same drift once more: the approval was used up.
    expect(model.results.at(-1)?.held).toMatchObject([{ by: 'approval' }]);
    expect((await model.catalog.observe(never)).notes).toMatchObject({ value: { approvals: null } });
    // Who let it be done stands in the history.
    expect(begun).toEqual([{ approval: { who: 'anna', when: '2026-11-24T12:00:00.000Z' } }]);
  });

  it('what waits for an approval stands in the catalog, once, and so does that it was carried out', async () => {
    const { fingerprint } = planOf(topology, observation);
    const seen: string[] = [];
    const waits = async ({ catalog }: WatchedModel) => {
      const { notes } = await catalog.observe(never);
      seen.push(notes.known ? (notes.value.waiting ?? 'none') : 'hidden');
    };
    const note = writeApprovals([
      { fingerprint, who: 'anna', when: new Date(Date.UTC(2026, 10, 24, 12)).toISOString() },
    ]);
    const model = await watchModel(400_000, { topology, observation, approve: true }, (watched) => {
      const { at, catalog } = watched;
      at(90_000, () => void waits(watched));
      at(100_000, () => void catalog.setNote('approvals', note, never));
      at(200_000, () => void waits(watched));
      // It differs again, and then no more: somebody did it by hand.
      at(210_000, () => catalog.edit(row.id, { description: null }));
      at(260_000, () => void waits(watched));
      at(270_000, () => catalog.edit(row.id, { description: 'loads' }));
      at(360_000, () => void waits(watched));
    });
    expect(seen.map((text) => (text === 'none' ? text : JSON.parse(text)))).toEqual([
      [expect.objectContaining({ topology: 'test', fingerprint, state: 'waiting', what: 'worker/ETL01' })],
      [expect.objectContaining({ fingerprint, state: 'done' })],
      [expect.objectContaining({ fingerprint, state: 'waiting' })],
      'none',
    ]);
    // Waiting, carried out, waiting again, no more: nothing between.
    expect(model.catalog.writes.filter((write) => write === 'note waiting')).toHaveLength(4);
  });

  it('an approved plan that waits for its window stands there too, so that its approval can be withdrawn', async () => {
    const windows = [{ kind: 'allow', cron: '0 13 * * *', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const off = topologyOf({ workers: [{ machine: 'ETL01', enabled: false, description: 'x' }], policy: { windows } });
    const { fingerprint } = planOf(off, observation);
    const note = writeApprovals([
      { fingerprint, who: 'anna', when: new Date(Date.UTC(2026, 10, 24, 12)).toISOString() },
    ]);
    const model = await watchModel(100_000, { topology: off, observation, approve: true }, ({ at, catalog }) => {
      at(30_000, () => void catalog.setNote('approvals', note, never));
    });
    expect(model.results.at(-1)?.held).toMatchObject([{ by: 'window' }]);
    const { notes } = await model.catalog.observe(never);
    expect(notes.known && JSON.parse(notes.value.waiting ?? '[]')).toMatchObject([{ fingerprint, state: 'waiting' }]);
  });

  it.each([
    ['a standby', { leadership: standsBy }],
    ['who only observes', { mode: 'observe' as const }],
  ])('of what waits %s writes nothing', async (_, options) => {
    const model = await watchModel(100_000, { topology, observation, approve: true, ...options });
    expect(model.catalog.writes).toEqual([]);
  });

  it('where it cannot be written what waits, that is a warning, and the watch goes on', async () => {
    const { results } = await watchModel(40_000, {
      topology,
      observation,
      approve: true,
      wrap: (catalog) => ({
        ...catalog,
        setNote: () => Promise.reject(new ScaleoutError('catalog.permission-denied', 'ALTER is missing')),
      }),
    });
    expect(results[0]).toMatchObject({ result: 'held', held: [{ by: 'approval' }] });
    expect(results[0]?.diagnostics).toMatchObject([{ code: 'catalog.permission-denied', severity: 'warning' }]);
  });

  it('an approval that cannot be taken out after it was used is told: the same plan would be carried out again', async () => {
    const { fingerprint } = planOf(topology, observation);
    const note = writeApprovals([
      { fingerprint, who: 'anna', when: new Date(Date.UTC(2026, 10, 24, 12)).toISOString() },
    ]);
    const approved = {
      known: true,
      value: { suspensions: null, approvals: note, waiting: null, acknowledgements: null },
    } as const;
    // The right to see the notes goes while the plan is carried out.
    let isHidden = false;
    const { results } = await watchModel(1_000, {
      topology,
      observation: { ...observation, notes: approved },
      approve: true,
      wrap: (catalog) => ({
        ...catalog,
        async observe(signal) {
          const seen = await catalog.observe(signal);
          return isHidden ? { ...seen, notes: { known: false, reason: 'no right' } } : seen;
        },
        async setWorkerProperty(...given) {
          isHidden = true;
          return catalog.setWorkerProperty(...given);
        },
      }),
    });
    expect(results[0]).toMatchObject({ result: 'applied' });
    expect(results[0]?.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'watch.approval-kept', detail: 'no right' }),
    );
  });

  it('somebody who holds the lock does; it is tried again with longer and longer waits', async () => {
    const model = await watchModel(200_000, { topology, observation }, ({ at, lock }) => {
      lock('anna');
      at(100_000, () => lock(undefined));
    });
    expect(model.results[0]).toMatchObject({
      result: 'held',
      held: [{ by: 'guard', reason: expect.stringContaining('anna') }],
    });
    expect(resultsOf(model)).toContain('applied');
    expect(model.results.length).toBeLessThan(16);
  });

  it('a standby looks and tells, and writes only when it leads', async () => {
    const leadership: Leadership = {
      async lead(_topology, tell, signal) {
        tell({ isLeader: false, detail: 'b@pod2 leads' });
        while (!signal.aborted && !goes) await new Promise((resolve) => setImmediate(resolve));
        tell({ isLeader: true, lost: signal });
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    };
    let goes = false;
    const model = await watchModel(100_000, { topology, observation, leadership }, ({ at }) => {
      at(70_000, () => {
        goes = true;
      });
    });
    expect(model.results[0]).toMatchObject({ result: 'held', held: [{ by: 'guard', reason: 'b@pod2 leads' }] });
    expect(resultsOf(model).slice(0, 3)).toEqual(['held', 'held', 'held']);
    expect(resultsOf(model)).toContain('applied');
    expect(model.events.filter(({ type }) => type === 'leading')).toMatchObject([
      { isLeader: false },
      { isLeader: true },
    ]);
  });
});
