import { describe, expect, test } from 'vitest';
import { thumbprint } from '../../../src/domain/machines.js';
import { diagnostic } from '../../../src/errors/errors.js';
import type { PlanDetail, WorkerDetail } from '../../../src/page/wire/details.js';
import { writeWaiting } from '../../../src/reconciler/hold/waiting.js';
import { writeAcknowledgements } from '../../../src/reconciler/view/acknowledgements.js';
import { writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import {
  changeRow,
  configOf,
  type DiagnosedFleet,
  healthyFleet,
  masterCertificate,
  nodeNames,
  nodeOf,
  silence,
  silenceMaster,
  workerOf,
} from '../../support/diagnosed-fleet.js';
import { failedRun, modelled, seenOf } from './modelled.js';

const hidden = { known: false, reason: 'it needs membership in ssis_admin' } as const;

function withNotes(fleet: DiagnosedFleet, notes: Readonly<Record<string, string | null>>): DiagnosedFleet {
  const { notes: before } = fleet.catalog;
  if (!before.known) throw new Error('The notes are hidden.');
  return { ...fleet, catalog: { ...fleet.catalog, notes: { known: true, value: { ...before.value, ...notes } } } };
}

/** ETL03 names another master: an apply mends it. */
function misled(): DiagnosedFleet {
  const fleet = healthyFleet();
  fleet.machines.ETL03 = workerOf('ETL03', {
    config: { ...configOf('ETL03'), MasterEndpoint: 'https://elsewhere:8391' },
  });
  silence(fleet, 'ETL03');
  return fleet;
}

describe('the first line of the page', () => {
  test('a farm in which all is well has none', () => {
    const head = modelled().head();
    expect(head).toMatchObject({ headline: null, trouble: null, unseen: [], badFile: [] });
    expect(head.health).toEqual({ state: 'healthy', reason: null, since: null });
    expect(head.sync).toEqual({ state: 'same', text: 'Everything is as the file says.' });
    expect(head.counts).toEqual({ ok: 5, warn: 0, bad: 0, off: 0, unknown: 0, enabled: 5, online: 5 });
  });

  test('a worker that is not heard of: how many, the cause that was found, and the command that mends it', () => {
    const { headline, health, sync } = modelled(misled()).head();
    expect(health.state).toBe('degraded');
    expect(sync.state).toBe('differs');
    expect(headline).toMatchObject({ mark: 'warn', command: 'scaleout apply --target worker/ETL03' });
    expect(headline?.text).toBe('Degraded: 1 of 5 enabled workers cannot run packages');
    expect(headline?.why).toMatch(/^ETL03, since [^;]+\. ETL03 has another endpoint than the topology\. /);
  });

  test('commands are as the page was started: the file, the sandbox, and the history where they have to do with it', async () => {
    const words = { verb: 'watch', file: 'prod.yaml', sandbox: './my fleet', platform: 'linux' } as const;
    const given = () => ({ ...words, history: '/var/lib/scaleout' }) as const;
    const shown = modelled(misled(), { given });
    const { headline, findings } = shown.head();
    const place = "--sandbox './my fleet' --history /var/lib/scaleout";
    expect(headline?.command).toBe(`scaleout apply prod.yaml ${place} --target worker/ETL03`);
    expect(findings.first[0]?.command).toBe(headline?.command);
    const { commands } = await shown.detail<WorkerDetail>('workers/ETL03');
    expect(commands.map(({ command }) => command)).toEqual([
      `scaleout apply prod.yaml ${place} --target worker/ETL03`,
      "scaleout status prod.yaml --sandbox './my fleet' -o wide --target worker/ETL03",
      'scaleout history prod.yaml --history /var/lib/scaleout --target worker/ETL03',
      `scaleout drain worker/ETL03 -f prod.yaml ${place} --reason "say why" --for 4h`,
      `scaleout suspend worker/ETL03 -f prod.yaml ${place} --reason "say why" --for 2h`,
    ]);
  });

  test('each sentence of the cause is said once, and that the doctor looks at more', () => {
    const { headline } = modelled(misled()).head();
    const sentences = headline?.why.split(/(?<=\.) /) ?? [];
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.at(-1)).toBe('scaleout doctor looks at more.');
    // The row and the machine of one that is cloned have the same cause.
    const cloned = healthyFleet();
    cloned.machines.ETL02 = workerOf('ETL02', { config: { ...configOf('ETL02'), AgentId: configOf('ETL03').AgentId } });
    const told =
      modelled(cloned)
        .head()
        .headline?.why.split(/(?<=\.) /) ?? [];
    expect(told.length).toBeGreaterThan(1);
    expect(new Set(told).size).toBe(told.length);
  });

  test('a master that is not heard of: nothing can run', () => {
    const fleet = healthyFleet();
    silenceMaster(fleet);
    const { headline } = modelled(fleet).head();
    expect(headline).toMatchObject({
      mark: 'bad',
      text: 'Down: nothing can run on a worker',
      why: expect.stringMatching(/^The master has not been heard of since /),
    });
  });

  test('it is short, however much is wrong: the names and the rest are beneath it', () => {
    const fleet = misled();
    silence(fleet, 'ETL02');
    silence(fleet, 'ETL04');
    const { headline } = modelled(fleet).head();
    expect(headline?.text).toBe('Degraded: 3 of 5 enabled workers cannot run packages');
    expect(headline?.why).toMatch(/^ETL02, ETL03, ETL04, the first since [^;]+\./);
  });

  test('what a watch makes by itself needs nobody; what it only sees, and what a mode keeps it from, does', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    expect(modelled(fleet).head()).toMatchObject({ headline: null, sync: { state: 'differs', text: '1 change.' } });
    const seen = seenOf(fleet, [{ id: 'worker/ETL03', by: 'mode', reason: 'mode observe changes nothing' }]);
    const watched = modelled('unseen');
    watched.model.seen(seen);
    expect(watched.head()).toMatchObject({
      headline: {
        mark: 'warn',
        text: 'Held back: 1 change: mode observe changes nothing',
        command: 'scaleout apply --target worker/ETL03',
      },
      sync: { state: 'held', text: '1 change, held: mode observe changes nothing.' },
      held: { total: 1 },
    });
    // A page that only looks holds nothing: nobody is to wait for it.
    const looking = modelled('unseen', { onlyLooks: true });
    looking.model.seen(seen);
    expect(looking.head()).toMatchObject({
      mode: 'looks',
      sync: { state: 'differs', text: '1 change.' },
      held: { total: 0 },
      leader: null,
    });
    expect(looking.head().headline?.text).toBe('Differs: 1 change');
  });

  test('a page that only looks tells what is suspended as held: nobody makes it', async () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    const held = {
      id: 'worker/ETL03',
      by: 'suspension',
      reason: 'worker/ETL03 is in maintenance by anna: a disk',
    } as const;
    const looking = modelled('unseen', { onlyLooks: true });
    looking.model.seen(seenOf(fleet, [held]));
    expect(looking.head()).toMatchObject({
      headline: null,
      sync: { state: 'held', text: '1 change, held: worker/ETL03 is in maintenance by anna: a disk.' },
      held: { total: 1 },
    });
    const { groups } = await looking.detail<PlanDetail>('plan');
    expect(groups).toMatchObject([{ ids: ['worker/ETL03'], held: { by: 'suspension', reason: held.reason } }]);
  });

  test('what waits for a window or is suspended needs nobody, and says so', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    const held = {
      id: 'worker/ETL03',
      by: 'window',
      reason: 'it waits for its window',
      until: '2026-11-25T02:00:00.000Z',
    } as const;
    const shown = modelled('unseen');
    shown.model.seen(seenOf(fleet, [held]));
    expect(shown.head()).toMatchObject({ headline: null, sync: { state: 'held' }, held: { first: [held], total: 1 } });
  });

  test('a plan that waits for an approval: the command that gives it', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    const fingerprint = 'ab'.repeat(32);
    const since = '2026-11-24T02:00:00.000Z';
    const plans = [
      { topology: 'test', fingerprint, state: 'waiting', since, said: since, what: 'worker/ETL03' },
    ] as const;
    const shown = modelled('unseen', { approve: true });
    const reason = `it needs: scaleout approve ${fingerprint}`;
    shown.model.seen(
      seenOf(withNotes(fleet, { waiting: writeWaiting(plans) }), [{ id: 'worker/ETL03', by: 'approval', reason }]),
    );
    expect(shown.head()).toMatchObject({
      headline: { text: 'A plan waits for an approval', command: 'scaleout approve abababababab' },
      waiting: [
        {
          ...{ fingerprint, what: 'worker/ETL03', approvedBy: null, destructive: false, rehearsal: false },
          command: 'scaleout approve abababababab',
        },
      ],
    });
  });

  test('a look that decides on another plan than the note of before: that one is to be approved, and no older one', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    const [old, fingerprint] = ['ab'.repeat(32), 'cd'.repeat(32)] as const;
    const since = '2026-11-24T02:00:00.000Z';
    const plans = [{ topology: 'test', fingerprint: old, state: 'waiting', since, said: since, what: 'x' }] as const;
    const shown = modelled('unseen', { approve: true });
    const reason = `it needs: scaleout approve ${fingerprint}`;
    shown.model.seen(
      seenOf(withNotes(fleet, { waiting: writeWaiting(plans) }), [{ id: 'worker/ETL03', by: 'approval', reason }]),
    );
    expect(shown.head().waiting).toMatchObject([{ fingerprint, what: 'worker/ETL03', destructive: false }]);
  });
});

