import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { commandsBelow, described, fullName, optionsOf } from '../../../src/cli/help/described.js';
import { commandLine, wordsOf } from '../../support/command-line.js';

const { root } = commandLine();
const commands = [root, ...commandsBelow(root)].map((command) => ({ name: fullName(command), command }));
/** All but the program itself, and those that have others below them. */
const runnable = commands.filter(({ command }) => command.commands.length === 0);

function helpOf(name: string, columns?: number): string {
  const line = commandLine(columns);
  const found = [line.root, ...commandsBelow(line.root)].find((command) => fullName(command) === name);
  found?.outputHelp();
  return line.written.out;
}

describe.each([60, 80, 120])('in %i columns', (columns) => {
  test.each(commands)('the help of $name has no wider line, and no word of it is cut', ({ name, command }) => {
    const text = helpOf(name, columns);
    expect(text.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
    const { usage, does, says, lists, examples, exitCodes, pages } = described(command);
    const rows = [...lists.flatMap((list) => list.rows), ...exitCodes.map(([code, means]) => [`${code}`, means])];
    const told = [usage, does, ...says, ...examples, ...rows.flat(), pages.join(', ')];
    const words = new Set(text.split(/\s+/));
    expect(told.flatMap((part) => part.split(/\s+/)).filter((word) => !words.has(word))).toEqual([]);
  });
});

test('where the width is unknown it is 80', () => {
  expect(helpOf('scaleout plan')).toBe(helpOf('scaleout plan', 80));
});

test.each(commands)('$name explains each of its words and options', ({ command }) => {
  expect(command.registeredArguments.filter(({ description }) => description === '')).toEqual([]);
  for (const { description } of optionsOf(command)) expect(description).toMatch(/^[a-zA-Z-].*[^.]$/);
  expect(described(command).does).toMatch(/^[A-Z].*[^.]\.$/);
  expect(described(command).pages).not.toEqual([]);
});

const examples = commands.flatMap(({ name, command }) =>
  described(command).examples.map((example) => ({ name, example })),
);

test.each(runnable)('$name has an example of its own', ({ name }) => {
  const own = examples.filter((example) => example.name === name);
  expect(own).not.toEqual([]);
  expect(own.filter(({ example }) => !example.startsWith(name))).toEqual([]);
});

test.each(examples)('"$example" is a right command line', async ({ example }) => {
  const line = commandLine();
  const [, ...words] = wordsOf(example.replace(/ > .*$/, ''));
  await line.root.parseAsync(words, { from: 'user' });
  expect(line.called.length + line.written.out.length).toBeGreaterThan(0);
  expect(line.written.err).toBe('');
});

test('each command stands in exactly one group of the help', () => {
  const titles = ['Everyday:', 'Look:', 'Service:', 'Maintenance:', 'File:', 'Sandbox:', 'Help:'];
  const groups = described(root).lists.filter(({ title }) => !/^(?:Options|Environment):$/.test(title));
  expect(groups.map(({ title }) => title)).toEqual(titles);
  const listed = groups.flatMap(({ rows }) => rows.map(([term]) => `scaleout ${term.replace(/ [[<].*$/, '')}`));
  expect([...listed].sort()).toEqual(runnable.map(({ name }) => name).sort());
});

test('required options are marked, and defaults are words that the option takes', async () => {
  expect(helpOf('scaleout suspend')).toMatch(/--reason <text> .*\(required\)/);
  const watch = helpOf('scaleout watch');
  expect(watch).toContain('(default: 30s)');
  expect(watch).toContain('(default: 10m)');
  for (const { name, command } of runnable) {
    for (const option of optionsOf(command)) {
      const [, said] = /default: ([\w.]+)[;,)]/.exec(rowOf(name, option.flags)) ?? [];
      if (said === undefined || !option.required || !/^[\d]/.test(said)) continue;
      expect(() => option.parseArg?.(said, undefined), `${name} ${option.flags}`).not.toThrow();
      if (option.defaultValue !== undefined) expect(option.parseArg?.(said, undefined)).toEqual(option.defaultValue);
    }
  }
});

function rowOf(name: string, flags: string): string {
  const found = commands.find((command) => command.name === name)?.command ?? root;
  const rows = described(found).lists.flatMap((list) => list.rows);
  return rows.find(([term]) => term === flags)?.[1] ?? '';
}
