import type { SqlType, SqlValue } from '../../sql-value.js';

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
