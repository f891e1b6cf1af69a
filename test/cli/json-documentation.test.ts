import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadJq } from 'jq-wasm';
import { expect, test } from 'vitest';
import { type Folder, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { formats, isFormat } from './schemas.js';

const page = await readFile(new URL('../../docs/json.md', import.meta.url), 'utf8');
const example = fileURLToPath(new URL('../../examples/availability-group.yaml', import.meta.url));
const jq = await loadJq();

/** A block of commands, and what the page says that they print; undefined: it does not say. */
interface Block {
  readonly lines: readonly string[];
  readonly output: string | undefined;
}

const blocks = [...page.matchAll(/^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?/gms)].map(
  ([, lines = '', output]): Block => ({ lines: lines.trim().split('\n'), output }),
);

/** What differs from run to run. */
function masked(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
}

/** What a command of the program prints, after a look at its format; a command that only looks is run once a block. */
async function printedBy(command: string, { folder, known }: Place): Promise<string> {
  const words = command.split(' ').slice(1);
  const before = known.get(command);
  if (before !== undefined) return before;
  const { code, out, err } = await runHere(words, { cwd: folder.path, env: { SCALEOUT_HISTORY: folder.file('kept') } });
  expect({ command, ended: code === 0 || (code === 2 && words[0] === 'doctor') }, err).toEqual({
    command,
    ended: true,
  });
  if (words.includes('--json')) {
    expect(documentsOf(out).filter((one) => !isFormat(words[0] ?? '', one))).toEqual([]);
    known.set(command, out);
  }
  return out;
}

interface Place {
  readonly folder: Folder;
  readonly known: Map<string, string>;
}

/** One line of the page: a command, perhaps into a file or through jq, with `sort -u` at most behind it; or jq of a file. */
async function runLine(line: string, place: Place): Promise<string> {
  const [, command = '', form = '', filter = '', file = '', sorted] =
    /^(scaleout .*?)?(?: ?(?:\| )?jq -([rc]) '(.*)')?(?: ?>? (\w+\.jsonl))?( \| sort -u)?$/.exec(line) ?? [];
  const input = command === '' ? await readFile(place.folder.file(file), 'utf8') : await printedBy(command, place);
  if (command !== '' && file !== '') await place.folder.write(file, input);
  if (filter === '') return '';
  const { stdout, stderr } = jq.raw(input, filter, [`-${form}`]);
  expect({ line, stderr }).toEqual({ line, stderr: '' });
  const lines = stdout.split('\n').filter((text) => text !== '');
  return (sorted === undefined ? lines : [...new Set(lines)].sort()).map((text) => `${text}\n`).join('');
}

function documentsOf(out: string): readonly unknown[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('every example of the page runs, on documents that keep to their schemas, and prints what the page says', async () => {
  await using folder = await temporaryFolder();
  await mkdir(folder.file('examples'));
  await writeFile(folder.file('examples/availability-group.yaml'), await readFile(example));
  const ours = blocks.filter(({ lines }) => lines.every((line) => /^(?:scaleout|jq) /.test(line)));
  expect(ours.length).toBeGreaterThan(9);
  for (const { lines, output } of ours) {
    const place = { folder, known: new Map<string, string>() };
    let printed = '';
    for (const line of lines) printed += await runLine(line, place);
    if (output !== undefined) expect(masked(printed)).toBe(masked(output));
  }
});

/** Formats that people write. */
const inputs = new Set(['topology', 'login']);

test('the page names every format, and each has a version', () => {
  const named = [...page.matchAll(/`schemas\/([\w-]+)\.schema\.json`/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(formats.filter((name) => !inputs.has(name)).sort());
});

test('the example for a watch is an answer of jq', () => {
  const [curl = ''] = blocks.flatMap(({ lines }) => lines).filter((line) => line.startsWith('curl '));
  const filter = /jq -r '(.*)'$/.exec(curl)?.[1] ?? '';
  const status = { topologies: [{ name: 'prod', health: { state: 'down' } }] };
  expect(jq.raw(status, filter, ['-r'])).toMatchObject({ stdout: 'prod: down, no run yet', stderr: '' });
});
