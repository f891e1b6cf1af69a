import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ConfigChanges, editConfig } from '../../../../src/config-file/edit-config.js';
import { isScaleoutError } from '../../../../src/errors/errors.js';
import { editCases, spellingCases } from '../../../config-file/cases.js';
import { pwshMissing } from '../../../support/pwsh.js';
import { runCases } from './simulated-windows.js';

/* The script edits as the tool does, to the byte: what the tool's own editor makes is what is expected here. */

interface Edit {
  readonly bytes: Buffer;
  readonly changes: ConfigChanges;
}

const texts = fc.oneof(
  fc.constantFrom(
    '',
    '8',
    '08',
    '8\n',
    'true\n',
    '1.0',
    'True',
    'false',
    'https://m:8391',
    'a"b\\c',
    '$(exit 1)`',
    '\u200F\u{1F525}',
    'ä',
    '\t\n',
    '\u2028',
  ),
  fc.string({ maxLength: 6 }),
);
const values = fc.oneof(texts, fc.integer(), fc.boolean(), fc.constantFrom(0, 8, 1.5, -3, 0.1));
const keys = fc.oneof(
  fc.constantFrom('Keys', 'Count', 'MaxTaskCount', 'maxtaskcount', 'MasterEndpoint', 'Ä', '', 'TaskLogEnabled'),
  texts,
);
const blanks = fc.constantFrom('', ' ', '\r\n  ', '\n\t', ' /* x */ ', '// "a": 1\n', '\r\n');

const document = fc
  .record({
    members: fc.array(fc.tuple(keys, fc.oneof(fc.jsonValue({ maxDepth: 2 }), values), blanks, blanks), {
      maxLength: 5,
    }),
    tail: fc.constantFrom('', ',', '\r\n', ' // end'),
    end: fc.constantFrom('', '\n', '\0\0', ' ', '}'),
    escaped: fc.boolean(),
  })
  .map(({ members, tail, end, escaped }) => {
    const shown = (value: unknown) =>
      escaped
        ? JSON.stringify(value).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : JSON.stringify(value);
    const inside = members.map(([key, value, a, b]) => `${a}${shown(key)}${b}:${b}${shown(value)}`).join(',');
    return `{${inside}${tail === ',' && inside === '' ? '' : tail}}${end}`;
  });

const encoded = fc
  .tuple(document, fc.constantFrom('utf8', 'utf8 mark', 'utf16 mark', 'utf16', 'utf16be mark', 'latin1'))
  .map(([text, encoding]) => {
    const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
    const utf16 = Buffer.from(encoding.includes('mark') ? `\uFEFF${wellFormed}` : wellFormed, 'utf16le');
    if (encoding === 'latin1') return Buffer.from(text, 'latin1');
    if (encoding.startsWith('utf16be')) return utf16.swap16();
    if (encoding.startsWith('utf16')) return utf16;
    return Buffer.from(encoding.includes('mark') ? `\uFEFF${wellFormed}` : wellFormed, 'utf8');
  });

