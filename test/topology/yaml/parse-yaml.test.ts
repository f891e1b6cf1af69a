import { describe, expect, it } from 'vitest';
import { sourceText } from '../../../src/topology/source-text.js';
import { parseYaml } from '../../../src/topology/yaml/parse-yaml.js';
import { head, read, readValid } from '../read.js';

function parse(text: string) {
  return parseYaml(sourceText('topology.yaml', text));
}

/** Line, column and detail of each problem. */
function problems(text: string): readonly string[] {
  const source = sourceText('topology.yaml', text);
  return parseYaml(source).problems.map(({ detail, start = 0 }) => {
    const { line, column } = source.range(start, start).start;
    return `${line}:${column} ${detail}`;
  });
}

describe('broken YAML', () => {
  it.each([
    ['a:\n\tb: 1\n', '2:1 A tab is used as indentation'],
    ['a: "x\nb: 1\n', '1:4 The text that begins here with " is not closed.'],
    ["a: 1\nb: 'x\n", "2:4 The text that begins here with ' is not closed."],
    ['a: [1, 2\nb: 3\n', '2:1 A bracket above is not closed.'],
    ['a: b: c\n', '1:4 There is a key inside of the value of a key'],
    ['a: 1\n b: 2\n', '1:4 There is a key inside of the value of a key'],
    ['a:b\nc: 1\n', '1:1 A key goes over several lines'],
    ['a: 1\nb\n', '2:1 There is a key without a colon'],
    ['a: @x\n', '1:4 Text that begins with @'],
    ['a: "C:\\ETL"\n', '1:7 A backslash in double quotes'],
    ['a: !x 1\n', '1:4 Tags are not known here'],
    ['a: [b,,c]\n', '1:7 There is a comma too many.'],
    ['a: {b: c}}\n', '1:10 This bracket closes nothing.'],
    ['a: "x" y\n', '1:8 Something follows a value'],
    ['a: - b\n', '1:4 A list cannot begin in the line of its key.'],
    ['? [a]\n: b\n', '1:3 A key must be plain text.'],
    ['%NOT a directive\n---\na: 1\n', '1:1 A line that begins with %'],
    ['a: { b: 1, c }\n', '1:12 There is a key without a colon'],
    ['a: *b\n', '1:4 There is no anchor of that name'],
    ['a: &b [*b]\n', '1:8 This alias stands inside of what it stands for.'],
    [`a: ${'['.repeat(5_000)}\n`, 'nested too deeply'],
    [`a: ${'['.repeat(70)}${']'.repeat(70)}\n`, 'nested more than 64 deep'],
  ])('%j', (text, expected) => {
    expect(problems(text)[0]).toContain(expected);
  });

  it('several broken lines are reported at once, each once', () => {
    expect(problems('a: @x\nb: 1\nc: `y\n').map((problem) => problem.slice(0, 4))).toEqual(['1:4 ', '3:4 ']);
  });

  it('what comes behind a quote that is not closed is not reported', () => {
    expect(problems('a: [x, "y]\nb: 1\n')).toEqual(['1:8 The text that begins here with " is not closed.']);
  });

  it('20 broken lines are enough', () => {
    expect(problems('a: @x\n'.repeat(100))).toHaveLength(20);
  });
});

describe('keys', () => {
  it('one that stands twice is an error that names the first line', () => {
    expect(problems('name: 1\nmaster: { endpoint: 1, x: 2, endpoint: 3 }\nname: 2\n')).toEqual([
      '2:30 The key endpoint stands twice in this block; the first is in line 2.',
      '3:1 The key name stands twice in this block; the first is in line 1.',
    ]);
  });

  it('other mistakes are reported together with it', () => {
    expect(read(`${head}name: x\nenabeld: true\n`).codes).toEqual(['topology.duplicate-key', 'topology.unknown-key']);
  });

  it('names that mean something to JavaScript are unknown keys like others', () => {
    const { codes } = read(`${head}__proto__: { x: 1 }\nconstructor: 1\ntoString: 1\n`);
    expect(codes).toEqual(['topology.unknown-key', 'topology.unknown-key', 'topology.unknown-key']);
  });

  it('100,000 of them in one block are looked up, not compared', () => {
    const text = Array.from({ length: 100_000 }, (_key, index) => `k${index}: 1\n`).join('');
    expect(Object.keys(parse(text).root as object)).toHaveLength(100_000);
  });

  it('<< is no merge key', () => {
    const { details } = read(`${head}workers:\n  - &w { machine: ETL01 }\n  - { <<: *w, machine: ETL02 }\n`);
    expect(details).toEqual(['There is no key "<<" in worker ETL02.']);
  });
});

describe('aliases', () => {
  it('stand for what their anchor says', () => {
    const { workers } = readValid(`${head}workers:
  - { machine: ETL01, access: &other { transport: manual } }
  - { machine: ETL02, access: *other }
`);
    expect(workers.map(({ access }) => access.transport)).toEqual(['manual', 'manual']);
  });

  it('a mistake behind one is shown where it is written', () => {
    const { diagnostics } = read(`${head}workers:
  - { machine: ETL01, access: &other { transport: shh } }
  - { machine: ETL02, access: *other }
`);
    expect(diagnostics.map(({ range }) => range?.start)).toEqual([
      { line: 6, column: 51 },
      { line: 6, column: 51 },
    ]);
  });

  it('a later anchor of the same name does not change what was said before', () => {
    expect(parse('a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\n').root).toEqual({ a: 1, b: [1], c: 2, d: [1] });
  });

  it('an anchor inside of what an alias repeats does not count anew', () => {
    expect(parse('a: &x { k: &y 1 }\nb: &y 2\nc: *x\nd: *y\n').root).toEqual({ a: { k: 1 }, b: 2, c: { k: 1 }, d: 2 });
  });

  it('10,000 workers may share one block', () => {
    const list = Array.from({ length: 10_000 }, (_worker, index) => `  - { machine: ETL${index}, access: *a }\n`);
    const { workers } = readValid(`${head}access: &a { transport: none }\nworkers:\n${list.join('')}`);
    expect(workers.at(-1)?.access.transport).toBe('none');
  });

  it('a bomb of aliases is refused', () => {
    const levels = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const bomb = levels.map((name, index) => {
      const inner = Array(10)
        .fill(`*${String.fromCharCode(name.charCodeAt(0) - 1)}`)
        .join(', ');
      return `k${index}: &${name} [${inner}]\n`;
    });
    expect(read(`k: &a [x]\n${bomb.join('')}`).codes).toEqual(['topology.alias-limit']);
  });
});

describe('a file of nothing but punctuation', () => {
  it('is refused before the parser takes gigabytes over it', () => {
    expect(read(`[${','.repeat(600_000)}]`).codes).toEqual(['topology.file-too-large']);
  });

  it('long texts are not', () => {
    const { topology } = read(`${head}workers:\n  - machine: ETL01\n    description: ${'a b '.repeat(250_000)}c\n`);
    expect(topology?.workers[0]?.description).toHaveLength(1_000_001);
  });
});
