import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { messageOf } from '../../src/text/printable.js';
import { systemWords } from '../../src/text/system-error.js';

/** What the system throws. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It threw nothing.');
}

it('says what the system means, with its code behind and without the path', () => {
  const missing = thrownBy(() => readFileSync(join(tmpdir(), 'no-such-folder', 'a.1f2e.tmp')));
  expect(messageOf(missing)).toBe('there is no such file or folder (ENOENT)');
  expect(messageOf(thrownBy(() => readFileSync(tmpdir())))).toBe('it is a folder, not a file (EISDIR)');
});

it('says of a port that another program has it', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => first.once('listening', resolve));
  const address = first.address();
  const second = createServer().listen(typeof address === 'object' ? address?.port : 0, '127.0.0.1');
  const error = await new Promise((resolve) => second.once('error', resolve));
  first.close();
  expect(messageOf(error)).toBe('another program uses this port already (EADDRINUSE)');
});

it('leaves what others say as it is, also where they borrow a code', () => {
  expect(systemWords(Object.assign(new Error('mine'), { code: 'ENOENT' }))).toBeUndefined();
  expect(messageOf(new Error('mine'))).toBe('mine');
  expect(messageOf(Object.assign(new Error('odd'), { code: 'EODD', syscall: 'odd' }))).toBe('odd');
});

it('says why no address of a host could be reached: Node gives such an error no text', () => {
  const refused = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
  expect(messageOf(refused)).toMatch(/^nothing listens there.*\(ECONNREFUSED\)$/);
});
