import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRegularFile, replaceFile } from '../../src/directory/files.js';
import { lacking } from '../support/posix.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

describe('a file of the directory', () => {
  test('is read where it is a regular file of at most so many bytes', () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x');
    expect(readRegularFile(file, 1024)).toEqual({ missing: true });
    writeFileSync(file, 'x'.repeat(1024));
    expect(readRegularFile(file, 1024)).toEqual({ bytes: Buffer.alloc(1024, 'x') });
    expect(readRegularFile(join(file, 'below'), 1024)).toEqual({ missing: true });
    writeFileSync(file, 'x'.repeat(1025));
    expect(readRegularFile(file, 1024)).toEqual({ refused: 'is larger than 1 KiB' });
    expect(readRegularFile(folder.path, 1024)).toEqual({ refused: 'is a folder, not a file' });
  });

  test.skipIf(lacking.devices)('is refused at once where it is a pipe, also behind a link', () => {
    using folder = temporaryDirectory();
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    symlinkSync(pipe, join(folder.path, 'link'));
    const began = performance.now();
    for (const path of [pipe, join(folder.path, 'link')]) {
      expect(readRegularFile(path, 1024)).toEqual({ refused: 'is a pipe, not a regular file' });
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test.skipIf(lacking.links)('is refused where its links lead in a circle', () => {
    using folder = temporaryDirectory();
    symlinkSync('b', join(folder.path, 'a'));
    symlinkSync('a', join(folder.path, 'b'));
    expect(readRegularFile(join(folder.path, 'a'), 1024)).toEqual({
      refused: 'is a symbolic link, or its links lead in a circle',
    });
  });

  test('is replaced as a whole, for its owner only, and leaves nothing beside it', () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x');
    writeFileSync(file, 'old', { mode: 0o644 });
    replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    if (lacking.modes === undefined) expect(statSync(file).mode & 0o777).toBe(0o600);
    mkdirSync(join(folder.path, 'folder', 'below'), { recursive: true });
    expect(() => replaceFile(join(folder.path, 'folder'), 'text')).toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
    expect(readdirSync(folder.path).sort()).toEqual(['folder', 'x']);
  });
});
