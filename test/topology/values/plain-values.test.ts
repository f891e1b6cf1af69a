import { describe, expect, it } from 'vitest';
import { parseEndpoint, parseServerAddress } from '../../../src/topology/values/plain-values.js';

describe('the name of a SQL Server', () => {
  it.each([
    ['SQLETL01', { host: 'SQLETL01' }],
    ['sqletl01.corp.example', { host: 'sqletl01.corp.example' }],
    ['SQLETL01\\ETL', { host: 'SQLETL01', instance: 'ETL' }],
    ['SQLETL01,1433', { host: 'SQLETL01', port: 1433 }],
    ['SQLETL01, 1433', { host: 'SQLETL01', port: 1433 }],
    ['tcp:SQLETL01,1433', { host: 'SQLETL01', port: 1433 }],
    ['TCP:SQLETL01\\ETL', { host: 'SQLETL01', instance: 'ETL' }],
    ['10.20.0.5,65535', { host: '10.20.0.5', port: 65535 }],
    ['::1,1433', { host: '::1', port: 1433 }],
    ['[2001:db8::1],1', { host: '2001:db8::1', port: 1 }],
    ['.\\ETL', { host: 'localhost', instance: 'ETL' }],
    ['(local)', { host: 'localhost' }],
    ['Müller01', { host: 'Müller01' }],
  ])('%s is taken apart', (text, expected) => {
    expect(parseServerAddress(text)).toEqual({ value: { text, ...expected } });
  });

  it('with instance and port: the port is used, the instance not asked for', () => {
    expect(parseServerAddress('SQLETL01\\ETL,50001')).toEqual({
      value: { text: 'SQLETL01\\ETL,50001', host: 'SQLETL01', port: 50001 },
    });
  });

  it('the instance MSSQLSERVER is the default instance', () => {
    expect(parseServerAddress('SQLETL01\\mssqlserver')).toEqual({
      value: { text: 'SQLETL01\\mssqlserver', host: 'SQLETL01' },
    });
  });

  it.each([
    ['', /empty/],
    ['   ', /empty/],
    [' SQLETL01', /spaces/],
    ['SQLETL01:1433', /colon/],
    ['SQLETL01,0', /port/],
    ['SQLETL01,65536', /port/],
    ['SQLETL01,', /port/],
    ['SQLETL01,14x', /port/],
    ['SQLETL01,1,2', /comma/],
    ['a\\b\\c', /backslash/],
    ['a\\', /instance/],
    ['a\\1st', /instance/],
    ['a\\seventeen_letters', /instance/],
    ['\\ETL', /host/],
    [',1433', /host/],
    ['SQL ETL', /host/],
    ['a..b', /host/],
    [`${'a'.repeat(64)}.example`, /host/],
    ['np:SQLETL01', /TCP/],
    ['lpc:SQLETL01', /TCP/],
    ['admin:SQLETL01', /TCP/],
    ['https://sqletl01', /no https:/],
    ['(localdb)\\MSSQLLocalDB', /LocalDB/],
    ['Server=x;Password=hunter2', /connection string/],
    ['sa:hunter2@x', /user name or password/],
    ['hunter2@x:1433', /user name or password/],
    ['a'.repeat(513), /long/],
  ])('%s is refused', (text, wrong) => {
    expect(parseServerAddress(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });

  it('a port after a colon: the remedy shows it after a comma', () => {
    expect(parseServerAddress('SQLETL01:1433')).toEqual(
      expect.objectContaining({ remedy: expect.stringContaining('SQLETL01,1433') }),
    );
  });
});

const long = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;

describe("the master's endpoint", () => {
  it.each([
    ['https://sqletl01.corp.example:8391', 'https://sqletl01.corp.example:8391'],
    ['https://SQLETL01:8391/', 'https://SQLETL01:8391'],
    ['HTTPS://sqletl01:443', 'https://sqletl01:443'],
    [`https://${long}:65535/`, `https://${long}:65535`],
    ['https://xn--bcher-kva.example:8391', 'https://xn--bcher-kva.example:8391'],
    ['https://bücher.example.:8391', 'https://bücher.example.:8391'],
    ['https://[2001:db8::1]:8391', 'https://[2001:db8::1]:8391'],
  ])('%s is read', (text, value) => {
    expect(parseEndpoint(text)).toEqual({ value });
  });

  it.each([
    ['http://sqletl01:8391', /https:\/\/, not http/],
    ['sqletl01:8391', /must begin with https/],
    ['', /must begin with https/],
    ['https://sqletl01', /no port/],
    ['https://:8391', /no host/],
    ['https://sqletl01:0', /port/],
    ['https://sqletl01:65536', /port/],
    ['https://sqletl01:', /port/],
    ['https://sqletl01:8391/ClusterManagement', /path/],
    ['https://sqletl01:8391?x', /path/],
    ['https://user:hunter2@sqletl01:8391', /password/],
    [`https://${'a'.repeat(254)}:8391`, /254 characters; at most 253/],
    [`https://${'a'.repeat(64)}.example:8391`, /no usable host/],
    ['https://sqletl..example:8391', /no usable host/],
    ['https://-sqletl:8391', /no usable host/],
    ['https://+:8391', /no usable host/],
    ['https://sqletl"01:8391', /no usable host/],
    ['https://sqletl\u202e01:8391', /no usable host/],
    ['https://sqletl\u000001:8391', /no usable host/],
    ['https://sqletl\u{e0041}01:8391', /no usable host/],
    ['https://[:::]:8391', /no usable host/],
    [' https://sqletl01:8391', /spaces/],
    ['https://sql etl:8391', /spaces/],
  ])('%s is refused', (text, wrong) => {
    expect(parseEndpoint(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });

  it("without a port: the remedy names the master's default", () => {
    expect(parseEndpoint('https://sqletl01')).toEqual(
      expect.objectContaining({ remedy: expect.stringContaining('https://sqletl01:8391') }),
    );
  });
});
