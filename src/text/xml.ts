import { printable } from './printable.js';

/**
 * Foreign text as it may stand in XML, within an element or an attribute in double quotes: nothing in it is markup, and what
 * XML has no place for (https://www.w3.org/TR/xml/#charsets) or what cannot be seen is an escape, as `printable` writes it.
 */
export function xmlText(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
