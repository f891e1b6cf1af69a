import { expect, test } from 'vitest';
import { stepInputs } from '../../../src/reconciler/apply/run-step.js';
import { plainSteps, stepOf } from '../../support/step-of.js';

const made = stepOf('createCertificate', 'x:create');
const given = { machine: 'ETL01', mark: 'm' };
const takes = {
  ...plainSteps.trustCertificate,
  id: 'x:trust',
  arguments: given,
  inputs: { thumbprint: 'x:create', certificate: 'x:create' },
};

test('a step gets what an earlier one yielded among its arguments', () => {
  const inputs = stepInputs();
  inputs.keep(made, { thumbprint: 'AB', certificate: 'CD' });
  expect(inputs.filledIn(takes)).toEqual({ ...takes, arguments: { ...given, thumbprint: 'AB', certificate: 'CD' } });
});

test('null is a value; the last one that was kept counts', () => {
  const inputs = stepInputs();
  const restart = stepOf('restartService', 'x:restart');
  const waits = stepOf('awaitWorker', 'x:online', { inputs: { lastOnline: 'x:restart' } });
  inputs.keep(restart, { lastOnline: '2026-01-01T00:00:00.000Z' });
  inputs.keep(restart, { lastOnline: null });
  expect(inputs.filledIn(waits).arguments).toEqual({ ...waits.arguments, lastOnline: null });
});

test('a step without inputs stays as it is', () => {
  expect(stepInputs().filledIn(made)).toBe(made);
});

test('what was not yielded is an error that names both steps', () => {
  const inputs = stepInputs();
  expect(() => inputs.filledIn(takes)).toThrow('Step x:create yielded no thumbprint, which x:trust takes.');
  inputs.keep(made, { certificate: 'CD' });
  expect(() => inputs.filledIn(takes)).toThrow(expect.objectContaining({ code: 'command.unexpected' }));
});

test('an argument that has to be there, and that no step is to yield, is an error that names it', () => {
  const { inputs: _, ...without } = takes;
  expect(() => stepInputs().filledIn(without)).toThrow('x:trust (trustCertificate) has no thumbprint.');
  const half = { ...without, arguments: { ...given, thumbprint: 'AB' } };
  expect(() => stepInputs().filledIn(half)).toThrow('x:trust (trustCertificate) has no certificate.');
});
