import { describe, expect, it, test } from 'vitest';
import { parseMachineName, parseSetting, parseThumbprint } from '../../../src/topology/values/worker.js';

const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}`;

describe("a machine's name", () => {
  it.each(['ETL01', 'etl01.corp.example', 'ETL_01', 'etl-01', 'A', '1ETL', longest])('%s is one', (text) => {
    expect(parseMachineName(text)).toEqual({ value: text });
  });

  it.each([
    ['', /empty/],
    ['  ', /empty/],
    [' ETL01', /spaces/],
    ['ETL01\n', /spaces/],
    ['10.20.0.11', /IP address/],
    ['fe80::1', /IP address/],
    ['ETL01\\SQL', /backslash/],
    ['.corp.example', /dot/],
    ['etl01.', /dot/],
    ['a..b', /dot/],
    ['ETL 01', /^holds " " \(U\+0020\)/],
    ['-etl', /hyphen/],
    ['etl-', /hyphen/],
    ['etl01:1433', /^is an address, not the name/],
    ['ETL\u200b01', /^holds "\\u\{200b\}" \(U\+200B\)/],
    ['ÉTL01', /^holds "É" \(U\+00C9\)/],
    ['ETLı01', /^holds "ı" \(U\+0131\)/],
    ['ETL\u{1f69a}', /\(U\+1F69A\)/],
    ['ETL\ud83d', /\(U\+D83D\)/],
    ['etl-.corp', /hyphen/],
    ['a'.repeat(64), /63/],
    [`${longest}.e`, /255/],
  ])('%j is refused', (text, wrong) => {
    expect(parseMachineName(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });
});

const digits = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';

describe("a certificate's thumbprint", () => {
  it.each([
    ['as it is', digits],
    ['in lower case', digits.toLowerCase()],
    ['with spaces, as the certificate dialog shows it', digits.toLowerCase().replace(/(..)/g, '$1 ')],
    ['with the left-to-right mark that the dialog puts in front', `\u200e${digits}`],
    ['with zero-width marks inside', `${digits.slice(0, 20)}\u200b\u200d\ufeff${digits.slice(20)}`],
    ['with colons, as openssl prints it', digits.replace(/(..)(?=.)/g, '$1:')],
    ['with hyphens', digits.replace(/(..)(?=.)/g, '$1-')],
  ])('%s: 40 digits in upper case', (_name, text) => {
    expect(parseThumbprint(text)).toEqual({ value: digits });
  });

  it.each([
    ['', /no digits/],
    [' : ', /no digits/],
    [digits.slice(1), /39/],
    [`${digits}0`, /41/],
    [`${digits.slice(1)}G`, /"G"/],
    ['a'.repeat(64), /SHA-256/],
  ])('%s is refused', (text, wrong) => {
    expect(parseThumbprint(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });
});

test.each([
  ['MaxTaskCount', 8],
  ['MaxTaskCount', '8'],
  ['ExecutionLogRetryCount', 0],
  ['AgentHeartbeatInterval', '00:01:00'],
  ['ExecutionLogRetryTimeout', '7.00:00:00'],
  ['TasksRootFolder', 'D:\\Tasks'],
  ['SomethingNew', 'anything'],
] as const)('%s: %s can be', (key, value) => {
  expect(parseSetting(key, value)).toEqual({ value: String(value) });
});

test.each([
  ['MaxTaskCount', 'many'],
  ['MaxTaskCount', -5],
  ['MaxTaskCount', 0],
  ['MaxTaskCount', 1.5],
  ['MaxTaskCount', true],
  ['LeaseInternval', '1m'],
  ['HeartbeatErrorTolerance', '00:61:00'],
  ['TaskHeartbeatInterval', 10],
] as const)('%s: %s cannot be', (key, value) => {
  expect(parseSetting(key, value)).toHaveProperty('wrong');
});
