/** docs/commands.md, of what described-program.mjs found. */
export function commandsPage({ program, commands, common }) {
  const isGroup = ({ rows }) => rows.some(([term]) => commands.some(({ name }) => name === `scaleout ${nameIn(term)}`));
  const groups = program.lists.filter(isGroup);
  const others = program.lists.filter((list) => !isGroup(list));
  const parts = [
    '# Commands',
    'Generated from the program by `npm run generate`, and so the same as what `scaleout help COMMAND` prints. `man scaleout` shows it too, where the package was installed with `--global`.',
    ...groups.flatMap(({ title, rows }) => [
      `## ${plain(title)}`,
      table(
        ['command', 'what it does'],
        rows.map(([term, meaning]) => [
          `[\`scaleout ${term}\`](#${`scaleout ${nameIn(term)}`.replaceAll(' ', '-')})`,
          text(meaning),
        ]),
      ),
    ]),
    `## ${plain('Options of every command:')}`,
    rowsTable(common),
    ...others.flatMap(({ title, rows }) => [
      `## ${title === 'Options:' ? 'Without a command' : plain(title)}`,
      rowsTable(rows),
    ]),
    '## Exit codes',
    'A command that has others tells them itself.',
    rowsTable(program.exitCodes),
    ...commands.flatMap(commandParts),
  ];
  return `${parts.join('\n\n')}\n`;
}

function commandParts({ name, usage, does, says, lists, examples, exitCodes, pages }) {
  return [
    `## ${name}`,
    block([usage], 'text'),
    [does, ...says].map(text).join('\n\n'),
    ...lists.flatMap(({ title, rows }) => [`**${plain(title)}**`, rowsTable(rows)]),
    '**Examples**',
    block(examples, ''),
    ...(exitCodes.length === 0 ? [] : ['**Exit codes**', rowsTable(exitCodes)]),
    `More: ${pages.map(link).join(', ')}`,
  ];
}

/** `sandbox drill [dir]`: `sandbox drill`. */
function nameIn(term) {
  return term.replace(/ [[<].*$/, '');
}

function plain(title) {
  return title.replace(/:$/, '');
}

function rowsTable(rows) {
  return table(
    ['', ''],
    rows.map(([term, meaning]) => [`\`${term}\``, text(meaning)]),
  );
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What a page would take for a tag or for emphasis is shown as it is. */
function text(meaning) {
  return meaning.replaceAll(/[<>*_]/g, '\\$&');
}

function block(lines, language) {
  return ['```'.concat(language), ...lines, '```'].join('\n');
}

/** A page as docs/commands.md sees it. */
function link(page) {
  const target = page.startsWith('docs/') ? page.slice('docs/'.length) : `../${page}`;
  return `[${page}](${target})`;
}
