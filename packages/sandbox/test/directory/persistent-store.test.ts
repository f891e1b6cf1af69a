import { appendFileSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJournal, readJournal } from '../../src/directory/journal.js';
import { openPersistentStore } from '../../src/directory/persistent-store.js';
import { lacking } from '../support/posix.js';
import { storedContent, storedFleet, storedState } from '../support/stored-state.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { noTinyDisk, tinyDisk } from '../support/tiny-disk.js';

describe('a state in a directory', () => {
  test('is as it was left after it is closed and opened', () => {
    using at = storedState();
    const first = at.open();
    first.store.put('workers', 'c', { name: 'C' });
    first.store.put('workers', 'a', { name: 'A', enabled: true });
    first.store.delete('workers', 'b');
    first.close();
    const second = at.open({ fresh: () => expect.unreachable('there is a state already') });
    expect(second.store.content()).toEqual({ workers: { a: { name: 'A', enabled: true }, c: { name: 'C' } } });
    expect([...second.store.rows('workers').keys()]).toEqual(['a', 'c']);
    expect(second.fleet).toEqual(storedFleet);
  });

  test('loses nothing that was flushed when its process dies', () => {
    using at = storedState();
    const killed = at.open();
    killed.store.put('workers', 'c', { name: 'C' });
    killed.store.delete('workers', 'a');
    killed.flush();
    expect(Object.keys(at.open().store.content().workers ?? {})).toEqual(['b', 'c']);
  });

  test('writes a change without being asked once the task that made it is over', async () => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'c', { name: 'C' });
    expect(existsSync(at.layout.journal)).toBe(false);
    await Promise.resolve();
    expect(readFileSync(at.layout.journal, 'utf8')).toContain('"c"');
  });

  test('keeps its files for their owner alone', { skip: lacking.modes !== undefined }, () => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'c', {});
    opened.flush();
    expect(statSync(at.layout.state).mode & 0o777).toBe(0o600);
    expect(statSync(at.layout.journal).mode & 0o777).toBe(0o600);
  });

  test('is text that people can edit, in the order of the rows', () => {
    using at = storedState();
    at.open().close();
    const text = readFileSync(at.layout.state, 'utf8');
    writeFileSync(at.layout.state, `\uFEFF${text.replace('"name": "B"', '"name": "Bee"')}`);
    expect(text.split('\n').length).toBeGreaterThan(10);
    expect(text.indexOf('"name": "A"')).toBeLessThan(text.indexOf('"name": "B"'));
    expect(at.open().store.get('workers', 'b')).toEqual({ name: 'Bee', enabled: true });
  });

  test('is not written again when nothing changed', () => {
    using at = storedState();
    at.open().close();
    const before = readFileSync(at.layout.state, 'utf8');
    at.open().close();
    expect(readFileSync(at.layout.state, 'utf8')).toBe(before);
  });

  test('is absent where none is made', () => {
    using at = storedState();
    expect(openPersistentStore(at.layout)).toBeUndefined();
    expect(existsSync(at.layout.state)).toBe(false);
  });
});

