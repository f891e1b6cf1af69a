import { type ErrorCode, type ExitCode, entryOf, registry, ScaleoutError } from '../../errors/errors.js';
import { paragraph } from '../../text/layout.js';
import type { Screen } from '../../text/screen.js';
import { style } from '../../text/screen.js';
import { firstOf, listed, nearest } from '../../text/words.js';
import { type Command, printAnswer, type Terminal } from '../terminal.js';

interface ExplainOptions {
  readonly code: string;
  readonly json: boolean;
}

/** What each exit code means, as docs/exit-codes.md says it. */
export const exitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'done, or nothing to do',
  1: 'an unexpected error',
  2: 'something differs, would fail, is unknown, or was found; only where it is asked for',
  3: 'the topology or the command line is wrong',
  4: 'the world could not be observed: connection, login, rights',
  5: 'refused by a guard',
  6: 'applied in part: something failed, was skipped, or could not be told',
  130: 'interrupted: steps under way were finished, no more were begun',
};

const exitCodePage = 'docs/exit-codes.md';

/** scaleout explain: what stands in docs/errors.md of one code, or of an exit code, for whoever has no browser at hand. */
export const explainCommand: Command<ExplainOptions> = async ({ code: word, json }, terminal) => {
  const summary = Object.entries(exitCodes).find(([exitCode]) => exitCode === word)?.[1];
  if (summary !== undefined) return explainExitCode(Number(word), summary, json, terminal);
  return explainError(word, json, terminal);
};

function explainExitCode(exitCode: number, summary: string, json: boolean, terminal: Terminal): ExitCode {
  const remedy = `The help of a command says what it ends with, such as scaleout apply --help. ${exitCodePage} has all.`;
  printAnswer(
    terminal,
    json,
    () => ({ formatVersion: 1, code: String(exitCode), summary, remedy, exitCode }),
    (screen) => {
      const title = style(screen.colors).bold(`Exit code ${exitCode}`);
      const lines = [
        paragraph('', `${title}: ${summary}.`, screen),
        paragraph(
          '  More:       ',
          `${remedy.replace(exitCodePage, `${exitCodePage}, in the folder that scaleout is installed in,`)}`,
          screen,
        ),
      ];
      return `${lines.join('\n')}\n`;
    },
  );
  return 0;
}

function explainError(word: string, json: boolean, terminal: Terminal): ExitCode {
  const code = codeOf(word);
  const { summary, remedy, exitCode, recovery } = entryOf(code);
  const document = {
    formatVersion: 1,
    code,
    summary,
    remedy,
    exitCode,
    ...(recovery === undefined ? {} : { recovery }),
  };
  printAnswer(
    terminal,
    json,
    () => document,
    (screen) => explainText(code, screen),
  );
  return 0;
}

const codes = Object.keys(registry) as readonly ErrorCode[];

/** The code that a word means, also in the brackets in which a message has it. Throws `command.usage`. */
function codeOf(word: string): ErrorCode {
  const plain = word.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const found = codes.find((code) => code === plain);
  if (found !== undefined) return found;
  const near = nearest(plain, codes);
  const alike = codes.filter((code) => plain.length > 2 && code.includes(plain));
  const detail = `There is no error ${JSON.stringify(word)}.`;
  const remedy =
    near !== undefined
      ? `Did you mean scaleout explain ${near}?`
      : alike.length > 0
        ? `Codes with that word: ${firstOf(alike, 5)}.`
        : /^\d{1,3}$/.test(plain)
          ? `The exit codes are ${listed(Object.keys(exitCodes))}: ${exitCodePage} has all.`
          : 'Give the code that stands in brackets behind an error, such as topology.unknown-key. docs/errors.md lists all.';
  throw new ScaleoutError('command.usage', detail, { remedy });
}

function explainText(code: ErrorCode, screen: Screen): string {
  const { summary, remedy, exitCode, recovery } = entryOf(code);
  const { bold } = style(screen.colors);
  const again = { passing: 'It may pass by itself: try again.', lasting: 'Trying again does not help.', cutOff: '' };
  const lines = [
    paragraph('', `${bold(code)}: ${summary}`, screen),
    paragraph('  What to do: ', remedy, screen),
    paragraph(
      '  Exit code:  ',
      exitCode === 0
        ? 'none of its own: it is told beside what goes on.'
        : `${exitCode}. ${again[recovery ?? 'cutOff']}`.trim(),
      screen,
    ),
    paragraph(
      '  More:       ',
      `docs/errors.md#${anchorOf(code)}, in the folder that scaleout is installed in`,
      screen,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function anchorOf(code: string): string {
  return code.replace(/[^a-z0-9-]/g, '');
}
