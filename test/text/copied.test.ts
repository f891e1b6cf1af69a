import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type CopiedInto, copied, shellOf } from '../../src/text/copied.js';
import { fitted, unbroken } from '../../src/text/layout.js';
import { shellWord } from '../../src/text/printable.js';
import { pwsh, pwshMissing } from '../support/pwsh.js';
import { screen } from '../support/screen.js';

const narrow = (command: string, into: CopiedInto, columns = 40) => copied('  Run  ', command, into, screen(columns));

/** What a person copies: the lines without the head that stands before the first. */
const taken = (text: string) => text.replaceAll(unbroken, '').replace(/^ {2}Run(?: {2}|\n)/, '');

describe('a line to copy', () => {
  test('that fits, or goes into a pipe, is as it is', () => {
    const command = 'scaleout sandbox drill fleet master-stopped';
    expect(narrow(command, 'sh', 60)).toBe(`  Run  ${command}`);
    expect(copied('  Run  ', `${command} ${command}`, 'sh', screen())).toBe(`  Run  ${command} ${command}`);
  });

  test('goes on as its shell has it, at blanks outside of quotation marks', () => {
    expect(narrow(`scaleout plan 'a b c d e f' --target worker/ETL01`, 'sh')).toBe(
      `  Run  scaleout plan 'a b c d e f' \\\n       --target worker/ETL01`,
    );
    expect(narrow(`Copy-Item -LiteralPath 'C:\\Program Files\\it''s' -Force`, 'powershell')).toBe(
      `  Run  Copy-Item -LiteralPath \`\n       'C:\\Program Files\\it''s' -Force`,
    );
    expect(narrow(`CREATE USER [CORP\\a b]] c] FOR LOGIN [CORP\\a b]] c];`, 'sql')).toBe(
      '  Run  CREATE USER [CORP\\a b]] c] FOR\n       LOGIN [CORP\\a b]] c];',
    );
    expect(narrow('SELECT 1 -- of all that there is, and whatever it is', 'sql')).toContain('Run\nSELECT 1\n');
  });

  test('of several lines keeps them', () => {
    expect(narrow('USE [a];\nGO', 'sql')).toBe('  Run  USE [a];\n       GO');
  });

  test('which has a text that no screen holds goes on within it', () => {
    const path = `/${'abcde/'.repeat(10)}b c`;
    const sh = narrow(`scaleout plan '${path}' --json`, 'sh');
    expect(sh.split('\n').map((line) => stringWidth(line) <= 40)).not.toContain(false);
    expect(sh).toMatch(/^ {2}Run\nscaleout plan \\\n'\/abcde/);
    const powershell = narrow(`Copy-Item '${path.replaceAll('/', '\\')}', 'x'`, 'powershell');
    expect(powershell).toContain("' +\n'");
    const sql = narrow(`EXEC a N'${"Data Source=x;Password=''y'';".repeat(3)}';`, 'sql');
    expect(sql.replaceAll('\\\n', '')).toContain(`N'${"Data Source=x;Password=''y'';".repeat(3)}';`);
    expect(sql.split('\n').map((line) => stringWidth(line) <= 40)).not.toContain(false);
  });

  test('which has a word that nothing parts stays whole, and no net parts it', () => {
    const name = `[${'CORP-'.repeat(12)}x y]`;
    expect(fitted(narrow(`CREATE USER ${name};`, 'sql'), { columns: 40 })).toBe(`  Run\nCREATE USER\n${name};`);
  });

  test('is typed into what the platform has', () => {
    expect([shellOf('win32'), shellOf('linux'), shellOf('darwin')]).toEqual(['powershell', 'sh', 'sh']);
  });
});

const word = fc.oneof(
  fc.stringMatching(/^[\w./:=-]{1,20}$/),
  fc
    .array(fc.constantFrom('a', ' ', "'", '"', '\\', '`', '$', ';', '|', '*', '  ', 'ä'), {
      minLength: 1,
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);
const columns = fc.integer({ min: 20, max: 90 });

test.skipIf(process.platform === 'win32')('whatever its words, sh takes the same ones from any screen', () => {
  const lines: string[] = [];
  const wanted: string[] = [];
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), columns, (words, width) => {
      const command = ['printf', '[%s]', ...words].map((one) => shellWord(one, 'linux')).join(' ');
      const text = narrow(command, 'sh', width);
      lines.push(taken(text));
      wanted.push(words.map((one) => `[${one}]`).join(''));
      for (const line of text.split('\n')) expect(line.startsWith(unbroken) || stringWidth(line) <= width).toBe(true);
    }),
    { numRuns: 100 },
  );
  const { stdout } = spawnSync('sh', ['-c', lines.map((line) => `${line}\necho`).join('\n')], { encoding: 'utf8' });
  expect(stdout.trimEnd().split('\n')).toEqual(wanted);
});

test.skipIf(pwshMissing)('whatever its words, PowerShell takes the same ones from any screen', () => {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const lines: string[] = [];
  const wanted: string[] = [];
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), columns, (words, width) => {
      lines.push(taken(narrow(['Show', ...words.map(quote)].join(' '), 'powershell', width)));
      wanted.push(words.map((one) => `[${one}]`).join(''));
    }),
    { numRuns: 50 },
  );
  const script = `function Show { [Console]::Out.WriteLine((($args | ForEach-Object { "[$_]" }) -join '')) }\n${lines.join('\n')}`;
  const { stdout } = spawnSync(pwsh, ['-NoProfile', '-NonInteractive', '-Command', script], { encoding: 'utf8' });
  expect(stdout.trimEnd().split(/\r?\n/)).toEqual(wanted);
});
