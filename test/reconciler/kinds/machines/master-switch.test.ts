import { describe, expect, test } from 'vitest';
import { rotationSentences } from '../../../../src/cli/render/rotation-sentences.js';
import type { Plan } from '../../../../src/domain/documents.js';
import { rowOf } from '../../../support/build.js';
import {
  ending,
  isAfter,
  largeWorld,
  nodeOf,
  rotationPlan,
  successor,
  threeRows,
  topologyWith,
  workerOf,
} from '../../../support/rotation-world.js';
import { sshTopology } from '../../../support/scale-out-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03'];
const ids = (plan: Plan) => plan.steps.map(({ id }) => id);
const operations = (plan: Plan) => [...new Set(plan.steps.map(({ operation }) => operation))];
const told = (plan: Plan, code: string) => plan.diagnostics.filter((found) => found.code === code);
const named = topologyWith({ certificate: { thumbprint: successor.thumbprint } }, { workers });
const both = { SQLETL01: nodeOf('SQLETL01', { root: [ending, successor] }) };

/** The order in which nobody is cut off; each before all of the next. */
function expectSafeOrder(plan: Plan, nodes = ['SQLETL01'], first = 'ETL01') {
  const drains = workers.map((name) => `worker/${name}:drain`);
  for (const name of workers) expect(isAfter(plan, `worker/${name}:drain`, 'master/SQLETL01:beforeSwitch')).toBe(true);
  for (const drain of drains) {
    for (const node of nodes) {
      for (const step of ['config', 'bind']) {
        if (ids(plan).includes(`master/${node}:${step}`)) {
          expect(isAfter(plan, `master/${node}:${step}`, drain), `${node}:${step} after ${drain}`).toBe(true);
        }
      }
    }
  }
  for (const name of workers) {
    const change = `worker/${name}`;
    expect(isAfter(plan, `${change}:config`, 'master/SQLETL01:afterSwitch'), `${name} after the master`).toBe(true);
    expect(isAfter(plan, `${change}:restart`, `${change}:config`)).toBe(true);
    expect(isAfter(plan, `${change}:online`, `${change}:restart`)).toBe(true);
    expect(isAfter(plan, `${change}:enable`, `${change}:online`)).toBe(true);
    if (name === first) continue;
    expect(isAfter(plan, `${change}:config`, `worker/${first}:online`), `${name} after ${first}`).toBe(true);
  }
}

