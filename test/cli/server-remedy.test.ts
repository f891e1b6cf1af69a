import { expect, test } from 'vitest';
import { withServerOptions } from '../../src/cli/server-remedy.js';
import { type ErrorCode, ScaleoutError } from '../../src/errors/errors.js';

const asked = { words: { server: 'SQLETL01' } };

test('it names the options that help', () => {
  const remedyOf = (code: ErrorCode) => (withServerOptions(new ScaleoutError(code, ''), asked) as ScaleoutError).remedy;
  expect(remedyOf('catalog.integrated-unavailable')).toMatch(/--user NAME.*SCALEOUT_SQL_PASSWORD/);
  expect(remedyOf('catalog.tls-untrusted')).toMatch(/--trust-server-certificate.*NODE_EXTRA_CA_CERTS/);
  expect(remedyOf('catalog.login-untrusted-domain')).toContain('--user NAME');
});

test('with a file, and of what is no error of the program, nothing is said otherwise', () => {
  const error = new ScaleoutError('catalog.tls-untrusted', '');
  expect(withServerOptions(error, {})).toBe(error);
  expect(withServerOptions(error, { words: {} })).toBe(error);
  const unaltered = new ScaleoutError('catalog.unreachable', '');
  expect(withServerOptions(unaltered, asked)).toBe(unaltered);
  const other = new Error('x');
  expect(withServerOptions(other, asked)).toBe(other);
});