const byHand: readonly (readonly [string, ConfigChanges])[] = [
  ['{}', { MaxTaskCount: 8 }],
  ['{ }', { A: 'x', B: true }],
  ['{"A":1}', { a: 2 }],
  ['{"A":1,"a":2}', { A: 3 }],
  ['{"A":1,}', { B: 2 }],
  [
    '{"A":"8","B":8,"C":true,"D":"True","E":null,"F":{"A":1},"G":[1]}',
    { A: 9, B: '9', C: 'False', D: false, E: 1, F: 2, G: '3' },
  ],
  ['{"A":"8","B":8,"C":true,"D":"True"}', { A: 8, B: '8', C: 'TRUE', D: true }],
  ['{\r\n  "A" : "x",\r\n  "B" : "y"\r\n}\r\n', { C: 'z' }],
  ['{"A":007}', { A: 7 }],
  ['{"A":1.2.3}', { A: '1.2.3' }],
  ['{"A":"\\x"}', { A: 7 }],
  ['{"A":"a\tb"}', { A: 7 }],
  ['{"A":"\\u00e4\\n\\/"}', { A: 'ä\n/' }],
  ['{"A":1', { A: 1 }],
  ['[1]', { A: 1 }],
  ['{"A":1} x', { A: 1 }],
  ['{A:1}', { A: 1 }],
  ['{"A":trux}', { A: 1 }],
  ['{"A":}', { A: 1 }],
  ['{"A":"8\\n","B":8,"C":true}', { A: 8, B: '8\n', C: 'true\n' }],
  ['{"A":1,"B":1,"C":1}', { A: '12345678901234567890', B: '9007199254740991.0', C: '-0.50' }],
  [`{"A":${'['.repeat(31)}1${']'.repeat(31)}}`, { A: 1 }],
  [`{"A":${'['.repeat(32)}1${']'.repeat(32)}}`, { A: 1 }],
  [`{"A":${'['.repeat(32)}${']'.repeat(32)}}`, { A: 1 }],
  ['{"A":1', { A: 1 }],
  ['{"A":"x\\', { A: 1 }],
  ['{"A":/*', { A: 1 }],
  ['{,}', { A: 1 }],
  ['{"A":1,,"B":2}', { A: 1 }],
  ['\uFEFF\uFEFF{"A":1}', { A: 2 }],
  ['{"A":"8\\u000a"}', { A: 8 }],
  ['{"A":1e3}', { A: 1000 }],
  ['{"A":100000000000000000000}', { A: 5 }],
  ['{"A":[1,{"b":[]},"\\"]"]}', { B: 5 }],
  ['', { A: 1 }],
  ['{"A":"2024-01-01T00:00:00Z"}', { A: '2024-01-01T00:00:00Z', B: '/Date(1)/' }],
];

/** No two that differ in case only. */
const changed = fc
  .uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key.toUpperCase(), maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));

const edits: readonly Edit[] = [
  ...editCases.map(({ bytes, changes }) => ({ bytes: Buffer.from(bytes, 'base64'), changes })),
  ...byHand.map(([text, changes]) => ({ bytes: Buffer.from(text), changes })),
  ...fc.sample(fc.record({ bytes: encoded, changes: changed }), { numRuns: 600, seed: 20_26 }),
];

describe.skipIf(pwshMissing)("the script's editor of config files", () => {
  let edited: readonly string[] = [];
  let spelled: readonly string[] = [];

  beforeAll(async () => {
    const asked = edits.map(({ bytes, changes }) => ({ bytes: bytes.toString('base64'), changes }));
    const { all } = await runCases({ all: { requests: [], edits: asked, spellings: spellingCases } });
    edited = all.edits;
    spelled = all.spellings;
  });

  it("takes the same spellings as the tool's own", () => {
    expect(spelled).toEqual(spellingCases.map(({ keys }) => keys.join(',')));
  });

  it("makes the same bytes as the tool's own", () => {
    expect(edited).toHaveLength(edits.length);
    const unlike = edits.flatMap((edit, at) => {
      const expected = expectedOf(edit);
      const got = edited[at] ?? '';
      const same = expected === undefined ? got.startsWith('!configUnreadable ') : got === expected;
      return same
        ? []
        : [
            {
              before: edit.bytes.toString(),
              changes: edit.changes,
              expected: shown(expected),
              got: got.startsWith('!') ? got : shown(got),
            },
          ];
    });
    expect(unlike).toEqual([]);
  });

  it('was asked for changes, for none, and for what cannot be read', () => {
    const kinds = edits.map((edit) => {
      const expected = expectedOf(edit);
      return expected === undefined ? 'unreadable' : expected === edit.bytes.toString('base64') ? 'same' : 'changed';
    });
    for (const kind of ['unreadable', 'same', 'changed'])
      expect(kinds.filter((each) => each === kind).length).toBeGreaterThan(5);
  });
});

function shown(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
}

function expectedOf({ bytes, changes }: Edit): string | undefined {
  try {
    return Buffer.from(editConfig(bytes, changes)).toString('base64');
  } catch (error) {
    if (isScaleoutError(error, 'machine.config-unreadable')) return undefined;
    throw error;
  }
}