describe('a master’s certificate that ends within policy.certificates.renewBefore', () => {
  const plan = rotationPlan();

  test('is made, trusted by all workers, and switched in one plan in the order in which nobody is cut off', () => {
    expect(plan.applyable).toBe(true);
    const made = plan.steps.find(({ operation }) => operation === 'createCertificate');
    expect(made).toMatchObject({
      id: 'master/SQLETL01:createCertificate',
      arguments: { store: 'Root', usage: 'server', names: 'sqletl01.corp.example SQLETL01', days: 1825 },
      expects: { replaces: ending.thumbprint },
      risk: 'safe',
    });
    expectSafeOrder(plan);
    for (const name of workers) {
      expect(isAfter(plan, 'master/SQLETL01:beforeSwitch', `worker/${name}:trustNextMaster`)).toBe(true);
    }
    expect(isAfter(plan, 'master/SQLETL01:bind', 'master/SQLETL01:config')).toBe(true);
    expect(isAfter(plan, 'master/SQLETL01:restart', 'master/SQLETL01:bind')).toBe(true);
    expect(isAfter(plan, 'master/SQLETL01:afterSwitch', 'master/SQLETL01:restart')).toBe(true);
    expect(told(plan, 'plan.master-switch')).toMatchObject([{ severity: 'note' }]);
    expect(told(plan, 'plan.certificate-expires')).toEqual([]);
  });

  test('is given to config, port, workers and the wait by the step that makes it', () => {
    const inputs = plan.steps.flatMap((step) => ('inputs' in step ? [[step.id, step.inputs]] : []));
    const by = 'master/SQLETL01:createCertificate';
    expect(Object.fromEntries(inputs)).toMatchObject({
      'master/SQLETL01:config': { 'config.SSLCertThumbprint': by },
      'master/SQLETL01:bind': { thumbprint: by },
      'master/SQLETL01:afterSwitch': { thumbprint: by },
      'worker/ETL02:trustNextMaster': { thumbprint: by, certificate: by },
      'worker/ETL02:config': { 'config.MasterHttpsCertThumbprint': by },
    });
  });

  test('is taken back as a whole until the first worker is heard of: the old one everywhere, and all enabled', () => {
    const [rollback, ...others] = plan.rollbacks ?? [];
    expect(others).toEqual([]);
    expect(rollback?.steps).toEqual([
      'worker/ETL01:drain',
      'worker/ETL02:drain',
      'worker/ETL03:drain',
      'master/SQLETL01:config',
      'master/SQLETL01:bind',
      'master/SQLETL01:restart',
      'master/SQLETL01:afterSwitch',
      'worker/ETL01:config',
      'worker/ETL01:restart',
      'worker/ETL01:online',
    ]);
    expect(rollback?.undo.map(({ undoes, step: { id } }) => `${id} of ${undoes}`)).toEqual([
      'master/SQLETL01:config:back of master/SQLETL01:config',
      'master/SQLETL01:bind:back of master/SQLETL01:bind',
      'master/SQLETL01:restart:back of master/SQLETL01:restart',
      'master/SQLETL01:heardOf:back of master/SQLETL01:config',
      'worker/ETL01:config:back of worker/ETL01:config',
      'worker/ETL01:restart:back of worker/ETL01:restart',
      'worker/ETL01:online:back of worker/ETL01:restart',
      'worker/ETL01:enable:back of worker/ETL01:drain',
      'worker/ETL02:enable:back of worker/ETL02:drain',
      'worker/ETL03:enable:back of worker/ETL03:drain',
    ]);
    const steps = (rollback?.undo ?? []).map(({ step }) => step);
    const undo = { steps };
    expect(steps[0]?.arguments).toMatchObject({ 'config.SSLCertThumbprint': ending.thumbprint });
    expect(steps[1]?.arguments).toMatchObject({ port: 8391, thumbprint: ending.thumbprint });
    expect(steps[3]?.arguments).toMatchObject({ thumbprint: ending.thumbprint, anew: true });
    expect(steps[4]?.arguments).toMatchObject({ 'config.MasterHttpsCertThumbprint': ending.thumbprint });
    expect(isAfter(undo, 'worker/ETL01:restart:back', 'master/SQLETL01:heardOf:back')).toBe(true);
    expect(isAfter(undo, 'worker/ETL01:enable:back', 'worker/ETL01:online:back')).toBe(true);
    expect(isAfter(undo, 'worker/ETL02:enable:back', 'master/SQLETL01:restart:back')).toBe(true);
  });

  test('empties all workers whatever policy.rollout and policy.drain.onTimeout say: no package is cut off', () => {
    const policy = { drain: { timeoutSeconds: 60, onTimeout: 'disable' } } as const;
    const busy = { known: true, value: new Map([[rowOf('ETL02', 2).id, 1]]) } as const;
    const found = rotationPlan({ topology: sshTopology({ workers, policy }), catalog: { busy } });
    const drains = found.steps.filter(({ operation }) => operation === 'drainWorker');
    expect(drains.map(({ arguments: given, risk }) => ({ ...given, risk }))).toEqual(
      workers.map(() => expect.objectContaining({ together: true, onTimeout: 'stop', risk: 'disruptive' })),
    );
  });

  test('an earlier run has made: it is taken, and not made again', () => {
    const found = rotationPlan({ machines: both });
    expect(operations(found)).not.toContain('createCertificate');
    expectSafeOrder(found);
    expect(found.steps.find(({ id }) => id === 'worker/ETL03:config')?.arguments).toMatchObject({
      'config.MasterHttpsCertThumbprint': successor.thumbprint,
    });
  });

  test('under policy.certificates.renewBefore never stays, and is warned of', () => {
    const never = { renewBeforeDays: undefined, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 };
    const found = rotationPlan({ topology: sshTopology({ workers, policy: { certificates: never } }) });
    expect(found.steps).toEqual([]);
    expect(told(found, 'plan.certificate-expires')).toHaveLength(1);
  });

  test('keeps the way a config spells its key, and what is set of the port', () => {
    const config = { PortNumber: 8391, sslcertthumbprint: ending.thumbprint };
    const found = rotationPlan({ machines: { SQLETL01: nodeOf('SQLETL01', { root: [ending, successor], config }) } });
    const bind = found.steps.find(({ operation }) => operation === 'bindPort');
    expect(Object.keys(bind?.arguments ?? {})).not.toContain('negotiateClientCertificate');
    expect(found.steps.filter(({ id }) => id === 'master/SQLETL01:config')).toHaveLength(1);
  });
});

