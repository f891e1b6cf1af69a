import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type EditedFile, placeToEdit, replaceUnchanged } from '../../src/files/edited-file.js';
import { lacking } from '../support/posix.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const written = { isReplaced: true };

/** A file of that text in a new folder, read as an edit reads it. */
async function opened(folder: string, text = 'before\n', file = join(folder, 'topology.yaml')): Promise<EditedFile> {
  writeFileSync(file, text);
  return { file, place: await placeToEdit(file, written), bytes: readFileSync(file) };
}

test('a file that nobody touched is replaced as a whole, and nothing else is left in its folder', async () => {
  using place = temporaryDirectory();
  const edited = await opened(place.path);
  await replaceUnchanged(edited, Buffer.from('after\r\n'));
  expect(readFileSync(edited.file, 'utf8')).toBe('after\r\n');
  expect(readdirSync(place.path)).toEqual(['topology.yaml']);
});

test.each([
  ['another text', (file: string) => writeFileSync(file, 'theirs\n'), 'was changed since it was read'],
  ['a longer text', (file: string) => writeFileSync(file, 'before\nand more\n'), 'was changed since it was read'],
  ['one letter', (file: string) => writeFileSync(file, 'Before\n'), 'was changed since it was read'],
  ['no file', (file: string) => rmSync(file), 'was taken away since it was read'],
  [
    'a folder',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
    'cannot be read any more',
  ],
])('%s in its place meanwhile: nothing is written', async (_what, change, reason) => {
  using place = temporaryDirectory();
  const edited = await opened(place.path);
  change(edited.file);
  const before = readdirSync(place.path);
  await expect(replaceUnchanged(edited, Buffer.from('after\n'))).rejects.toMatchObject({
    code: 'edit.file-changed',
    message: expect.stringContaining(reason),
  });
  expect(readdirSync(place.path)).toEqual(before);
  if (before.length > 0 && lstatSync(edited.file).isFile())
    expect(readFileSync(edited.file, 'utf8')).not.toBe('after\n');
});

test('the same bytes, written anew by somebody, are no change', async () => {
  using place = temporaryDirectory();
  const edited = await opened(place.path);
  writeFileSync(join(place.path, 'other'), 'before\n');
  renameSync(join(place.path, 'other'), edited.file);
  await replaceUnchanged(edited, Buffer.from('after\n'));
  expect(readFileSync(edited.file, 'utf8')).toBe('after\n');
});

test.skipIf(lacking.links)(
  'a link stays one, and its target is replaced; one that leads elsewhere meanwhile is a change',
  async () => {
    using place = temporaryDirectory();
    mkdirSync(join(place.path, 'real'));
    const target = join(place.path, 'real', 'prod.yaml');
    writeFileSync(target, 'before\n');
    const link = join(place.path, 'topology.yaml');
    symlinkSync(join('real', 'prod.yaml'), link);
    const edited = { file: link, place: await placeToEdit(link, written), bytes: readFileSync(link) };
    await replaceUnchanged(edited, Buffer.from('after\n'));
    expect(readlinkSync(link)).toBe(join('real', 'prod.yaml'));
    expect(readFileSync(target, 'utf8')).toBe('after\n');
    expect(readdirSync(join(place.path, 'real'))).toEqual(['prod.yaml']);

    const again = { ...edited, bytes: readFileSync(link) };
    writeFileSync(join(place.path, 'other.yaml'), 'after\n');
    rmSync(link);
    symlinkSync('other.yaml', link);
    await expect(replaceUnchanged(again, Buffer.from('more\n'))).rejects.toMatchObject({
      code: 'edit.file-changed',
      message: expect.stringContaining('leads to another file'),
    });
    expect(readFileSync(target, 'utf8')).toBe('after\n');
  },
);

test.skipIf(lacking.modes).each([0o640, 0o600, 0o755])('the mode %o stays', async (mode) => {
  using place = temporaryDirectory();
  const edited = await opened(place.path);
  chmodSync(edited.file, mode);
  await replaceUnchanged(edited, Buffer.from('after\n'));
  expect(statSync(edited.file).mode & 0o777).toBe(mode);
});

test.skipIf(lacking.modes)('a file that is marked as read-only is refused, also to an administrator', async () => {
  using place = temporaryDirectory();
  const { file } = await opened(place.path);
  chmodSync(file, 0o444);
  await expect(placeToEdit(file, written)).rejects.toMatchObject({
    code: 'edit.file-unwritable',
    message: expect.stringContaining('read-only'),
  });
  expect(await placeToEdit(file, { isReplaced: false })).toContain('topology.yaml');
});

test.skipIf(lacking.modes || process.getuid?.() === 0)('a folder that takes nothing new is refused', async () => {
  using place = temporaryDirectory();
  const { file } = await opened(place.path);
  chmodSync(place.path, 0o555);
  try {
    await expect(placeToEdit(file, written)).rejects.toMatchObject({ code: 'edit.file-unwritable' });
  } finally {
    chmodSync(place.path, 0o755);
  }
});

test('where the new bytes cannot be written, the old file stays whole', async () => {
  using place = temporaryDirectory();
  const edited = await opened(place.path);
  // What a full disk does in the middle of a write, anything that is no bytes does at its beginning.
  await expect(replaceUnchanged(edited, undefined as unknown as Uint8Array)).rejects.toMatchObject({
    code: 'edit.file-unwritable',
  });
  expect(readFileSync(edited.file, 'utf8')).toBe('before\n');
  expect(readdirSync(place.path)).toEqual(['topology.yaml']);
});

test('a folder is no file to edit', async () => {
  using place = temporaryDirectory();
  await expect(placeToEdit(place.path, written)).rejects.toMatchObject({
    code: 'edit.file-unwritable',
    message: expect.stringContaining('no regular file'),
  });
});
