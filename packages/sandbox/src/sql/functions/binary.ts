import { createHash, randomUUID } from 'node:crypto';
import type { SqlType, SqlValue, Variant } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import { type Scalar, strict } from '../expressions/compilation.js';
import { bigint, familyOf, int, isUnicode, lengthOf, nvarchar, varbinary } from '../types/type.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';

/** Bytes that a value takes. */
function byteLength(value: NonNullable<SqlValue>, type: SqlType): number {
  switch (type.kind) {
    case 'bit':
    case 'tinyint':
      return 1;
    case 'smallint':
      return 2;
    case 'int':
    case 'real':
      return 4;
    case 'bigint':
    case 'float':
    case 'datetime':
      return 8;
    case 'date':
      return 3;
    case 'uniqueidentifier':
      return 16;
    case 'decimal':
      return type.precision <= 9 ? 5 : type.precision <= 19 ? 9 : type.precision <= 28 ? 13 : 17;
    case 'time':
      return timeBytes(type.scale);
    case 'datetime2':
      return timeBytes(type.scale) + 3;
    case 'datetimeoffset':
      return timeBytes(type.scale) + 5;
    case 'sql_variant': {
      const { value: inner, type: own } = value as Variant;
      return inner === null ? 0 : byteLength(inner, own);
    }
    default:
      if (familyOf(type) === 'binary') return (value as Uint8Array).length;
      return (value as string).length * (isUnicode(type) ? 2 : 1);
  }
}

const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA: 'sha1',
  SHA1: 'sha1',
  SHA2_256: 'sha256',
  SHA2_512: 'sha512',
};

export const binaryFunctions: Readonly<Record<string, BuiltIn>> = {
  DATALENGTH: builtIn(1, 1, (args) => {
    const value = argument(args, 0);
    const type = lengthOf(value.type) === 'max' ? bigint : int;
    return strict(type, [value], ([bytes]) => {
      const length = byteLength(bytes ?? '', value.type);
      return type === bigint ? BigInt(length) : length;
    });
  }),
  NEWID: builtIn(
    0,
    0,
    (): Scalar => ({
      type: { kind: 'uniqueidentifier' },
      nullable: false,
      evaluate: () => randomUUID().toUpperCase(),
    }),
  ),
  HASHBYTES: builtIn(2, 2, (args) => {
    const value = argument(args, 1);
    const bytes = familyOf(value.type) === 'binary' ? value : coerced(value, varbinary('max'), { explicit: true });
    return strict(varbinary(8000), [coerced(argument(args, 0), nvarchar(20)), bytes], ([name, content]) => {
      const algorithm = algorithms[String(name).toUpperCase()];
      return algorithm === undefined
        ? null
        : createHash(algorithm)
            .update(content as Uint8Array)
            .digest();
    });
  }),
};
