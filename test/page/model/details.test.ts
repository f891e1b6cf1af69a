import { appendFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { CatalogExamination } from '../../../src/domain/examination.js';
import type { FleetExecution, FleetWork } from '../../../src/domain/fleet-work.js';
import type { HistoryLine } from '../../../src/history/read-history.js';
import type { PageReader } from '../../../src/page/model/page-model.js';
import type {
  ApplyDetail,
  ExecutionsDetail,
  FindingsDetail,
  HistoryDetail,
  PlanDetail,
  WorkerDetail,
} from '../../../src/page/wire/details.js';
import { beginLine, endLine, refusedLine } from '../../history/lines.js';
import { rowOf } from '../../support/build.js';
import { changeRow, configOf, healthyFleet, silence, workerOf } from '../../support/diagnosed-fleet.js';
import { examinationOf, pendingOf as waitingOf } from '../../support/examination.js';
import { temporaryFolder } from '../../support/run-cli.js';
import { until } from '../../support/until.js';
import { type Modelled, modelled, seenOf } from './modelled.js';

describe('the plan', () => {
  test('alike changes together, with what they were and are, their steps in words, and the commands', async () => {
    const fleet = healthyFleet();
    for (const name of ['ETL01', 'ETL02', 'ETL03']) changeRow(fleet, name, { enabled: false });
    fleet.machines.ETL04 = workerOf('ETL04', {
      config: { ...configOf('ETL04'), MasterEndpoint: 'https://elsewhere:8391' },
    });
    const shown = modelled('unseen');
    shown.model.seen(seenOf(fleet, [{ id: 'worker/ETL04', by: 'window', reason: 'the window is shut' }]));
    const plan = await shown.detail<PlanDetail>('plan');
    expect(plan).toMatchObject({
      complete: true,
      applyable: true,
      omitted: 0,
      command: 'scaleout apply',
      rehearse: 'scaleout rehearse',
    });
    expect(plan.fingerprint).toBe(shown.head().changes.fingerprint);
    expect(plan.groups).toMatchObject([
      { ids: ['worker/ETL04'], risk: 'disruptive', held: { by: 'window', reason: 'the window is shut' } },
      {
        ids: ['worker/ETL01', 'worker/ETL02', 'worker/ETL03'],
        total: 3,
        fields: [{ path: 'enabled', before: 'false', after: 'true' }],
        held: null,
      },
    ]);
    expect(plan.steps.map(({ text }) => text)).toContain('enable the worker');
  });

  test('what may be a secret is not shown, and the side that is none is', async () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL01', { description: 'password=hunter2' });
    const [first, ...others] = fleet.topology.workers;
    if (first === undefined) throw new Error('There is no worker.');
    fleet.topology = { ...fleet.topology, workers: [{ ...first, description: 'loads' }, ...others] };
    const plan = await modelled(fleet).detail<PlanDetail>('plan');
    expect(plan.groups).toMatchObject([
      { fields: [{ path: 'description', before: '(not shown: it may be a secret)', after: 'loads' }] },
    ]);
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });

  test('one in which a part could not be compared is no whole one, though every machine was looked at', async () => {
    const fleet = healthyFleet();
    const seen = seenOf(fleet);
    const shown = modelled('unseen');
    const change = {
      id: 'worker/ETL02',
      action: 'unknown',
      risk: 'safe',
      reason: 'two live rows of ETL02',
      fields: [],
    } as const;
    shown.model.seen({ ...seen, plan: { ...seen.plan, changes: [change] } });
    expect(await shown.detail<PlanDetail>('plan')).toMatchObject({
      complete: false,
      groups: [{ ids: ['worker/ETL02'], action: 'unknown' }],
    });
  });

  test('stays the same document while nothing of it changes', async () => {
    const shown = modelled();
    const before = await shown.detail<PlanDetail>('plan');
    shown.model.seen(seenOf(healthyFleet()));
    expect(await shown.detail('plan')).toBe(before);
  });
});

