import { expect, test } from 'vitest';
import { exitCodes } from '../../../src/cli/commands/explain.js';
import { readProjectFile } from '../../deploy/deploy-files.js';

test('what explain says of an exit code is what docs/exit-codes.md says', () => {
  const rows = [...readProjectFile('docs/exit-codes.md').matchAll(/^\| (\d+) \| ([^|]+) \|$/gm)].map(
    ([, code = '', text = '']) => [code, text.replace(', see below', '')],
  );
  expect(rows).toEqual(Object.entries(exitCodes));
});
