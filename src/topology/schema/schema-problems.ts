import { nearest } from '../nearest.js';
import { pathOfPointer } from '../path.js';
import type { Problem } from '../problem.js';
import { isBlock } from '../raw-value.js';
import { looksSecret } from '../secret-key.js';
import { isSecretOf } from './secrets-of.js';
import type { SchemaError } from './validate.js';
import { valueProblem } from './value-problem.js';
import { keyShown, subject } from './words.js';

/** Says what ajv found in words, each mistake once. */
export function schemaProblems(root: unknown, errors: readonly SchemaError[]): readonly Problem[] {
  return errors.flatMap((error): readonly Problem[] => {
    const path = pathOfPointer(error.instancePath, root);
    switch (error.keyword) {
      case 'discriminator':
        // The tag's own `required`, `type` or `enum` says the same.
        return [];
      case 'additionalProperties':
        return [unknownKey(root, path, error)];
      case 'required':
        return missingKey(root, path, error);
      default:
        return valueProblem(root, path, error);
    }
  });
}

function unknownKey(root: unknown, path: Problem['path'], { params, parentSchema }: SchemaError): Problem {
  const key = String(params.additionalProperty);
  const known = keysOf(parentSchema);
  const near = nearest(key, known);
  const place = path.length === 0 ? 'at the top of the file' : `in ${subject(root, path)}`;
  const isHidden = path.some((segment) => typeof segment === 'string' && looksSecret(segment)) || isSecretOf(root, key);
  const detail = `There is no key ${isHidden ? '[hidden]' : keyShown(key)} ${place}`;
  const merge = key === '<<' ? 'Merge keys (<<) are not part of YAML 1.2. Write the keys out.' : undefined;
  return {
    code: 'topology.unknown-key',
    path: [...path, key],
    at: 'key',
    detail: near === undefined ? `${detail}.` : `${detail}; did you mean ${near}?`,
    remedy:
      merge ??
      (near === undefined ? `The keys that can stand here: ${known.join(', ')}.` : `Write ${near}, or remove the key.`),
  };
}

function missingKey(root: unknown, path: Problem['path'], error: SchemaError): readonly Problem[] {
  const key = String(error.params.missingProperty);
  const known = keysOf(error.parentSchema);
  const present = isBlock(error.data) ? Object.keys(error.data) : [];
  const misspelt = present.find((other) => !known.includes(other) && nearest(other, known) === key);
  // A misspelt key is reported as such, where the schema does not leave unknown keys to one of its branches.
  if (misspelt !== undefined && error.parentSchema.additionalProperties === false) return [];
  const hint = misspelt === undefined ? '.' : `; did you mean that by ${keyShown(misspelt)}?`;
  return [
    {
      code: 'topology.missing-key',
      path,
      at: 'key',
      detail: `${subject(root, path)} must have the key ${key}${hint}`,
    },
  ];
}

function keysOf(schema: SchemaError['parentSchema']): readonly string[] {
  const { properties } = schema;
  return isBlock(properties) ? Object.keys(properties) : [];
}
