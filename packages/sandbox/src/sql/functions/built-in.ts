import type { SqlType } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import type { Compilation, Scalar } from '../expressions/compilation.js';
import { invalidArgument } from '../messages/values.js';
import { type CharacterType, familyOf, isCharacter, typeName, varchar } from '../types/type.js';

/** A built-in function: how many arguments it takes, and what it becomes. */
export interface BuiltIn {
  readonly from: number;
  readonly to: number;
  compile(args: readonly Scalar[], compilation: Compilation, name: string): Scalar;
}

export function builtIn(
  from: number,
  to: number,
  compile: (args: readonly Scalar[], compilation: Compilation, name: string) => Scalar,
): BuiltIn {
  return { from, to, compile };
}

/** An argument that must be there: the count has been checked. */
export function argument(args: readonly Scalar[], index: number): Scalar {
  const scalar = args[index];
  if (scalar === undefined) throw new TypeError(`argument ${index + 1} is missing`);
  return scalar;
}

/** As text: numbers and dates convert, bytes do not. */
export function textArgument(args: readonly Scalar[], index: number, name: string): Scalar & { type: CharacterType } {
  const scalar = argument(args, index);
  if (isCharacter(scalar.type)) return { ...scalar, type: scalar.type };
  if (scalar.isNull) return { ...scalar, type: { kind: 'varchar', length: 1 } };
  const family = familyOf(scalar.type);
  if (family === 'binary' || family === 'variant') {
    throw invalidArgument(typeName(scalar.type), index + 1, name.toLowerCase());
  }
  const text = coerced(scalar, varchar(textLength(scalar.type)));
  return { ...text, type: { kind: 'varchar', length: textLength(scalar.type) } };
}

/** The longest text of a value of that type. */
export function textLength(type: SqlType): number {
  switch (type.kind) {
    case 'bit':
      return 1;
    case 'tinyint':
      return 3;
    case 'smallint':
      return 6;
    case 'int':
      return 12;
    case 'bigint':
      return 20;
    case 'decimal':
      return 41;
    case 'uniqueidentifier':
      return 36;
    default:
      return 40;
  }
}
