import { beforeAll, describe, expect, test } from 'vitest';
import { createStore, type Row, type Store } from '../../packages/sandbox/src/model/store.js';
import type { Snapshot } from './rotated-fleet.js';
import { installedFleet } from './rotations.js';
import { packageProblems, seePairs } from './working-pairs.js';

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await installedFleet(['SQLETL01', 'SQLETL02']);
});

function storeWith(change: (store: Store) => void): Store {
  const store = createStore(structuredClone(snapshot.content), () => undefined);
  change(store);
  return store;
}

const row = (store: Store, table: string, key: string): Row => store.get(table, key) ?? {};
const printOf = (store: Store) => String((row(store, 'machines', 'ETL02').loaded as Row).WorkerHttpsCertThumbprint);
const masterOf = (store: Store) => String((row(store, 'machines', 'ETL02').loaded as Row).MasterHttpsCertThumbprint);
const agentOf = (store: Store) => String((row(store, 'machines', 'ETL02').loaded as Row).AgentId);

function patch(store: Store, table: string, key: string, fields: Row): void {
  store.put(table, key, { ...row(store, table, key), ...fields });
}

function without(store: Store, machine: string, field: 'root' | 'my', print: string): void {
  const { [print]: _, ...others } = row(store, 'windows', machine)[field] as Row;
  patch(store, 'windows', machine, { [field]: others });
}

function disable(store: Store): void {
  patch(store, 'workerAgents', agentOf(store), { isEnabled: false });
}

function written(store: Store, key: string, value: string): void {
  const { config } = row(store, 'machines', 'ETL02');
  const fields = JSON.parse(String(config).replace(/^\ufeff/, '')) as Row;
  patch(store, 'machines', 'ETL02', { config: JSON.stringify({ ...fields, [key]: value }) });
}

const other = 'A'.repeat(40);

describe('what is read of a fleet in the sandbox', () => {
  test('one in order has five workers that work', () => {
    expect(
      seePairs(
        storeWith(() => undefined),
        snapshot.at,
      ),
    ).toEqual({ problems: [], working: 5, out: [] });
  });

  test.each<[string, (store: Store) => void, string]>([
    ['a node does not trust it', (s) => without(s, 'SQLETL02', 'root', printOf(s)), 'SQLETL02 does not trust'],
    ['it does not trust itself', (s) => without(s, 'ETL02', 'root', printOf(s)), 'its own Root lacks'],
    ['it does not trust the master', (s) => without(s, 'ETL02', 'root', masterOf(s)), "its Root lacks the master's"],
    ['its key is gone', (s) => without(s, 'ETL02', 'my', printOf(s)), 'its My lacks'],
    [
      'its service may not read its key',
      (s) => patch(s, 'windows', 'ETL02', { my: { [printOf(s)]: { friendlyName: '', readers: ['S-1-5-18'] } } }),
      'may not read the key',
    ],
    ['its service is stopped', (s) => patch(s, 'machines', 'ETL02', { service: 'stopped' }), 'does not run'],
    [
      "the port's certificate has no key there",
      (s) => {
        const root = row(s, 'windows', 'SQLETL01').root as Row;
        const keyless = { ...root, [masterOf(s)]: { friendlyName: '', readers: null } };
        patch(s, 'windows', 'SQLETL01', { root: keyless });
      },
      'SQLETL01 lacks the key',
    ],
    [
      'the port has another certificate',
      (s) => patch(s, 'windows', 'SQLETL01', { bindings: { '0.0.0.0:8391': { thumbprint: other, store: 'Root' } } }),
      'the port of SQLETL01 has',
    ],
    [
      'the master has read another one',
      (s) => patch(s, 'masters', 'SQLETL01', { loaded: { SSLCertThumbprint: other } }),
      'has read another',
    ],
    ["its file names another one of the master's", (s) => written(s, 'MasterHttpsCertThumbprint', other), 'it pins'],
    [
      'its file names another one of its own',
      (s) => written(s, 'WorkerHttpsCertThumbprint', other),
      'nobody has the certificate',
    ],
    ['its row is gone', (s) => s.delete('workerAgents', agentOf(s)), 'no row of it'],
  ])('%s: that is found', (_, change, words) => {
    const { problems, working } = seePairs(storeWith(change), snapshot.at);
    expect(problems.join('\n')).toContain(words);
    expect(working).toBeLessThan(5);
  });

  test('a certificate that has ended is found', () => {
    const { problems } = seePairs(
      storeWith(() => undefined),
      snapshot.at + 6 * 365 * 86_400_000,
    );
    expect(problems.join('\n')).toContain('has ended');
  });

  test('one that is out may pin what the master does not have yet, and not lose key or trust', () => {
    const pins = (store: Store) => {
      disable(store);
      patch(store, 'windows', 'SQLETL01', { bindings: {} });
    };
    const seen = seePairs(storeWith(pins), snapshot.at);
    expect(seen.out).toEqual(['ETL02']);
    expect(seen.problems.filter((problem) => problem.startsWith('ETL02'))).toEqual([]);
    const bare = (store: Store) => {
      disable(store);
      without(store, 'SQLETL01', 'root', printOf(store));
    };
    expect(seePairs(storeWith(bare), snapshot.at).problems.join()).toContain(
      'ETL02 is out, and SQLETL01 does not trust',
    );
  });

  test('one that is disabled and still runs a package is not out', () => {
    const running = (store: Store) => {
      disable(store);
      store.put('tasks', '1', { machine: 'ETL02', status: 3, executionId: 1, executedCount: 1 });
      patch(store, 'windows', 'SQLETL01', { bindings: {} });
    };
    expect(seePairs(storeWith(running), snapshot.at).problems.join()).toContain('ETL02 runs 1 tasks');
  });

  test('an execution that was begun twice, that failed, or that went on beside another is found', () => {
    const lost = storeWith((store) => {
      for (const [id, status] of [
        ['1', 4],
        ['2', 6],
      ] as const) {
        store.put('operations', id, { status });
        store.put('executions', id, {});
      }
      store.put('tasks', '3', { executionId: 3, executedCount: 2 });
      store.put('unheardRuns', '3/1', { executionId: 3, machine: 'ETL02', until: '2030-01-01T00:00:00Z' });
    });
    expect(packageProblems(lost)).toHaveLength(4);
    expect(packageProblems(storeWith(() => undefined))).toEqual([]);
  });
});
