import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { hasPty, runInPty } from '../support/pty.js';
import { runCli, temporaryFolder } from '../support/run-cli.js';

const broken =
  'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalog: { server: SQLETL01, databse: SSISDB_OF_THE_WAREHOUSE }\nworkers: []\n';

test.skipIf(!hasPty).each([60, 80])('in a terminal of %i columns no line is wider', async (columns) => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', broken);
  const { code, text } = await runInPty(columns, ['validate'], { cwd: folder.path });
  expect(code).toBe(3);
  expect(text).toContain('databse');
  expect(text.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
});

test('colours: --color outdoes FORCE_COLOR, and that NO_COLOR', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', broken);
  const isPainted = async (words: readonly string[], env: Record<string, string>) =>
    (await runCli(['validate', ...words], { cwd: folder.path, env })).out.includes('\u001b[');
  expect(await isPainted([], {})).toBe(false);
  expect(await isPainted([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
  expect(await isPainted(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
  expect(await isPainted(['--color=always'], { NO_COLOR: '1' })).toBe(true);
});
