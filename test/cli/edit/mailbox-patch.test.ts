import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mailboxPatch } from '../../../src/cli/edit/mailbox-patch.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const now = new Date('2026-11-29T22:52:19Z');
const words = { subject: 'Add worker ETL05', body: ['Its entry is made after that of ETL01.'] };

/** A repository with one commit of a file; no configuration of this computer counts in it. */
function repository(folder: string, file: string, text: string, config: readonly string[] = []) {
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(folder, 'no-such-config'),
    HOME: folder,
  };
  for (const name of Object.keys(env))
    if (/^GIT_(AUTHOR|COMMITTER|DIR|WORK_TREE|INDEX)/.test(name)) delete (env as NodeJS.ProcessEnv)[name];
  const git = (...given: readonly string[]) => execFileSync('git', [...given], { cwd: folder, env, encoding: 'utf8' });
  const place = join(folder, file);
  mkdirSync(dirname(place), { recursive: true });
  git('init', '--quiet');
  git('config', 'user.name', 'Jörg Müller');
  git('config', 'user.email', 'max@example.com');
  for (const setting of config) git('config', ...setting.split('='));
  writeFileSync(place, text);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  return { git, place, env };
}

const before = 'workers:\n  - machine: ETL01 # the first\n';
const after = `${before}  - machine: ETL05\n`;

/** Applies a patch as a colleague does. */
function applied(folder: string, { git }: ReturnType<typeof repository>, text: string, ...options: readonly string[]) {
  writeFileSync(join(folder, '..', 'one.patch'), text);
  git('am', '--quiet', ...options, join(folder, '..', 'one.patch'));
  return git('log', '-1', '--format=%an|%ae|%s|%ad', '--date=iso-strict').trim();
}

test('git am takes it: the file, the author and the subject are as they should be', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'repo');
  const repo = repository(folder, 'farms/prod ü.yaml', before);
  const made = await mailboxPatch({ place: repo.place, before, after }, words, repo.env, now);
  expect(made.needsKeepCr).toBe(false);
  expect(made.text).toContain('+++ "b/farms/prod \\303\\274.yaml"');
  expect(applied(folder, repo, made.text)).toBe(
    'Jörg Müller|max@example.com|Add worker ETL05|2026-11-29T22:52:19+00:00',
  );
  expect(readFileSync(repo.place, 'utf8')).toBe(after);
  expect(repo.git('log', '-1', '--format=%b').trim()).toBe(words.body[0]);
  expect(repo.git('status', '--porcelain')).toBe('');
});

test.each([
  ['a name with blanks', 'our farm.yaml', before, after],
  ['no line end at the end', 'topology.yaml', before.trimEnd(), after.trimEnd()],
  ['a byte order mark', 'topology.yaml', `\ufeff${before}`, `\ufeff${after}`],
  [
    'a line that looks like a head of a mail',
    'topology.yaml',
    `${before}From nobody Mon\n---\n`,
    `${after}From nobody Mon\n---\n`,
  ],
  ['other line ends within a text', 'topology.yaml', `# a\u2028b\rc\n${before}`, `# a\u2028b\rd\n${before}`],
])('git am takes %s', async (_what, file, one, other) => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'repo');
  const repo = repository(folder, file, one);
  const made = await mailboxPatch({ place: repo.place, before: one, after: other }, words, repo.env, now);
  applied(folder, repo, made.text);
  expect(readFileSync(repo.place, 'utf8')).toBe(other);
});

const crlf = (text: string) => text.replaceAll('\n', '\r\n');

test('of lines with CR and LF git am --keep-cr keeps both', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'repo');
  const repo = repository(folder, 'topology.yaml', crlf(before), ['core.autocrlf=false']);
  const file = { place: repo.place, before: crlf(before), after: crlf(after) };
  const made = await mailboxPatch(file, words, repo.env, now);
  expect(made.needsKeepCr).toBe(true);
  expect(() => applied(folder, repo, made.text)).toThrow();
  repo.git('am', '--abort');
  applied(folder, repo, made.text, '--keep-cr');
  expect(readFileSync(repo.place, 'utf8')).toBe(crlf(after));
});

test('where git makes CR and LF of the LF that it has, the patch is of what it has', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'repo');
  const repo = repository(folder, 'topology.yaml', crlf(before), ['core.autocrlf=true']);
  const file = { place: repo.place, before: crlf(before), after: crlf(after) };
  const made = await mailboxPatch(file, words, repo.env, now);
  expect(made.needsKeepCr).toBe(false);
  applied(folder, repo, made.text);
  expect(readFileSync(repo.place, 'utf8')).toBe(crlf(after));
});

test('git am --3way takes it onto a file that has changed elsewhere since', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'repo');
  const many = `${Array.from({ length: 30 }, (_, index) => `# ${index}`).join('\n')}\n`;
  const repo = repository(folder, 'topology.yaml', many + before);
  const made = await mailboxPatch(
    { place: repo.place, before: many + before, after: many + after },
    words,
    repo.env,
    now,
  );
  writeFileSync(repo.place, `# theirs\n${many}${before.replace('the first', 'the FIRST')}`);
  repo.git('commit', '--quiet', '--all', '--message', 'Theirs');
  expect(() => applied(folder, repo, made.text, '--3way')).toThrow();
  repo.git('am', '--abort');
  writeFileSync(repo.place, `# theirs\n${many}${before}`);
  repo.git('commit', '--quiet', '--all', '--message', 'Back');
  applied(folder, repo, made.text, '--3way');
  expect(readFileSync(repo.place, 'utf8')).toBe(`# theirs\n${many}${after}`);
});

test('outside of git its path is that of the file in its folder, and who runs it is the author', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, before);
  const env = {
    PATH: process.env.PATH,
    GIT_CEILING_DIRECTORIES: dirname(place.path),
    HOME: place.path,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const { text } = await mailboxPatch({ place: file, before, after }, words, env, now);
  expect(text).toMatch(
    /^From 0{40} Mon Sep 17 00:00:00 2001\nFrom: .+ <.+@.+>\nDate: Sun, 29 Nov 2026 22:52:19 \+0000\nSubject: \[PATCH\] Add worker ETL05\n/,
  );
  expect(text).toContain('diff --git a/topology.yaml b/topology.yaml\n--- a/topology.yaml\n+++ b/topology.yaml\n@@ ');
  const [, subject = ''] =
    /^Subject: (.*(?:\n .*)*)/m.exec(
      (
        await mailboxPatch(
          { place: file, before, after },
          { subject: `Set settings.${'ü'.repeat(60)}\u202e`, body: [] },
          env,
          now,
        )
      ).text,
    ) ?? [];
  expect(subject).toMatch(/^(=\?UTF-8\?B\?[\w+/=]+\?=\n? ?)+$/);
});