describe('what could not be seen', () => {
  test('before the first look nothing is well, and nothing is empty', () => {
    const { head, master } = modelled('unseen').state();
    expect(head).toMatchObject({
      lookedAt: null,
      health: { state: 'unknown' },
      sync: { state: 'unknown' },
      pending: { unread: 'notYet' },
    });
    expect(head.headline).toMatchObject({ mark: 'unknown', text: 'Not known yet' });
    expect(head.changes.fingerprint).toBeNull();
    expect(master).toMatchObject({ scaleOut: null, mark: 'unknown', text: 'It has not been looked at yet.' });
  });

  test('a look that failed: what is shown is old since the first of them, and nothing of it is called well', () => {
    const shown = modelled();
    shown.clock.now += 30_000;
    shown.model.listener({ type: 'reconcile_started', topology: 'test', reasons: ['interval'] });
    expect(shown.head().isLooking).toBe(true);
    shown.model.listener(failedRun('SQLETL01 does not answer.'));
    shown.clock.now += 30_000;
    shown.model.listener({ type: 'reconcile_started', topology: 'test', reasons: ['interval'] });
    shown.model.listener(failedRun('SQLETL01 does not answer.'));
    const { head, workers } = shown.state();
    expect(head).toMatchObject({
      lookedAt: '2026-11-24T02:15:22.000Z',
      trouble: { code: 'catalog.unreachable', since: '2026-11-24T02:15:52.000Z' },
      health: { state: 'unknown' },
      sync: { state: 'unknown' },
      headline: { mark: 'unknown' },
    });
    expect(workers).toHaveLength(5);
    expect(shown.model.entries()).toMatchObject([{ name: 'test', isOld: true, health: 'unknown', workers: 5 }]);
    shown.model.seen(seenOf(healthyFleet()));
    expect(shown.head()).toMatchObject({ trouble: null, headline: null, health: { state: 'healthy' } });
  });

  test('a run that saw everything and then failed: what is shown is of now, and the failure is told', () => {
    const shown = modelled();
    shown.model.listener({ type: 'reconcile_started', topology: 'test', reasons: ['interval'] });
    shown.model.seen(seenOf(healthyFleet()));
    shown.model.listener(failedRun('The connection was lost.'));
    expect(shown.head()).toMatchObject({
      trouble: null,
      health: { state: 'healthy' },
      headline: { mark: 'warn', text: expect.stringMatching(/^The watch could not go on: /) },
    });
  });

  test('a loop that is stuck', () => {
    const shown = modelled();
    shown.model.listener({ type: 'watch_stuck', topology: 'test', silentMs: 180_000 });
    expect(shown.head()).toMatchObject({ trouble: { code: 'watch.stuck' }, health: { state: 'unknown' } });
  });

  test('workers that these rights do not show are said, and are no farm without any', () => {
    const shown = modelled('unseen');
    const run = failedRun('');
    if (run.type !== 'reconciled') throw new Error('It is no run.');
    const why = diagnostic('catalog.no-rights', 'The login CORP\\reader sees no worker.');
    shown.model.listener({ ...run, result: { ...run.result, diagnostics: [why] } });
    const { head } = shown.state();
    expect(head.unseen).toEqual(['The workers are not shown: The login CORP\\reader sees no worker.']);
    expect(head.headline?.mark).toBe('unknown');
  });

  test('executions, notes and machines', () => {
    const fleet = healthyFleet();
    fleet.catalog = { ...fleet.catalog, busy: hidden, notes: hidden };
    fleet.machines.ETL03 = 'no route';
    fleet.machines.ETL04 = 'no route';
    const { unseen, sync, headline, pending } = modelled(fleet).head();
    expect(unseen).toEqual([
      '2 machines could not be looked at: ETL03, ETL04. Of ETL03: no route.',
      'What the workers run is not shown: it needs membership in ssis_admin.',
      'Suspensions, approvals and acknowledgements are not shown: it needs membership in ssis_admin.',
    ]);
    expect(sync.state).toBe('unknown');
    expect(headline?.mark).toBe('unknown');
    expect(pending).toMatchObject({ unread: 'notYet' });
    expect(modelled(fleet).row('ETL01')?.running).toBeNull();
  });

  test('a file that has never been good: its path stands for its name, and nothing is watched', () => {
    const { model } = modelled('unseen');
    const file = '/etc/warehouse.yaml';
    model.listener({ type: 'watch_started', topology: file, file, mode: 'safe' });
    model.listener({
      type: 'topology_bad',
      topology: file,
      diagnostics: [diagnostic('topology.wrong-value', 'line 3')],
    });
    expect(model.state(file)?.head).toMatchObject({
      name: file,
      badFile: [{ code: 'topology.wrong-value', detail: 'line 3' }],
      headline: { mark: 'bad', text: "The topology's file is not good: nothing is watched" },
    });
    expect(model.entries().find(({ name }) => name === file)).toMatchObject({ file, workers: null, errors: null });
    model.listener({ type: 'watch_stopped', topology: file });
    expect(model.state(file)).toBeUndefined();
  });

  test('a file that has become bad: the last good one is kept to', () => {
    const shown = modelled();
    shown.model.listener({
      type: 'topology_bad',
      topology: 'test',
      diagnostics: [diagnostic('topology.wrong-value', 'line 3')],
    });
    expect(shown.head().headline).toMatchObject({ mark: 'warn', command: 'scaleout validate' });
    // What the file of now asks for nobody can tell.
    expect(shown.head().sync).toEqual({
      state: 'unknown',
      text: 'Everything is as the last good file says. The file of now is wrong.',
    });
    shown.model.listener({ type: 'topology_loaded', topology: 'test', sha256: '1' });
    expect(shown.head().headline).toBeNull();
  });
});

