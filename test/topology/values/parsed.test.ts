import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/topology/values/plain-values.js';

describe('a time', () => {
  it.each([
    ['30m', 1800],
    ['90s', 90],
    ['1s', 1],
    ['2h', 7200],
    ['1h30m', 5400],
    ['1h1m1s', 3661],
    ['168h', 604_800],
    ['90m', 5400],
  ])('%s is %d seconds', (text, value) => {
    expect(parseDuration(text)).toEqual({ value });
  });

  it.each(['', '30', '30 m', '30min', '1.5h', 'm', '30m1h', '-1m', 'PT30M', '1d', `${' '.repeat(50)}x`])(
    '%j has not that form',
    (text) => {
      expect(parseDuration(text)).toEqual(expect.objectContaining({ wrong: expect.stringContaining('such as 30m') }));
    },
  );

  it.each(['0s', '0h0m', '168h1s', '99999999999999999999h'])('%s is out of range', (text) => {
    expect(parseDuration(text)).toEqual({ wrong: 'must be from 1s to 168h.' });
  });

  it('a bare number: the remedy shows it in minutes', () => {
    expect(parseDuration('30')).toEqual(expect.objectContaining({ remedy: 'For 30 minutes write 30m.' }));
  });
});
