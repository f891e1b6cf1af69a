import type { SqlType, SqlValue } from '../../engine.js';

/*
 * Types and values: names, precedence, conversion, comparison, the texts of numbers and dates. The bottom of sql/: it uses
 * nothing of it but the texts of errors. A new type begins here, and ends in conversion.ts and comparison.ts.
 */

export const bit: SqlType = { kind: 'bit' };
export const int: SqlType = { kind: 'int' };
export const bigint: SqlType = { kind: 'bigint' };
export const smallint: SqlType = { kind: 'smallint' };
export const float: SqlType = { kind: 'float' };
export const datetime: SqlType = { kind: 'datetime' };
export const variant: SqlType = { kind: 'sql_variant' };
export const sysname: SqlType = { kind: 'nvarchar', length: 128 };

export const nvarchar = (length: number | 'max'): SqlType => ({ kind: 'nvarchar', length });
export const varchar = (length: number | 'max'): SqlType => ({ kind: 'varchar', length });
export const varbinary = (length: number | 'max'): SqlType => ({ kind: 'varbinary', length });
export const decimal = (precision: number, scale: number): SqlType => ({ kind: 'decimal', precision, scale });

/** The name of a type in messages; SQL Server calls decimal `numeric` there. */
export function typeName(type: SqlType): string {
  return type.kind === 'decimal' ? 'numeric' : type.kind;
}

/** What CAST and CONVERT take where no length is given; declarations take 1. */
const castLength = 30;

const synonyms: Readonly<Record<string, string>> = {
  integer: 'int',
  dec: 'decimal',
  numeric: 'decimal',
  character: 'char',
  'national character': 'nchar',
  'character varying': 'varchar',
  'char varying': 'varchar',
  'double precision': 'float',
  text: 'varchar(max)',
  ntext: 'nvarchar(max)',
  image: 'varbinary(max)',
  sysname: 'sysname',
};

/**
 * The type of a name and its arguments, as written in CAST or in a declaration. Undefined: SQL Server has no such type
 * or these arguments do not fit it. `unsupported`: it has, the sandbox has not.
 */
export function typeNamed(
  name: string,
  args: readonly string[],
  use: 'cast' | 'declaration' = 'declaration',
): SqlType | undefined | 'unsupported' {
  const written = name.toLowerCase();
  const plain = synonyms[written] ?? written;
  const numbers = args.map(Number);
  const [first, second] = numbers;
  if (numbers.some((value, index) => !Number.isInteger(value) && args[index]?.toLowerCase() !== 'max')) {
    return undefined;
  }
  switch (plain) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'real':
    case 'uniqueidentifier':
    case 'date':
    case 'datetime':
    case 'sql_variant':
      return args.length === 0 ? { kind: plain } : undefined;
    case 'float':
      // float(24) and below is real.
      return first === undefined || (first >= 1 && first <= 53)
        ? { kind: first !== undefined && first <= 24 ? 'real' : 'float' }
        : undefined;
    case 'decimal':
      return decimalOf(first ?? 18, second ?? 0);
    case 'datetime2':
    case 'datetimeoffset':
    case 'time':
      return first === undefined || (first >= 0 && first <= 7) ? { kind: plain, scale: first ?? 7 } : undefined;
    case 'char':
    case 'nchar':
    case 'binary': {
      const length = first ?? (use === 'cast' ? castLength : 1);
      return length >= 1 && length <= (plain === 'nchar' ? 4000 : 8000) ? { kind: plain, length } : undefined;
    }
    case 'varchar':
    case 'nvarchar':
    case 'varbinary': {
      if (args[0]?.toLowerCase() === 'max') return { kind: plain, length: 'max' };
      const length = first ?? (use === 'cast' ? castLength : 1);
      return length >= 1 && length <= (plain === 'nvarchar' ? 4000 : 8000) ? { kind: plain, length } : undefined;
    }
    case 'varchar(max)':
      return varchar('max');
    case 'nvarchar(max)':
      return nvarchar('max');
    case 'varbinary(max)':
      return varbinary('max');
    case 'sysname':
      return sysname;
    case 'money':
    case 'smallmoney':
    case 'smalldatetime':
    case 'xml':
    case 'timestamp':
    case 'rowversion':
    case 'hierarchyid':
    case 'geography':
    case 'geometry':
      return 'unsupported';
    default:
      return undefined;
  }
}

function decimalOf(precision: number, scale: number): SqlType | undefined {
  return precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision ? decimal(precision, scale) : undefined;
}

/** Types whose values are handled alike. */
export type Family =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'character'
  | 'binary'
  | 'guid'
  | 'datetime'
  | 'moment'
  | 'variant';

/** `datetime` is what also converts from numbers; `moment` is date, time, datetime2 and datetimeoffset. */
export function familyOf({ kind }: SqlType): Family {
  switch (kind) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return 'integer';
    case 'decimal':
      return 'decimal';
    case 'real':
    case 'float':
      return 'float';
    case 'char':
    case 'nchar':
    case 'varchar':
    case 'nvarchar':
      return 'character';
    case 'binary':
    case 'varbinary':
      return 'binary';
    case 'uniqueidentifier':
      return 'guid';
    case 'datetime':
      return 'datetime';
    case 'date':
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return 'moment';
    case 'sql_variant':
      return 'variant';
  }
}

export type CharacterType = Extract<SqlType, { readonly kind: 'char' | 'nchar' | 'varchar' | 'nvarchar' }>;

export function isCharacter(type: SqlType): type is CharacterType {
  return type.kind === 'nvarchar' || type.kind === 'varchar' || type.kind === 'nchar' || type.kind === 'char';
}

export function isUnicode(type: SqlType): boolean {
  return type.kind === 'nvarchar' || type.kind === 'nchar';
}

export function isNumeric(type: SqlType): boolean {
  const family = familyOf(type);
  return family === 'integer' || family === 'decimal' || family === 'float';
}

export function isTemporal(type: SqlType): boolean {
  const family = familyOf(type);
  return family === 'datetime' || family === 'moment';
}

/** The length of a type that has one; `max` for the others that hold text or bytes without a limit. */
export function lengthOf(type: SqlType): number | 'max' {
  return 'length' in type ? type.length : 0;
}

export function sameType(one: SqlType, other: SqlType): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      ('length' in one ? one.length : 0) === ('length' in other ? other.length : 0) &&
      ('scale' in one ? one.scale : 0) === ('scale' in other ? other.scale : 0) &&
      ('precision' in one ? one.precision : 0) === ('precision' in other ? other.precision : 0))
  );
}

/** Converts a value that is not NULL; throws the SqlError of a value that does not convert. */
export type Convert = (value: NonNullable<SqlValue>) => SqlValue;
