import { describe, expect, test } from 'vitest';
import type { Binding, LogTrouble, MachineObservation } from '../../../src/domain/machines.js';
import { bindPort } from '../../../src/reconciler/steps/bind-port.js';
import type { World } from '../../../src/reconciler/steps/step.js';
import { rowOf } from '../../support/build.js';
import {
  certificates,
  masterMachine,
  planWith,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const { master, ETL02 } = certificates;
const right: Binding = { address: '0.0.0.0:8391', thumbprint: master.thumbprint, store: 'Root', options: [], lost: [] };

interface Parts {
  readonly bindings?: readonly Binding[];
  readonly build?: number;
  readonly negotiate?: boolean;
  readonly worker?: Partial<MachineObservation>;
  /** Seconds since ETL01 was heard of. */
  readonly silent?: number;
  readonly state?: 'running' | 'stopped';
}

function plan({ bindings = [right], build, negotiate, worker, silent = 5, state = 'running' }: Parts) {
  const topology = sshTopology();
  const wanted = negotiate === undefined ? {} : { negotiateClientCertificate: negotiate };
  const base = workingCatalog();
  const rows = [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: silent }), rowOf('ETL02', 2, { enabled: true })];
  const observation = build === undefined ? {} : { observation: { build } };
  return planWith(
    {
      SQLETL01: masterMachine('SQLETL01', { bindings, ...observation }),
      ETL01: workerMachine('ETL01', { service: { state }, ...(worker === undefined ? {} : { observation: worker }) }),
    },
    {
      topology: { ...topology, master: { machines: [], ...topology.master, ...wanted } },
      catalog: { ...base, workers: { known: true, value: rows } },
    },
  );
}

const told = (found: ReturnType<typeof plan>, code: string) => found.diagnostics.filter((each) => each.code === code);
const fields = (found: ReturnType<typeof plan>) => found.changes.flatMap((change) => change.fields);

