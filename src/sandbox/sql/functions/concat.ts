import { coerced } from '../expressions/coerce.js';
import type { Scalar } from '../expressions/scalar.js';
import { isCharacter, isUnicode, lengthOf } from '../types/family.js';
import { nvarchar, varchar } from '../types/type-name.js';
import { argument, type BuiltIn, builtIn, textArgument, textLength } from './built-in.js';

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
