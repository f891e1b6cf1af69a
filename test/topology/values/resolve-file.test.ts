import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveFile } from '../../../src/topology/values/resolve-file.js';

const folders = { topology: resolve('/work/topologies'), home: resolve('/home/operator') };

describe('a file that a topology names', () => {
  it.each([
    ['certs/etl01.cer', join(folders.topology, 'certs', 'etl01.cer')],
    ['./key', join(folders.topology, 'key')],
    ['../key', resolve(folders.topology, '..', 'key')],
    ['~/.ssh/id_ed25519', join(folders.home, '.ssh', 'id_ed25519')],
    ['~\\key', join(folders.home, 'key')],
    ['~', folders.home],
    [resolve('/etc/key'), resolve('/etc/key')],
    ['~other/key', join(folders.topology, '~other', 'key')],
  ])('%s', (file, expected) => {
    expect(resolveFile(file, folders)).toBe(expected);
  });
});
