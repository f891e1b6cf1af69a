/** The outcome of reading a text of the file: a value, or what is wrong with it as the end of a sentence. */
export type Parsed<T> =
  | { readonly value: T }
  | {
      readonly wrong: string;
      readonly remedy?: string;
      /** The same without a word of the text, for one that must not be quoted; absent where nothing of it is quoted. */
      readonly unquoted?: { readonly wrong: string; readonly remedy?: string };
    };

/** The value of a text that the checks have let through before. */
export function accepted<T>(parsed: Parsed<T>): T {
  if ('value' in parsed) return parsed.value;
  throw new TypeError(`A text passed the checks and cannot be read: it ${parsed.wrong}`);
}
