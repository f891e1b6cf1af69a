/** A difference from the schema, as ajv reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Where the difference is, as a JSON Pointer, and what it is. */
export function differenceOf({ keyword, instancePath, message, params }: SchemaError): {
  readonly place: string;
  readonly what: string;
} {
  const { missingProperty, additionalProperty, error } = params;
  const at = (key: unknown) => `${instancePath}/${pointerPart(String(key))}`;
  switch (keyword) {
    case 'required':
      return { place: at(missingProperty), what: 'is missing' };
    case 'additionalProperties':
      return { place: at(additionalProperty), what: 'is not known' };
    case 'discriminator':
      return { place: at('operation'), what: error === 'tag' ? 'must be string' : 'is not known to this version' };
    case 'pattern':
      // Ids of a person's steps are the only texts that have one.
      return { place: instancePath, what: 'ends with no task that is known' };
    default:
      return { place: instancePath, what: message ?? 'is wrong' };
  }
}

/** Of a key, which may be anything, only the beginning. */
function pointerPart(key: string): string {
  const beginning = key.length > longestKey ? `${key.slice(0, longestKey)}...` : key;
  return beginning.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** UTF-16 code units of a key that are shown. */
const longestKey = 60;
