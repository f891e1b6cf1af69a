import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { runCommand } from '../../../src/cli/run-command.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { usageError } from '../../../src/cli/usage-error.js';
import { isScaleoutError, type ScaleoutError } from '../../../src/errors/errors.js';
import { commandLine, wordsOf } from '../../support/command-line.js';

/** What these commands need of a terminal before they find that their words are wrong. */
const terminal = { env: {}, goesBy: () => {} } as unknown as Terminal;

async function errorOf(line: string): Promise<ScaleoutError> {
  const { root } = commandLine();
  const words = wordsOf(line);
  try {
    await root.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (isScaleoutError(error)) return error;
    if (error instanceof CommanderError) return usageError(error, root, words);
    throw error;
  }
  throw new Error(`"${line}" is a right command line`);
}

test.each([
  ['', 'No command was given.', 'See scaleout --help.'],
  ['plna', 'There is no command plna. Did you mean scaleout plan?', 'See scaleout --help.'],
  ['xyzzy', 'There is no command xyzzy.', 'See scaleout --help.'],
  ['drill', 'There is no command drill. Did you mean scaleout sandbox drill?', 'See scaleout --help.'],
  ['\u001b[2J', 'There is no command "\\u{1b}[2J".', 'See scaleout --help.'],
  ['sandbox', 'scaleout sandbox needs one of its commands.', 'See scaleout sandbox --help.'],
  [
    'sandbox dril ./fleet',
    'There is no command dril below scaleout sandbox. Did you mean scaleout sandbox drill?',
    'See scaleout sandbox --help.',
  ],
  ['help plna', 'There is no command plna. Did you mean scaleout plan?', 'See scaleout --help.'],
  ['help plan file', 'There is no command file.', 'See scaleout --help.'],
  [
    'help sandbox dril',
    'There is no command dril below scaleout sandbox. Did you mean scaleout sandbox drill?',
    'See scaleout --help.',
  ],
  ['plan --taget x', 'scaleout plan has no option --taget. Did you mean --target?', 'See scaleout plan --help.'],
  ['plan --xyzzy=x', 'scaleout plan has no option --xyzzy.', 'See scaleout plan --help.'],
  [
    'status --take-over',
    'scaleout status has no option --take-over; those that have it: plan, rehearse, apply, rotate.',
    'See scaleout status --help.',
  ],
  [
    'plan -y',
    'scaleout plan has no option -y; those that have it: apply, drain, undrain, rotate and 3 more.',
    'See scaleout plan --help.',
  ],
  ['--json plan', 'Options stand after the command: scaleout plan --json.', 'See scaleout plan --help.'],
  ['plan --json=yes', 'The option --json takes no value.', 'See scaleout plan --help.'],
  ['plan --target', 'The option --target <id> has no value.', 'See scaleout plan --help.'],
  ['suspend', 'scaleout suspend needs the option --reason <text>.', 'See scaleout suspend --help.'],
  [
    'approve',
    'scaleout approve needs <fingerprint>: scaleout approve <fingerprint> [file] [options].',
    'See scaleout approve --help.',
  ],
  ['plan a b', 'Too many words were given ("b"): scaleout plan [file] [options].', 'See scaleout plan --help.'],
  [
    'plan --parallelism many',
    '--parallelism does not take "many". It must be a whole number from 1 to 256.',
    'See scaleout plan --help.',
  ],
  [
    'plan --color blue',
    '--color does not take "blue". Allowed choices are auto, always, never.',
    'See scaleout plan --help.',
  ],
])('"%s": %s', async (line, message, remedy) => {
  expect(await errorOf(line)).toMatchObject({ code: 'command.usage', message, remedy });
});

test.each([
  'suspend --parallelism 2',
  'resume --parallelism 2',
  'approve 3f2a91bc --parallelism 2',
  'completion bash --json',
])('an option that would do nothing is refused: %s', async (line) => {
  const { message } = await errorOf(line.replace('suspend', 'suspend --reason x'));
  expect(message).toMatch(
    /^scaleout \w+ has no option --[a-z]+; those that have it: plan, rehearse, apply, status and /,
  );
});

test('an error of the command line that a command finds itself names its help as well, and no other', async () => {
  const told: ScaleoutError[] = [];
  for (const words of [
    ['doctor', '--database', 'X'],
    ['plan', 'a.yaml', '-f', 'b.yaml'],
  ]) {
    const { root } = commandLine(
      80,
      runCommand(terminal, () => {}),
    );
    await root.parseAsync(words, { from: 'user' }).catch((error: ScaleoutError) => told.push(error));
  }
  expect(told.map(({ remedy }) => remedy)).toEqual(['See scaleout doctor --help.', 'See scaleout plan --help.']);
});

test('a remedy that says more stays', async () => {
  const { root } = commandLine(
    80,
    runCommand(terminal, () => {}),
  );
  const told = await root.parseAsync(['watch', '-'], { from: 'user' }).catch((error: ScaleoutError) => error);
  expect(told).toMatchObject({ remedy: 'Name a file or a folder: scaleout watch prod.yaml.' });
});
