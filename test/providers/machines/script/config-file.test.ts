import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pwshMissing } from '../../../support/pwsh.js';
import { codeOf, messageOf, noOutcome, type Outcome, resultOf, runCases } from './simulated-windows.js';

const place = mkdtempSync(join(tmpdir(), 'scaleout-config-'));
const old = Buffer.from('\uFEFF{"A":"ü","B":8}\r\n', 'utf16le');
const fresh = Buffer.from([0, 255, 254, 13, 10, 128, 39, 36]);
const hostile = `it's "quoted" $(exit 3) \`n \u200F\u{1F525} [x]*`;

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
function file(name: string, bytes = old): string {
  const folder = join(place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'WorkerSettings.config'), bytes);
  return join(folder, 'WorkerSettings.config');
}
function readOnlyFile(name: string): string {
  const path = file(name);
  chmodSync(path, 0o444);
  return path;
}
function write(path: string, expected = old) {
  return { operation: 'writeConfig', path, content: fresh.toString('base64'), expectedSha256: sha256(expected) };
}
function filesOf(name: string): readonly string[] {
  return readdirSync(join(place, name)).sort();
}

describe.skipIf(pwshMissing)('config files on a machine', () => {
  let ran: Readonly<Record<string, Outcome>>;
  const of = (key: string): Outcome => ran[key] ?? noOutcome;

  beforeAll(async () => {
    const large = file('large', Buffer.alloc(200_000, 0x61));
    ran = await runCases<string>({
      read: { requests: [{ operation: 'readConfig', path: file('read') }] },
      readHostile: { requests: [{ operation: 'readConfig', path: file(hostile) }] },
      readEmpty: { requests: [{ operation: 'readConfig', path: file('empty', Buffer.alloc(0)) }] },
      readLarge: { requests: [{ operation: 'readConfig', path: large }] },
      readMissing: {
        requests: [
          { operation: 'readConfig', path: join(place, 'absent') },
          { operation: 'readConfig', path: place },
          { operation: 'readConfig', path: '' },
          { operation: 'readConfig', path: 'a\0b' },
        ],
      },
      write: { requests: [write(file('write')), write(join(place, 'write', 'WorkerSettings.config'))] },
      writeHostile: { requests: [write(file(`${hostile}2`))] },
      moved: { requests: [write(file('moved'), Buffer.from('other'))] },
      meddled: {
        world: { meddled: join(place, 'meddled', 'WorkerSettings.config') },
        requests: [write(file('meddled'))],
      },
      writeMissing: { requests: [write(join(place, 'nowhere.config'))] },
      heldForAMoment: {
        world: { heldReads: 4, heldReplaces: 4 },
        requests: [write(file('heldForAMoment'))],
      },
      heldFromReading: { world: { heldReads: 6 }, requests: [{ operation: 'readConfig', path: file('heldRead') }] },
      heldFromReplacing: { world: { heldReplaces: 6 }, requests: [write(file('heldFromReplacing'))] },
      torn: { world: { tornReplaces: 1 }, requests: [write(file('torn'))] },
      tornAlways: { world: { tornReplaces: 6 }, requests: [write(file('tornAlways'))] },
      readOnly: { requests: [write(readOnlyFile('readOnly'))] },
      replaceDenied: { world: { faults: { replace: 'denied' } }, requests: [write(file('replaceDenied'))] },
      diskFull: { world: { faults: { replace: 'There is not enough space.' } }, requests: [write(file('diskFull'))] },
      twice: {
        requests: [
          write(file('twice')),
          { ...write(join(place, 'twice', 'WorkerSettings.config'), fresh), content: old.toString('base64') },
        ],
      },
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('reads bytes as they are', () => {
    for (const [key, bytes] of [
      ['read', old],
      ['readHostile', old],
      ['readEmpty', Buffer.alloc(0)],
      ['readLarge', Buffer.alloc(200_000, 0x61)],
    ] as const) {
      const { changed, content } = resultOf(of(key));
      expect(changed).toBe(false);
      expect(Buffer.from(content ?? '', 'base64').equals(bytes)).toBe(true);
    }
  });

  it('gives a hostile path back as it was', () => {
    expect(resultOf(of('readHostile')).path).toBe(join(place, hostile, 'WorkerSettings.config'));
  });

  it('replaces the bytes once, with the old ones in a backup beside them and nothing else', () => {
    for (const name of ['write', `${hostile}2`]) {
      const [config, backup, ...more] = filesOf(name);
      expect(more).toEqual([]);
      expect(readFileSync(join(place, name, config ?? ''))).toEqual(fresh);
      expect(backup).toMatch(/^WorkerSettings\.config\.\d{8}T\d{9}\.bak$/);
      expect(readFileSync(join(place, name, backup ?? ''))).toEqual(old);
    }
    expect(resultOf(of('write')).changed).toBe(true);
    expect(resultOf(of('write'), 1).changed).toBe(false);
  });

  it('writes nothing over what somebody else wrote', () => {
    expect(codeOf(of('moved'))).toBe('moved');
    expect(filesOf('moved')).toEqual(['WorkerSettings.config']);
    expect(readFileSync(join(place, 'moved', 'WorkerSettings.config'))).toEqual(old);
  });

  it('puts back what somebody wrote at the same moment', () => {
    expect(codeOf(of('meddled'))).toBe('moved');
    expect(filesOf('meddled')).toEqual(['WorkerSettings.config']);
    expect(readFileSync(join(place, 'meddled', 'WorkerSettings.config'), 'utf8')).toBe('theirs');
  });

  it('keeps every backup', () => {
    expect(of('twice').answers.map((_, at) => resultOf(of('twice'), at).changed)).toEqual([true, true]);
    expect(filesOf('twice')).toHaveLength(3);
  });

  it('waits for a file that another program holds for a moment', () => {
    expect(resultOf(of('heldForAMoment')).changed).toBe(true);
    expect(of('heldForAMoment').world.waits).toBe(8);
    expect(filesOf('heldForAMoment')).toHaveLength(2);
  });

  it.each([
    ['heldFromReading', 'heldRead', 'read', 5],
    ['heldFromReplacing', 'heldFromReplacing', 'replaced', 5],
    ['tornAlways', 'tornAlways', 'replaced', 5],
  ])('%s: gives up after a second, with path and reason, and nothing is changed', (key, name, done, waits) => {
    expect(codeOf(of(key))).toBe('configInUse');
    const path = join(place, name, 'WorkerSettings.config');
    expect(messageOf(of(key))).toContain(`Another program holds ${path} open, and it cannot be ${done} (`);
    expect(of(key).world.waits).toBe(waits);
    expect(filesOf(name)).toEqual(['WorkerSettings.config']);
    expect(readFileSync(path)).toEqual(old);
  });

  it('never leaves a service without a config, where ReplaceFile ends half-way', () => {
    expect(resultOf(of('torn')).changed).toBe(true);
    expect(readFileSync(join(place, 'torn', 'WorkerSettings.config'))).toEqual(fresh);
    expect(filesOf('torn')).toHaveLength(2);
  });

  it.each([
    ['readOnly', 'configReadOnly', 'has the read-only attribute'],
    ['replaceDenied', 'accessDenied', 'cannot be replaced: Attempted to perform an unauthorized operation.'],
    ['diskFull', 'configNotWritten', 'cannot be replaced: There is not enough space.'],
  ])('%s ends in %s, says which file and why, and changes nothing', (key, code, reason) => {
    expect(codeOf(of(key))).toBe(code);
    const path = join(place, key, 'WorkerSettings.config');
    expect(messageOf(of(key))).toContain(`${path} ${reason}`);
    expect(filesOf(key)).toEqual(['WorkerSettings.config']);
    expect(readFileSync(path)).toEqual(old);
  });

  it('says that a file is missing, and makes none', () => {
    expect(of('readMissing').answers.map((_, at) => codeOf(of('readMissing'), at))).toEqual(
      Array(4).fill('configMissing'),
    );
    expect(codeOf(of('writeMissing'))).toBe('configMissing');
    expect(readdirSync(place)).not.toContain('nowhere.config');
  });
});
