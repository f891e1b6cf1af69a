import { describe, expect, test } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import { byHandRequest, newCertificateRequest } from '../../src/reconciler/by-hand.js';
import type { Topology } from '../../src/topology/topology.js';
import { certificateOf, ownCertificate, seenMachines } from '../support/machine-build.js';
import { certificates, masterMachine, publicHalf, sshTopology, workingCatalog } from '../support/scale-out-world.js';

const mark = 'ssis-scaleout test master';
const named = ownCertificate('the named one', 'master');
const worker = machineName('ETL01');
const node = machineName('SQLETL01');
const observedAt = workingCatalog().observedAt;

function topologyWith(master: Partial<NonNullable<Topology['master']>>, byHand: readonly string[] = []): Topology {
  const topology = sshTopology();
  const workers = topology.workers.map((one) =>
    byHand.includes(one.machine) ? { ...one, access: { transport: 'manual' } as const } : one,
  );
  return { ...topology, workers, master: { machines: [], ...topology.master, ...master } };
}

function observationOf(machines: Readonly<Record<string, MachineObservation | string>> = {}) {
  return { catalog: workingCatalog(), machines: seenMachines({ SQLETL01: masterMachine('SQLETL01'), ...machines }) };
}

describe('the script of a worker', () => {
  const request = (topology: Topology, observation = observationOf()) => byHandRequest(topology, observation, worker);

  test('trusts and pins the certificate in use, under the mark of the master', () => {
    expect(request(topologyWith({})).request).toEqual(
      expect.objectContaining({
        operation: 'ensureWorker',
        masterCertificate: certificates.master.der,
        masterMark: mark,
        madeAt: observedAt,
        days: 1825,
      }),
    );
    expect(request(topologyWith({})).request).not.toHaveProperty('alsoTrust');
  });

  test('trusts what is to follow beside it: one that a node has, or that the topology has as a file', () => {
    const withFile = topologyWith({ certificate: { file: 'new.cer', certificate: publicHalf(named) } });
    const prepared = observationOf({
      SQLETL01: masterMachine('SQLETL01', { root: [certificates.master, named] }),
    });
    for (const found of [
      request(withFile),
      request(topologyWith({ certificate: { thumbprint: named.thumbprint } }), prepared),
    ]) {
      expect(found).toMatchObject({
        request: { masterCertificate: certificates.master.der, alsoTrust: [{ certificate: named.der, mark }] },
        missing: [],
      });
    }
  });

  test('says so where nobody has shown what is to follow', () => {
    const found = request(topologyWith({ certificate: { thumbprint: named.thumbprint } }));
    expect(found.request).not.toHaveProperty('alsoTrust');
    expect(found.missing).toEqual([expect.stringContaining('is named by its thumbprint alone')]);
    const due = topologyWith({ rotate: 'prepare' });
    expect(request(due).missing).toEqual([expect.stringContaining('is still to be made')]);
  });

  test('pins what the master has gone over to', () => {
    const switched = observationOf({
      SQLETL01: masterMachine('SQLETL01', {
        root: [certificates.master, named],
        config: { PortNumber: 8391, SSLCertThumbprint: named.thumbprint },
      }),
    });
    const found = request(topologyWith({ certificate: { thumbprint: named.thumbprint } }), switched).request;
    expect(found).toMatchObject({ masterCertificate: named.der });
    expect(found).not.toHaveProperty('alsoTrust');
  });

  test('takes the public half from the topology where no node shows the certificate in use', () => {
    const topology = topologyWith({ certificate: { file: 'new.cer', certificate: publicHalf(named) } });
    const catalog = workingCatalog();
    const observation = {
      catalog: { ...catalog, master: { ...catalog.master, certificateThumbprint: named.thumbprint } },
      machines: seenMachines({ SQLETL01: 'SQLETL01 does not answer' }),
    };
    expect(byHandRequest(topology, observation, worker).request).toMatchObject({ masterCertificate: named.der });
  });
});

describe('the script of a node', () => {
  const request = (topology: Topology) => byHandRequest(topology, observationOf(), node).request;

  test('brings the certificate that the topology names, and no other', () => {
    expect(request(topologyWith({}))).not.toHaveProperty('certificate');
    expect(request(topologyWith({ certificate: { thumbprint: named.thumbprint } }))).toMatchObject({
      certificate: { thumbprint: named.thumbprint, inUse: false },
    });
    expect(request(topologyWith({ certificate: { thumbprint: certificates.master.thumbprint } }))).toMatchObject({
      certificate: { thumbprint: certificates.master.thumbprint, inUse: true },
    });
  });
});

describe('the script for a new certificate', () => {
  test('has the mark of the worker, the days of the policy and its own time, also where one is named', () => {
    const topology = topologyWith({}, ['ETL01']);
    const own = { certificate: { thumbprint: certificateOf('own').thumbprint } };
    const workers = topology.workers.map((one) => (one.machine === 'ETL01' ? { ...one, ...own } : one));
    const found = newCertificateRequest({ ...topology, workers }, observationOf(), worker);
    expect(found).toEqual({
      request: { operation: 'newCertificate', mark: 'ssis-scaleout test worker ETL01', days: 1825, madeAt: observedAt },
      diagnostics: [],
      missing: [],
    });
  });

  test('is made for workers only', () => {
    expect(() => newCertificateRequest(sshTopology(), observationOf(), node)).toThrow(
      expect.objectContaining({ code: 'command.target-unknown', remedy: expect.stringContaining('scaleout script') }),
    );
  });
});
