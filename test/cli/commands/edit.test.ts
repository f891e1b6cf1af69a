import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { lacking } from '../../support/posix.js';
import { hasPty, runInPty } from '../../support/pty.js';
import { temporaryFolder } from '../../support/run-cli.js';
import { type RanHere, runHere } from '../../support/run-here.js';
import { isFormat } from '../schemas.js';

const topology = `apiVersion: ssis-scaleout/v1
name: test
catalog: { server: SQLETL01 } # where SSISDB is

workers:
  # The old ones, bought in 2019.
  - machine: ETL01
    enabled: true   # until spring
    description: Nightly loads
  - { machine: etl02.corp.example, enabled: true }
  - machine: ETL03

access: { transport: none }
`;

interface Edited extends RanHere {
  /** What the file holds then. */
  readonly file: string;
}

/** Runs an edit of a file of that text in a folder of its own. */
async function edit(words: readonly string[], text = topology): Promise<Edited> {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', text);
  const ran = await runHere(words, { cwd: folder.path, env: { PATH: process.env.PATH ?? '' } });
  return { ...ran, file: await readFile(folder.file('topology.yaml'), 'utf8') };
}

test('set changes just the lines that are meant, shows them, and says what comes next', async () => {
  const { code, out, err, file } = await edit([
    'set',
    'worker/etl01',
    'description=Quarter end',
    'enabled=false',
    '--yes',
  ]);
  expect({ code, err }).toEqual({ code: 0, err: 'Wrote topology.yaml. Next: scaleout plan --target worker/ETL01\n' });
  expect(file).toBe(
    topology
      .replace('enabled: true   # until spring', 'enabled: false   # until spring')
      .replace('Nightly loads', 'Quarter end'),
  );
  expect(out).toContain('--- topology.yaml\n+++ topology.yaml\n@@ -5,8 +5,8 @@\n');
  expect(out).toContain(
    '\n-    description: Nightly loads\n+    enabled: false   # until spring\n+    description: Quarter end\n',
  );
});

