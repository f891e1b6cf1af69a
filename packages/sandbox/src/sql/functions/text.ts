import { coerced } from '../expressions/coerce.js';
import { type Scalar, strict } from '../expressions/compilation.js';
import { invalidLength } from '../messages/values.js';
import { folded } from '../types/comparison.js';
import {
  bigint,
  type CharacterType,
  familyOf,
  int,
  isCharacter,
  isUnicode,
  lengthOf,
  nvarchar,
  varchar,
} from '../types/type.js';
import { argument, type BuiltIn, builtIn, textArgument, textLength } from './built-in.js';

/** A text of the same kind of characters with another length, never of fixed length. */
function ofLength(type: CharacterType, length: number | 'max'): CharacterType {
  const limit = isUnicode(type) ? 4000 : 8000;
  const bounded = length === 'max' ? length : Math.min(Math.max(1, length), limit);
  return { kind: isUnicode(type) ? 'nvarchar' : 'varchar', length: bounded };
}

const varying = (type: CharacterType): CharacterType => ofLength(type, type.length);

const integer = (args: readonly Scalar[], index: number): Scalar => coerced(argument(args, index), int);

/** A text made of a text. */
function mapped(change: (text: string) => string): BuiltIn {
  return builtIn(1, 1, (args, _, name) => {
    const text = textArgument(args, 0, name);
    return strict(varying(text.type), [text], ([value]) => change(value as string));
  });
}

/** LEFT and RIGHT. */
function part(take: (text: string, count: number) => string): BuiltIn {
  return builtIn(2, 2, (args, _, name) => {
    const text = textArgument(args, 0, name);
    const count = integer(args, 1);
    const bound = count.isLiteral ? Number(count.evaluate(noRun) ?? 0) : undefined;
    const type =
      bound !== undefined && bound >= 0 ? ofLength(text.type, bounded(text.type.length, bound)) : varying(text.type);
    return strict(type, [text, count], ([value, length]) => {
      if ((length as number) < 0) throw invalidLength(name.toLowerCase());
      return take(value as string, length as number);
    });
  });
}

/** A literal asks nothing of its run. */
const noRun = {} as Parameters<Scalar['evaluate']>[0];

const bounded = (one: number | 'max', other: number): number => (one === 'max' ? other : Math.min(one, other));

const withoutBlanksAtEnd = (text: string): string => text.replace(/ +$/, '');

/** Case does not count; blanks do. */
function indexOf(text: string, wanted: string, start: number): number {
  return text.toLowerCase().indexOf(wanted.toLowerCase(), Math.max(0, start - 1)) + 1;
}

function bytesFrom(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (length < 0) throw invalidLength('substring');
  return bytes.slice(Math.max(0, start - 1), Math.max(0, start - 1 + length));
}

function substring(text: string, start: number, length: number): string {
  if (length < 0) throw invalidLength('substring');
  return text.slice(Math.max(0, start - 1), Math.max(0, start - 1 + length));
}

/** Replaces without regard to case. */
function replaceAll(text: string, wanted: string, by: string): string {
  if (wanted === '') return text;
  const lower = text.toLowerCase();
  const sought = wanted.toLowerCase();
  let result = '';
  let at = 0;
  for (let found = lower.indexOf(sought); found >= 0; found = lower.indexOf(sought, at)) {
    result += text.slice(at, found) + by;
    at = found + wanted.length;
  }
  return result + text.slice(at);
}

function quoted(text: string, mark: string): string | null {
  const pairs: Readonly<Record<string, string>> = {
    '[': ']',
    ']': ']',
    '(': ')',
    ')': ')',
    '<': '>',
    '>': '>',
    '{': '}',
    '}': '}',
  };
  const open = { ']': '[', ')': '(', '>': '<', '}': '{' }[mark] ?? mark;
  const close = pairs[mark] ?? mark;
  if (text.length > 128 || !['[', ']', '(', ')', '<', '>', '{', '}', "'", '"', '`'].includes(mark)) return null;
  return `${open}${text.replaceAll(close, close + close)}${close}`;
}