describe('the binding of the master', () => {
  test('of the right certificate in the store MY is not as wanted', () => {
    const found = plan({ bindings: [{ ...right, store: 'MY' }] });
    expect(found.changes).toMatchObject([{ id: 'master/SQLETL01', risk: 'disruptive', reasonCode: 'binding-differs' }]);
    expect(found.changes[0]?.reason).toContain('in the store MY, not in Root');
    expect(fields(found)).toEqual([{ path: 'binding.8391.store', before: 'MY', after: 'Root' }]);
    expect(found.steps.map((step) => step.operation)).toEqual(['bindPort']);
    expect(plan({ bindings: [{ ...right, store: 'root' }] }).changes).toEqual([]);
  });

  test('is shadowed by an entry for one address or host name: that is told, and nothing is done to it', () => {
    const other = ['10.0.0.5:8391', '[::]:8391', 'sqletl01.corp.example:8391'];
    const found = plan({
      bindings: [
        right,
        ...other.map((address) => ({ ...right, address, thumbprint: ETL02.thumbprint })),
        { ...right, address: '10.0.0.6:8391' },
        { ...right, address: '10.0.0.5:18391', thumbprint: ETL02.thumbprint },
      ],
    });
    expect(found).toMatchObject({ changes: [], steps: [], applyable: true });
    expect(told(found, 'plan.binding-shadowed').map(({ severity, detail }) => [severity, detail])).toEqual([
      ...other.map((address) => [
        'warning',
        `SQLETL01 has an entry for ${address} with another certificate than the master's: ${ETL02.thumbprint} in Root.`,
      ]),
      ['note', `SQLETL01 has an entry for 10.0.0.6:8391 with the same certificate: ${master.thumbprint} in Root.`],
    ]);
  });

  test('loses what netsh has no option for, which is told before it is bound anew, and only then', () => {
    const lost = ['flag 0x2000'];
    const found = plan({ bindings: [{ ...right, thumbprint: ETL02.thumbprint, lost }] });
    expect(told(found, 'plan.binding-options-lost')).toMatchObject([
      { severity: 'warning', detail: '0.0.0.0:8391 on SQLETL01: flag 0x2000.' },
    ]);
    expect(plan({ bindings: [{ ...right, lost }] }).diagnostics).toEqual([]);
  });

  test('asks for client certificates where the topology says so, and is left as it is where it does not', () => {
    const found = plan({ negotiate: true });
    expect(fields(found)).toEqual([{ path: 'binding.8391.negotiateClientCertificate', before: false, after: true }]);
    expect(found.steps).toMatchObject([{ operation: 'bindPort', arguments: { negotiateClientCertificate: true } }]);
    const asking: Binding = { ...right, options: ['clientcertnegotiation=enable'] };
    expect(plan({ bindings: [asking], negotiate: true }).changes).toEqual([]);
    expect(plan({ bindings: [asking] }).changes).toEqual([]);
    expect(fields(plan({ bindings: [asking], negotiate: false }))).toMatchObject([{ before: true, after: false }]);
    const { options: _, ...untold } = right;
    expect(fields(plan({ bindings: [untold], negotiate: true }))).toMatchObject([{ before: null, after: true }]);
  });

  test('that was written counts as written only where all of it is there', async () => {
    const [step] = plan({ negotiate: true }).steps;
    if (step?.operation !== 'bindPort') throw new Error('no step');
    const { thumbprint = '' } = step.arguments;
    const ready = { ...step, arguments: { ...step.arguments, thumbprint } };
    const found = async (bindings: readonly Binding[]) => {
      const value = masterMachine('SQLETL01', { bindings });
      const machines = { inspect: async () => ({ known: true, value }) };
      return (await bindPort.check(ready, { machines } as unknown as World, new AbortController().signal)).state;
    };
    const asking: Binding = { ...right, options: ['clientcertnegotiation=enable'] };
    expect(await found([asking])).toBe('already');
    for (const bindings of [[], [right], [{ ...asking, store: 'MY' }]]) {
      expect(await found(bindings)).not.toBe('already');
    }
  });
});

describe('TLS 1.3, in which the master cannot ask for a certificate after the handshake', () => {
  const code = 'plan.client-certificate-not-asked';
  const trouble: LogTrouble = {
    role: 'worker',
    kind: 'anonymous',
    file: 'C:\\log',
    line: '403',
    at: '2026-11-24T02:15:20.000Z',
  };

  test('is named as a cause where a worker was refused or is silent', () => {
    for (const parts of [{ silent: 900 }, { silent: 900, worker: { trouble: [trouble] }, state: 'stopped' } as const]) {
      const [found] = told(plan({ build: 20348, ...parts }), code);
      expect(found).toMatchObject({
        severity: 'warning',
        remedy: expect.stringContaining('negotiateClientCertificate: true'),
      });
      expect(found?.detail).toContain('SQLETL01 (Windows build 20348)');
      expect(found?.detail).toContain('Refused or not heard of: ETL01.');
    }
  });

  test('is not named where the build of Windows is not known', () => {
    expect(told(plan({ silent: 900 }), code)).toEqual([]);
  });

  test.each<[string, Parts]>([
    ['all workers are heard of', { silent: 5, worker: { trouble: [trouble] } }],
    ['Windows is older', { build: 17763 }],

    ['the binding asks in the handshake', { bindings: [{ ...right, options: ['clientcertnegotiation=enable'] }] }],
    ['TLS 1.3 is off for it', { bindings: [{ ...right, options: ['disabletls13=enable'] }] }],
    [
      'its options are not known',
      { bindings: [{ address: right.address, thumbprint: right.thumbprint, store: 'Root' }] },
    ],
    ['the silent worker does not run', { state: 'stopped' }],
  ])('is not named where %s', (_, parts) => {
    expect(told(plan({ build: 26100, silent: 900, ...parts }), code)).toEqual([]);
  });
});