test.each([
  [['set', '--unset', 'access'], topology.replace('\naccess: { transport: none }\n', '')],
  [['set', 'ETL01', '--unset', 'description'], topology.replace('    description: Nightly loads\n', '')],
  [['set', 'worker/ETL02', 'tags=nightly'], topology.replace('enabled: true }', 'enabled: true, tags: nightly }')],
  [['set', 'policy.drain.timeout=20m', 'catalog.database=SSISDB2'], undefined],
  [['remove', 'etl01', 'worker/ETL03'], undefined],
  [['remove', 'worker/ETL03', '--absent'], topology.replace('machine: ETL03\n', 'machine: ETL03\n    state: absent\n')],
] as const)('%s', async (words, wanted) => {
  const { code, out, err, file } = await edit([...words, '--yes']);
  expect(code, out + err).toBe(0);
  if (wanted !== undefined) expect(file).toBe(wanted);
  else expect(file.split('\n').filter((line) => /#/.test(line)).length).toBeGreaterThan(1);
  expect(out).toContain('--- topology.yaml');
});

test('without --yes and without a terminal nothing is written', async () => {
  const { code, err, file } = await edit(['set', 'ETL01', 'enabled=false']);
  expect({ code, file }).toEqual({ code: 5, file: topology });
  expect(err).toContain('[edit.no-terminal]');
});

test.each([
  [['set', 'ETL01', 'enabled=maybe'], 'topology.wrong-kind', 'must be true or false'],
  [['set', 'ETL01', 'descripton=x'], 'topology.unknown-key', 'did you mean description?'],
  [['set', 'ETL1', 'enabled=true'], 'command.target-unknown', 'Did you mean worker/ETL01?'],
  [['set', 'master/SQL1', 'enabled=true'], 'command.target-unknown', 'set master.machines='],
  [['set', 'ETL01', 'machine=ETL09'], 'command.usage', 'another worker'],
  [['set', 'workers[0].enabled=true'], 'command.usage', 'one by one'],
  [['set', 'ETL01', 'enabled=true', 'enabled=false'], 'command.usage', 'given twice'],
  [['set', 'ETL01', 'access.transport=ssh', 'access={transport: ssh}'], 'command.usage', 'same place'],
  [['set', 'ETL01'], 'command.usage', 'not said what is to be set'],
  [['set', 'ETL01', 'description=Nightly', 'loads'], 'command.usage', 'is no key=value'],
  [['set', 'ETL01', 'etl01', 'enabled=true'], 'command.usage', 'worker/ETL01 was given twice.'],
  [['set', 'ETL01', 'MaxTaskCount=9'], 'topology.unknown-key', 'did you mean settings.MaxTaskCount?'],
  [['remove', 'ETL01', '--absent', '--with-comments'], 'command.usage', 'leave out --with-comments'],
  [['set', 'access.password=hunter2'], 'topology.inline-secret', 'must say where the secret is'],
  [
    ['set', 'policy.drain.timeout=20x'],
    'topology.wrong-value',
    'Nothing was written: with this edit topology.yaml would not hold',
  ],
  [['set', 'ETL03', 'displayName=password=hunter2', 'catalog.x=1'], 'topology.unknown-key', ''],
  [['remove', 'ETL01', 'worker/etl01'], 'command.usage', 'given twice'],
  [['remove', 'ETL01', '--apply'], 'edit.not-removed', 'Add --absent'],
  [['remove', 'ETL01', '--patch', '--apply'], 'command.usage', 'nothing for --apply'],
  [['remove', 'ETL01', '--patch', '--json'], 'command.usage', 'name one'],
  [['remove', 'ETL01', '--lock-timeout', '5m'], 'command.usage', 'add --apply'],
  [['set'], 'command.usage', 'not said what is to be set'],
  [['set', 'ETL03', 'tags=a', 'tags=b'], 'command.usage', '"tags" was given twice.'],
  [['remove', 'ETL04', '--absent'], 'command.target-unknown', 'put that back, with state: absent'],
  [['remove', 'ETL01', '-f', '-'], 'command.usage', 'Standard input (-) cannot be edited'],
  [['remove', 'ETL01', '-f', 'topologi.yaml'], 'topology.file-not-found', 'Did you mean topology.yaml?'],
] as const)('%s is refused: %s', async (words, errorCode, said) => {
  const { code, out, err, file } = await edit([...words, '--yes']);
  expect({ code, file }).toEqual({ code: 3, file: topology });
  expect(err).toContain(`[${errorCode}]`);
  expect(err.replaceAll(/\s+/g, ' ')).toContain(said);
  expect(out + err).not.toContain('hunter2');
});

test('remove says what the next apply will do, and what becomes of comments', async () => {
  const flat = ({ out }: RanHere) => out.replaceAll(/\s+/g, ' ');
  const kept = flat(await edit(['remove', 'worker/ETL01', '--yes']));
  expect(kept).toContain('policy.prune is false: worker/ETL01 stays in the catalog as unmanaged, and goes on working.');
  expect(kept).toContain(
    'its entry has to stay, with state: absent. In place of this: scaleout remove worker/ETL01 --absent',
  );
  // The comment above the first entry may be the heading of the list, and goes by hand alone.
  expect(kept).toContain('The comment above the entry of ETL01 stays: it is the first thing in the list');
  const pruned = flat(await edit(['remove', 'worker/ETL03', '--yes'], `${topology}policy: { prune: true }\n`));
  expect(pruned).toContain('policy.prune is true: the next apply removes worker/ETL03 from the catalog.');
  expect(pruned).not.toContain('comment above');
  const absent = flat(await edit(['remove', 'ETL01', 'ETL03', '--absent', '--yes']));
  expect(absent).toContain('The next apply removes worker/ETL01, worker/ETL03 for good: they are emptied');
  const gone = topology.replace('machine: ETL03\n', 'machine: ETL03\n    state: absent\n');
  expect(flat(await edit(['remove', 'ETL03', '--yes'], gone))).toContain('worker/ETL03 had state: absent.');
});

test('--with-comments takes the comment above an entry along, and not the heading of the list', async () => {
  const own = topology.replace('  - machine: ETL03', '  # Leaves in December.\n  - machine: ETL03');
  const kept = await edit(['remove', 'ETL03', '--yes'], own);
  expect(kept.file).toContain('# Leaves in December.');
  expect(kept.out.replaceAll(/\s+/g, ' ')).toContain('scaleout remove worker/ETL03 --with-comments');
  const gone = await edit(['remove', 'ETL03', '--with-comments', '--yes'], own);
  expect(gone.file).toBe(topology.replace('  - machine: ETL03\n', ''));
  expect(gone.out).not.toContain('stays:');
  const first = await edit(['remove', 'ETL01', '--with-comments', '--yes'], own);
  expect(first.file).toContain('workers:\n  # The old ones, bought in 2019.\n  - { machine: etl02');
  expect(first.out.replaceAll(/\s+/g, ' ')).toContain('The comment above the entry of ETL01 stays');
  const all = await edit(['remove', 'ETL01', 'etl02', 'ETL03', '--with-comments', '--yes'], own);
  expect(all.file).toBe(topology.replace(/workers:\n.*ETL03\n/s, 'workers: []\n'));
});

test('several workers are set in one edit: one difference, and the next plan is of all of them', async () => {
  const { code, out, err, file } = await edit(['set', 'ETL01', 'worker/ETL03', 'settings.MaxTaskCount=9', '--yes']);
  expect(code).toBe(0);
  expect(err.replaceAll(/\s+/g, ' ')).toContain('scaleout plan --target worker/ETL01 --target worker/ETL03');
  expect(file.match(/MaxTaskCount: 9/g)).toHaveLength(2);
  expect(out.match(/^--- /gm)).toHaveLength(1);
  const patch = await edit(['set', 'ETL01', 'ETL03', 'tags=a', '--unset', 'description', '--patch']);
  expect(patch.out).toContain('Subject: [PATCH] Set tags, and unset description of worker ETL01 and ETL03\n');
  const none = await edit(['set', 'ETL01', 'ETL4', 'tags=a', '--yes']);
  expect(none).toMatchObject({ code: 3, file: topology });
});

test('what the file says already is not written again', async () => {
  const said = await edit(['set', 'ETL01', 'enabled=true', '--yes']);
  expect(said).toMatchObject({ code: 0, out: 'Nothing to change: topology.yaml says so already.\n', file: topology });
  const asJson = JSON.parse((await edit(['set', 'ETL01', 'enabled=true', '--json'])).out);
  expect(asJson).toMatchObject({ written: false, applies: false, edited: [], diff: '' });
  expect(await edit(['set', 'ETL01', 'enabled=true', '--patch'])).toMatchObject({ code: 0, out: '' });
});

test('a file that is wrong is edited where the edit mends it, and else refused with what is left', async () => {
  const wrong = topology.replace('enabled: true   #', 'enabled: yes   #').replace('Nightly loads', '{ a: b }');
  const half = await edit(['set', 'ETL01', 'enabled=true', '--yes'], wrong);
  expect(half).toMatchObject({ code: 3, file: wrong });
  expect(half.err).toContain('has errors already, and this edit does not mend all of them');
  expect(half.err).toContain('description of worker ETL01 must be text');
  const whole = await edit(['set', 'ETL01', 'enabled=true', 'description=Nightly loads', '--yes'], wrong);
  expect(whole).toMatchObject({ code: 0, file: topology });
  const unknown = topology.replace('    description', '    descripton');
  expect((await edit(['set', 'ETL01', '--unset', 'descripton', '--yes'], unknown)).code).toBe(0);
  const broken = await edit(['set', 'ETL01', 'enabled=true', '--yes'], `${topology}  - oops: [\n`);
  expect(broken.code).toBe(3);
  expect(broken.err).toContain('has to be mended by hand first');
});

test('a secret that a wrong file holds is mended without being shown', async () => {
  const wrong = topology.replace(
    'catalog: { server: SQLETL01 }',
    'catalog:\n  server: SQLETL01\n  authentication:\n    type: sql\n    user: me\n    password: hunter2',
  );
  const words = ['set', 'catalog.authentication.password={ env: SQL_PASSWORD }'];
  const { code, out, err, file } = await edit([...words, '--yes'], wrong);
  expect({ code, file }).toEqual({ code: 0, file: wrong.replace('hunter2', '{ env: SQL_PASSWORD }') });
  expect(out).toContain('-    password: ***');
  const patch = await edit([...words, '--patch'], wrong);
  expect(patch.err).toContain('[edit.secret-in-patch]');
  const asJson = await edit([...words, '--yes', '--json'], wrong);
  for (const text of [out, err, patch.out, patch.err, asJson.out, asJson.err]) expect(text).not.toContain('hunter2');
});

test('--json is one document of its format, and --patch a patch', async () => {
  const { out, code } = await edit(['remove', 'ETL01', '--absent', '--yes', '--json']);
  expect(code).toBe(0);
  const document = JSON.parse(out);
  expect(isFormat('edit', document)).toBe(true);
  expect(document).toMatchObject({
    topology: { name: 'test', file: 'topology.yaml' },
    edited: [{ action: 'set', target: 'worker/ETL01', key: 'state' }],
    written: true,
    applies: false,
  });
  const patch = await edit(['set', 'ETL01', 'enabled=false', 'tags=a', '--patch']);
  expect(patch).toMatchObject({ code: 0, err: '', file: topology });
  expect(patch.out).toContain('\nSubject: [PATCH] Set enabled and tags of worker ETL01\n');
  const crlf = await edit(['set', 'ETL01', 'enabled=false', '--patch'], topology.replaceAll('\n', '\r\n'));
  expect(crlf.err).toContain('git am --keep-cr');
  expect(crlf.out).toContain('+    enabled: false   # until spring\r\n');
});

test('line ends, a byte order mark and the missing line end stay; a CR is not shown where all lines have one', async () => {
  const text = `\ufeff${topology.replaceAll('\n', '\r\n').trimEnd()}`;
  const { code, out, file } = await edit(['set', 'ETL01', 'enabled=false', '--yes'], text);
  expect({ code, file }).toEqual({ code: 0, file: text.replace('enabled: true   #', 'enabled: false   #') });
  expect(out).not.toMatch(/\r|\\r/);
  const mixed = topology.replace('  - machine: ETL01\n', '  - machine: ETL01\r\n');
  expect((await edit(['set', 'ETL01', 'enabled=false', '--yes'], mixed)).out).toContain('   - machine: ETL01\\r\n');
});

test('what a file holds cannot act on the terminal', async () => {
  const hostile = topology.replace('# until spring', '# \u202e\u001b[2J until spring');
  const { code, out, err } = await edit(['set', 'ETL01', 'enabled=false', '--yes'], hostile);
  expect(code).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none
  expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(out).toContain('\\u{202e}\\u{1b}[2J');
});

test('two names of one first label are told apart by the whole name', async () => {
  const two = topology.replace('  - machine: ETL03\n', '  - machine: etl02.test.example\n');
  const { code, err } = await edit(['remove', 'ETL02', '--yes'], two);
  expect(code).toBe(3);
  expect(err).toContain('can be worker/etl02.corp.example and worker/etl02.test.example');
  expect((await edit(['remove', 'ETL02.TEST.example', '--yes'], two)).code).toBe(0);
});

test.skipIf(lacking.modes)(
  'a file that is read-only is refused before anything is asked, and patched all the same',
  async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', topology);
    chmodSync(folder.file('topology.yaml'), 0o444);
    const env = { PATH: process.env.PATH ?? '' };
    const refused = await runHere(['set', 'ETL01', 'enabled=false'], { cwd: folder.path, env });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('[edit.file-unwritable]');
    const patch = await runHere(['set', 'ETL01', 'enabled=false', '--patch'], { cwd: folder.path, env });
    expect({ code: patch.code, mode: statSync(folder.file('topology.yaml')).mode & 0o777 }).toEqual({
      code: 0,
      mode: 0o444,
    });
  },
);

test('a file of another name: what comes next names it too', async () => {
  await using folder = await temporaryFolder();
  await folder.write('our farm.yaml', topology);
  const words = ['remove', 'ETL03', '-f', 'our farm.yaml', '--yes'];
  const { code, out, err } = await runHere(words, { cwd: folder.path });
  expect({ code, err }).toEqual({
    code: 0,
    // A plan of it alone would find no such target where the catalog has no row of it either.
    err: "Wrote our farm.yaml. Next: scaleout plan 'our farm.yaml'\n",
  });
  expect(out.replaceAll(/\s+/g, ' ')).toContain("scaleout remove worker/ETL03 --absent -f 'our farm.yaml'");
});

test.skipIf(!hasPty)(
  'who answers yes gets what was shown: a file that was changed meanwhile is left alone',
  async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('topology.yaml', topology);
    const words = ['set', 'ETL01', 'enabled=false'];
    const theirs = topology.replace('Nightly', 'Their');
    const late = await runInPty(60, words, {
      cwd: folder.path,
      input: 'yes\n',
      asked: () => writeFileSync(file, theirs),
    });
    expect(late.code).toBe(5);
    expect(late.text).toContain('[edit.file-changed]');
    expect(readFileSync(file, 'utf8')).toBe(theirs);
    const wide = `${theirs}# ${'long '.repeat(20)}\n`;
    writeFileSync(file, wide);
    const folded = await runInPty(60, ['remove', 'ETL03'], { cwd: folder.path, input: 'no\n' });
    expect(folded.text).toContain(` # ${'long '.repeat(20).trimEnd()}\n`);
    writeFileSync(file, theirs);
    const declined = await runInPty(60, words, { cwd: folder.path, input: 'y\n' });
    expect(declined.code).toBe(5);
    expect(declined.text).toContain('[edit.declined]');
    const done = await runInPty(60, words, { cwd: folder.path, input: 'yes\n' });
    expect(done.code, done.text).toBe(0);
    expect(done.text.split('\n').filter((line) => line.length > 60 && !line.includes('consent'))).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(theirs.replace('enabled: true   #', 'enabled: false   #'));
  },
);

