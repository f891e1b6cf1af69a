import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readInput } from '../../src/files/standard-input.js';
import { loadTopology } from '../../src/topology/load-topology.js';

const largest = 10;

it('is read to its end', async () => {
  const read = await readInput(Readable.from([Buffer.from('abc'), Buffer.from('def')]), { largest });
  expect('read' in read && Buffer.from(read.read).toString()).toBe('abcdef');
});

it('is read within limits of size and time, and never from a terminal', async () => {
  const huge = await readInput(Readable.from([Buffer.alloc(11)]), { largest });
  expect(huge).toMatchObject({ failed: { why: 'large' } });
  const silent = await readInput(new Readable({ read() {} }), { largest, limit: 20 });
  expect(silent).toMatchObject({ failed: { why: 'late', phrase: expect.stringContaining('did not end within') } });
  const terminal = Object.assign(Readable.from([]), { isTTY: true });
  expect(await readInput(terminal, { largest })).toMatchObject({ failed: { why: 'special' } });
});

it('is a topology, whose mistakes are at places of "standard input", and whose paths are of the working folder', async () => {
  const text = 'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalogue: { server: SQL }\ncatalog: { server: SQL }\n';
  const { diagnostics, source } = await loadTopology('-', { input: Readable.from([Buffer.from(text)]) });
  expect(source?.file).toBe('standard input');
  expect(diagnostics).toMatchObject([
    { code: 'topology.unknown-key', range: { file: 'standard input', start: { line: 3, column: 1 } } },
  ]);
  const good = 'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalog: { server: SQL }\n';
  const { topology } = await loadTopology('-', { input: Readable.from([Buffer.from(good)]) });
  expect(topology?.source.file).toBe('-');
});
