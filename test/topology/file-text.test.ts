import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LoadOptions, loadTopology } from '../../src/topology/load-topology.js';
import { sourceDiagnosticText } from '../../src/topology/source-text.js';
import { lacking } from '../support/posix.js';
import { screen } from '../support/screen.js';
import { makePipe } from '../support/special-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { head } from './read.js';

/** The one diagnostic of a file with these bytes, as a person sees it. */
async function only(bytes: string | Uint8Array): Promise<{ readonly code: string; readonly shown: string }> {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, bytes);
  return await onlyOf(file);
}

async function onlyOf(
  file: string,
  options: LoadOptions = {},
): Promise<{ readonly code: string; readonly shown: string }> {
  const { topology, diagnostics, source } = await loadTopology(file, options);
  expect(topology).toBeUndefined();
  const [found, ...more] = diagnostics;
  expect(more).toEqual([]);
  if (found === undefined) throw new Error('There is no diagnostic.');
  expect(found.severity).toBe('error');
  return { code: found.code, shown: sourceDiagnosticText(found, source, screen()) };
}

describe('a file that cannot be read', () => {
  it('is missing: a file of nearly that name is offered', async () => {
    using place = temporaryDirectory();
    writeFileSync(join(place.path, 'topology.yml'), head);
    writeFileSync(join(place.path, 'notes.txt'), '');
    const { code, shown } = await onlyOf(join(place.path, 'topology.yaml'));
    expect(code).toBe('topology.file-not-found');
    expect(shown).toContain(`Did you mean ${join(place.path, 'topology.yml')}?`);
  });

  it('is missing, and so is its folder', async () => {
    using place = temporaryDirectory();
    const { code, shown } = await onlyOf(join(place.path, 'no', 'such.yaml'));
    expect(code).toBe('topology.file-not-found');
    expect(shown).toContain('name the file: -f FILE');
  });

  it('is below a file', async () => {
    using place = temporaryDirectory();
    writeFileSync(join(place.path, 'a'), '');
    const { code } = await onlyOf(join(place.path, 'a', 'topology.yaml'));
    expect(code).toBe('topology.file-not-found');
  });

  it('is a folder', async () => {
    using place = temporaryDirectory();
    const { code, shown } = await onlyOf(place.path);
    expect(code).toBe('topology.file-unreadable');
    expect(shown).toContain('is a folder');
  });

  it('has a name that no file can have', async () => {
    const { code, shown } = await onlyOf('a\0b');
    expect(code).toBe('topology.file-unreadable');
    expect(shown).not.toContain('\0');
  });

  it.skipIf(lacking.modes)('may not be read', async () => {
    using place = temporaryDirectory();
    const file = join(place.path, 'topology.yaml');
    writeFileSync(file, head);
    chmodSync(file, 0);
    using _account = unprivileged();
    const { code, shown } = await onlyOf(file);
    expect(code).toBe('topology.file-unreadable');
    expect(shown).toContain('may not read');
  });

  it.skipIf(lacking.modes)('lies in a folder that may not be entered', async () => {
    using place = temporaryDirectory();
    const folder = join(place.path, 'closed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'topology.yaml'), head);
    chmodSync(folder, 0);
    {
      using _account = unprivileged();
      expect((await onlyOf(join(folder, 'topology.yaml'))).code).toBe('topology.file-unreadable');
    }
    chmodSync(folder, 0o700);
  });

  it('is larger than 4 MiB', async () => {
    const { code, shown } = await only(`${head}# ${'x'.repeat(4 * 1024 * 1024)}\n`);
    expect(code).toBe('topology.file-too-large');
    expect(shown).toContain('4 MiB');
  });

  it.skipIf(lacking.devices)('is a pipe, where a regular file is wanted: it is not waited for', async () => {
    using place = temporaryDirectory();
    const { code, shown } = await onlyOf(makePipe(place.path, 'topology.yaml'));
    expect(code).toBe('topology.file-unreadable');
    expect(shown).toContain('is a pipe, not a regular file');
    expect(shown).toContain('Only commands that run once read a topology from a pipe');
  });

  it.skipIf(lacking.devices)('never ends', async () => {
    expect((await onlyOf('/dev/zero', { pipes: true })).code).toBe('topology.file-too-large');
  });
});

/** Root may read everything: gives its rights up for a while. Any other account stays as it is. */
function unprivileged(): Disposable {
  const { geteuid, seteuid } = process;
  const before = geteuid?.();
  if (before === 0) seteuid?.('nobody');
  return {
    [Symbol.dispose]: () => {
      if (before === 0) seteuid?.(0);
    },
  };
}

describe('a file that is not UTF-8 text', () => {
  it('is binary', async () => {
    const { code, shown } = await only(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0]));
    expect(code).toBe('topology.not-text');
    expect(shown).toContain('zero bytes');
  });

  it.each([
    ['UTF-16 with a byte order mark', [0xff, 0xfe, ...Buffer.from(head, 'utf16le')]],
    ['UTF-16, the other byte order', [0xfe, 0xff, ...Buffer.from(head, 'utf16le').swap16()]],
    ['UTF-16 without a byte order mark', [...Buffer.from(head, 'utf16le')]],
  ])('%s: how to save it as UTF-8', async (_name, bytes) => {
    const { code, shown } = await only(new Uint8Array(bytes));
    expect(code).toBe('topology.not-text');
    expect(shown).toMatch(/UTF-16.*\n +What to do: .*Save as, Encoding, UTF-8/);
  });

  it('Windows-1252: the place of the first such character is shown', async () => {
    const { code, shown } = await only(Buffer.from(`${head}# ä\r\n# für\r\n`, 'latin1'));
    expect(code).toBe('topology.not-text');
    expect(shown).toMatch(/topology\.yaml:5:3: error: A character in line 5 is not UTF-8/);
    expect(shown).toContain('\n    5 | ***\n      | ^^^\n');
  });

  it('a secret in the line of the broken character is not shown', async () => {
    const { shown } = await only(Buffer.from(`${head}password: hunter2ä\n`, 'latin1'));
    expect(shown).toContain('password: ***');
    expect(shown).not.toContain('hunter2');
  });
});

describe('a file without a topology', () => {
  it.each([
    ['nothing at all', ''],
    ['a byte order mark', '\ufeff'],
    ['white space', ' \n\n  \n'],
    ['comments', '# To do\n\n# Soon\n'],
    ['an empty document', '---\n'],
  ])('%s', async (_name, text) => {
    expect((await only(text)).code).toBe('topology.empty');
  });

  it.each([
    ['a list', '- a\n- b\n', 'not a list'],
    ['a text', 'hello\n', 'not this text'],
    ['a number', '42\n', 'not this value'],
    ['null', 'null\n', 'not nothing'],
  ])('%s', async (_name, text, words) => {
    const { code, shown } = await only(text);
    expect(code).toBe('topology.wrong-kind');
    expect(shown).toContain(words);
  });

  it('several documents', async () => {
    const { code, shown } = await only(`${head}---\n${head}`);
    expect(code).toBe('topology.several-documents');
    expect(shown).toContain('topology.yaml:5:1');
  });

  it('another version of the format: nothing else of it is judged', async () => {
    const { code, shown } = await only('apiVersion: ssis-scaleout/v2\nclusters: []\n');
    expect(code).toBe('topology.unsupported-version');
    expect(shown).toContain('this version of scaleout reads ssis-scaleout/v1');
  });
});
