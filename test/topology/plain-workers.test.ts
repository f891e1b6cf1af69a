import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainWorkers } from '../../src/topology/plain-workers.js';
import { sourceText } from '../../src/topology/source-text.js';
import { parseYaml } from '../../src/topology/yaml/parse-yaml.js';
import { head, readValid } from './read.js';

const keys = ['machine', 'enabled', 'displayName', 'description', 'tags'];
// What a line may be made of: ordinary values, and everything that means something in YAML.
const pieces = [
  ...[
    'ETL01',
    'a b',
    'a, b',
    'a:b',
    'a#b',
    '12:30',
    '2nd',
    'é漢',
    'C:\\x',
    '(x)',
    'month’s',
    'true',
    'false',
    'y',
    'no',
  ],
  ...[
    'null',
    '~',
    'True',
    'NULL',
    '1',
    '0x1F',
    '1e3',
    '1.5',
    '.5',
    '-1',
    '0o17',
    '"q"',
    "'q'",
    '"a: b"',
    "'a''b'",
    '"\\n"',
  ],
  ...[
    ' ',
    '  ',
    '\t',
    ': ',
    ':',
    ' #',
    '- ',
    '&a ',
    '*a',
    '!x ',
    '|',
    '>',
    '[',
    ']',
    '{',
    '}',
    '{a: b}',
    ',',
    '? ',
    '"',
    "'",
  ],
  ...[
    '\r',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\ufeff',
    '\u200b',
    '%',
    '@',
    '`',
    '<<: ',
    '\n',
    '\n  ',
    '\n    tags: ',
    '\n# x\n',
  ],
  ...['---\n', '...\n', '\nworkers:\n'],
];
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('ETL01', 'true', 'false', 'Loader 1', '"Loads: 1"', "'x'") },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
const line = fc.record({ first: fc.boolean(), key: fc.constantFrom(...keys), value });
const text = fc
  .record({
    before: fc.constantFrom(
      'name: x\n',
      'name: x\n',
      'name: x\n',
      '',
      'a: "x\n',
      'a: |\n',
      '# c\n',
      '%YAML 1.1\n---\n',
      '---\n',
      'a: &a x\n',
    ),
    indent: fc.constantFrom('', '  ', '    '),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    behind: fc.constantFrom(
      '',
      'access: { transport: none }\n',
      'x"\n',
      '---\n',
      'workers: []\n',
      '  b: 1\n',
      'name: b\n',
    ),
    end: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ before, indent, lines, behind, end }) => {
    const list = lines.map(
      (one, index) => `${indent}${one.first || index === 0 ? '- ' : '  '}${one.key}: ${one.value}`,
    );
    return `${before}workers:\n${list.join('\n')}\n${behind}`.replaceAll('\n', end);
  });

describe('the short way to read plain workers', () => {
  it('what it reads, the parser reads equally, at the same places', () => {
    let readCount = 0;
    fc.assert(
      fc.property(text, (yaml) => {
        const source = sourceText('topology.yaml', yaml);
        const plain = readPlainWorkers(source);
        if (plain === undefined) return;
        readCount += 1;
        const whole = parseYaml(source);
        expect(whole.problems).toEqual([]);
        expect(plain.root).toEqual(whole.root);
        const { workers, ...others } = whole.root as { readonly workers: readonly object[] };
        workers.forEach((worker, index) => {
          const path = ['workers', index, 'machine'];
          if ('machine' in worker) expect(plain.valueRange(path)).toEqual(whole.valueRange(path));
        });
        for (const key of Object.keys(others)) {
          expect(plain.valueRange([key])).toEqual(whole.valueRange([key]));
          expect(plain.keyRange([key])).toEqual(whole.keyRange([key]));
        }
      }),
      { numRuns: 10_000 },
    );
    expect(readCount).toBeGreaterThan(500);
  });

  it.each([
    ['plain texts', '  - machine: ETL01\n    enabled: true\n    description: Loads, at 12:30 (C#)\n'],
    ['quotes', '  - machine: "ETL01"\n    tags: \'a: b\'\n    description: ""\n'],
    ['comments and empty lines', '  # first\n\n  - machine: ETL01 # the first\n    tags: x\n\n'],
    ['no indentation', '- machine: ETL01\n  tags: x\n'],
    ['Windows line ends', '  - machine: ETL01\r\n    tags: x\r\n'],
  ])('reads %s', (_name, list) => {
    const source = sourceText('topology.yaml', `${head}workers:\n${list}access: { transport: none }\n`);
    expect(readPlainWorkers(source)?.root).toEqual(parseYaml(source).root);
  });

  it.each([
    ['a number', '  - machine: ETL01\n    tags: 5\n'],
    ['an empty value', '  - machine: ETL01\n    tags:\n'],
    ['an escape', '  - machine: "ETL\\x301"\n'],
    ['brackets', '  - machine: ETL01\n    settings: { MaxTaskCount: 8 }\n'],
    ['a key that stands twice', '  - machine: ETL01\n    machine: ETL02\n'],
    ['a text over two lines', '  - machine: ETL01\n    description: one\n      two\n'],
    ['uneven indentation', '  - machine: ETL01\n     tags: x\n'],
  ])('leaves %s to the parser', (_name, list) => {
    expect(readPlainWorkers(sourceText('topology.yaml', `${head}workers:\n${list}`))).toBeUndefined();
  });

  it('10,000 workers are read by it, each with its line', () => {
    const list = Array.from({ length: 10_000 }, (_worker, index) => `  - machine: ETL${index}\n    enabled: true\n`);
    const yaml = `${head}workers:\n${list.join('')}policy: { prune: true }\n`;
    expect(readPlainWorkers(sourceText('topology.yaml', yaml))).toBeDefined();
    const { workers, policy } = readValid(yaml);
    expect(policy.prune).toBe(true);
    expect(workers).toHaveLength(10_000);
    expect(workers.at(-1)).toMatchObject({ machine: 'ETL9999', enabled: true, range: { start: { line: 20_004 } } });
  });
});
