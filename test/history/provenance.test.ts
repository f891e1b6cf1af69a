import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGitRevision, webActor } from '../../src/history/provenance.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const ident = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];

function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', [...ident, ...words], { cwd: folder, encoding: 'utf8' }).trim();
}

/** A repository with one commit, of a topology in a folder whose name is odd. */
function repository(folder: string): string {
  const place = join(folder, 'a b;c $(d)');
  mkdirSync(place);
  const file = join(place, '-odd *.yaml');
  writeFileSync(file, 'one');
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  return file;
}

test("the revision and branch of the file's folder, and whether the file is as in it", async () => {
  using folder = temporaryDirectory();
  const file = repository(folder.path);
  const revision = git(folder.path, 'rev-parse', 'HEAD');
  expect(await readGitRevision(file, process.env)).toEqual({ revision, branch: 'main', dirty: false });
  writeFileSync(join(folder.path, 'other.yaml'), 'x');
  expect(await readGitRevision(file, process.env)).toMatchObject({ dirty: false });
  writeFileSync(file, 'two');
  expect(await readGitRevision(file, process.env)).toMatchObject({ revision, dirty: true });
  expect(await readGitRevision(join(folder.path, 'other.yaml'), process.env)).toMatchObject({ dirty: true });
});

test('an ignored file is not in the revision', async () => {
  using folder = temporaryDirectory();
  repository(folder.path);
  writeFileSync(join(folder.path, '.gitignore'), 'secret.yaml\n.gitignore\n');
  writeFileSync(join(folder.path, 'secret.yaml'), 'x');
  expect(await readGitRevision(join(folder.path, 'secret.yaml'), process.env)).toMatchObject({ dirty: true });
});

test('on no branch: null', async () => {
  using folder = temporaryDirectory();
  const file = repository(folder.path);
  git(folder.path, 'checkout', '-q', '--detach');
  expect(await readGitRevision(file, process.env)).toMatchObject({ branch: null, dirty: false });
});

test('outside of git, before the first commit, without git, in no folder: null', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'x.yaml');
  writeFileSync(file, 'x');
  expect(await readGitRevision(file, process.env)).toBeNull();
  git(folder.path, 'init', '-q');
  expect(await readGitRevision(file, process.env)).toBeNull();
  using other = temporaryDirectory();
  expect(await readGitRevision(repository(other.path), { PATH: '/nowhere' })).toBeNull();
  expect(await readGitRevision('/nowhere/at/all.yaml', process.env)).toBeNull();
});

test("a hook's GIT_DIR does not lead elsewhere, and no program of the repository is started", async () => {
  using folder = temporaryDirectory();
  const file = repository(folder.path);
  const started = join(folder.path, 'started');
  git(folder.path, 'config', 'core.fsmonitor', `touch ${started}; false`);
  const found = await readGitRevision(file, { ...process.env, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/nowhere' });
  expect(found).toMatchObject({ branch: 'main' });
  expect(existsSync(started)).toBe(false);
});

test('who is logged in is told by what, and a name that is cut says so', () => {
  const noteOf = (user: string, via: 'token' | 'proxy' | 'oidc') => webActor({ user, via }, {}).note;
  expect(noteOf('dba', 'token')).toBe('dba via token');
  expect(noteOf('dba', 'proxy')).toBe('dba via proxy');
  const long = noteOf('a.very.long.name.of.a.person@department.corp.example', 'oidc');
  expect(long).toBe('a.very.long.name.of.a.person@departmen… via oidc');
  expect(webActor({ user: 'x'.repeat(300), via: 'oidc' }, {}).who).toMatchObject({
    via: 'oidc',
    user: expect.stringMatching(/^x{255}…$/),
  });
});
