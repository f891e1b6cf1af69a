import { describe, expect, it, test } from 'vitest';
import { certificateWarnings, coversHost } from '../../../src/reconciler/view/certificates.js';
import { certificateOf } from '../../support/machine-build.js';

const covers = (name: string, host: string) => coversHost({ names: [name] }, host);

describe('a certificate covers', () => {
  it.each([
    ['SQLETL01', 'sqletl01'],
    ['sqletl01.corp.example', 'SQLETL01.Corp.Example'],
    ['sqletl01.corp.example', 'sqletl01.corp.example.'],
    ['sqletl01.corp.example.', 'sqletl01.corp.example'],
    ['*.corp.example', 'sqletl01.corp.example'],
    ['*.CORP.example', 'sqletl01.corp.EXAMPLE.'],
    ['bücher.corp.example', 'xn--bcher-kva.corp.example'],
    ['xn--bcher-kva.corp.example', 'BÜCHER.corp.example'],
    ['*.bücher.example', 'etl.xn--bcher-kva.example'],
    ['10.0.0.5', '10.0.0.5'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::1', '[::1]'],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['SQL_ETL01', 'sql_etl01'],
  ])('as %s the host %s', (name, host) => {
    expect(covers(name, host)).toBe(true);
  });

  it('a host by any of its names', () => {
    expect(coversHost({ names: ['A', 'b', '*.c.example'] }, 'B')).toBe(true);
    expect(coversHost({ names: ['A', 'b', '*.c.example'] }, 'x.c.example')).toBe(true);
  });
});

describe('a certificate does not cover', () => {
  it.each([
    ['SQLETL01', 'sqletl01.corp.example'],
    ['sqletl01.corp.example', 'sqletl01'],
    ['*.corp.example', 'corp.example'],
    ['*.corp.example', 'a.b.corp.example'],
    ['*.corp.example', '.corp.example'],
    ['*', 'sqletl01'],
    ['*', 'a.b'],
    ['etl*.corp.example', 'etl01.corp.example'],
    ['a.*.example', 'a.b.example'],
    ['*.0.0.5', '10.0.0.5'],
    ['10.0.0.5', '10.0.0.50'],
    ['', ''],
    ['', 'a'],
    ['corp.example', 'evilcorp.example'],
    ['SQLETL01\0.evil.example', 'SQLETL01'],
  ])('as %j the host %j', (name, host) => {
    expect(covers(name, host)).toBe(false);
  });

  it('any host, where it has no names', () => {
    expect(coversHost({ names: [] }, 'sqletl01')).toBe(false);
  });
});

test('the end of a certificate is warned of as many days before as the policy says', () => {
  const certificate = certificateOf('ETL01', { notAfter: '2026-12-24T00:00:00.000Z' });
  const told = (warnBeforeDays: number) =>
    certificateWarnings(certificate, 'It', { at: '2026-11-24T00:00:00.000Z', warnBeforeDays }).map(({ code }) => code);
  expect(told(31)).toEqual(['plan.certificate-expires']);
  expect(told(30)).toEqual([]);
});
