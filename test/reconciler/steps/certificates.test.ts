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
