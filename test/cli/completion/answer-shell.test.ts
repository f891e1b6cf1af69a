import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerShell, answerText } from '../../../src/cli/completion/answer-shell.js';
import { lacking } from '../../support/posix.js';
import { temporaryFolder } from '../../support/run-cli.js';

/** A topology as a file has it, with these machines of workers. */
function topologyOf(...machines: readonly string[]): string {
  const workers = machines.map((machine) => `  - { machine: ${JSON.stringify(machine)}, enabled: true }\n`).join('');
  return `apiVersion: ssis-scaleout/v1\nname: test\nmaster: { machines: [SQL1] }\nworkers:\n${workers}`;
}

async function targetsOf(text: string | undefined): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  if (text !== undefined) await folder.write('topology.yaml', text);
  const env = { SCALEOUT_TOPOLOGY: join(folder.path, 'topology.yaml') };
  const answer = await answerShell('fish', ['plan', '--target', ''], env);
  return answer.split('\n').flatMap((line) => /^(?:worker|master)\/.*$/.exec(line) ?? []);
}

test('the answer: what the shell looks for by itself, then a word a line with what it means', async () => {
  expect(await answerShell('zsh', ['res'], {})).toBe('none\nresume\tend a suspension\n');
  expect(await answerShell('zsh', ['plan', ''], {})).toBe('files\n');
});

test('workers and nodes of the master are those of the topology', async () => {
  expect(await targetsOf(topologyOf('ETL01', 'etl02.corp.example'))).toEqual([
    'worker/ETL01\tworker',
    'worker/etl02.corp.example\tworker',
    'master/SQL1\tmaster',
  ]);
});

test.each([
  ['no file', undefined],
  ['broken YAML', `${topologyOf('ETL01')}  - { machine: [`],
  ['a scalar', 'ETL01'],
  ['nothing', ''],
  ['aliases of aliases', 'a: &a [ETL01]\nmaster: { machines: [*a] }\nworkers: [{ machine: *a }]\n'],
  ['more than a megabyte', `${topologyOf('ETL01')}# ${'x'.repeat(1024 * 1024)}\n`],
])('%s gives no names and no error', async (_, text) => {
  expect(await targetsOf(text)).toEqual([]);
});

test('a file half of which is wrong gives what is right', async () => {
  const text = `${topologyOf('ETL01')}  - { machin: ETL02 }\n  - 12\n  - { machine: 12 }\ncolour: red\n`;
  expect(await targetsOf(text)).toEqual(['worker/ETL01\tworker', 'master/SQL1\tmaster']);
});

test('a name that no machine can have never gets into a shell', async () => {
  const hostile = ['$(touch pwned)', '`touch pwned`', 'ETL;ls', 'a\tb', 'a\nb', '\u001b[2J', '-rf', "'", '"', 'É', '*'];
  expect(await targetsOf(topologyOf(...hostile, 'ETL01'))).toEqual(['worker/ETL01\tworker', 'master/SQL1\tmaster']);
  const words = ['$(x)', 'a b', 'a\nb', 'a|b', 'a&b', '~', 'ok'].map((word) => ({ word, says: 'one\ttwo\nthree' }));
  expect(answerText({ words, files: 'none' })).toBe('none\nok\tone two three\n');
});

test.skipIf(lacking.shell)('words come as each shell writes them', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write("it's one.yaml", topologyOf('ETL01'));
  const found = 'none\nworker/ETL01\tworker\n';
  const quoted = [file.replaceAll(/[' \\]/g, '\\$&'), `"${file}"`, `'${file.replace("'", "'\\''")}'`];
  for (const written of quoted) {
    expect(await answerShell('bash', ['plan', '-f', written, '--target', '"worker/'], {})).toBe(found);
  }
  const withColon = await folder.write('a:b.yaml', topologyOf('ETL01'));
  const parted = withColon.split(/(:)/).map((part) => part.replaceAll(/['\\ ]/g, '\\$&'));
  expect(await answerShell('bash', ['plan', '-f', ...parted, '--target', 'worker/'], {})).toBe(found);
  expect(await answerShell('zsh', ['plan', '-f', file, '--target', 'worker/'], {})).toBe(found);
  const base64 = Buffer.from(['plan', '-f', file, '--target', 'worker/'].join('\n')).toString('base64');
  expect(await answerShell('powershell', [base64], {})).toBe(found);
  expect(await answerShell('powershell', [Buffer.from('completion\n').toString('base64')], {})).toContain('\nbash\t');
});

test('what is asked wrongly is answered with nothing', async () => {
  expect(await answerShell('tcsh', ['plan'], {})).toBe('');
});