describe('findings', () => {
  test('each with its evidence and what follows from it; checks that could not be made are gathered by their reason', async () => {
    const fleet = healthyFleet();
    fleet.machines.ETL03 = workerOf('ETL03', {
      config: { ...configOf('ETL03'), MasterEndpoint: 'https://elsewhere:8391' },
    });
    silence(fleet, 'ETL03');
    fleet.machines.ETL05 = 'no route';
    const { findings, unknown, doctor } = await modelled(fleet).detail<FindingsDetail>('findings');
    expect(findings[0]).toMatchObject({
      id: 'worker.endpoint',
      target: 'worker/ETL03',
      severity: 'error',
      command: 'scaleout apply --target worker/ETL03',
      page: 'docs/doctor.md#workerendpoint',
      consequences: [{ id: 'worker.offline' }],
    });
    expect(findings[0]?.evidence.length).toBeGreaterThan(0);
    expect(unknown.find(({ reason }) => reason === 'its machine could not be looked at')).toMatchObject({ targets: 1 });
    expect(doctor).toBe('scaleout doctor');
  });

  test('what the doctor alone reads of machines is counted, and is none of the checks that could not be made', async () => {
    const shown = modelled();
    shown.model.opened('test', readerOf({ known: true, value: [] }, { pending: hidden }).reader);
    await shown.detail('executions');
    const { unknown, onlyByDoctor } = await shown.detail<FindingsDetail>('findings');
    expect(unknown.flatMap(({ reason }) => reason).filter((reason) => reason.includes('not examined'))).toEqual([]);
    expect(onlyByDoctor).toBeGreaterThan(10);
    // What it does read for the page, and could not, stays told.
    expect(unknown).toEqual([
      { checks: expect.arrayContaining(['catalog.executions-pending']), targets: 1, reason: hidden.reason },
    ]);
  });
});

const hidden = { known: false, reason: 'it needs membership in ssis_admin' } as const;

function execution(executionId: string, parts: Partial<FleetExecution> = {}): FleetExecution {
  const common = { folder: 'Warehouse', project: 'Loads', package: 'LoadSales.dtsx' };
  return {
    executionId,
    ...common,
    status: 'running',
    worker: null,
    started: '2026-11-24T02:00:00.000Z',
    age: 900,
    ...parts,
  };
}

/** A catalog that shows this work, and counts how often it is asked. */
function readerOf(executions: FleetWork['executions'], examination: Partial<CatalogExamination> = {}) {
  const asked = { work: 0, examination: 0 };
  const reader: PageReader = {
    async readFleetWork() {
      asked.work += 1;
      const durations = new Map([['Warehouse/Loads/LoadSales.dtsx', [50, 10, 30]]]);
      return { observedAt: '2026-11-24T02:15:20.000Z', executions, durations: { known: true, value: durations } };
    },
    async examine() {
      asked.examination += 1;
      return examinationOf(examination);
    },
  };
  return { reader, asked };
}

const idOf = (agent: number) => rowOf(null, agent).id;

async function whyIn(shown: Modelled): Promise<string | undefined> {
  return (await shown.detail<ExecutionsDetail>('executions')).oldest?.why;
}

