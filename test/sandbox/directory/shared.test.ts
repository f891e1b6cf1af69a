import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClaimWatch } from '../../../packages/sandbox/src/directory/claim.js';
import { createJournal, readJournal } from '../../../packages/sandbox/src/directory/journal.js';
import { layoutOf, removeTemporaries, sharedDirectory } from '../../../packages/sandbox/src/directory/layout.js';
import { readServer, withdrawServer } from '../../../packages/sandbox/src/directory/server-files.js';
import { readState } from '../../../packages/sandbox/src/directory/state-file.js';
import { lacking } from '../../support/posix.js';
import { runCli, temporaryFolder } from '../../support/run-cli.js';
import { makePipe } from '../../support/special-files.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

describe.skipIf(lacking.devices)('the directory of a sandbox', () => {
  test.each([
    [0o700, undefined],
    [0o755, undefined],
    [0o775, 'mode 0775'],
    [0o707, 'mode 0707'],
    [0o1777, 'mode 1777'],
  ])('of mode %o', (mode, said) => {
    using folder = temporaryDirectory();
    chmodSync(folder.path, mode);
    const found = sharedDirectory(folder.path);
    expect(found?.code).toBe(said === undefined ? undefined : 'sandbox.shared-directory');
    if (said !== undefined) expect(found?.detail).toContain(said);
    expect(sharedDirectory(join(folder.path, 'none'))).toBeUndefined();
  });

  test.skipIf(process.getuid?.() !== 0)('that belongs to another account is warned of', () => {
    using folder = temporaryDirectory();
    chownSync(folder.path, 12_345, 12_345);
    expect(sharedDirectory(folder.path)).toMatchObject({
      code: 'sandbox.shared-directory',
      detail: expect.stringContaining('12345'),
    });
  });

  test('that others may write into is warned of by a command and by serve, once', async () => {
    await using folder = await temporaryFolder();
    await folder.write('t.yaml', 'apiVersion: ssis-scaleout/v1\nname: x\ncatalog: { server: S1 }\n');
    const words = ['plan', 't.yaml', '--sandbox', 'fleet', '--create'];
    expect((await runCli(words, { cwd: folder.path })).err).not.toContain('sandbox.shared-directory');
    chmodSync(folder.file('fleet'), 0o777);
    const { code, err } = await runCli(words, { cwd: folder.path });
    expect(code).toBe(0);
    expect(err.match(/\[sandbox\.shared-directory\]/g)).toHaveLength(1);
    // serve ends at once: the state is damaged now.
    writeFileSync(folder.file('fleet/state.json'), 'x');
    const served = await runCli(['sandbox', 'serve', 'fleet'], { cwd: folder.path });
    expect(served.err).toContain('[sandbox.shared-directory]');
  }, 60_000);

  test('with a pipe in the place of one of its files is refused, and not waited for', () => {
    using folder = temporaryDirectory();
    const layout = layoutOf(folder.path);
    const unusable = expect.objectContaining({ code: 'sandbox.directory-unusable' });
    for (const name of ['state.json', 'server.json', 'journal.jsonl']) makePipe(folder.path, name);
    expect(() => readState(layout.state)).toThrow(unusable);
    expect(() => readServer(layout)).toThrow(unusable);
    expect(() => readJournal(layout.journal, 'g')).toThrow(unusable);
    const journal = createJournal(layout.journal, 'g');
    journal.append({ table: 't', key: 'k', row: { a: 1 } });
    expect(() => journal.flush()).toThrow(expect.objectContaining({ code: 'sandbox.write-failed' }));
    rmSync(layout.journal);
    journal.flush();
    journal.close();
  });

  test('with a link in the place of its journal makes and changes nothing where it leads', () => {
    using folder = temporaryDirectory();
    const layout = layoutOf(join(folder.path, 'fleet'));
    mkdirSync(layout.directory);
    for (const target of ['mine', 'nothing']) {
      writeFileSync(join(folder.path, 'mine'), '{"generation":"before"}\n');
      symlinkSync(join('..', target), layout.journal);
      const journal = createJournal(layout.journal, 'g');
      journal.append({ table: 't', key: 'k', row: { a: 1 } });
      expect(() => journal.flush()).toThrow(
        expect.objectContaining({
          code: 'sandbox.write-failed',
          message: expect.stringContaining('is a symbolic link'),
        }),
      );
      rmSync(layout.journal);
      journal.flush();
      journal.close();
      rmSync(layout.journal);
    }
    expect(readFileSync(join(folder.path, 'mine'), 'utf8')).toBe('{"generation":"before"}\n');
    expect(readdirSync(folder.path)).toEqual(['fleet', 'mine']);
  });

  test('with a folder in the place of a file that is to be removed says so', () => {
    using folder = temporaryDirectory();
    const layout = layoutOf(folder.path);
    const name = 'claim.1.deadbeef.0000000000000000.lock';
    for (const path of [layout.server, join(folder.path, name), `${layout.state}.0.tmp`]) mkdirSync(path);
    const unusable = expect.objectContaining({
      code: 'sandbox.directory-unusable',
      message: expect.stringContaining('a directory is in its place'),
    });
    expect(() => withdrawServer(layout)).toThrow(unusable);
    expect(() => removeTemporaries(layout)).toThrow(unusable);
    const watch = createClaimWatch(folder.path, 0);
    expect(watch.rivals(undefined)).toHaveLength(1);
    expect(() => watch.rivals(undefined)).toThrow(unusable);
  });

  test('with a claim that is a link in a circle is freed of it', () => {
    using folder = temporaryDirectory();
    const name = 'claim.1.deadbeef.0000000000000000.lock';
    symlinkSync(name, join(folder.path, name));
    const watch = createClaimWatch(folder.path, 0);
    watch.rivals(undefined);
    expect(watch.rivals(undefined)).toEqual([]);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