describe('the head', () => {
  test('a node whose certificate has ended is not told as one whose certificate will end', () => {
    const words = (notAfter: string) => {
      const fleet = healthyFleet();
      const ended = { ...masterCertificate, notBefore: '2025-11-24T00:00:00.000Z', notAfter };
      for (const name of nodeNames) {
        fleet.machines[name] = nodeOf(name, { root: [ended] });
      }
      return modelled(fleet)
        .state()
        .master.nodes.map(({ mark, word }) => [mark, word]);
    };
    expect(words('2026-11-23T00:00:00.000Z').flat()).toContain('certificate ended');
    expect(words('2026-11-28T00:00:00.000Z').flat().join()).toMatch(/warn,[^,]*(, )?certificate ends soon/);
  });

  test('before the first look, and before the history was read, nobody knows of applies', () => {
    const history = () => '/nowhere/warehouse.jsonl';
    for (const shown of [modelled('unseen'), modelled(healthyFleet(), { history })]) {
      expect(shown.head().applies).toEqual({ unread: 'notYet', why: 'The history has not been read yet.' });
    }
    expect(modelled(healthyFleet()).head().applies).toBeNull();
  });

  test('who is kept out, and until when: suspensions of this topology, and maintenances with their state', () => {
    const common = { reason: 'a disk', who: 'anna@build7', since: '2026-11-24T01:00:00.000Z' };
    const suspensions = writeSuspensions([
      { topology: 'test', target: 'worker/ETL01', ...common, until: '2026-11-24T06:00:00.000Z' },
      { topology: 'other', ...common },
      { topology: 'test', target: 'worker/ETL02', ...common, drained: { enabled: true } },
      { topology: 'test', target: 'worker/ETL03', ...common, drained: { enabled: true, lengthSeconds: 3600 } },
    ]);
    expect(modelled(withNotes(healthyFleet(), { suspensions })).head().suspensions).toEqual([
      { target: 'worker/ETL01', ...common, until: '2026-11-24T06:00:00.000Z', lasts: null, maintenance: null },
      { target: 'worker/ETL02', ...common, until: null, lasts: null, maintenance: 'draining' },
      { target: 'worker/ETL03', ...common, until: null, lasts: 'for 1 h once it is emptied', maintenance: 'draining' },
    ]);
  });

  test('where all that was found is acknowledged, the first line still says the cause, and who knows of it', () => {
    const fleet = misled();
    const [worst] = modelled(fleet).head().findings.first;
    const known = {
      topology: 'test',
      id: worst?.id ?? '',
      target: worst?.target ?? '',
      severity: worst?.severity ?? 'error',
      who: 'CORP\\anna via web',
      since: '2026-11-24T01:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'its machine is replaced',
    } as const;
    const { headline, findings } = modelled(
      withNotes(fleet, { acknowledgements: writeAcknowledgements([known]) }),
    ).head();
    expect(findings).toMatchObject({ errors: 0, acknowledged: 1 });
    expect(headline?.why).toContain(worst?.summary);
    expect(headline?.why).toContain('Acknowledged by CORP\\anna via web until 2026-12-01 00:00:00 UTC: Its machine');
  });

  test('a finding that somebody knows of is marked, comes last, and is not counted', async () => {
    const fleet = misled();
    silence(fleet, 'ETL04');
    const open = modelled(fleet);
    expect(open.head().findings).toMatchObject({ errors: 2, acknowledged: 0 });
    const [worst] = open.head().findings.first;
    const acknowledgements = writeAcknowledgements([
      {
        topology: 'test',
        id: worst?.id ?? '',
        target: worst?.target ?? '',
        severity: 'error',
        who: 'CORP\\anna via web',
        since: '2026-11-24T01:00:00.000Z',
        until: '2026-12-01T00:00:00.000Z',
        reason: 'its machine is replaced',
      },
    ]);
    const shown = modelled(withNotes(fleet, { acknowledgements }));
    expect(shown.head().findings).toMatchObject({ errors: 1, acknowledged: 1 });
    expect(shown.head().health.state).toBe('degraded');
    const { findings } = await shown.detail<{ readonly findings: readonly { readonly acknowledged: unknown }[] }>(
      'findings',
    );
    expect(findings.at(-1)?.acknowledged).toEqual({
      who: 'CORP\\anna via web',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'its machine is replaced',
    });
  });

  test('an apply under way: how many steps, and what each is at', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    const shown = modelled(fleet);
    const tell = (event: Parameters<typeof shown.model.listener>[0] & { readonly type: 'apply_event' }) =>
      shown.model.listener(event);
    const topology = 'test';
    const step = 'worker/ETL03:enable';
    tell({
      type: 'apply_event',
      topology,
      event: { type: 'step_start', step, operation: 'setWorkerEnabled', target: 'worker/ETL03' },
    });
    expect(shown.head().apply).toMatchObject({
      what: 'worker/ETL03',
      steps: 1,
      done: 0,
      lines: [{ step, state: 'begun' }],
    });
    tell({ type: 'apply_event', topology, event: { type: 'step_complete', step, outcome: 'done', durationMs: 5 } });
    expect(shown.head().apply).toMatchObject({ done: 1, lines: [{ step, state: 'done' }] });
    const run = failedRun('');
    if (run.type !== 'reconciled') throw new Error('It is no run.');
    shown.model.listener({ ...run, result: { ...run.result, result: 'applied', diagnostics: [] } });
    expect(shown.head().apply).toBeNull();
  });

  test('an apply of which no step is left is over, whatever became of its steps', () => {
    const fleet = healthyFleet();
    for (const name of ['ETL03', 'ETL04']) changeRow(fleet, name, { enabled: false });
    const shown = modelled(fleet);
    type Event = Extract<Parameters<typeof shown.model.listener>[0], { readonly type: 'apply_event' }>['event'];
    const tell = (event: Event) => shown.model.listener({ type: 'apply_event', topology: 'test', event });
    const step = 'worker/ETL03:enable';
    tell({ type: 'step_start', step, operation: 'setWorkerEnabled', target: 'worker/ETL03' });
    const why = diagnostic('catalog.unreachable', 'It does not answer.');
    tell({ type: 'step_errored', step, diagnostic: why, durationMs: 5 });
    expect(shown.head().apply).toMatchObject({ steps: 2, errored: 1, skipped: 0, isOver: false });
    tell({ type: 'step_skipped', step: 'worker/ETL04:enable', reason: 'the catalog is gone' });
    expect(shown.head().apply).toMatchObject({ steps: 2, done: 0, errored: 1, skipped: 1, isOver: true });
  });

  test('a drain by the page is shown until it ends, whatever the loop does meanwhile', () => {
    const shown = modelled();
    type Event = Extract<Parameters<typeof shown.model.listener>[0], { readonly type: 'apply_event' }>['event'];
    const tell = (event: Event) => shown.model.listener({ type: 'apply_event', topology: 'test', event, byPage: true });
    const maintenance = {
      target: 'worker/ETL03',
      reason: 'KB5031',
      who: 'CORP\\anna via web',
      since: '2026-11-24T02:00:00.000Z',
    };
    const summary = { add: 0, change: 1, remove: 0, manual: 0, unmanaged: 0, unknown: 0, steps: 1 };
    tell({ type: 'change_summary', summary, fingerprint: 'a'.repeat(64), applyable: true });
    tell({ type: 'maintenance', state: 'begun', maintenance });
    const step = 'worker/ETL03:drain';
    tell({ type: 'step_start', step, operation: 'drainWorker', target: 'worker/ETL03' });
    const run = failedRun('');
    if (run.type !== 'reconciled') throw new Error('It is no run.');
    shown.model.listener({ ...run, result: { ...run.result, result: 'in-sync', diagnostics: [] } });
    expect(shown.head().apply).toMatchObject({ what: 'worker/ETL03', steps: 1, lines: [{ step, state: 'begun' }] });
    const none = { done: 0, errored: 0, skipped: 0, unresolved: 0 };
    tell({ type: 'apply_summary', result: 'interrupted', ...none, durationMs: 5 });
    expect(shown.head().apply).toBeNull();
  });

  test('certificates: the soonest ten, and the master among them, each with how it goes on', () => {
    const { certificates } = modelled().head();
    expect(certificates).toHaveLength(6);
    expect(certificates.find(({ who }) => who === 'master')).toMatchObject({ mark: 'ok' });
    expect(certificates.find(({ who }) => who === 'ETL01')).toMatchObject({ next: 'renewed from 2035-11-02 on' });
  });

  test('a node that goes by another certificate is no rotation that somebody began', () => {
    const fleet = healthyFleet();
    const bindings = [{ address: '0.0.0.0:8391', thumbprint: thumbprint('AB'.repeat(20)), store: 'Root' }];
    for (const node of nodeNames) fleet.machines[node] = nodeOf(node, { bindings });
    const { certificates } = modelled(fleet).head();
    expect(certificates.find(({ who }) => who === 'master')?.next).toBe(
      'a node or a worker goes by another one: scaleout apply',
    );
  });

  test('differences of workers are counted beside the changes that they are of', () => {
    const fleet = healthyFleet();
    const config = { ...configOf('ETL03'), MasterEndpoint: 'https://elsewhere:8391', MasterHttpsCertThumbprint: 'AB' };
    fleet.machines.ETL03 = workerOf('ETL03', { config });
    const shown = modelled(fleet);
    const differs = shown.row('ETL03')?.differs ?? 0;
    expect(differs).toBeGreaterThan(1);
    expect(shown.head().sync.text).toContain(`1 change with ${differs} differences`);
  });

  test('versions change where their documents do, and not with each look', () => {
    const shown = modelled();
    const before = shown.head().versions;
    shown.model.seen(seenOf(healthyFleet()));
    const same = shown.head().versions;
    expect({ ...same, look: '' }).toEqual({ ...before, look: '' });
    expect(same.look).not.toBe(before.look);
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { enabled: false });
    silence(fleet, 'ETL04');
    shown.model.seen(seenOf(fleet));
    expect(shown.head().versions.plan).not.toBe(same.plan);
    expect(shown.head().versions.findings).not.toBe(same.findings);
  });

  test('names of a farm stay texts: nothing invisible is in them, and nothing that looks like a secret', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL03', { description: '\u202eevil\u0000 <script>' });
    fleet.machines.ETL04 = 'password=hunter2 was refused\u0007';
    const text = JSON.stringify(modelled(fleet).state());
    expect(text).not.toMatch(/hunter2|\u202e|\\u0000|\\u0007/);
    expect(text).toContain('<script>');
  });
});
