import { beforeAll, describe, expect, test } from 'vitest';
import { listDrills } from '../../src/drills/drill-desk.js';
import { type DrilledHarness, drilledHarness, workers } from './drilled.js';

/** Who is not heard of any more: of the drill's machine, all that a master's fault takes out, or nobody. */
const lost: Readonly<Record<string, readonly string[]>> = {
  'worker-certificate-expired': ['ETL01'],
  'worker-certificate-ending': [],
  'master-certificate-expired': workers,
  'master-certificate-ending': [],
  'worker-not-trusted': ['ETL01'],
  'worker-not-trusted-by-one-node': [],
  'master-not-trusted': ['ETL01'],
  'worker-key-unreadable': ['ETL01'],
  'worker-key-gone': ['ETL01'],
  'master-key-gone': workers,
  'binding-missing': workers,
  'binding-other-certificate': workers,
  'firewall-closed': workers,
  'foreign-root': workers,
  'worker-service-stopped': ['ETL01'],
  // The second node takes over.
  'master-service-stopped': [],
  'worker-service-disabled': ['ETL01'],
  'master-service-disabled': [],
  'worker-account-locked': ['ETL01'],
  'master-account-locked': [],
  'worker-config-broken': ['ETL01'],
  'worker-endpoint-wrong': ['ETL01'],
  'worker-agent-id-cloned': ['ETL01'],
  'worker-clock-wrong': [],
  'master-clock-wrong': [],
  'log-login-missing': [],
  'mixed-mode-off': [],
  'executions-pinned': [],
  'job-owners': [],
  'login-may-not-see': [],
};

describe('each drill', () => {
  let fleet: DrilledHarness;
  beforeAll(async () => {
    fleet = await drilledHarness();
  });

  test('is in the list, with a name of its own', () => {
    const names = listDrills().map(({ drill }) => drill);
    expect(new Set(names).size).toBe(names.length);
    expect([...names].sort()).toEqual(Object.keys(lost).sort());
  });

  test.each(Object.entries(lost))('%s takes out whom it must, as of ten minutes ago, and is undone', (drill, gone) => {
    const before = fleet.rows();
    expect(fleet.offline()).toEqual([]);
    const { made } = fleet.make(drill);
    expect(made?.drill).toBe(drill);
    expect(fleet.rows()).not.toEqual(before);
    expect(fleet.offline()).toEqual(gone);
    for (const machine of gone) {
      expect(fleet.silence(machine)).toBeGreaterThanOrEqual(600);
      expect(fleet.silence(machine)).toBeLessThan(661);
    }
    fleet.wait(300);
    expect(fleet.offline()).toEqual(gone);
    expect(fleet.undo(drill)).toMatchObject([{ drill, left: [] }]);
    expect(fleet.rows()).toEqual(before);
    expect(fleet.offline()).toEqual([]);
  });

  test('that begins now takes nobody out before his next heartbeat is due', () => {
    fleet.make('worker-key-gone', 'ETL03', { ago: 0 });
    expect(fleet.silence('ETL03')).toBeLessThan(61);
    fleet.wait(181);
    expect(fleet.offline()).toEqual(['ETL03']);
    fleet.undo();
    expect(fleet.offline()).toEqual([]);
  });

  test('names a machine in any case, and the list names one that it takes', () => {
    const { made } = fleet.make('worker-service-stopped', 'etl04.corp.example');
    expect(made?.machine).toBe('ETL04');
    expect(fleet.offline()).toEqual(['ETL04']);
    expect(fleet.undo('worker-service-stopped', 'etl04')).toHaveLength(1);
    fleet.wait(61);
    const { made: first } = fleet.make('firewall-closed', 'master');
    expect(first?.machine).toBe('SQLETL01');
    fleet.undo();
    fleet.wait(61);
  });

  test('ends a certificate in as many days as it is told', () => {
    fleet.make('worker-certificate-ending', 'ETL02', { days: 3 });
    const [ending] = [...fleet.store.rows('windows')]
      .filter(([key]) => key === 'ETL02')
      .map(([, { my }]) => Object.keys(my as object));
    expect(ending).toHaveLength(1);
    fleet.wait(3 * 86_400 - 60);
    expect(fleet.offline()).toEqual([]);
    fleet.wait(300);
    expect(fleet.offline()).toEqual(['ETL02']);
    fleet.undo();
    expect(fleet.offline()).toEqual([]);
  });
});
