import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

// Words for people: the validator needs none of them but patternErrorMessage, and would carry them all.
const annotations = new Set(['description', 'examples', 'title', 'default', '$schema']);

/**
 * The text of a module that validates against a schema. Made beforehand because loading ajv and compiling a schema takes
 * 100 ms at each start, the finished validator 3 ms. `everyError`: it goes on after the first, with all that ajv knows of
 * each: only for files that are small. `others`: the schemas that it refers to.
 */
export function validatorModule(schema, banner, { everyError, others = [] }) {
  const ajv = new Ajv2020({
    allErrors: everyError,
    verbose: everyError,
    discriminator: true,
    allowUnionTypes: true,
    // maxLength counts UTF-16 code units then, as nvarchar does; ajv warns of it, for JSON Schema counts code points.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addKeyword({ keyword: 'patternErrorMessage' });
  for (const other of others) ajv.addSchema(withoutAnnotations(other));
  const code = standalone.default(ajv, ajv.compile(withoutAnnotations(schema)));
  if (code.includes('require(')) throw new Error('The validator needs a module of ajv: choose other keywords');
  return `// @ts-nocheck\n${banner}\n${everyError ? withSchema(withLinearErrors(code)) : code}\n`;
}

/** The schema that it goes by, which stands in it already: what a person may write where is read from it too. */
function withSchema(code) {
  const name = /^const (schema\d+) = \{"\$id":/m.exec(code)?.[1];
  if (name === undefined) throw new Error('The validator no longer holds its schema: look again');
  return `${code}\nexport const schema = ${name};`;
}

/** ajv copies all errors so far for each entry of a list that has one: 20,000 wrong entries took seconds and gigabytes. */
function withLinearErrors(code) {
  const linear = code.replace(/vErrors\.concat\((validate\d+\.errors)\)/g, 'appended(vErrors, $1)');
  if (linear === code) throw new Error('The validator no longer joins errors in the way that is known: look again');
  return `${linear}\nfunction appended(all, more) {\n  for (const error of more) all.push(error);\n  return all;\n}`;
}

function withoutAnnotations(schema, isMapOfSchemas = false) {
  if (Array.isArray(schema)) return schema.map((item) => withoutAnnotations(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => isMapOfSchemas || !annotations.has(key))
      .map(([key, value]) => [
        key,
        withoutAnnotations(value, !isMapOfSchemas && (key === 'properties' || key === '$defs')),
      ]),
  );
}
