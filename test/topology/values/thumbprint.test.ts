import { describe, expect, it } from 'vitest';
import { parseThumbprint } from '../../../src/topology/values/thumbprint.js';

const digits = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';

describe("a certificate's thumbprint", () => {
  it.each([
    ['as it is', digits],
    ['in lower case', digits.toLowerCase()],
    ['with spaces, as the certificate dialog shows it', digits.toLowerCase().replace(/(..)/g, '$1 ')],
    ['with the left-to-right mark that the dialog puts in front', `\u200e${digits}`],
    ['with zero-width marks inside', `${digits.slice(0, 20)}\u200b\u200d\ufeff${digits.slice(20)}`],
    ['with colons, as openssl prints it', digits.replace(/(..)(?=.)/g, '$1:')],
    ['with hyphens', digits.replace(/(..)(?=.)/g, '$1-')],
  ])('%s: 40 digits in upper case', (_name, text) => {
    expect(parseThumbprint(text)).toEqual({ value: digits });
  });

  it.each([
    ['', /no digits/],
    [' : ', /no digits/],
    [digits.slice(1), /39/],
    [`${digits}0`, /41/],
    [`${digits.slice(1)}G`, /"G"/],
    ['a'.repeat(64), /SHA-256/],
  ])('%s is refused', (text, wrong) => {
    expect(parseThumbprint(text)).toEqual(expect.objectContaining({ wrong: expect.stringMatching(wrong) }));
  });
});
