import type { TopologyFile } from '../../generated/topology.js';
import * as generated from '../../generated/topology-validator.js';
import type { Immutable } from '../../readonly.js';

/** A difference from the schema, as ajv (with its option `verbose`) reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** The content of a file that schemas/topology.schema.json allows. */
export type FileContent = Immutable<TopologyFile>;

const validator = generated.validate as unknown as {
  (root: unknown): boolean;
  readonly errors: readonly SchemaError[] | null;
};

/** Every difference between a value and schemas/topology.schema.json. */
export function schemaErrors(root: unknown): readonly SchemaError[] {
  return validator(root) ? [] : (validator.errors ?? []);
}

/** Whether a value has passed; narrows it. */
export function isFileContent(root: unknown): root is FileContent {
  return validator(root);
}