describe('what keeps the switch of the master', () => {
  test('a worker that could not be looked at: all is prepared, nobody is taken out, and it is said what to do', () => {
    const found = rotationPlan({ machines: { ETL02: 'the network is down' } });
    expect(operations(found).sort()).toEqual(['createCertificate', 'trustCertificate']);
    const [waits] = told(found, 'plan.rotation-waits');
    expect(waits?.severity).toBe('warning');
    expect(waits?.detail).toContain(`The one in use (${ending.thumbprint}) ends 2026-12-10`);
    expect(waits?.detail).toContain('worker/ETL02: its machine could not be looked at: the network is down.');
    expect(waits?.detail).toContain('--exclude worker/ETL02');
    expect(found.applyable).toBe(true);
  });

  test('not that worker once it is out of service and excluded by name: it is brought over when it is back', () => {
    const rows = threeRows.map((row) => (row.machineName === 'ETL02' ? { ...row, enabled: false } : row));
    const found = rotationPlan({
      rows,
      machines: { ETL02: 'the network is down' },
      options: { targets: { include: [], exclude: ['worker/ETL02'] } },
    });
    expect(found.applyable).toBe(true);
    expect(told(found, 'plan.rotation-waits')).toEqual([]);
    expect(ids(found)).toContain('master/SQLETL01:bind');
    expect(found.steps.some(({ target }) => target === 'worker/ETL02')).toBe(false);
  });

  test('one row of the catalog that nobody lists, while it is enabled and heard of', () => {
    const rows = [...threeRows, rowOf('ETL77', 7, { enabled: true })];
    const found = rotationPlan({ rows });
    expect(operations(found).sort()).toEqual(['createCertificate', 'trustCertificate']);
    expect(told(found, 'plan.rotation-waits')[0]?.detail).toContain('worker/ETL77: the topology does not list it');
  });

  test('policy.windows: outside of them there is only what is prepared', () => {
    const windows = [{ kind: 'allow', cron: '0 3 * * 6', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const found = rotationPlan({ topology: sshTopology({ workers, policy: { windows } }), machines: both });
    expect(operations(found)).toEqual(['trustCertificate']);
    expect(told(found, 'plan.rotation-waits')[0]?.detail).toContain('outside of the windows for changes');
  });

  test('a plan for some workers alone: the switch is for all, and is not even told of', () => {
    const found = rotationPlan({ machines: both, options: { targets: { include: ['worker/ETL01'], exclude: [] } } });
    expect(ids(found)).toEqual(['worker/ETL01:trustNextMaster']);
    expect(told(found, 'plan.rotation-waits')).toEqual([]);
  });
});

describe('a master’s certificate that has ended', () => {
  const ended = { ...ending, notAfter: '2026-11-20T00:00:00.000Z' };
  const machines = { SQLETL01: nodeOf('SQLETL01', { root: [ended] }) };
  const offline = threeRows.map((row) => ({ ...row, lastOnlineAge: 90_000 }));

  test('is renewed and switched at once, whatever the windows are and whoever is missing', () => {
    const windows = [{ kind: 'allow', cron: '0 3 * * 6', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const found = rotationPlan({
      topology: sshTopology({ workers, policy: { windows } }),
      rows: offline,
      machines: { ...machines, ETL03: 'the network is down' },
    });
    expect(found.applyable).toBe(true);
    expect(ids(found)).toEqual(expect.arrayContaining(['master/SQLETL01:createCertificate', 'master/SQLETL01:bind']));
    // Nobody is heard of, so nobody is emptied first; workers come after the master.
    expect(found.rollbacks).toBeUndefined();
    expect(isAfter(found, 'worker/ETL01:restart', 'master/SQLETL01:restart')).toBe(true);
    expect(isAfter(found, 'worker/ETL01:restart', 'worker/ETL01:trustNextMaster')).toBe(true);
    // Whoever takes what a step yields comes after it.
    const taken = found.steps.flatMap((step) =>
      'inputs' in step ? Object.values(step.inputs).map((from) => ({ step: step.id, from })) : [],
    );
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(({ step, from }) => !isAfter(found, step, from))).toEqual([]);
    expect(rotationSentences(found)).toEqual([expect.stringMatching(/^Replaces the certificate of the master/)]);
  });

  test('is switched in the safe order while workers are still heard of', () => {
    expectSafeOrder(rotationPlan({ machines }));
  });
});

describe('a certificate of the master that the topology names', () => {
  test('is switched to on all nodes, those that do not answer first', () => {
    const root = [ending, successor];
    const machines = {
      SQLETL01: nodeOf('SQLETL01', { root }),
      SQLETL02: nodeOf('SQLETL02', { root, service: { state: 'stopped', startMode: 'manual', clustered: true } }),
    };
    const topology = topologyWith(
      { certificate: { thumbprint: successor.thumbprint } },
      { workers, nodes: ['SQLETL01', 'SQLETL02'] },
    );
    const found = rotationPlan({ topology, machines });
    expectSafeOrder(found, ['SQLETL01', 'SQLETL02']);
    expect(isAfter(found, 'master/SQLETL01:config', 'master/SQLETL02:bind')).toBe(true);
    expect(ids(found)).not.toContain('master/SQLETL02:restart');
  });

  test('whose service a cluster owns: a person restarts it, and its effect is waited for', () => {
    const machines = {
      SQLETL01: nodeOf('SQLETL01', { root: [ending, successor], service: { clustered: true, startMode: 'manual' } }),
    };
    const found = rotationPlan({ topology: named, machines });
    expect(found.steps.find(({ id }) => id === 'master/SQLETL01:restart')?.manual).toBe(true);
    expect(found.steps.find(({ id }) => id === 'master/SQLETL01:afterSwitch')?.arguments).toMatchObject({
      timeoutSeconds: 600,
      thumbprint: successor.thumbprint,
    });
    expectSafeOrder(found);
  });

  test('is a person’s to bring where a node lacks its key', () => {
    const found = rotationPlan({ topology: named });
    expect(found.steps).toMatchObject([{ operation: 'byHand', id: 'master/SQLETL01:installCertificate' }]);
    expect(told(found, 'plan.rotation-waits')[0]?.detail).toContain('does not have');
    expect(told(found, 'plan.master-key-missing')).toHaveLength(1);
  });

  test('is in use from the first installation on, without anybody to empty', () => {
    const machines = { ...both, ETL01: workerOf('ETL01', 1, { service: { state: 'stopped' } }) };
    const found = rotationPlan({ topology: named, rows: [], catalog: { scaleOut: 'neverEnabled' }, machines });
    expect(found.rollbacks).toBeUndefined();
    expect(operations(found)).not.toContain('drainWorker');
    expect(isAfter(found, 'worker/ETL01:start', 'master/SQLETL01:restart')).toBe(true);
  });

  test('with several nodes and none named, a person is told what to bring and by when', () => {
    const topology = sshTopology({ workers, nodes: ['SQLETL01', 'SQLETL02'] });
    const found = rotationPlan({ topology, machines: { SQLETL02: nodeOf('SQLETL02') } });
    expect(found.steps).toEqual([]);
    const [bring] = told(found, 'plan.master-certificate-bring');
    expect(bring?.detail).toContain('ends 2026-12-10 00:00:00 UTC, in 15 days, and scaleout makes no new one');
    expect(bring?.remedy).toContain('name it in master.certificate');
  });
});

describe('a switch that was cut off half-way goes on in the same order', () => {
  const config = { PortNumber: 8391, SSLCertThumbprint: successor.thumbprint };
  const root = [ending, successor];
  const trusts = [ending, successor];
  const prepared = Object.fromEntries(workers.map((name, index) => [name, workerOf(name, index + 1, { trusts })]));

  test('before the port: all workers are emptied once more, and those found disabled come back', () => {
    const rows = threeRows.map((row) => ({ ...row, enabled: row.machineName === 'ETL03' }));
    const SQLETL01 = nodeOf('SQLETL01', { root, config, service: { configUnread: true } });
    const found = rotationPlan({ rows, machines: { ...prepared, SQLETL01 } });
    expectSafeOrder(found);
    expect(ids(found)).not.toContain('master/SQLETL01:config');
    const back = found.rollbacks?.[0]?.undo.map(({ step }) => step.id);
    expect(back).toEqual(expect.arrayContaining(workers.map((name) => `worker/${name}:enable:back`)));
  });

  test('after the master: nobody is connected with the old one, so the rest comes back by itself', () => {
    const bindings = [{ address: '0.0.0.0:8391', thumbprint: successor.thumbprint, store: 'Root' }];
    const found = rotationPlan({
      rows: threeRows.map((row) => ({ ...row, enabled: false })),
      startedWith: successor.thumbprint,
      machines: { ...prepared, SQLETL01: nodeOf('SQLETL01', { root, config, bindings }) },
    });
    expect(found.steps.some(({ target }) => target.startsWith('master/'))).toBe(false);
    for (const name of workers) expect(ids(found)).toContain(`worker/${name}:enable`);
  });

  test('after the first of two nodes: all that is waited for is in the plan, and the other node follows', () => {
    const bindings = [{ address: '0.0.0.0:8391', thumbprint: successor.thumbprint, store: 'Root' }];
    const machines = {
      ...prepared,
      SQLETL01: nodeOf('SQLETL01', { root, config, bindings }),
      SQLETL02: nodeOf('SQLETL02', { root, config, service: { configUnread: true } }),
    };
    const topology = topologyWith(
      { certificate: { thumbprint: successor.thumbprint } },
      { workers, nodes: ['SQLETL01', 'SQLETL02'] },
    );
    const rows = threeRows.map((row) => ({ ...row, enabled: false }));
    const found = rotationPlan({ topology, rows, startedWith: successor.thumbprint, machines });
    const all = new Set(ids(found));
    expect(found.steps.flatMap(({ needs }) => needs.filter((need) => !all.has(need)))).toEqual([]);
    expect(isAfter(found, 'master/SQLETL02:bind', 'worker/ETL03:drain')).toBe(true);
    expect(isAfter(found, 'worker/ETL02:config', 'master/SQLETL02:afterSwitch')).toBe(true);
    expect(found.rollbacks?.[0]?.target).toBe('master/SQLETL02');
  });

  test('is left as it runs while a worker that is connected cannot be brought over', () => {
    const SQLETL01 = nodeOf('SQLETL01', { root, config, service: { configUnread: true } });
    const rows = [...threeRows, rowOf('ETL77', 7, { enabled: true })];
    const found = rotationPlan({ rows, machines: { ...prepared, SQLETL01 } });
    expect(found.steps).toEqual([]);
    expect(found.complete).toBe(true);
    expect(found.changes.find(({ id }) => id === 'master/SQLETL01')?.action).toBe('unknown');
    const [begun] = told(found, 'plan.rotation-begun');
    expect(begun?.detail).toContain('worker/ETL77: the topology does not list it, and it is enabled.');
  });
});

test('a thousand workers and two nodes: what they need grows with their number, not with its square', () => {
  const found = rotationPlan(largeWorld(1_000));
  expect(found.steps.filter(({ operation }) => operation === 'drainWorker')).toHaveLength(1_000);
  const needs = found.steps.reduce((sum, step) => sum + step.needs.length, 0);
  expect(needs).toBeLessThan(20_000);
  const undo = found.rollbacks?.[0]?.undo ?? [];
  expect(undo.reduce((sum, { step }) => sum + step.needs.length, 0)).toBeLessThan(3_000);
});
