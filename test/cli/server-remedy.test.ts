import { expect, test } from 'vitest';
import { withServerOptions } from '../../src/cli/server-remedy.js';
import { catalogConnectionErrors } from '../../src/errors/catalog-connection.js';
import { type ErrorCode, ScaleoutError } from '../../src/errors/errors.js';

const asked = { words: { server: 'SQLETL01' } };

test.each(Object.keys(catalogConnectionErrors) as ErrorCode[])(
  'beside --server the remedy of %s names no key of a file',
  (code) => {
    const found = withServerOptions(new ScaleoutError(code, 'It is so.'), asked) as ScaleoutError;
    expect(found).toMatchObject({ code, message: 'It is so.' });
    // Of Entra nothing can be said by options: who has it writes a file.
    if (code !== 'catalog.entra-token') expect(found.remedy).not.toMatch(/catalog\.[a-z]|beside --server/);
  },
);

test('it names the options that help', () => {
  const remedyOf = (code: ErrorCode) => (withServerOptions(new ScaleoutError(code, ''), asked) as ScaleoutError).remedy;
  expect(remedyOf('catalog.integrated-unavailable')).toMatch(/--user NAME.*SCALEOUT_SQL_PASSWORD/);
  expect(remedyOf('catalog.tls-untrusted')).toMatch(/--trust-server-certificate.*NODE_EXTRA_CA_CERTS/);
  expect(remedyOf('catalog.tls-failed')).toContain('--encrypt strict');
});

test('with a file, and of what is no error of the program, nothing is said otherwise', () => {
  const error = new ScaleoutError('catalog.tls-untrusted', '');
  expect(withServerOptions(error, {})).toBe(error);
  expect(withServerOptions(error, { words: {} })).toBe(error);
  const other = new Error('x');
  expect(withServerOptions(other, asked)).toBe(other);
});
