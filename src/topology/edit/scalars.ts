import { parseDocument, type Scalar } from 'yaml';

/** How a text is written: without quotes, in single or in double ones. */
export type Quotes = 'plain' | 'single' | 'double';

/** What is not to be seen in an editor: control, direction and unassigned characters, separators, and spaces that are none. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Characters that mean something to YAML at the beginning of a text. */
const indicator = /^[-?:,[\]{}#&*!|>'"%@`=~<\s]/;

/** What other readers of YAML, of its version 1.1 above all, take for something else than a text. */
const ambiguous =
  /^(?:[-+.]?[\d_.,:]+(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan)|y|yes|n|no|on|off|true|false|null|~|<<|=|\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?)$/i;

/** A value that is no collection, in the quotes that were asked for where they can hold it. */
export function scalarText(value: unknown, quotes: Quotes, inFlow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (quotes === 'plain' && canBePlain(value, inFlow)) return value;
  if (quotes === 'single' && canBeSingle(value)) return `'${value.replaceAll("'", "''")}'`;
  return inDoubleQuotes(value);
}

function canBePlain(value: string, inFlow: boolean): boolean {
  if (value === '' || value.trim() !== value || unseen.test(value) || indicator.test(value)) return false;
  if (/: |\s#|:$|^(?:---|\.\.\.)/.test(value) || (inFlow && /[,[\]{}]|:[,[\]{}]/.test(value))) return false;
  if (ambiguous.test(value) || /\s/.test(value.replaceAll(' ', ''))) return false;
  const { contents, errors } = parseDocument(value, { schema: 'core', version: '1.2', logLevel: 'error' });
  return errors.length === 0 && (contents as Scalar | null)?.value === value;
}

function canBeSingle(value: string): boolean {
  return !unseen.test(value);
}

/** On one line, whatever cannot be seen as an escape. */
function inDoubleQuotes(value: string): string {
  return JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}

/** The lines of a text as a block (`|`), its header first; undefined where a block cannot hold it for sure. */
export function literalLines(value: string, indentation: string): readonly string[] | undefined {
  const body = value.replace(/\n+$/, '');
  const ends = value.length - body.length;
  const lines = body.split('\n');
  const isUnsafe = lines.some((line) => unseen.test(line) || line !== line.trimEnd());
  if (body === '' || /^\s/.test(body) || isUnsafe || ends > 1) return undefined;
  return [ends === 0 ? '|-' : '|', ...lines.map((line) => (line === '' ? '' : indentation + line))];
}