describe('executions', () => {
  test('what runs and what waits, by the names of workers, with how long such packages took', async () => {
    const shown = modelled();
    const value = [
      execution('11', { worker: idOf(1) }),
      execution('12', { worker: null, heldBy: { worker: idOf(2), status: 'pulled', leaseLeft: 60 } }),
      execution('13', { status: 'pending', age: 300 }),
    ];
    shown.model.opened('test', readerOf({ known: true, value }).reader);
    const { executions, totals, oldest, unseen } = await shown.detail<ExecutionsDetail>('executions');
    expect(unseen).toBeNull();
    expect(executions.map(({ id, worker, usual }) => [id, worker, usual])).toEqual([
      ['13', null, 30],
      ['11', 'ETL01', 30],
      ['12', 'ETL02', 30],
    ]);
    expect(totals).toEqual({ running: 2, stopping: 0, pending: 1 });
    expect(oldest).toMatchObject({ id: '13', why: expect.stringMatching(/^Why it waits is not known/) });
    expect(shown.head().pending).toEqual({ count: 1, oldest: '2026-11-24T02:00:00.000Z' });
    const worker = await shown.detail<WorkerDetail>('workers/ETL02');
    expect(worker.executions.map(({ id }) => id)).toEqual(['12']);
  });

  test('during an apply what the workers run is read anew while somebody looks, and is not known before', async () => {
    const fleet = healthyFleet();
    fleet.catalog = { ...fleet.catalog, busy: { known: true, value: new Map() } };
    const shown = modelled(fleet);
    const { reader, asked } = readerOf({ known: true, value: [execution('11', { worker: idOf(1) })] });
    shown.model.opened('test', reader);
    shown.model.watched('test', true);
    await until('it was read', () => asked.work === 1 && shown.head().versions.executions.endsWith('-1'));
    expect(shown.row('ETL01')?.running).toBe(0);
    shown.clock.now += 1000;
    const event = { type: 'step_start', step: '1', operation: 'setWorkerEnabled', target: 'worker/ETL03' } as const;
    shown.model.listener({ type: 'apply_event', topology: 'test', event });
    expect(shown.row('ETL01')?.running).toBeNull();
    await until('it is read anew', () => shown.row('ETL01')?.running === 1);
    expect(shown.row('ETL02')?.running).toBe(0);
    shown.model.watched('test', false);
  });

  test('why the oldest waits: nobody is there, all are full, or it may run on one worker alone', async () => {
    const pending = { known: true, value: [execution('13', { status: 'pending', age: 300 })] } as const;
    const silent = healthyFleet();
    silence(silent, 'ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05');
    const nobody = modelled(silent);
    nobody.model.opened('test', readerOf(pending).reader);
    expect(await whyIn(nobody)).toBe('No worker is enabled and online.');

    const busy = healthyFleet();
    for (const name of Object.keys(busy.machines).filter((machine) => machine.startsWith('ETL'))) {
      busy.machines[name] = workerOf(name, { config: { ...configOf(name), MaxTaskCount: 2 } });
    }
    busy.catalog = {
      ...busy.catalog,
      busy: { known: true, value: new Map([1, 2, 3, 4, 5].map((agent) => [idOf(agent), 2])) },
    };
    const full = modelled(busy);
    full.model.opened('test', readerOf(pending).reader);
    expect(await whyIn(full)).toBe('Every worker that is enabled and online runs as many packages as it may.');

    const fleet = healthyFleet();
    silence(fleet, 'ETL03');
    const pinned = modelled(fleet);
    const waits = waitingOf('13', { pinnedTo: { known: true, value: [idOf(3)] } });
    pinned.model.opened('test', readerOf(pending, { pending: { known: true, value: [waits] } }).reader);
    expect(await whyIn(pinned)).toBe('It may run on ETL03 (offline) alone.');
    const { findings } = await pinned.detail<FindingsDetail>('findings');
    expect(JSON.stringify(findings)).toContain('catalog.executions-pinned');
  });

  test('what these rights do not show is said, and is no empty list', async () => {
    const shown = modelled();
    shown.model.opened('test', readerOf({ known: false, reason: 'it needs membership in ssis_admin' }).reader);
    const detail = await shown.detail<ExecutionsDetail>('executions');
    expect(detail).toMatchObject({
      unseen: { unread: 'hidden', why: 'The executions are not shown: it needs membership in ssis_admin.' },
      oldest: null,
    });
    expect(shown.head().pending).toEqual(detail.unseen);
    expect((await shown.detail<WorkerDetail>('workers/ETL01')).executionsUnseen).toEqual(detail.unseen);
  });

  test('a catalog that does not answer keeps nobody from the page', async () => {
    const shown = modelled();
    const fails = () => Promise.reject(new Error('the line is cut'));
    shown.model.opened('test', { readFleetWork: fails, examine: fails });
    expect((await shown.detail<ExecutionsDetail>('executions')).unseen).toEqual({
      unread: 'failed',
      why: 'The executions could not be read: the line is cut.',
    });
    expect(shown.head().pending).toMatchObject({ unread: 'failed' });
    expect(shown.head().unseen).toEqual(expect.arrayContaining([expect.stringContaining('could not be examined')]));
  });

  test('are read while somebody looks, once an interval, and examined each minute', async () => {
    const shown = modelled();
    const { reader, asked } = readerOf({ known: true, value: [] });
    shown.model.opened('test', reader);
    shown.model.seen(seenOf(healthyFleet()));
    expect(asked).toEqual({ work: 0, examination: 0 });
    expect(shown.head().pending).toMatchObject({ unread: 'notYet' });
    shown.model.watched('test', true);
    await until('it was read', () => 'count' in shown.head().pending);
    expect(asked).toEqual({ work: 1, examination: 1 });
    await shown.detail('executions');
    expect(asked).toEqual({ work: 1, examination: 1 });
    shown.clock.now += 30_000;
    await shown.detail('executions');
    expect(asked).toEqual({ work: 2, examination: 1 });
    shown.clock.now += 30_000;
    await shown.detail('executions');
    expect(asked).toEqual({ work: 3, examination: 2 });
  });

  test('what was examined before Scale Out was enabled says nothing afterwards', async () => {
    const fleet = healthyFleet();
    const before = { ...fleet, catalog: { ...fleet.catalog, scaleOut: 'neverEnabled' } as const };
    const shown = modelled(before);
    let exists = false;
    const asked = readerOf({ known: true, value: [] });
    const examine = async () => {
      const user = exists ? 'present' : 'missing';
      const logLogin = { known: true, value: { exists, disabled: false, user, isClusterWorker: exists } } as const;
      return examinationOf({ logLogin });
    };
    shown.model.opened('test', { ...asked.reader, examine });
    await shown.detail('executions');
    const lacking = async () =>
      (await shown.detail<FindingsDetail>('findings')).findings.some(({ id }) => id === 'catalog.log-login');
    exists = true;
    shown.model.seen(seenOf(fleet));
    expect(await lacking()).toBe(false);
    await shown.detail('executions');
    expect(await lacking()).toBe(false);
    exists = false;
    shown.clock.now += 60_000;
    await shown.detail('executions');
    expect(await lacking()).toBe(true);
    // Half a minute later it is still of then, and says so.
    shown.clock.now += 30_000;
    shown.model.seen(seenOf(fleet));
    const { checkedAt } = await shown.detail<FindingsDetail>('findings');
    expect(Date.parse(fleet.catalog.observedAt) - Date.parse(checkedAt)).toBe(30_000);
  });
});

