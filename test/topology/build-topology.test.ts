import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveFile } from '../../src/topology/build-topology.js';
import { head, read } from './read.js';

describe('policy.notify', () => {
  it('is read with its defaults', () => {
    const { topology } = read(`${head}policy:
  notify:
    - { type: slack, url: { env: SLACK_URL }, on: [failure, recovery] }
    - { type: generic, url: { file: secrets/url }, secret: { env: KEY } }
`);
    expect(topology?.policy.notify).toEqual([
      { type: 'slack', url: { env: 'SLACK_URL' }, on: ['failure', 'recovery'] },
      { type: 'generic', url: { file: expect.stringMatching(/[\\/]secrets[\\/]url$/) }, secret: { env: 'KEY' } },
    ]);
  });

  it('is absent where nobody is named', () => {
    expect(read(head).topology?.policy).not.toHaveProperty('notify');
    expect(read(`${head}policy: { notify: [] }\n`).topology?.policy).not.toHaveProperty('notify');
  });

  it.each([
    ['without a type', '{ url: { env: A } }'],
    ['without an address', '{ type: slack }'],
    ['with a type that there is not', '{ type: email, url: { env: A } }'],
    ['with an event that there is not', '{ type: slack, url: { env: A }, on: [drfit] }'],
    ['with no event', '{ type: slack, url: { env: A }, on: [] }'],
    ['with a key that there is not', '{ type: slack, url: { env: A }, channel: x }'],
  ])('%s is refused', (_name, target) => {
    const { topology, diagnostics } = read(`${head}policy: { notify: [${target}] }\n`);
    expect(topology).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});

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
