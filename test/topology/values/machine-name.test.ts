import { describe, expect, it } from 'vitest';
import { parseMachineName } from '../../../src/topology/values/machine-name.js';

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
    ['etl01:1433', /^holds ":" \(U\+003A\)/],
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
