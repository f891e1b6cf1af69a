import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandsBelow, described, fullName } from '../../../src/cli/help/described.js';
import { commandLine } from '../../support/command-line.js';

/** Both pages are generated; that they are up to date is asked by `node scripts/generate-types.mjs --check`. */
const commandsPage = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
const manFile = fileURLToPath(new URL('../../../man/scaleout.1', import.meta.url));
const project = new URL('../../../', import.meta.url);

const { root } = commandLine();

describe.each(commandsBelow(root).map((command) => ({ name: fullName(command), command })))(
  '$name',
  ({ name, command }) => {
    test('stands in docs/commands.md, with every option and example', () => {
      const [, rest = ''] = commandsPage.split(`\n## ${name}\n`);
      const [section = ''] = rest.split('\n## ');
      const { usage, lists, examples } = described(command);
      expect(section).toContain(`\n${usage}\n`);
      expect(section).toContain(`\n${examples.join('\n')}\n`);
      const options = lists.find(({ title }) => title === 'Options:')?.rows ?? [];
      for (const [term] of options) expect(section).toContain(`| \`${term}\` | `);
    });

    test('names pages that are there', () => {
      const missing = described(command).pages.filter(
        (page) => !existsSync(new URL(page.replace(/#.*$/, ''), project)),
      );
      expect(missing).toEqual([]);
    });
  },
);

/** Renders a page as `man` does, with every warning that groff has. */
function groff(file: string): { readonly text: string; readonly warnings: string } {
  const { stdout, stderr } = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-P-cbou', file], { encoding: 'utf8' });
  return { text: stdout, warnings: stderr };
}

const groffMissing = spawnSync('groff', ['--version']).error?.message;

test.skipIf(groffMissing)('the man page renders without a warning, and shows what the help shows', () => {
  const { text, warnings } = groff(manFile);
  expect(warnings).toBe('');
  for (const command of commandsBelow(root)) expect(text).toContain(`\n${fullName(command).toUpperCase()}\n`);
  // Options keep their hyphens, and Windows its backslashes.
  expect(text).toContain('--detailed-exitcode');
  expect(text).toContain('host\\instance');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('make a fault in a sandbox, to see what the doctor says');
});
