import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { rehearsalText } from '../../../src/cli/render/rehearsal-text.js';
import { rehearsals } from '../../support/rehearsals.js';
import { screen } from '../../support/screen.js';
import { isFormat } from '../schemas.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const commands = {
  apply: 'scaleout apply plan.json --rehearsal rehearsal.json --sandbox ./fleet',
  again: 'scaleout rehearse plan.json --sandbox ./fleet',
} as const;

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe.each(Object.entries(rehearsals))('%s', (name, document) => {
  test('is as the schema says', () => {
    expect(isFormat('rehearsal', document)).toBe(true);
  });

  test.each([60, 80, 120, undefined])('on %s columns', async (columns) => {
    const steps = name === 'well';
    const text = rehearsalText(document, screen(columns), { ...commands, steps });
    if (columns !== undefined) expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(text.split('\n')[0]).toContain('nothing was changed');
    await expect(text).toMatchFileSnapshot(`../../golden/rehearsals/${name}-${columns ?? 'piped'}.txt`);
  });
});
