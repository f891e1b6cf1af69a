import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../support/build.js';
import { certificateOf } from '../../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../../support/scale-out-world.js';

const { master, ETL01, ETL02 } = certificates;
const offline = workingCatalog({
  workers: {
    known: true,
    value: [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 3_600 }), rowOf('ETL02', 2, { enabled: true })],
  },
});
const told = (plan: ReturnType<typeof planWith>, code: string) => plan.diagnostics.filter((one) => one.code === code);

describe('certificates in the Root of a master that are not self-signed', () => {
  const stranger = certificateOf('Corp Issuing CA', { selfSigned: false, issuer: 'CN=Corp Root' });
  const root = [master, publicHalf(ETL01), publicHalf(ETL02), stranger];
  const planFor = (sendTrustedIssuerList: number | null, clientAuthTrustMode: number | null) =>
    planWith({
      SQLETL01: masterMachine('SQLETL01', {
        root,
        observation: { schannel: { sendTrustedIssuerList, clientAuthTrustMode } },
      }),
    });

  test.each([
    [null, null, '403.16'],
    [0, null, '403.16'],
    [0, 1, '403.16'],
    [1, 0, '403.7'],
  ])('SendTrustedIssuerList %s, ClientAuthTrustMode %s: warned of, with %s', (list, mode, status) => {
    const [warning, ...others] = told(planFor(list, mode), 'plan.root-not-self-signed');
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', detail: expect.stringContaining(`get ${status}.`) });
    expect(warning?.detail).toContain(stranger.thumbprint);
    expect(warning?.remedy).toMatch(/Intermediate store.*group policy.*ClientAuthTrustMode to 2.*is no cure/);
  });

  test('ClientAuthTrustMode 2: they do no harm, whatever else is set', () => {
    for (const list of [null, 0, 1]) expect(told(planFor(list, 2), 'plan.root-not-self-signed')).toEqual([]);
  });
});

describe('a worker whose private key lies in the TPM', () => {
  const inTpm = {
    my: [{ ...ETL01, keyReaders: { known: false, reason: 'it lies in the TPM' }, keyInTpm: true }],
  } as const;

  test.each([
    ['heard of', workingCatalog(), 'note'],
    ['not heard of', offline, 'warning'],
  ] as const)(
    'that is %s: told as such, nobody is sent to a file, and the rest is compared',
    (_, catalog, severity) => {
      const config = { ...workerConfig('ETL01'), MasterEndpoint: 'https://old:8391' };
      const plan = planWith({ ETL01: workerMachine('ETL01', { ...inTpm, config }) }, { catalog });
      expect(told(plan, 'plan.key-in-tpm')).toMatchObject([
        { severity, remedy: expect.stringContaining('certlm.msc') },
      ]);
      expect(told(plan, 'plan.part-unseen')).toEqual([]);
      expect(plan.steps.map(({ operation }) => operation)).not.toContain('grantKey');
      expect(plan.steps.map(({ id }) => id)).toContain('worker/ETL01:config');
    },
  );
});

describe('a worker whose certificate an authority issued', () => {
  const issued = { ...ETL01, selfSigned: false, issuer: 'CN=Corp Issuing CA' };

  test('its revocation list is named where the worker is not heard of, and only there', () => {
    const machines = { ETL01: workerMachine('ETL01', { my: [issued] }) };
    const [note] = told(planWith(machines, { catalog: offline }), 'plan.certificate-issued');
    expect(note).toMatchObject({ severity: 'note', detail: expect.stringContaining('CN=Corp Issuing CA') });
    expect(note?.remedy).toMatch(/revocation list.*403\.13/);
    expect(told(planWith(machines), 'plan.certificate-issued')).toEqual([]);
    expect(told(planWith({}, { catalog: offline }), 'plan.certificate-issued')).toEqual([]);
  });
});

describe('a worker that looks for its certificate in another store', () => {
  test.each([
    [{ StoreLocation: 'CurrentUser', StoreName: 'My' }, 'CurrentUser\\My'],
    [{ StoreName: 'WebHosting' }, 'LocalMachine\\WebHosting'],
  ])('%o: said so, and My is not judged for it', (store, shown) => {
    // Of what is in My by chance, nothing is made, granted or trusted.
    const config = { ...workerConfig('ETL01'), ...store };
    const plan = planWith({ ETL01: workerMachine('ETL01', { config, my: [] }) });
    expect(told(plan, 'plan.worker-store-unread')).toMatchObject([
      { severity: 'warning', detail: expect.stringContaining(shown) },
    ]);
    expect(plan.steps).toEqual([]);
  });

  test('the usual one in any spelling is the usual one', () => {
    const config = { ...workerConfig('ETL01'), StoreLocation: 'localmachine', StoreName: 'MY' };
    expect(planWith({ ETL01: workerMachine('ETL01', { config }) }).diagnostics).toEqual([]);
  });
});
