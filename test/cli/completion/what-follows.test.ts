import { describe, expect, test } from 'vitest';
import { catalogTargets, kindOf, type Names, whatFollows } from '../../../src/cli/completion/what-follows.js';
import { commandsBelow, fullName, optionsOf } from '../../../src/cli/help/described.js';
import { defaultExecutionModeId, masterAddressId, scaleOutId } from '../../../src/reconciler/kinds/catalog.js';
import { workerId } from '../../../src/reconciler/kinds/kind.js';
import { masterId } from '../../../src/reconciler/kinds/master-nodes.js';
import { commandLine } from '../../support/command-line.js';

const { root } = commandLine();

/** The worker's name tells which file was asked for. */
const names: Names = {
  machines: async (file = 'usual') => ({ masters: ['SQL1'], workers: [file.replace('.yaml', ''), 'ETL01'] }),
  worlds: async () => ['tls13', 'typo-spelling'].map((word) => ({ word, says: '' })),
  drills: async () => ['master-stopped', 'worker-key-gone'].map((word) => ({ word, says: '' })),
};

/** What follows a line, the word at whose end is completed; `(files)` and `(folders)` where the shell looks for them. */
async function after(line: string): Promise<readonly string[]> {
  const { words, files } = await whatFollows(root, line.split(' '), names);
  return [...words.map(({ word }) => word), ...(files === 'none' ? [] : [`(${files})`])];
}

test.each([
  ['pl', ['plan']],
  ['PL', ['plan']],
  ['sandbox r', ['reset', 'run']],
  ['sandbox nothing', []],
  ['plan --det', ['--detailed-exitcode']],
  ['plan --take-over --take', []],
  ['plan --target worker/A --tar', ['--target']],
  ['status --take', []],
  ['plan --no-c', []],
  ['plan ', ['(files)']],
  ['plan a.yaml --jso', ['--json']],
  ['plan -', expect.arrayContaining(['--file', '--help', '--target'])],
  ['validate a.yaml ', ['--file', '--json', '--log-level', '--color', '--help']],
  ['plan --out ', ['(files)']],
  ['plan --sandbox ', ['(folders)']],
  ['plan --parallelism ', []],
  ['plan --parallelism 4 --color ', ['auto', 'always', 'never']],
  ['plan --color a', ['auto', 'always']],
  ['plan --color=a', ['--color=auto', '--color=always']],
  ['plan --json=', []],
  // As bash parts it.
  ['plan --color =', ['auto', 'always', 'never']],
  ['plan --color = n', ['never']],
  ['watch --mode ', ['observe', 'safe', 'full']],
  ['import --access w', ['winrm']],
  ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
  ['help sand', ['sandbox']],
  ['help sandbox d', ['drill']],
  ['help plan ', []],
  ['plan --target worker/', ['worker/usual', 'worker/ETL01']],
  ['plan --target=worker/e', ['--target=worker/ETL01']],
  ['plan --exclude ', ['worker/usual', 'worker/ETL01', 'master/SQL1', ...catalogTargets]],
  ['rotate ', ['workers', 'master', 'worker/usual', 'worker/ETL01', '(files)']],
  ['rotate worker/ETL01 worker/e', ['worker/ETL01', '(files)']],
  ['remove worker/ETL01 w', ['worker/usual', 'worker/ETL01']],
  ['set worker/E', ['worker/ETL01']],
  ['set worker/ETL01 enabled=', []],
  ['set worker/ETL01 --unset des', ['description']],
  ['set worker/ETL01 --unset m', []],
  ['add ', []],
  ['add ETL05 --like worker/E', ['worker/ETL01']],
  ['add ETL05 --certificate ', ['(files)']],
  ['rotate master --s', ['--sandbox', '--switch', '--status', '--steps']],
  ['plan prod.yaml --target worker/p', ['worker/prod']],
  ['plan -f prod.yaml --target worker/p', ['worker/prod']],
  ['plan --file=prod.yaml --target worker/p', ['worker/prod']],
  ['plan --file = prod.yaml --target worker/p', ['worker/prod']],
  ['plan --target worker/p', []],
  ['suspend w', ['worker/usual', 'worker/ETL01', '(files)']],
  ['suspend --reason x -f b.yaml worker/b', ['worker/b', '(files)']],
  ['resume worker/ETL01 ', ['(files)']],
  ['script ', ['usual', 'ETL01', 'SQL1']],
  ['script ETL01 ', ['(files)']],
  ['sandbox drill ', ['(folders)']],
  ['sandbox drill ./fleet worker', ['worker-key-gone']],
  ['sandbox drill ./fleet worker-key-gone E', ['ETL01']],
  ['sandbox run ./fleet ETL01 ', ['(files)']],
  ['sandbox serve ./fleet --world t', ['tls13', 'typo-spelling']],
  ['sandbox serve ./fleet --world tls13,ty', ['tls13,typo-spelling']],
  ['plan -- --tar', ['(files)']],
  ['history ', ['(files)']],
  ['history 12 ', ['(files)']],
  ['approve ', []],
])('"%s"', async (line, following) => {
  expect(await after(line)).toEqual(following);
});

test('without a word every command is offered, and nothing that no help shows', async () => {
  expect(await after('')).toEqual(root.commands.map((command) => command.name()));
});

describe.each(commandsBelow(root).map((command) => ({ name: fullName(command), command })))('$name', ({ command }) => {
  test('it is known of each word and of each value what it can be', () => {
    const values = optionsOf(command).flatMap(({ flags, argChoices }) => {
      const [, name] = /[<[]([^\]>]+)[\]>]/.exec(flags) ?? [];
      return name === undefined || argChoices !== undefined ? [] : [name];
    });
    const free = command.registeredArguments.filter(({ argChoices }) => argChoices === undefined);
    for (const name of [...values, ...free.map((argument) => argument.name())]) {
      expect({ name, kind: kindOf(name) }).toEqual({ name, kind: expect.any(String) });
    }
  });
});

test('the ids are those that a plan has', async () => {
  expect(catalogTargets).toEqual([scaleOutId, defaultExecutionModeId, masterAddressId]);
  expect(await after('plan --target ')).toEqual(expect.arrayContaining([workerId('ETL01'), masterId('SQL1')]));
});
