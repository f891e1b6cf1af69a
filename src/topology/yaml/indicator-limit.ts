/** The most line ends, backslashes and YAML indicators in a file: a topology of 10,000 workers has about 100,000. */
export const indicatorLimit = 500_000;

const indicators = new Set([...'\n\\,:-?[]{}&*!|>\'"%@`#'].map((character) => character.charCodeAt(0)));

/**
 * Whether a text has more of them. The parser takes up to 1 KB and 10 µs for each: 4 MiB of commas would take 4 GB, while
 * as many letters take nothing. Each escape in double quotes may be an error of its own.
 */
export function indicatorsExceed(text: string): boolean {
  if (text.length <= indicatorLimit) return false;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (indicators.has(text.charCodeAt(at)) && ++count > indicatorLimit) return true;
  }
  return false;
}
