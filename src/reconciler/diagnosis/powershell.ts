import { printable } from '../../text/printable.js';

/**
 * A foreign text as PowerShell takes it for one, in single quotes, in which nothing else has a meaning. PowerShell takes the
 * quotation marks of typography for the plain one: each is doubled.
 */
export function quotedText(text: string): string {
  return `'${printable(text).replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}
