import { expect, test } from 'vitest';
import type { OperationName, Step } from '../../../src/domain/documents.js';
import { certificateKeys } from '../../../src/facts/configs.js';
import { operationOf } from '../../../src/reconciler/steps/steps.js';
import { plainSteps, stepOf } from '../../support/step-of.js';

const [one, two, three] = ['1A', '2B', '3C'].map((pair) => pair.repeat(20)) as [string, string, string];
const certificatesOf = (step: Step) => operationOf(step).certificates?.(step) ?? [];
const { master, worker, masterOfWorker } = certificateKeys.value;

test.each([
  ['trustCertificate', stepOf('trustCertificate', 'x:trust', { arguments: { thumbprint: one } })],
  ['grantKey', stepOf('grantKey', 'x:grant', { arguments: { thumbprint: one } })],
  ['bindPort', stepOf('bindPort', 'x:bind', { arguments: { thumbprint: one } })],
  ['byHand', stepOf('byHand', 'x:trustMaster', { arguments: { thumbprint: one } })],
])('%s brings its certificate into use', (_, step) => {
  expect(certificatesOf(step)).toEqual([one]);
});

test('an edit of a config brings those into use that the services read it for, whatever the case of the key', () => {
  const values = {
    [`config.${master}`]: one,
    [`config.${worker.toLowerCase()}`]: two,
    [`config.${masterOfWorker.toUpperCase()}`]: three,
    'config.OtherThumbprint': 'F'.repeat(40),
    'config.MaxTaskCount': 8,
  };
  expect(certificatesOf(stepOf('editConfig', 'x:config', { arguments: values }))).toEqual([one, two, three]);
});

test('every other operation brings none into use', () => {
  const using: readonly OperationName[] = ['trustCertificate', 'grantKey', 'bindPort', 'byHand', 'editConfig'];
  const others = Object.values(plainSteps).filter(({ operation }) => !using.includes(operation));
  expect(others.length).toBeGreaterThan(10);
  for (const step of others) expect(certificatesOf(step), step.operation).toEqual([]);
});

test('a certificate that an earlier step makes is not known yet', () => {
  const { thumbprint: _, certificate: __, ...given } = plainSteps.trustCertificate.arguments;
  const inputs = { thumbprint: 'x:create', certificate: 'x:create' };
  expect(certificatesOf({ ...plainSteps.trustCertificate, arguments: given, inputs })).toEqual([]);
  expect(certificatesOf(stepOf('byHand', 'x:trustOn/SQLETL01', { arguments: { thumbprint: null } }))).toEqual([]);
});

test('words of a step whose certificate an earlier step makes say so, and end no sentence bare', () => {
  const words = (step: Step) => operationOf(step).describe(step);
  const late = <S extends Step>(step: S, inputs: object): S => {
    const { thumbprint: _, certificate: __, ...given } = step.arguments as Readonly<Record<string, unknown>>;
    return { ...step, arguments: given, inputs } as unknown as S;
  };
  const input = { thumbprint: 'x:create' };
  const { trustCertificate, grantKey, bindPort } = plainSteps;
  expect(words(late(trustCertificate, input))).toMatch(/: put the new certificate into LocalMachine\\Root$/);
  expect(words(late(grantKey, input))).toMatch(/ read the private key of the new certificate$/);
  expect(words(late(bindPort, input))).toContain(' to the new certificate in Root (');
  const place = { arguments: { machine: 'ETL01', path: 'C:\\WorkerSettings.config' } };
  const edit = stepOf('editConfig', 'worker/ETL01:config', place);
  const set = `set ${worker} to the thumbprint of the new certificate in C:\\WorkerSettings.config`;
  expect(words({ ...edit, inputs: { [`config.${worker}`]: 'worker/ETL01:createCertificate' } })).toContain(set);
  // A person makes it, and no step hands its thumbprint on.
  const byHand = { needs: ['worker/ETL01:createCertificate'], manual: true } as const;
  expect(words({ ...edit, target: 'worker/ETL01', ...byHand })).toContain(set);
});
