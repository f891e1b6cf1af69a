import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { runCases } from './simulated-windows.js';

/* What ConvertFrom-Json and ConvertTo-Json of either PowerShell would change. */
const traps: readonly unknown[] = [
  ['one'],
  [['one']],
  [],
  [[]],
  [null],
  null,
  {},
  { a: [] },
  { a: { b: { c: { d: { e: { f: [{ g: [1] }] } } } } } },
  { date: '2024-01-01T00:00:00Z', old: '/Date(1700000000000)/', text: '2024-01-01' },
  { Key: 1, key: 2, KEY: 3, '': 4, Count: 5, Keys: 6, Values: 7 },
  { value: ['x'], Count: 1 },
  '\u212A \u0131 ä \u{1F525} \u200F \u2028 \ud800 \udfff \0 \u007f <>&\'"\\/',
  '$(exit 3) `n @args %PATH%',
  [true, false, 0, -1, 1.5, 1e-7, 1e300, 9007199254740991, 2147483648],
  'x'.repeat(100_000),
];

const made = fc.sample(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), { numRuns: 150, seed: 7 });
const values = [...traps, ...made]
  .map((value) => JSON.stringify(value))
  .filter((text) => !/(?<![\d"])-0(?![\d.])/.test(text));

describe.skipIf(pwshMissing)('the JSON of the script', () => {
  let echoes: readonly string[] = [];

  beforeAll(async () => {
    echoes = (await runCases({ all: { requests: [], echoes: values } })).all.echoes;
  });

  it('comes back as it went', () => {
    expect(echoes).toHaveLength(values.length);
    const unlike = values.flatMap((text, at) => {
      const back = echoes[at] ?? '';
      return JSON.stringify(JSON.parse(back)) === text ? [] : [{ text, back }];
    });
    expect(unlike).toEqual([]);
  });

  it('is ASCII in one line, whatever the code page', () => {
    for (const echo of echoes) expect(echo).toMatch(/^[ -~]*$/);
  });
});