test('--apply goes on with just those workers; where it does not end well, the file stays edited, and that is said', async () => {
  await using folder = await temporaryFolder();
  const enabled = topology.replace('workers:', 'scaleOut: { enabled: true }\nworkers:');
  await folder.write('topology.yaml', enabled);
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  expect((await run('apply', '--yes', '--exclude', 'worker/etl02.corp.example')).code).toBe(0);
  const done = await run('set', 'ETL03', 'description=Spare', '--apply', '--yes', '--json');
  const [document, ...events] = done.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect({ code: done.code, document: isFormat('edit', document) }, done.err).toEqual({ code: 0, document: true });
  expect(document).toMatchObject({ written: true, applies: true });
  expect(events.filter((event) => !isFormat('event', event))).toEqual([]);
  expect(events.filter(({ type }) => type === 'planned_change').map(({ change }) => change.id)).toEqual([
    'worker/ETL03',
  ]);
  expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'done' });

  const again = await run('set', 'ETL03', 'description=Spare', '--apply', '--yes');
  expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
  expect(again.out).toMatch(/^Nothing to change: .*\n.*Nothing to do/s);

  const refused = await run('remove', 'ETL03', '--absent', '--apply', '--yes');
  expect(refused.code).toBe(5);
  expect(refused.out).toContain('Refused: nothing of the farm was changed; topology.yaml was, before.');
  expect(refused.err.replaceAll(/\s+/g, ' ')).toContain(
    'topology.yaml stays as it was edited. What is left to do shows scaleout plan --sandbox fleet --target worker/ETL03.',
  );
  expect(await readFile(folder.file('topology.yaml'), 'utf8')).toContain(
    '  - machine: ETL03\n    description: Spare\n    state: absent\n',
  );
});
