import * as generated from '../generated/topology-validator.js';
import { isBlock, type Path } from './secrets.js';

/** What the format allows at one place of a file. */
export interface SchemaPlace {
  /** `string`, `boolean`, `integer`, `number`, `array` or `object`, in the order in which a word is tried as each. */
  readonly types: readonly string[];
  /** The values that it can be; empty: any of its types. */
  readonly choices: readonly (string | boolean)[];
  /** Of an object, the keys that the format knows. */
  readonly keys: readonly string[];
  /** Whether an object may have other keys than these. */
  readonly isOpen: boolean;
  /** What a key of an object, or any entry of a list, is; undefined: there is no such thing. */
  below(segment: string | number): SchemaPlace | undefined;
}

type Schema = Readonly<Record<string, unknown>>;

const root: Schema = (generated as unknown as { readonly schema: Schema }).schema;

/** What schemas/topology.schema.json allows at a path; undefined where it knows no such place. */
export function schemaPlace(path: Path): SchemaPlace | undefined {
  let found: SchemaPlace | undefined = placeOf([root]);
  for (const segment of path) found = found?.below(segment);
  return found;
}

/** Several schemas where the format tells them apart by another key: whatever one of them allows can stand there. */
function placeOf(given: readonly Schema[]): SchemaPlace {
  const schemas = given.flatMap(resolved);
  const propertiesOf = (schema: Schema) => (isBlock(schema.properties) ? schema.properties : {});
  const choices = schemas.flatMap(choicesOf);
  const isAny = schemas.some((schema) => choicesOf(schema).length === 0);
  return {
    types: [...new Set(schemas.flatMap(typesOf))],
    choices: isAny ? [] : [...new Set(choices)],
    keys: [...new Set(schemas.flatMap((schema) => Object.keys(propertiesOf(schema))))],
    isOpen: schemas.some(({ additionalProperties }) => isBlock(additionalProperties)),
    below(segment) {
      const inner = schemas.flatMap((schema) => {
        if (typeof segment === 'number') return isBlock(schema.items) ? [schema.items] : [];
        const known = propertiesOf(schema);
        if (Object.hasOwn(known, segment)) return [known[segment] as Schema];
        return isBlock(schema.additionalProperties) ? [schema.additionalProperties] : [];
      });
      return inner.length === 0 ? undefined : placeOf(inner);
    },
  };
}

/** A schema with what it refers to, and each of its alternatives. */
function resolved(schema: Schema): readonly Schema[] {
  const { $ref, oneOf } = schema;
  if (typeof $ref === 'string') {
    const named = (root.$defs as Readonly<Record<string, Schema>>)[$ref.replace('#/$defs/', '')];
    return named === undefined ? [] : resolved(named);
  }
  return [schema, ...(Array.isArray(oneOf) ? oneOf.flatMap((each) => resolved(each as Schema)) : [])];
}

function typesOf(schema: Schema): readonly string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.map(String);
  if (typeof type === 'string') return [type];
  return [...new Set(choicesOf(schema).map((choice) => typeof choice))];
}

function choicesOf(schema: Schema): readonly (string | boolean)[] {
  if (Array.isArray(schema.enum)) return schema.enum as readonly (string | boolean)[];
  return schema.const === undefined ? [] : [schema.const as string | boolean];
}
