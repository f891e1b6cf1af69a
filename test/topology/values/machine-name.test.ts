import { describe, expect, it } from 'vitest';
import { parseMachineName } from '../../../src/topology/values/machine-name.js';

const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}`;

describe("a machine's name", () => {
  it.each(['ETL01', 'etl01.corp.example', 'ETL_01', 'etl-01', 'A', '1ETL', 'LÄDER01', longest])('%s is one', (text) => {
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
    ['ETL 01', /letters/],
    ['-etl', /hyphen/],
    ['etl-', /hyphen/],
    ['etl01:1433', /letters/],
    ['ETL\u200b01', /letters/],
    ['a'.repeat(64), /63/],
    [`${longest}.e`, /256/],
  ])('%j is refused', (text, wrong) => {
    expect(parseMachineName(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });
});