describe('the history', () => {
  test('the newest first, actions among them, what fits a query, and older ones by their number', async () => {
    await using folder = await temporaryFolder();
    const file = folder.file('test.history.jsonl');
    const action: HistoryLine = {
      type: 'action',
      formatVersion: 1,
      number: 61,
      id: 'action-61',
      at: '2026-11-24T05:00:00.000Z',
      tool: { name: 'ssis-scaleout', version: '0.0.0' },
      who: { user: 'CORP\\anna', host: 'build7', pid: 1, login: null, via: 'web' },
      catalog: { server: 'SQLETL01', database: 'SSISDB' },
      action: 'suspend',
      target: 'worker/ETL03',
      reason: 'a disk',
      result: 'done',
    };
    const change = { id: 'worker/ETL02', action: 'update', reason: 'it differs' } as const;
    const fields = [
      { path: 'enabled', before: false, after: true },
      { path: 'config.Password', hidden: true },
    ] as const;
    const step = {
      id: 'worker/ETL02:enable',
      operation: 'setWorkerEnabled',
      outcome: 'failed',
      startedAt: null,
      durationMs: 5,
    } as const;
    const lines: readonly HistoryLine[] = [
      ...Array.from({ length: 58 }, (_, index) => [beginLine(index + 1), endLine(index + 1)]).flat(),
      beginLine(59, { changes: [{ ...change, fields }] }),
      endLine(59, {
        result: 'partial',
        counts: { done: 0, errored: 1, skipped: 0, manual: 0, unresolved: 0 },
        steps: [step],
      }),
      refusedLine(60),
      action,
    ];
    await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot a line\n`);
    const shown = modelled(healthyFleet(), { history: () => file });
    const newest = await shown.detail<HistoryDetail>('history');
    expect(newest).toMatchObject({ hasMore: true, unseen: null, unreadableLines: 1 });
    expect(newest.applies).toHaveLength(50);
    expect(newest.applies.slice(0, 3)).toMatchObject([
      { number: 61, result: 'action', what: 'suspend worker/ETL03', who: 'CORP\\anna via web', mark: 'ok' },
      { number: 60, result: 'refused', what: 'guard.prune-limit', mark: 'warn' },
      { number: 59, result: 'partial', what: '0 of 1 step', mark: 'warn' },
    ]);
    expect(shown.head().applies).toMatchObject([{ number: 61 }, { number: 60 }, { number: 59 }]);
    const older = await shown.detail<HistoryDetail>('history', 'before=12');
    expect(older).toMatchObject({ hasMore: false });
    expect(older.applies.map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const numbersOf = async (query: string) =>
      (await shown.detail<HistoryDetail>('history', query)).applies.map(({ number }) => number);
    expect(await numbersOf('result=refused')).toEqual([60]);
    expect(await numbersOf('target=etl02')).toEqual([59]);
    expect(await numbersOf('who=corp')).toEqual([61]);
    const apply = await shown.detail<ApplyDetail>('history/59');
    expect(apply).toMatchObject({
      user: 'anna',
      options: 'scaleout apply --yes',
      steps: [{ id: step.id, mark: 'bad' }],
    });
    expect(apply.changes[0]?.fields).toEqual([
      { path: 'enabled', before: 'false', after: 'true' },
      {
        path: 'config.Password',
        before: '(not recorded: it may be a secret)',
        after: '(not recorded: it may be a secret)',
      },
    ]);
    expect(await shown.detail('history/61')).toMatchObject({
      result: 'action',
      options: 'suspend worker/ETL03; reason: a disk',
    });
    expect(await shown.model.detail('test', 'history/99', new URLSearchParams())).toBeUndefined();

    const { versions } = shown.head();
    await shown.detail('history');
    expect(shown.head().versions.history).toBe(versions.history);
    await appendFile(file, `${JSON.stringify(beginLine(62))}\n`);
    await shown.detail('history');
    expect(shown.head().versions.history).not.toBe(versions.history);
    expect(shown.head().applies).toMatchObject([{ number: 62, result: 'cutOff', mark: 'bad' }, {}, {}]);
  });

  test('one that cannot be read is said, and is no empty one; where none is kept that is said too', async () => {
    await using folder = await temporaryFolder();
    const shown = modelled(healthyFleet(), { history: () => `${folder.path}/` });
    await writeFile(folder.file('notes'), 'a file in place of a folder');
    const broken = modelled(healthyFleet(), { history: () => folder.file('notes/test.history.jsonl') });
    expect((await broken.detail<HistoryDetail>('history')).unseen).toMatch(/history/i);
    expect(broken.head().unseen[0]).toMatch(/^The history cannot be read: /);
    expect(shown.head().applies).toMatchObject({ unread: 'notYet' });
    expect(broken.head().applies).toMatchObject({
      unread: 'failed',
      why: expect.stringMatching(/^The history cannot be read: /),
    });
    const none = modelled();
    expect(none.head().applies).toBeNull();
    expect((await none.detail<HistoryDetail>('history')).unseen).toMatch(/^No history is kept here/);
  });
});

describe('one worker', () => {
  test('its machine, its config against what is wanted, and who trusts its certificate', async () => {
    const fleet = healthyFleet();
    const config = {
      ...configOf('ETL03'),
      MaxTaskCount: 8,
      MasterEndpoint: 'https://elsewhere:8391',
      ProxyPassword: 'hunter2',
    };
    fleet.machines.ETL03 = workerOf('ETL03', { config });
    fleet.machines.SQLETL02 = 'no route';
    const [one, two, third, ...others] = fleet.topology.workers;
    if (one === undefined || two === undefined || third === undefined) throw new Error('There are no workers.');
    const wanted = { ...third, description: '\u202enightly', settings: { MaxTaskCount: 4, ProxyPassword: 'hunter3' } };
    fleet.topology = { ...fleet.topology, workers: [one, two, wanted, ...others] };
    const worker = await modelled(fleet).detail<WorkerDetail>('workers/ETL03');
    expect(worker).toMatchObject({
      key: 'ETL03',
      target: 'worker/ETL03',
      slots: 8,
      machine: { state: 'seen', transport: 'ssh' },
    });
    expect(worker.machine.services).toMatchObject([{ name: 'SSISScaleOutWorker160', state: 'running' }]);
    const lineOf = (key: string) => worker.config?.find((line) => line.key === key);
    expect(lineOf('MaxTaskCount')).toEqual({ key: 'MaxTaskCount', found: '8', wanted: '4', differs: true });
    expect(lineOf('MasterEndpoint')).toMatchObject({ found: 'https://elsewhere:8391', differs: true });
    expect(lineOf('AgentId')).toMatchObject({ wanted: null, differs: false });
    expect(lineOf('ProxyPassword')).toMatchObject({ found: '(not shown: it may be a secret)' });
    expect(JSON.stringify(worker)).not.toMatch(/hunter/);
    expect(worker.trustedBy).toEqual([
      { machine: 'SQLETL01', trusted: true },
      { machine: 'SQLETL02', trusted: null },
    ]);
    // A form begins with what the file has, whatever that is.
    expect(worker.wanted).toMatchObject({
      enabled: true,
      description: '\u202enightly',
      settings: { MaxTaskCount: '4' },
    });
    expect(worker.findings.map(({ id }) => id)).toContain('worker.endpoint');
    expect(worker.commands.map(({ command }) => command)).toContain('scaleout apply --target worker/ETL03');
  });

  test('heartbeats of the looks of this process, the oldest first, and no more than the last of them', async () => {
    const shown = modelled('unseen');
    for (let look = 0; look < 130; look += 1) {
      const fleet = healthyFleet();
      changeRow(fleet, 'ETL03', { lastOnlineAge: look });
      shown.clock.now += 1_000;
      shown.model.seen(seenOf(fleet));
    }
    const { heartbeats } = await shown.detail<WorkerDetail>('workers/ETL03');
    expect(heartbeats).toHaveLength(120);
    expect(heartbeats[0]).toMatchObject({ age: 10, running: 0, online: true });
    expect(heartbeats.at(-1)).toMatchObject({ age: 129 });
    expect((heartbeats[1]?.at ?? 0) - (heartbeats[0]?.at ?? 0)).toBe(1);
  });

  test('one that no topology lists, and one whose machine gave no answer: why nothing more is known', async () => {
    const fleet = healthyFleet();
    const { workers } = fleet.catalog;
    if (!workers.known) throw new Error('The rows are hidden.');
    const other = rowOf('OTHER', 9, { enabled: true });
    fleet.catalog = { ...fleet.catalog, workers: { known: true, value: [...workers.value, other] } };
    fleet.machines.ETL03 = 'no route';
    const shown = modelled(fleet);
    const unlisted = await shown.detail<WorkerDetail>('workers/OTHER');
    expect(unlisted).toMatchObject({
      config: null,
      wanted: null,
      commands: [],
      machine: { state: 'none' },
      row: { standing: 'unmanaged' },
    });
    expect(unlisted.configReason).toContain('does not list it');
    const unreached = await shown.detail<WorkerDetail>('workers/ETL03');
    expect(unreached).toMatchObject({
      mark: 'ok',
      reason: expect.stringContaining('could not be looked at: no route'),
      config: null,
      configReason: 'It could not be looked at: no route',
    });
    expect(await shown.model.detail('test', 'workers/ETL77', new URLSearchParams())).toBeUndefined();
    expect(await shown.model.detail('other', 'plan', new URLSearchParams())).toBeUndefined();
  });
});
