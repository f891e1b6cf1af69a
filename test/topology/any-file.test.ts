import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { head, read } from './read.js';

const keys = [
  ...['apiVersion', 'name', 'catalog', 'scaleOut', 'master', 'workers', 'access', 'policy', 'server', 'authentication'],
  ...['type', 'method', 'user', 'password', 'env', 'file', 'machine', 'machines', 'endpoint', 'transport', 'drain'],
  ...['timeout', 'certificate', 'thumbprint', 'settings', 'enabled', 'tags', 'x', '__proto__', '<<', ''],
];
const scalars = fc.oneof(
  fc.constantFrom<unknown>('ssis-scaleout/v1', 'sql', 'entra', 'password', 'ssh', '', ' ', 'a', 'A.b', 0, 1, -1, 1.5),
  fc.constantFrom<unknown>(true, false, null, '30m', 'https://a:1', 'https://a', 'a,1', '0'.repeat(40)),
  fc.string({ unit: 'binary' }),
);
const { value } = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
  ),
}));

function expectAnAnswer(text: string): void {
  const { topology, diagnostics, shown } = read(text);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  expect(topology === undefined).toBe(hasErrors);
  const places = diagnostics.map(({ detail, range }) => JSON.stringify([detail, range]));
  expect(new Set(places).size).toBe(places.length);
  expect(shown).not.toMatch(/undefined|\[object|NaN/);
}

describe('any file at all', () => {
  it('is either a topology or has errors, each said once and in words', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), (content) => {
        expectAnAnswer(stringify({ apiVersion: 'ssis-scaleout/v1', name: 'a', catalog: { server: 'b' }, ...content }));
      }),
      { numRuns: 500 },
    );
  });

  it('also where it is hardly YAML', () => {
    const pieces = fc.constantFrom(
      'a',
      ':',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!t ',
      '|',
      '#',
      '---\n',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        expectAnAnswer(head + parts.join(''));
        expectAnAnswer(`${head}workers:\n  - machine: ETL01\n${parts.join('')}`);
      }),
      { numRuns: 500 },
    );
  });
});
