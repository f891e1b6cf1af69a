import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineName } from '../../../../src/domain/machine-name.js';
import type { MachineObservation } from '../../../../src/domain/machines.js';
import { isScaleoutError } from '../../../../src/errors/errors.js';
import { observationOf, resultOf } from '../../../../src/providers/machines/observation/observation-of.js';
import type { InspectAnswer } from '../../../../src/providers/machines/script/answers.js';
import { cost } from '../../../support/cost.js';
import { certificate, certificateThumbprint, hostile, inspectAnswer } from '../support/inspect-answer.js';

const machine = machineName('ETL01');
const seen = (different: object = {}): MachineObservation =>
  observationOf(machine, { ...inspectAnswer(), ...different });
const der = certificate.raw.toString('base64');

describe('what a machine answers', () => {
  test('becomes an observation, hostile texts byte for byte', () => {
    const observation = seen();
    const content = Buffer.from('{}');
    expect(observation).toMatchObject({
      machine,
      hostName: 'ETL01',
      observedAt: '2024-05-01T08:00:00.000Z',
      administrator: true,
      installations: [
        {
          role: 'worker',
          version: '160',
          service: { startMode: 'automatic', state: 'running', accountSid: 'S-1-5-80-1', clustered: false },
          config: {
            known: true,
            value: {
              content: content.toString('base64'),
              sha256: createHash('sha256').update(content).digest('hex'),
            },
          },
        },
      ],
      bindings: { known: true, value: [{ address: '0.0.0.0:8391', thumbprint: certificateThumbprint, store: 'Root' }] },
      firewall: { known: true, value: [{ ports: ['8391'] }] },
      schannel: { sendTrustedIssuerList: 0, clientAuthTrustMode: null },
      trouble: [{ kind: 'trust', line: hostile }],
    });
    const my = observation.my.known ? observation.my.value : undefined;
    expect(my?.thumbprints).toEqual(new Set([certificateThumbprint]));
    expect(my?.certificates).toMatchObject([
      {
        thumbprint: certificateThumbprint,
        der,
        friendlyName: hostile,
        keyReaders: { known: true, value: ['S-1-5-80-1'] },
      },
    ]);
  });

  test('options of a binding and the build of Windows are unknown where they are not told, never none', () => {
    expect(seen()).not.toHaveProperty('build');
    expect(seen({ build: null })).not.toHaveProperty('build');
    expect(seen({ build: 20348 }).build).toBe(20348);
    const entry = inspectAnswer().bindings.value?.[0];
    const bindings = (more: object) => seen({ bindings: { value: [{ ...entry, ...more }] } }).bindings;
    expect(bindings({})).toEqual({ known: true, value: [entry] });
    const options = ['clientcertnegotiation=enable'];
    expect(bindings({ options, lost: ['flag 0x4'] })).toMatchObject({ value: [{ options, lost: ['flag 0x4'] }] });
    expect(bindings({ options: 'all' })).toMatchObject({ known: false });
    expect(() => bindings({ lost: Array(101).fill('x') })).toThrow('101 options of a binding');
  });

  test('an owner that is not told is unknown, never none', () => {
    const [first] = inspectAnswer().installations;
    const service = (clustered: unknown) => {
      const installations = [
        { ...first, service: { ...first?.service, clustered, clusterDoubt: 'ClusSvc\nis stopped' } },
      ];
      return seen({ installations }).installations[0]?.service;
    };
    expect(service(true)).toMatchObject({ clustered: true });
    for (const untold of [null, undefined]) {
      expect(service(untold)).toMatchObject({
        clustered: null,
        clusterDoubt: expect.stringMatching(/^ClusSvc.is stopped$/),
      });
    }
  });

  test.each([
    ['Automatic', 'automatic'],
    ['Auto', 'automatic'],
    ['MANUAL', 'manual'],
    ['Disabled', 'disabled'],
    ['Boot', 'other'],
    ['constructor', 'other'],
    ['', 'other'],
  ])('the start mode %s is %s', (startMode, meaning) => {
    const [first] = inspectAnswer().installations;
    const installations = [{ ...first, service: { ...first?.service, startMode } }];
    expect(seen({ installations }).installations[0]?.service.startMode).toBe(meaning);
  });

  test.each<[string, Partial<Record<keyof InspectAnswer, unknown>>, keyof MachineObservation, string]>([
    ['an error', { root: { error: 'no\u001b[31m rights' } }, 'root', 'no rights'],
    ['no value', { my: {} }, 'my', 'the machine did not send my'],
    ['null', { bindings: { value: null } }, 'bindings', 'the machine did not send bindings'],
    ['nothing', { firewall: undefined }, 'firewall', 'firewall is not an object'],
    ['another shape', { firewall: { value: {} } }, 'firewall', 'firewall.value is not a list'],
    [
      'a thumbprint that is none',
      { root: { value: { thumbprints: ['AB'], certificates: [] } } },
      'root',
      'root.value.thumbprints[0] is not a thumbprint',
    ],
    [
      'a binding without one',
      { bindings: { value: [{ address: '0.0.0.0:8391', thumbprint: '', store: 'Root' }] } },
      'bindings',
      'bindings.value[0].thumbprint is not a thumbprint',
    ],
  ])('a part with %s is unknown, and the rest is not', (_, different, part, reason) => {
    const observation = seen(different);
    expect(observation[part]).toEqual({ known: false, reason: expect.stringContaining(reason) });
    const parts = [observation.root, observation.my, observation.bindings, observation.firewall];
    expect(parts.filter(({ known }) => !known)).toHaveLength(1);
  });

  test('a config that could not be read is unknown', () => {
    const [first] = inspectAnswer().installations;
    for (const config of [{ path: 'x', error: 'in use' }, { path: 'x' }, { path: 'x', content: '!!' }, undefined]) {
      expect(seen({ installations: [{ ...first, config }] }).installations[0]?.config.known).toBe(false);
    }
  });

  test('a certificate that nobody can read is still there, and fit for nothing', () => {
    const bytes = Buffer.from('not a certificate');
    const sha1 = createHash('sha1').update(bytes).digest('hex').toUpperCase();
    const stored = { certificate: bytes.toString('base64'), friendlyName: '', hasKey: false };
    const { my } = seen({ my: { value: { thumbprints: [], certificates: [stored] } } });
    expect(my).toMatchObject({
      known: true,
      value: {
        thumbprints: new Set([sha1]),
        certificates: [{ thumbprint: sha1, weakness: 'not a certificate that can be read', keyReaders: null }],
      },
    });
  });

  test('whose readers of a key could not be read: they are unknown, not nobody', () => {
    const stored = { certificate: der, friendlyName: '', hasKey: true };
    for (const different of [{ readersError: 'denied' }, {}, { readers: 'S-1' }, { readers: [1] }]) {
      const { my } = seen({ my: { value: { thumbprints: [], certificates: [{ ...stored, ...different }] } } });
      expect(my.known && my.value.certificates[0]?.keyReaders?.known).toBe(false);
    }
  });

  test.each([
    [{ clock: 'yesterday' }, 'clock is not a time'],
    [{ hostName: 5 }, 'hostName is not a text'],
    [{ administrator: 'yes' }, 'administrator is not true or false'],
    [{ installations: [{ role: 'boss', service: {} }] }, 'installations[0].role is not master or worker'],
    [{ schannel: {} }, 'schannel.sendTrustedIssuerList is not a number'],
  ])('as a whole without sense is an error that says where: %j', (different, where) => {
    expect(() => seen(different)).toThrow(where);
  });

  test('of any kind never crashes: it is an observation or an error of the registry', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const keys = Object.keys(inspectAnswer());
    const answer = fc.dictionary(fc.constantFrom(...keys), anything).map((part) => ({ ...inspectAnswer(), ...part }));
    fc.assert(
      fc.property(fc.oneof(anything, answer), (value) => {
        try {
          expect(observationOf(machine, value).machine).toBe(machine);
        } catch (error) {
          expect(isScaleoutError(error)).toBe(true);
        }
      }),
    );
  });
});

