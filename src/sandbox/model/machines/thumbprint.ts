/** A thumbprint as Windows compares it: its hexadecimal digits in upper case, whatever was copied along with them. */
export function thumbprintKey(text: string): string {
  return [...text.toUpperCase()].filter((char) => '0123456789ABCDEF'.includes(char)).join('');
}
