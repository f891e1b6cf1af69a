// src/cli/help tells the commands to people: in a terminal, as docs/commands.md and as a man page, from the same data; and
// what was probably meant by a word that it does not know.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command as Commander, Help } from 'commander';
import { wrapped } from '../../text/layout.js';
import { usualColumns } from '../../text/screen.js';
import { type Described, described, type HelpList } from './described.js';

/** The help of the program or of a command, for commander's configureHelp. No line is wider than the screen. */
export function formatHelp(command: Commander, { helpWidth }: Help): string {
  const where = command.parent === null ? pagesFolder() : 'scaleout help says where';
  return helpText(described(command), helpWidth ?? usualColumns, where);
}

/** The folder of the package, where its pages are; a clone has them in the same place. */
function pagesFolder(): string | undefined {
  return ['../', '../../', '../../../']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'docs', 'commands.md')));
}

function helpText(
  { usage, does, says, lists, examples, exitCodes, pages }: Described,
  columns: number,
  where: string | undefined,
): string {
  const paragraphs = [`Usage: ${usage}`, does, ...says].map((text) => lines(text, '', columns));
  const codes = { title: 'Exit codes:', rows: exitCodes.map(([code, means]) => [String(code), means] as const) };
  return [
    ...paragraphs,
    ...lists.map((list) => listText(list, columns)),
    ['Examples:', ...examples.map((example) => `  ${example}`)].join('\n'),
    ...(exitCodes.length === 0 ? [] : [listText(codes, columns)]),
    lines(`More: ${pages.join(', ')}${where === undefined ? '' : ` (${where})`}`, '', columns),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** A longer term has its meaning below it. */
const widestTerm = (columns: number) => (columns < 70 ? 22 : 26);

function listText({ title, rows }: HelpList, columns: number): string {
  const widest = widestTerm(columns);
  const width = Math.max(0, ...rows.map(([term]) => term.length).filter((length) => length <= widest));
  const hang = ' '.repeat(2 + width + 2);
  const shown = rows.map(([term, meaning]) => {
    const text = lines(meaning, hang, columns);
    return term.length <= width ? `  ${term.padEnd(width)}  ${text.trimStart()}` : `  ${term}\n${text}`;
  });
  return [title, ...shown].join('\n');
}

function lines(text: string, indent: string, columns: number): string {
  const room = Math.max(1, columns - indent.length);
  return wrapped(text, room)
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}
