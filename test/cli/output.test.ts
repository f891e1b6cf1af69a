import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type OutputTrouble, openOutput } from '../../src/cli/output.js';
import { until } from '../support/until.js';

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUp.splice(0)) clean();
});

/** An output over a real socket, and its reader, which reads nothing before it is told to. */
async function outputWithReader() {
  const server = createServer({ pauseOnConnect: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const writer = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [reader] = (await once(server, 'connection')) as [Socket];
  cleanUp.push(() => {
    writer.destroy();
    reader.destroy();
    server.close();
  });
  reader.on('error', () => undefined);
  const troubles: OutputTrouble[] = [];
  const output = openOutput(Object.assign(writer, { fd: -1 }), (trouble) => troubles.push(trouble));
  return { output, reader, writer, troubles };
}

const piece = `${'x'.repeat(1024 * 1024 - 1)}\n`;

describe('a reader that takes nothing', () => {
  test('fills the memory only to a limit; what comes then is lost as a whole, which is told once', async () => {
    const { output, reader, writer, troubles } = await outputWithReader();
    for (let index = 0; index < 100; index += 1) output.write(piece);
    expect(writer.writableLength).toBeLessThan(20 * 1024 * 1024);
    expect(troubles).toEqual([{ kind: 'lost', reason: expect.stringContaining('16 MiB wait') }]);
    expect(output.lost()).toContain('16 MiB wait');
    let read = '';
    reader.setEncoding('utf8').on('data', (text: string) => {
      read += text;
    });
    reader.resume();
    await output.flushed(10_000);
    output.write('the last line\n');
    await until('all of it', () => read.endsWith('the last line\n'), 20_000);
    expect(new Set(read.split('\n').map(({ length }) => length))).toEqual(new Set([1024 * 1024 - 1, 13, 0]));
    expect(troubles).toEqual([expect.anything(), { kind: 'resumed', lost: expect.any(Number) }]);
  });

  test('is waited for at the end as long as was said, and what it did not take is lost', async () => {
    const { output, troubles } = await outputWithReader();
    for (let index = 0; index < 12; index += 1) output.write(piece);
    await output.flushed(1_000);
    expect(troubles).toEqual([{ kind: 'lost', reason: 'Its reader took nothing for 1 s.' }]);
  });

  test('and then goes away is waited for no longer, and nothing is lost by that', async () => {
    const { output, reader, troubles } = await outputWithReader();
    for (let index = 0; index < 12; index += 1) output.write(piece);
    const flushed = output.flushed(Number.POSITIVE_INFINITY);
    reader.destroy();
    await flushed;
    output.write(piece);
    await output.flushed(Number.POSITIVE_INFINITY);
    expect(output.isUnread()).toBe(true);
    expect(output.lost()).toBeUndefined();
    expect(troubles).toEqual([{ kind: 'unread' }]);
  });
});

test.each([
  ['EPIPE', false, true],
  ['EOF', false, true],
  ['ECONNRESET', false, true],
  ['EIO', true, true],
  ['EIO', false, false],
  ['ENOSPC', false, false],
])('%s (terminal: %s) says that the reader is gone: %s', async (code, isTTY, isGone) => {
  const { output, writer, troubles } = await outputWithReader();
  Object.assign(writer, { isTTY });
  writer.destroy(Object.assign(new Error(`write ${code}`), { code }));
  await until('it is told', () => troubles.length > 0);
  expect(troubles).toEqual([isGone ? { kind: 'unread' } : { kind: 'lost', reason: `write ${code}` }]);
  expect(output.isUnread()).toBe(isGone);
});
