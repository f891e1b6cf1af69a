import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { sourceDiagnosticText } from '../../src/topology/source-text.js';
import { cost } from '../support/cost.js';
import { screen } from '../support/screen.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { head, read } from './read.js';

const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const files: readonly (readonly [string, (count: number) => string])[] = [
  ['unknown keys', (count) => times(count, (index) => `zqx${index}: 1\n`)],
  ['unknown keys of workers', (count) => `workers:\n${times(count, (i) => `  - machine: E${i}\n    zz: 1\n`)}`],
  ['values of a wrong kind', (count) => `workers:\n${times(count, () => '  - machine: [E]\n    enabled: yes\n')}`],
  ['keys that stand twice', (count) => times(count, () => 'name: x\n')],
  ['workers that are listed twice', (count) => `workers:\n${times(count, () => '  - machine: E1\n')}`],
  [
    'odd settings',
    (count) => `workers:\n  - machine: E\n    settings:\n${times(count, (i) => `      MaxTaskCoun${i}: 1\n`)}`,
  ],
  ['quotes that open and close on other lines', (count) => times(count, () => "a: 'b\n")],
  ['escapes that are not known', (count) => `zqx: "${times(count, () => '\\q')}"\n`],
  ['mistakes before much white space', (count) => `${times(count, () => '}\n')}${' \n'.repeat(4 * count)}`],
  ['workers in one line', (count) => `workers: [${times(count, (i) => `{ machine: 'E ${i}' }, `)}]\n`],
];

describe('a file with very many mistakes', () => {
  it.each(files)('%s: ten times as many cost about ten times as much', (_name, text) => {
    const few = text(1_000);
    const many = text(10_000);
    cost(() => read(head + few.slice(0, 1_000)));
    const least = Math.max(
      100,
      cost(() => read(head + few)),
    );
    expect(cost(() => read(head + many)) / least).toBeLessThanOrEqual(30);
  });

  it.each([
    ['lists in lists', `x:\n  ${'- '.repeat(40_000)}\n  - x\n`],
    ['keys of keys', `${'? '.repeat(40_000)}\n? x\n`],
    ['lists in keys', `x:\n  ${'- ? '.repeat(20_000)}\n:\n`],
  ])('%s that no stack holds are an error of the file', (_name, text) => {
    const { topology, codes, details } = read(head + text);
    expect(topology).toBeUndefined();
    expect([codes, details]).toEqual([['topology.yaml-syntax'], ['Blocks or brackets are nested too deeply.']]);
  });

  it('escapes that are not known are counted before they are parsed', () => {
    expect(read(`${head}zqx: "${'\\q'.repeat(500_001)}"\n`).codes).toEqual(['topology.file-too-large']);
  });

  it('shows a hundred of them, errors before all else, and how many there are besides', async () => {
    using place = temporaryDirectory();
    const file = join(place.path, 'topology.yaml');
    // A note, 150 warnings, then 150 errors.
    const settings = times(150, (index) => `      MaxTaskCoun${String(index).padStart(3, 'x')}: 1\n`);
    writeFileSync(
      file,
      `${head}workers:\n  - machine: E\n    settings:\n${settings}${times(150, (i) => `zqx${i}: 1\n`)}`,
    );
    const { topology, diagnostics, unshownErrors, source } = await loadTopology(file);
    expect(topology).toBeUndefined();
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.slice(0, -1).every(({ severity }) => severity === 'error')).toBe(true);
    expect(diagnostics[0]?.range?.start.line).toBeLessThan(diagnostics[99]?.range?.start.line ?? 0);
    const last = diagnostics.at(-1);
    expect(last).toMatchObject({ code: 'topology.more-problems', severity: 'error', detail: 'And 200 more.' });
    expect(unshownErrors).toBe(50);
    expect(last && sourceDiagnosticText(last, source, screen())).toMatch(
      /^error: And 200 more\. \[topology\.more-problems\]\n/,
    );
  });

  it('of which none is an error is a topology all the same', async () => {
    using place = temporaryDirectory();
    const file = join(place.path, 'topology.yaml');
    const settings = times(150, (index) => `      MaxTaskCoun${String(index).padStart(3, 'x')}: 1\n`);
    writeFileSync(file, `${head}workers:\n  - machine: E\n    settings:\n${settings}`);
    const { topology, diagnostics } = await loadTopology(file);
    expect(topology).toBeDefined();
    expect(diagnostics.at(-1)).toMatchObject({ code: 'topology.more-problems', severity: 'warning' });
  });
});

describe('a long text', () => {
  it.each([
    ['a key', (long: string) => `${long}: 1\n`],
    ['a key of dots', (long: string) => `${long.replaceAll('aa', 'a.')}: 1\n`],
    ['a name', (long: string) => `master: { machines: [${long}], endpoint: ${long} }\n`],
    ['a server', (long: string) => `access: { transport: ssh, host: ${long}, port: ${long} }\n`],
    ['words', (long: string) => `scaleOut: { enabled: "${long.replaceAll('aa', 'a:')}" }\n`],
    ['a time', (long: string) => `policy: { drain: { timeout: ${long.replaceAll('a', '1')} } }\n`],
    [
      'a window',
      (long: string) =>
        `policy: { windows: [{ allow: "${long.replaceAll('aa', '1,')}", duration: 1h, timeZone: ${long} }] }\n`,
    ],
  ])('as %s costs no more than its length', (_name, text) => {
    const few = text('a'.repeat(20_000));
    const many = text('a'.repeat(200_000));
    const least = Math.max(
      100,
      cost(() => read(head + few)),
    );
    let shown = '';
    expect(cost(() => (shown = read(head + many).shown)) / least).toBeLessThanOrEqual(30);
    expect(shown).toContain('error: ');
    expect(shown.length).toBeLessThan(4_000);
  });
});
