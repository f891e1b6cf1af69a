import { describe, expect, test } from 'vitest';
import type { RotationPhase } from '../../../src/topology/topology.js';
import { mark, nodeOf, type RotationWorld, rotationPlan, successor, workerOf } from '../../support/rotation-world.js';
import { certificates, sshTopology } from '../../support/scale-out-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03'];
const names = (found: ReturnType<typeof rotationPlan>) => found.steps.map(({ id }) => id);
const errors = (found: ReturnType<typeof rotationPlan>) =>
  found.diagnostics.filter(({ severity }) => severity === 'error').map(({ code, detail }) => ({ code, detail }));

/** As `scaleout rotate master` asks for it, of a certificate that is good for long unless told otherwise. */
function rotate(phase: RotationPhase | undefined, world: RotationWorld = {}) {
  const { machines, ...rest } = world;
  const options = phase === undefined ? {} : { options: { rotate: { of: 'master', phase } as const } };
  return rotationPlan({ ...rest, ...options, machines: { SQLETL01: node([certificates.master]), ...machines } });
}

const node = (root: readonly (typeof successor)[]) => nodeOf('SQLETL01', { root });
const prepared = { SQLETL01: node([certificates.master, successor]) };

describe('scaleout rotate master --prepare', () => {
  test('makes one and has all workers trust it, and nothing that runs changes', () => {
    const found = rotate('prepare');
    expect(names(found).sort()).toEqual([
      'master/SQLETL01:createCertificate',
      ...workers.map((name) => `worker/${name}:trustNextMaster`),
    ]);
    expect(found.summary.risks?.steps).toMatchObject({ disruptive: 0, destructive: 0 });
    expect(errors(found)).toEqual([]);
  });

  test('makes no second one, and an ordinary plan leaves what is prepared waiting for its switch', () => {
    for (const phase of ['prepare', undefined] as const) {
      const found = rotate(phase, { machines: prepared });
      expect(names(found)).toEqual(workers.map((name) => `worker/${name}:trustNextMaster`));
      expect(found.diagnostics.find(({ code }) => code === 'plan.rotation-prepared')?.detail).toBe(
        `${successor.thumbprint}.`,
      );
    }
  });
});

describe('scaleout rotate master --switch', () => {
  test('switches to what is prepared, with what is still to be trusted first', () => {
    const found = rotate('switch', { machines: prepared });
    expect(errors(found)).toEqual([]);
    expect(names(found)).toEqual(expect.arrayContaining(['master/SQLETL01:bind', 'worker/ETL01:trustNextMaster']));
  });

  test('is refused where nothing is prepared: guard.rotation-not-prepared', () => {
    const found = rotate('switch');
    expect(found.applyable).toBe(false);
    expect(errors(found)).toMatchObject([{ code: 'guard.rotation-not-prepared' }]);
    expect(errors(found)[0]?.detail).toContain('Run scaleout rotate master --prepare first.');
    expect(found.steps).toEqual([]);
  });

  test('is refused while a worker is not seen, which is named with what to do', () => {
    const found = rotate('switch', { machines: { ...prepared, ETL02: 'the network is down' } });
    expect(errors(found)).toMatchObject([
      { code: 'guard.rotation-not-prepared', detail: expect.stringContaining('worker/ETL02: its machine') },
    ]);
    expect(names(found)).not.toContain('worker/ETL01:drain');
  });

  test('is refused outside of policy.windows by a guard of its own', () => {
    const windows = [{ kind: 'allow', cron: '0 3 * * 6', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const topology = sshTopology({ workers, policy: { windows } });
    expect(errors(rotate('switch', { topology, machines: prepared }))).toMatchObject([
      { code: 'guard.rotation-window', detail: expect.stringContaining('outside of the windows') },
    ]);
  });
});

describe('scaleout rotate master --complete', () => {
  const old = certificates.master;
  const begin = (notBefore: string) => ({ ...successor, notBefore });
  const config = (thumbprint: string) => ({ PortNumber: 8391, SSLCertThumbprint: thumbprint });
  /** The master uses the successor, which began then; workers trust the old one with our mark still. */
  const switched = (notBefore: string): RotationWorld => ({
    startedWith: successor.thumbprint,
    machines: {
      SQLETL01: nodeOf('SQLETL01', {
        root: [old, begin(notBefore)],
        config: config(successor.thumbprint),
        service: { startedAt: notBefore },
        bindings: [{ address: '0.0.0.0:8391', thumbprint: successor.thumbprint, store: 'Root' }],
      }),
      ...Object.fromEntries(
        workers.map((name, index) => [
          name,
          workerOf(name, index + 1, { pin: successor.thumbprint, trusts: [old, successor] }),
        ]),
      ),
    },
  });

  test('before policy.certificates.keepOld it is refused: guard.rotation-kept', () => {
    const found = rotate('complete', switched('2026-11-20T00:00:00.000Z'));
    expect(errors(found)).toEqual([
      { code: 'guard.rotation-kept', detail: `${old.thumbprint}: until 2026-11-27 00:00:00 UTC.` },
    ]);
    expect(rotate(undefined, switched('2026-11-20T00:00:00.000Z')).steps).toEqual([]);
  });

  test('after it every worker distrusts the old one, by an ordinary plan as well, and keys stay', () => {
    for (const phase of ['complete', undefined] as const) {
      const found = rotate(phase, switched('2026-11-10T00:00:00.000Z'));
      expect(errors(found)).toEqual([]);
      expect(found.steps.map(({ id, risk }) => [id, risk])).toEqual(
        workers.map((name) => [`worker/${name}:distrustOn/${name}/${old.thumbprint.slice(0, 8)}`, 'safe']),
      );
    }
  });

  test('a worker that pins the old one, or is not heard of, keeps it', () => {
    const world = switched('2026-11-10T00:00:00.000Z');
    const root = [old, successor];
    const machines = { ...world.machines, ETL02: workerOf('ETL02', 2, { pin: old.thumbprint, trusts: root }) };
    const found = rotate('complete', { ...world, machines });
    expect(names(found)).not.toContain(`worker/ETL02:distrustOn/ETL02/${old.thumbprint.slice(0, 8)}`);
  });

  test('is refused where the switch is still to come', () => {
    expect(errors(rotate('complete', { machines: prepared }))).toMatchObject([{ code: 'guard.rotation-kept' }]);
    expect(mark).toBe('ssis-scaleout test master');
  });
});