export const textFunctions: Readonly<Record<string, BuiltIn>> = {
  UPPER: mapped((text) => text.toUpperCase()),
  LOWER: mapped((text) => text.toLowerCase()),
  LTRIM: mapped((text) => text.replace(/^ +/, '')),
  RTRIM: mapped(withoutBlanksAtEnd),
  REVERSE: mapped((text) => [...text].reverse().join('')),
  LEFT: part((text, count) => text.slice(0, count)),
  RIGHT: part((text, count) => (count === 0 ? '' : text.slice(-count))),
  TRIM: builtIn(1, 2, (args, _, name) => {
    const text = textArgument(args, 0, name);
    if (args.length === 1) return strict(varying(text.type), [text], ([value]) => trimmed(value as string, ' '));
    const characters = textArgument(args, 1, name);
    return strict(varying(text.type), [text, characters], ([value, set]) => trimmed(value as string, set as string));
  }),
  LEN: builtIn(1, 1, (args, _, name) => {
    const text = textArgument(args, 0, name);
    const type = text.type.length === 'max' ? bigint : int;
    return strict(type, [text], ([value]) => {
      const { length } = withoutBlanksAtEnd(value as string);
      return type === bigint ? BigInt(length) : length;
    });
  }),
  SUBSTRING: builtIn(3, 3, (args, _, name) => {
    const whole = argument(args, 0);
    if (familyOf(whole.type) === 'binary') {
      const type = { kind: 'varbinary', length: lengthOf(whole.type) } as const;
      return strict(type, [whole, integer(args, 1), integer(args, 2)], ([bytes, start, length]) =>
        bytesFrom(bytes as Uint8Array, start as number, length as number),
      );
    }
    const text = textArgument(args, 0, name);
    const values = [text, integer(args, 1), integer(args, 2)];
    return strict(varying(text.type), values, ([value, start, length]) =>
      substring(value as string, start as number, length as number),
    );
  }),
  REPLACE: builtIn(3, 3, (args, _, name) => {
    const texts = [0, 1, 2].map((index) => textArgument(args, index, name));
    const unicode = texts.some(({ type }) => isUnicode(type));
    const max = texts.some(({ type }) => lengthOf(type) === 'max');
    const type: CharacterType = { kind: unicode ? 'nvarchar' : 'varchar', length: max ? 'max' : unicode ? 4000 : 8000 };
    return strict(type, texts, ([text, wanted, by]) => replaceAll(text as string, wanted as string, by as string));
  }),
  CHARINDEX: builtIn(2, 3, (args, _, name) => {
    const wanted = textArgument(args, 0, name);
    const text = textArgument(args, 1, name);
    const type = text.type.length === 'max' ? bigint : int;
    const start = args.length > 2 ? [integer(args, 2)] : [];
    return strict(type, [wanted, text, ...start], ([sought, value, from]) => {
      const index = indexOf(value as string, sought as string, (from as number | undefined) ?? 1);
      return type === bigint ? BigInt(index) : index;
    });
  }),
  REPLICATE: builtIn(2, 2, (args, _, name) => {
    const text = textArgument(args, 0, name);
    const type = ofLength(text.type, text.type.length === 'max' ? 'max' : 8000);
    const limit = type.length === 'max' ? 2 ** 24 : type.length;
    return strict(type, [text, integer(args, 1)], ([value, count]) => {
      if ((count as number) < 0) return null;
      const times = Math.min(count as number, Math.ceil(limit / Math.max(1, (value as string).length)));
      return (value as string).repeat(times).slice(0, limit);
    });
  }),
  SPACE: builtIn(1, 1, (args) =>
    strict({ kind: 'varchar', length: 8000 }, [integer(args, 0)], ([count]) =>
      (count as number) < 0 ? null : ' '.repeat(Math.min(count as number, 8000)),
    ),
  ),
  CHAR: builtIn(1, 1, (args) =>
    strict({ kind: 'char', length: 1 }, [integer(args, 0)], ([code]) =>
      (code as number) >= 0 && (code as number) <= 255 ? Buffer.from([code as number]).toString('latin1') : null,
    ),
  ),
  NCHAR: builtIn(1, 1, (args) =>
    strict({ kind: 'nchar', length: 1 }, [integer(args, 0)], ([code]) =>
      (code as number) >= 0 && (code as number) <= 0xffff ? String.fromCharCode(code as number) : null,
    ),
  ),
  ASCII: builtIn(1, 1, (args, _, name) =>
    strict(int, [textArgument(args, 0, name)], ([text]) =>
      text === '' ? null : (Buffer.from(text as string, 'latin1')[0] ?? null),
    ),
  ),
  UNICODE: builtIn(1, 1, (args, _, name) =>
    strict(int, [textArgument(args, 0, name)], ([text]) => (text === '' ? null : (text as string).charCodeAt(0))),
  ),
  QUOTENAME: builtIn(1, 2, (args, _, name) => {
    const text = textArgument(args, 0, name);
    const mark = args.length > 1 ? [textArgument(args, 1, name)] : [];
    return strict(nvarchar(258), [text, ...mark], ([value, chosen]) =>
      quoted(value as string, (chosen as string | undefined)?.slice(0, 1) ?? '['),
    );
  }),
};

function trimmed(text: string, characters: string): string {
  const set = new Set(folded(characters) === '' ? [' '] : [...characters]);
  let start = 0;
  let end = text.length;
  while (start < end && set.has(text[start] ?? '')) start += 1;
  while (end > start && set.has(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

/** CONCAT takes NULL for an empty text; CONCAT_WS leaves it out. */
export const concatFunctions: Readonly<Record<string, BuiltIn>> = {
  CONCAT: builtIn(2, 254, (args) => {
    const texts = args.map(asText);
    return {
      type: typeOf(args),
      nullable: false,
      evaluate: (run) => texts.map(({ evaluate }) => evaluate(run) ?? '').join(''),
    };
  }),
  CONCAT_WS: builtIn(3, 254, (args, _, name) => {
    const separator = textArgument(args, 0, name);
    const texts = args.slice(1).map(asText);
    return {
      type: typeOf(args),
      nullable: false,
      evaluate: (run) =>
        texts
          .map(({ evaluate }) => evaluate(run))
          .filter((text) => text !== null)
          .join(String(separator.evaluate(run) ?? '')),
    };
  }),
};

function asText(scalar: Scalar): Scalar {
  if (isCharacter(scalar.type)) return scalar;
  return coerced(scalar, scalar.isNull ? varchar(1) : varchar(textLength(scalar.type)), { explicit: true });
}

function typeOf(args: readonly Scalar[]): Scalar['type'] {
  const unicode = args.some(({ type }) => isUnicode(type));
  const lengths = args.map((_, index) => {
    const { type, isNull } = argument(args, index);
    return isNull ? 1 : isCharacter(type) ? lengthOf(type) : textLength(type);
  });
  const limit = unicode ? 4000 : 8000;
  const length = lengths.includes('max')
    ? 'max'
    : Math.min(
        limit,
        lengths.reduce<number>((sum, one) => sum + (one === 'max' ? 0 : one), 0),
      );
  return unicode ? nvarchar(length) : varchar(length);
}
