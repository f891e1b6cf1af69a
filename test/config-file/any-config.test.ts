import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editConfig } from '../../src/config-file/edit-config.js';
import { readConfigFile, sameSetting } from '../../src/config-file/read-config-file.js';
import { isScaleoutError } from '../../src/errors/errors.js';

const blank = fc.constantFrom('', ' ', '\n  ', '\r\n\t', '\n\n');
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 8 });
const scalar = fc.oneof(
  wellFormed,
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('8', 'true', '$(exit)', '"\\\n', '\u200f\u{1F525}', 0.5),
);
const key = fc.oneof(fc.constantFrom('MaxTaskCount', 'MasterEndpoint', 'AgentId', 'a', '__proto__'), wellFormed);
const encodings = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'utf-16le with mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be with mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

interface Member {
  readonly key: string;
  /** Whether the key is written with escapes alone. */
  readonly escaped: boolean;
  readonly value: unknown;
  readonly blanks: readonly [string, string, string, string];
}

/** The text of a config in pieces, so that those that no edit may touch are known. */
function piecesOf(members: readonly Member[]): readonly { readonly text: string; readonly ofKey?: string }[] {
  return members.flatMap(({ key: name, escaped, value, blanks: [a, b, c, d] }, index) => {
    const shownKey = escaped
      ? `"${[...Array(name.length).keys()].map((at) => unit(name, at)).join('')}"`
      : JSON.stringify(name);
    return [
      { text: `${index === 0 ? '' : ','}${a}${shownKey}${b}:${c}` },
      { text: JSON.stringify(value), ofKey: name },
      { text: d },
    ];
  });
}

function unit(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

const members = fc.uniqueArray(
  fc.record({
    key,
    escaped: fc.boolean(),
    value: fc.oneof(scalar, fc.constant(null), fc.jsonValue({ maxDepth: 2 })),
    blanks: fc.tuple(blank, blank, blank, blank),
  }),
  { selector: (member) => member.key.toUpperCase(), maxLength: 6 },
);
const changes = fc
  .uniqueArray(fc.tuple(key, scalar), { selector: ([name]) => name.toUpperCase(), maxLength: 4 })
  .map((entries) => new Map(entries));

describe('any config file and any edit', () => {
  it('JSON sees the edited object, and nothing else changed', () => {
    const edits = fc.record({
      members,
      changes,
      encoding: fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
      end: fc.constantFrom('', '\n', '\r\n'),
    });
    fc.assert(
      fc.property(edits, ({ members: present, changes: wanted, encoding, end }) => {
        const pieces = piecesOf(present);
        const before = `{${pieces.map(({ text }) => text).join('')}}${end}`;
        const bytes = encodings[encoding](before);
        const edited = Buffer.from(editConfig(bytes, Object.fromEntries(wanted)));

        const { text } = readConfigFile(edited);
        expect(edited.equals(encodings[encoding](text))).toBe(true);
        expectContent(text, present, wanted);
        expectUntouched(text, pieces, wanted, end);
        expect(editConfig(edited, Object.fromEntries(wanted))).toBe(edited);
      }),
      { numRuns: 500 },
    );
  });

  it('bytes of any kind are read, or refused with a place', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\/*1e-tn \n'), maxLength: 40 }).map((text) => Buffer.from(text)),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 1'), maxLength: 20 }).map((text) => Buffer.from(`{"A":${text}`)),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        try {
          expect(Buffer.from(editConfig(input, {})).equals(input)).toBe(true);
        } catch (error) {
          if (!isScaleoutError(error, 'machine.config-unreadable')) throw error;
          expect(error.message).toMatch(/^Line \d+, column \d+: /);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

type Wanted = ReadonlyMap<string, string | number | boolean>;

function wantedOf(name: string, wanted: Wanted): string | number | boolean | undefined {
  return [...wanted].find(([other]) => other.toUpperCase() === name.toUpperCase())?.[1];
}

function expectContent(text: string, present: readonly Member[], wanted: Wanted): void {
  const parsed = new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
  const names = [...present.map((member) => member.key), ...wanted.keys()];
  expect(new Set([...parsed.keys()].map((name) => name.toUpperCase()))).toEqual(
    new Set(names.map((name) => name.toUpperCase())),
  );
  for (const [name, value] of parsed) {
    const asked = wantedOf(name, wanted);
    const had = present.find((member) => member.key === name)?.value;
    // JSON has no -0.
    if (asked === undefined) expect(value).toEqual(JSON.parse(JSON.stringify(had)));
    else expect(sameSetting(value as string, asked)).toBe(true);
    if (asked !== undefined && typeof had === 'string') expect(typeof value).toBe('string');
  }
}

function expectUntouched(text: string, pieces: ReturnType<typeof piecesOf>, wanted: Wanted, end: string): void {
  let at = 1;
  for (const [index, piece] of pieces.entries()) {
    const asked = piece.ofKey === undefined ? undefined : wantedOf(piece.ofKey, wanted);
    const possible = asked === undefined ? [] : [asked, String(asked), Number(asked), /^true$/i.test(String(asked))];
    const literals = [piece.text, ...possible.map((value) => JSON.stringify(value))];
    const fits = literals.filter((literal) => text.startsWith(literal, at)).sort((a, b) => b.length - a.length)[0];
    // Behind the last value stand the keys that were missing.
    if (index === pieces.length - 1) break;
    expect(fits, `${text} at ${at}`).toBeDefined();
    at += fits?.length ?? 0;
  }
  expect(text.endsWith(`${pieces.at(-1)?.text ?? ''}}${end}`)).toBe(true);
}
