import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../../src/domain/documents.js';
import { rowOf } from '../../../support/build.js';
import {
  isAfter,
  nodeOf,
  type RotationWorld,
  rotationPlan,
  threeRows,
  topologyWith,
  workerOf,
} from '../../../support/rotation-world.js';
import { certificates, endpoint, sshTopology } from '../../../support/scale-out-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03'];
const lasting = { SQLETL01: nodeOf('SQLETL01', { root: [certificates.master] }) };
const moved = endpoint.replace(/:\d+$/, ':8399');
const topology = topologyWith({ endpoint: moved }, { workers });
const ids = (plan: Plan) => plan.steps.map(({ id }) => id);
const told = (plan: Plan, code: string) => plan.diagnostics.filter((found) => found.code === code);

function movePlan(world: RotationWorld = {}): Plan {
  const { machines, catalog, ...rest } = world;
  return rotationPlan({
    topology,
    startedWith: certificates.master.thumbprint,
    machines: { ...lasting, ...machines },
    ...rest,
    ...(catalog === undefined ? {} : { catalog }),
  });
}

describe('another port of the master', () => {
  const plan = movePlan();

  test('all workers are emptied before anything of the master, one is heard of on the new port, then the others', () => {
    expect(plan.applyable).toBe(true);
    for (const name of workers) {
      expect(plan.steps).toContainEqual(
        expect.objectContaining({ id: `worker/${name}:drain`, arguments: expect.objectContaining({ together: true }) }),
      );
      expect(isAfter(plan, `worker/${name}:drain`, 'master/SQLETL01:beforeSwitch')).toBe(true);
      for (const step of [
        'catalog/masterAddress:set',
        'master/SQLETL01:config',
        'master/SQLETL01:firewall',
        'master/SQLETL01:restart',
      ]) {
        expect(isAfter(plan, step, `worker/${name}:drain`), `${step} after ${name}`).toBe(true);
        expect(isAfter(plan, `worker/${name}:drain`, step)).toBe(false);
      }
      for (const step of ['config', 'restart', 'online', 'enable']) {
        expect(isAfter(plan, `worker/${name}:${step}`, 'master/SQLETL01:afterSwitch'), `${name}:${step}`).toBe(true);
      }
      if (name !== 'ETL01') expect(isAfter(plan, `worker/${name}:config`, 'worker/ETL01:online')).toBe(true);
    }
    const [note] = told(plan, 'plan.master-move');
    expect(note).toMatchObject({
      severity: 'note',
      detail: expect.stringMatching(/^From port 8391 to 8399: 3 workers/),
    });
    expect(told(plan, 'plan.master-switch')).toEqual([]);
  });

  test('is taken back as a whole where a step fails, the address in the catalog too', () => {
    const [rollback, ...others] = plan.rollbacks ?? [];
    expect(others).toEqual([]);
    const undo = new Map(rollback?.undo.map(({ step }) => [step.id, step]));
    expect(undo.get('catalog/masterAddress:set:back')).toMatchObject({
      arguments: { address: endpoint },
      expects: { address: moved },
    });
    expect(undo.get('master/SQLETL01:config:back')).toMatchObject({ arguments: { 'config.PortNumber': 8391 } });
    expect(undo.get('master/SQLETL01:firewall:back')).toMatchObject({ arguments: { port: 8391 } });
    for (const name of workers) expect(undo.has(`worker/${name}:enable:back`)).toBe(true);
    expect(rollback?.steps).toEqual(expect.arrayContaining(['worker/ETL03:drain', 'master/SQLETL01:restart']));
  });

  test('that a config names already and the service has not read yet has the same order', () => {
    const config = { PortNumber: 8399, SSLCertThumbprint: certificates.master.thumbprint };
    const SQLETL01 = nodeOf('SQLETL01', { root: [certificates.master], config, service: { configUnread: true } });
    const found = movePlan({ machines: { SQLETL01 } });
    expect(isAfter(found, 'master/SQLETL01:restart', 'worker/ETL02:drain')).toBe(true);
    expect(told(found, 'plan.master-move')).toHaveLength(1);
  });

  test('stays while a worker that is heard of cannot be brought over: neither master nor endpoints change', () => {
    const rows = [...threeRows, rowOf('ETL77', 7, { enabled: true })];
    const found = movePlan({ rows });
    expect(ids(found).filter((id) => /^(master|catalog)|:(config|restart|drain)$/.test(id))).toEqual([]);
    expect(found.changes.find(({ id }) => id === 'master/SQLETL01')?.action).toBe('unknown');
    const [held] = told(found, 'plan.master-move-held');
    expect(held).toMatchObject({ severity: 'warning', detail: expect.stringContaining('worker/ETL77') });
  });

  test('a worker whose machine a person works on keeps it, in words of the port', () => {
    const byHand = sshTopology({ workers });
    const workersOf = byHand.workers.map((worker) =>
      worker.machine === 'ETL03' ? { ...worker, access: { transport: 'manual' as const } } : worker,
    );
    const [held] = told(movePlan({ topology: { ...topology, workers: workersOf } }), 'plan.master-move-held');
    expect(held?.detail).toMatch(/^worker\/ETL03: whether it gets the new endpoint is not seen/);
    expect(held?.detail).toContain('new port of the master');
  });

  test('where no worker is heard of, nobody is emptied together and nothing is waited for', () => {
    const rows = threeRows.map((row) => ({ ...row, lastOnlineAge: 3_600 }));
    const found = movePlan({ rows });
    expect(found.rollbacks ?? []).toEqual([]);
    expect(told(found, 'plan.master-move')).toEqual([]);
  });
});

test('another host in the endpoint touches no node, and a restart of the master alone empties nobody', () => {
  const host = movePlan({ topology: topologyWith({ endpoint: 'https://sqletl01:8391' }, { workers }) });
  expect(told(host, 'plan.master-move')).toEqual([]);
  expect(ids(host).filter((id) => id.startsWith('master/'))).toEqual([]);
  const SQLETL01 = nodeOf('SQLETL01', { root: [certificates.master], service: { configUnread: true } });
  const restart = movePlan({ topology: sshTopology({ workers }), machines: { SQLETL01, ETL01: workerOf('ETL01', 1) } });
  expect(ids(restart)).toContain('master/SQLETL01:restart');
  expect(ids(restart).filter((id) => id.endsWith(':drain'))).toEqual([]);
});
