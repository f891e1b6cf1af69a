import { expect, test } from 'vitest';
import { stepInputs } from '../../../src/reconciler/apply/run-step.js';
import { stepOf } from '../../support/step-of.js';

const made = stepOf('x:create');
const takes = stepOf('x:trust', { arguments: { mark: 'm' }, inputs: { thumbprint: 'x:create' } });

test('a step gets what an earlier one yielded among its arguments', () => {
  const inputs = stepInputs();
  inputs.keep(made, { thumbprint: 'AB', certificate: 'CD' });
  expect(inputs.filledIn(takes)).toEqual({ ...takes, arguments: { mark: 'm', thumbprint: 'AB' } });
});

test('null is a value; the last one that was kept counts', () => {
  const inputs = stepInputs();
  inputs.keep(made, { thumbprint: 'AB' });
  inputs.keep(made, { thumbprint: null });
  expect(inputs.filledIn(takes).arguments).toEqual({ mark: 'm', thumbprint: null });
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
