/** man/scaleout.1, of what described-program.mjs found. The macros are those of man(7); nothing in it needs a date. */
export function manPage({ program, commands, version, common }) {
  const isOwn = ({ title }) => title === 'Options:' || title === 'Environment:';
  const [options, environment] = program.lists.filter(isOwn);
  const lines = [
    '.\\" Generated from the program by npm run generate. Do not edit.',
    `.TH SCALEOUT 1 "" "scaleout ${version}" "User Commands"`,
    '.SH NAME',
    `scaleout \\- ${escaped('keep SSIS Scale Out as a topology file says')}`,
    '.SH SYNOPSIS',
    `.B ${escaped(program.name)}`,
    escaped(program.usage.replace(`${program.name} `, '')),
    '.SH DESCRIPTION',
    ...paragraph(program.does),
    ...paragraph('Each command tells the same by scaleout help COMMAND.'),
    '.SH COMMANDS',
    ...program.lists
      .filter((list) => !isOwn(list))
      .flatMap(({ title, rows }) => ['.PP', escaped(title), ...rows.flatMap(row)]),
    '.SH OPTIONS',
    ...options.rows.flatMap(row),
    '.PP',
    'Options of every command:',
    ...common.filter(([term]) => options.rows.every(([other]) => other !== term)).flatMap(row),
    ...commands.flatMap(command),
    '.SH EXIT STATUS',
    ...program.exitCodes.flatMap(row),
    '.SH ENVIRONMENT',
    ...environment.rows.flatMap(row),
    '.SH EXAMPLES',
    ...examplesOf(program),
    '.SH SEE ALSO',
    ...paragraph('The folder docs of the package; docs/commands.md has what stands here.'),
  ];
  return `${lines.join('\n')}\n`;
}

function command(described) {
  const { name, usage, does, says, lists, exitCodes, pages } = described;
  return [
    `.SH ${escaped(name.toUpperCase())}`,
    ...paragraph(usage),
    ...[does, ...says].flatMap(paragraph),
    ...lists.flatMap(({ title, rows }) => ['.PP', escaped(title), ...rows.flatMap(row)]),
    '.PP',
    'Examples:',
    ...examplesOf(described),
    ...(exitCodes.length === 0 ? [] : ['.PP', 'Exit codes:', ...exitCodes.flatMap(row)]),
    ...paragraph(`More: ${pages.join(', ')}`),
  ];
}

function paragraph(text) {
  return ['.PP', escaped(text)];
}

function row([term, meaning]) {
  return ['.TP', `.B "${escaped(String(term)).replaceAll('"', '\\(dq')}"`, escaped(meaning)];
}

function examplesOf({ examples }) {
  return ['.PP', '.nf', '.RS', ...examples.map(escaped), '.RE', '.fi'];
}

/** Text in which roff finds nothing of its own: no escape, no hyphen that it may part at, no request at the beginning. */
function escaped(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll(
      /[^\u0020-\u007e]/gu,
      (character) => `\\[u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^[.]/, '\\&.');
}