describe('the journal', () => {
  test('is folded into the state when it has grown, and goes on', () => {
    using at = storedState();
    const opened = at.open({ compactAt: 500 });
    for (let round = 0; round < 100; round++) {
      opened.store.put('workers', 'a', { round });
      opened.flush();
    }
    expect(statSync(at.layout.journal).size).toBeLessThan(500);
    expect(readFileSync(at.layout.state, 'utf8')).toContain('"round"');
    expect(at.open().store.get('workers', 'a')).toEqual({ round: 99 });
  });

  test('is never replayed on the state that it was folded into', () => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'a', { name: 'old' });
    opened.flush();
    const copy = `${at.layout.journal}.copy`;
    copyFileSync(at.layout.journal, copy);
    opened.store.put('workers', 'a', { name: 'new' });
    opened.close();
    // As if the process had died between the new state and the removal of the journal.
    copyFileSync(copy, at.layout.journal);
    expect(at.open().store.get('workers', 'a')).toEqual({ name: 'new' });
    expect(existsSync(at.layout.journal)).toBe(false);
  });

  test('does not reach a state that somebody put in the place of the last one', () => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'a', { name: 'changed' });
    opened.flush();
    writeFileSync(
      at.layout.state,
      JSON.stringify({ format: 'ssis-scaleout/sandbox', formatVersion: 1, tables: { workers: { z: { name: 'Z' } } } }),
    );
    expect(at.open().store.content()).toEqual({ workers: { z: { name: 'Z' } } });
  });

  test.each([
    ['half a batch', '[{"table":"workers","key":"a","row":{"na'],
    ['half a character', Buffer.from('[{"table":"ü').subarray(0, 12)],
    ['a batch without its end', '[{"table":"workers","key":"a","row":null}]'],
  ])('may end in %s, which nobody was told of', (_, torn) => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'c', { name: 'C' });
    opened.flush();
    appendFileSync(at.layout.journal, torn);
    const said: string[] = [];
    const again = at.open({ log: (message) => said.push(message) });
    expect(said).toEqual([
      `The last change of the sandbox was cut off while it was written: ${at.layout.journal}:3 ends after ${torn.length} bytes. They were dropped, and all before them is kept. [sandbox.journal-cut-off]`,
    ]);
    expect(Object.keys(again.store.content().workers ?? {})).toEqual(['a', 'b', 'c']);
    again.store.put('workers', 'd', { name: 'D' });
    again.flush();
    // It is told once.
    const log = () => expect.unreachable();
    expect(at.open({ log }).store.get('workers', 'd')).toEqual({ name: 'D' });
  });

  test('may be empty, or end in its first line', () => {
    using at = storedState();
    at.open().close();
    for (const text of ['', '{"generation":']) {
      writeFileSync(at.layout.journal, text);
      const said: string[] = [];
      expect(at.open({ log: (message) => said.push(message) }).store.content()).toEqual(storedContent);
      expect(said).toHaveLength(text === '' ? 0 : 1);
    }
  });

  test('alone is written for a change, never the whole state', () => {
    using at = storedState();
    const opened = at.open();
    const before = statSync(at.layout.state, { bigint: true });
    for (let round = 0; round < 1_000; round++) {
      opened.store.put('workers', 'a', { round });
      opened.flush();
    }
    const { ino, mtimeNs } = statSync(at.layout.state, { bigint: true });
    expect({ ino, mtimeNs }).toEqual({ ino: before.ino, mtimeNs: before.mtimeNs });
    expect(readFileSync(at.layout.journal, 'utf8').trimEnd().split('\n')).toHaveLength(1_001);
  });

  test('is one write for all changes of a flush', () => {
    using at = storedState();
    const opened = at.open();
    opened.store.put('workers', 'c', {});
    opened.store.put('workers', 'd', {});
    opened.flush();
    expect(readFileSync(at.layout.journal, 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('a process that no longer holds the directory', () => {
  test('writes nothing', () => {
    using at = storedState();
    let ours = true;
    const opened = at.open({ stillOurs: () => ours });
    ours = false;
    opened.store.put('workers', 'c', {});
    expect(() => opened.flush()).toThrow(expect.objectContaining({ code: 'sandbox.write-failed' }));
    expect(existsSync(at.layout.journal)).toBe(false);
    expect(() => opened.close()).toThrow(expect.objectContaining({ code: 'sandbox.write-failed' }));
    expect(readFileSync(at.layout.state, 'utf8')).not.toContain('"c"');
  });
});

describe('a disk that is full', () => {
  test.skipIf(noTinyDisk)('fails the flush, which is made good later', async () => {
    using folder = temporaryDirectory();
    using disk = tinyDisk(join(folder.path, 'disk'));
    const path = join(disk.path, 'journal.jsonl');
    const journal = createJournal(path, 'g');
    disk.fill();
    journal.append({ table: 't', key: 'k', row: { value: 1 } });
    expect(() => journal.flush()).toThrow(
      expect.objectContaining({ code: 'sandbox.write-failed', message: expect.stringContaining('disk is full') }),
    );
    await Promise.resolve();
    disk.free();
    journal.append({ table: 't', key: 'l', row: null });
    journal.flush();
    journal.close();
    expect(readJournal(path, 'g').changes).toEqual([
      { table: 't', key: 'k', row: { value: 1 } },
      { table: 't', key: 'l', row: null },
    ]);
  });
});
