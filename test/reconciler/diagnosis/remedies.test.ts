import { describe, expect, test } from 'vitest';
import type { SystemEvent } from '../../../src/domain/examination.js';
import { quotedText } from '../../../src/reconciler/diagnosis/powershell.js';
import {
  allFindings,
  diagnosisOf,
  healthyFleet,
  nameOf,
  silence,
  silenceMaster,
  workerCertificateOf,
} from '../../support/diagnosed-fleet.js';
import { breakConfig, changeMachine, changeService, machineIn, replaceCertificate } from '../../support/edit-fleet.js';
import { diagnosisWith, examine, examinedFleet, unseenCatalog } from '../../support/examined-fleet.js';

const locked: SystemEvent = {
  at: '2026-11-24T02:15:15.000Z',
  source: 'Service Control Manager',
  id: 7038,
  message: 'The account is locked out.',
  service: 'SSISScaleOutMaster160',
  error: 1909,
};

describe('where the master runs on no node', () => {
  const both = (first: string, second: string) => {
    const fleet = examinedFleet();
    for (const node of [first, second]) changeService(fleet, node, { service: { state: 'stopped' } });
    examine(fleet, first, { events: { known: true, value: [locked] } });
    silenceMaster(fleet);
    return diagnosisWith(fleet, unseenCatalog).findings;
  };

  test.each([
    ['SQLETL01', 'SQLETL02'],
    ['SQLETL02', 'SQLETL01'],
  ])(
    'each fault is felt now; that of the node that can simply be started comes first: %s is locked, %s is not',
    (a, b) => {
      const found = both(a, b);
      expect(found.map((one) => [nameOf(one), one.result])).toEqual([
        [`master.service at master/${b}`, 'error'],
        [`master.service-account at master/${a}`, 'error'],
      ]);
      expect(found[0]?.consequences.map(({ id }) => id)).toContain('master.silent');
      for (const { cause } of allFindings(found)) expect(cause).not.toContain('once this node becomes the master');
    },
  );

  test('a node that could not be looked at is felt beside the one that is stopped', () => {
    const fleet = healthyFleet();
    changeService(fleet, 'SQLETL01', { service: { state: 'stopped' } });
    fleet.machines.SQLETL02 = 'no answer';
    silenceMaster(fleet);
    const found = diagnosisOf(fleet).findings.find(({ id }) => id === 'master.service');
    expect(found).toMatchObject({ target: 'master/SQLETL01', result: 'error' });
  });
});

describe('a worker that is not heard of', () => {
  const offline = (change: (fleet: ReturnType<typeof healthyFleet>) => void) => {
    const fleet = healthyFleet();
    silence(fleet, 'ETL02');
    change(fleet);
    return allFindings(diagnosisOf(fleet).findings).find(({ id }) => id === 'worker.offline');
  };

  test('is told of its next heartbeat where all was seen, and of access where it was not', () => {
    const seen = offline(() => undefined);
    expect(seen?.remedy).toMatch(/^Was something mended a moment ago\? The next heartbeat comes within a minute/);
    expect(seen?.cause).not.toContain('Nothing that could be looked at says why');
    for (const hide of ['ETL02', 'SQLETL01']) {
      const unseen = offline((fleet) => {
        fleet.machines[hide] = 'no answer';
      });
      expect(unseen?.remedy).toContain('Give scaleout access');
    }
  });

  test('has a line in its log from before a mend: the remedy says so', () => {
    const fleet = healthyFleet();
    silence(fleet, 'ETL02');
    const at = '2026-11-24T02:15:15.000Z';
    const line = { role: 'worker', kind: 'anonymous', file: 'C:\\log', line: '403', at, notAfter: at } as const;
    changeMachine(fleet, 'ETL02', { trouble: [line] });
    const [found] = diagnosisOf(fleet).findings;
    expect(found).toMatchObject({ id: 'worker.log', remedy: expect.stringContaining('the next heartbeat comes') });
  });
});

describe('what apply mends', () => {
  test('a key that is gone: apply first, unless the topology names the certificate', () => {
    const of = (isNamed: boolean) => {
      const fleet = healthyFleet();
      const { thumbprint } = workerCertificateOf('ETL02');
      replaceCertificate(fleet, 'ETL02', 'my', thumbprint, (own) => ({ ...own, keyReaders: null }));
      silence(fleet, 'ETL02');
      const { workers } = fleet.topology;
      const named = workers.map((one) => (one.machine === 'ETL02' ? { ...one, certificate: { thumbprint } } : one));
      if (isNamed) fleet.topology = { ...fleet.topology, workers: named };
      return diagnosisOf(fleet).findings.find(({ id }) => id === 'worker.key-missing');
    };
    expect(of(false)?.remedy).toMatch(/^Apply the topology: /);
    expect(of(false)?.command).toMatch(/^scaleout apply .*--target worker\/ETL02$/);
    expect(of(true)?.remedy).toContain('The topology names this certificate');
    expect(of(true)?.command).toBeUndefined();
  });

  test('a config that is none: its path, its backup, and the command that takes it', () => {
    const fleet = healthyFleet();
    const config = machineIn(fleet, 'ETL02').installations[0]?.config;
    const path = config?.known === true ? config.value.path : '';
    breakConfig(fleet, 'ETL02');
    silence(fleet, 'ETL02');
    const [found] = diagnosisOf(fleet).findings;
    expect(found?.remedy).toContain(`Mend ${path} in an editor`);
    expect(found?.command).toContain(`Get-ChildItem ${quotedText(`${path}.*.bak`)}`);
    expect(found?.command).toContain(`-Destination ${quotedText(path)}`);
  });

  test('a certificate that ends: how to renew it now, and nobody is told to wait', () => {
    const notAfter = '2026-11-30T00:00:00.000Z';
    const endingOf = (selfSigned: boolean) => {
      const fleet = healthyFleet();
      const { thumbprint } = workerCertificateOf('ETL02');
      replaceCertificate(fleet, 'ETL02', 'my', thumbprint, (own) => ({ ...own, notAfter, selfSigned }));
      return diagnosisOf(fleet).findings.find(({ id }) => id === 'worker.certificate-ends');
    };
    const ours = endingOf(true);
    expect(ours?.remedy).toContain('Apply the topology, now or in a quiet hour');
    expect(ours?.command).toContain('scaleout apply');
    const found = endingOf(false);
    expect(found?.remedy).not.toContain('wait');
    expect(found?.command).toContain("New-SelfSignedCertificate -Subject 'CN=ETL02'");
  });
});
