import { describe, expect, test } from 'vitest';
import { changesText } from '../../../src/cli/render/change-text.js';
import { screen } from '../../support/screen.js';

const change = (machine: string, path: string, after: string) => ({
  id: `worker/${machine}`,
  action: 'update' as const,
  reason: 'differs',
  fields: [{ path, before: null, after }],
});
const text = (...changes: ReturnType<typeof change>[]) => changesText(changes, [], screen());

describe('equal changes are told once', () => {
  test('also where a value is the name of each', () => {
    const shown = text(...['ETL01', 'ETL02', 'ETL03'].map((name) => change(name, 'displayName', `of ${name}`)));
    expect(shown).toContain('worker/ETL01 and 2 others');
    expect(shown).toContain('displayName: (none) -> "of MACHINE"');
  });

  test('but no text that has the word MACHINE itself is taken for one with a name in its place', () => {
    const shown = text(
      change('ETL01', 'displayName', 'ETL01'),
      change('ETL02', 'displayName', 'MACHINE'),
      change('ETL03', 'displayName', 'ETL03'),
    );
    expect(shown).not.toContain('others');
    expect(shown).toContain('(none) -> "ETL01"');
    const literal = text(...['ETL01', 'ETL02', 'ETL03'].map((name) => change(name, 'displayName', 'the MACHINE')));
    expect(literal).not.toContain('others');
    const longer = text(...['ETL01', 'ETL02', 'ETL03'].map((name) => change(name, 'displayName', 'MACHINE7')));
    expect(longer).toContain('and 2 others');
  });

  test('nor a description of forty digits for a thumbprint', () => {
    const shown = text(...['1', '2', '3'].map((digit) => change(`ETL0${digit}`, 'description', digit.repeat(40))));
    expect(shown).not.toContain('others');
  });

  test('and thumbprints of which two are the same are not called another one for each', () => {
    const prints = ['A', 'A', 'B'].map((digit, at) => change(`ETL0${at}`, 'certificate', digit.repeat(40)));
    expect(text(...prints)).toContain('certificate: (none) -> (not the same for all)');
    const others = ['A', 'B', 'C'].map((digit, at) => change(`ETL0${at}`, 'certificate', digit.repeat(40)));
    expect(text(...others)).toContain('certificate: (none) -> (another one for each)');
  });
});