test.each([
  ['createCertificate', { changed: true }],
  ['createCertificate', { changed: true, certificate: '***' }],
  ['readConfig', { changed: false, path: 'x' }],
  ['openFirewall', {}],
  ['openFirewall', null],
])('an answer to %s that makes no sense is an error: %j', (name, answer) => {
  const operation = { operation: name } as Parameters<typeof resultOf>[1];
  expect(() => resultOf(machine, operation, answer)).toThrow(
    expect.objectContaining({ code: 'machine.script-failed', message: expect.stringContaining(`${name} on ETL01`) }),
  );
});

test('a node of the master has one certificate of each of a thousand workers in Root, and its own', () => {
  const [certificate] = inspectAnswer().my.value?.certificates ?? [];
  const certificates = Array.from({ length: 1_001 }, () => certificate);
  const { root } = seen({ root: { value: { thumbprints: [], certificates } } });
  expect(root.known && root.value.certificates).toHaveLength(1_001);
});

describe('a machine that sends more than any machine has', () => {
  const { certificates } = inspectAnswer().my.value ?? { certificates: [] };
  const [installation] = inspectAnswer().installations;
  const many = <T>(one: T) => Array.from({ length: 20_000 }, () => one);
  const print = '00'.repeat(20);

  test.each<[string, object, string]>([
    ['certificates in Root', { root: { value: { thumbprints: [], certificates: many(certificates[0]) } } }, '5,000'],
    ['certificates in My', { my: { value: { thumbprints: [], certificates: many(certificates[0]) } } }, '1,000'],
    ['installations', { installations: many(installation) }, '100'],
    [
      'bindings of http.sys',
      { bindings: { value: many({ address: 'a', thumbprint: print, store: 'Root' }) } },
      '2,000',
    ],
    ['rules of the firewall', { firewall: { value: many({}) } }, '1,000'],
    ['ports in a rule of the firewall', { firewall: { value: [{ ports: many('1') }] } }, '1,000'],
    ['lines of a log', { trouble: many({}) }, '200'],
    [
      'accounts that may read a key in My',
      { my: { value: { thumbprints: [], certificates: [{ ...certificates[0], readers: many('S-1-1-0') }] } } },
      '1,000',
    ],
  ])('%s: its answer is refused before it is read, with the number', (what, different, most) => {
    let failure: unknown;
    const spent = cost(() => {
      try {
        seen(different);
      } catch (error) {
        failure = error;
      }
    });
    expect(failure).toMatchObject({
      code: 'machine.answer-too-large',
      exitCode: 4,
      message: `ETL01 sent 20,000 ${what}; at most ${most} are taken.`,
    });
    // One certificate takes half a millisecond to read.
    expect(spent).toBeLessThan(2_000);
  });

  test('what a large machine has is read', () => {
    const some = certificates.flatMap((one) => Array.from({ length: 500 }, () => one));
    const { root } = seen({ root: { value: { thumbprints: many(print), certificates: some } } });
    expect(root.known && root.value.certificates).toHaveLength(500);
  });

  test('a text of megabytes makes no sense', () => {
    expect(() => seen({ hostName: 'x'.repeat(2_000_000) })).toThrow(/hostName is not a text of at most/);
  });
});
