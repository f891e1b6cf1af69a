import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createClaimWatch, makeClaim } from '../../src/directory/claim.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  if (child.pid === undefined) throw new Error('the process did not start');
  return child.pid;
}

const fast = { heartbeat: 10, patience: 200 };

describe('a claim', () => {
  test('is seen by others and not by its holder', () => {
    using at = temporaryDirectory();
    const claim = makeClaim(at.path);
    const watch = createClaimWatch(at.path);
    expect(watch.rivals(claim)).toEqual([]);
    expect(watch.rivals(undefined)).toEqual([{ name: claim.name, pid: process.pid }]);
    claim.release();
    expect(watch.rivals(undefined)).toEqual([]);
    expect(readdirSync(at.path)).toEqual([]);
  });

  test('of two is seen by at least one of them', () => {
    using at = temporaryDirectory();
    const one = makeClaim(at.path);
    const two = makeClaim(at.path);
    expect(
      createClaimWatch(at.path)
        .rivals(one)
        .map(({ name }) => name),
    ).toEqual([two.name]);
    expect(
      createClaimWatch(at.path)
        .rivals(two)
        .map(({ name }) => name),
    ).toEqual([one.name]);
    one.release();
    two.release();
  });

  test('of a dead process is removed at once, whoever looks', async () => {
    using at = temporaryDirectory();
    const own = makeClaim(at.path);
    const name = own.name.replace(`.${process.pid}.`, `.${await deadPid()}.`);
    writeFileSync(join(at.path, name), '');
    expect(createClaimWatch(at.path).rivals(own)).toEqual([]);
    expect(existsSync(join(at.path, name))).toBe(false);
    own.release();
  });

  test('of a process on another host, or whose number was given away, lives as long as it shows it', async () => {
    using at = temporaryDirectory();
    const own = makeClaim(at.path, fast);
    const elsewhere = own.name.replace(/\.[0-9a-f]{8}\./, '.00000000.');
    writeFileSync(join(at.path, elsewhere), '');
    const watch = createClaimWatch(at.path, fast.patience);
    expect(watch.rivals(own).map(({ name }) => name)).toEqual([elsewhere]);
    const start = performance.now();
    await vi.waitFor(() => expect(watch.rivals(own)).toEqual([]), { timeout: 5_000, interval: 10 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(fast.patience - 20);
    expect(existsSync(join(at.path, elsewhere))).toBe(false);
    // Its own claim has shown itself alive all the while.
    expect(watch.rivals(undefined).map(({ name }) => name)).toEqual([own.name]);
    own.release();
  });

  test('that was taken away is found lost', async () => {
    using at = temporaryDirectory();
    const claim = makeClaim(at.path, fast);
    expect(claim.held()).toBe(true);
    rmSync(join(at.path, claim.name));
    expect(claim.held()).toBe(false);
    await vi.waitFor(() => expect(claim.lost.aborted).toBe(true), { timeout: 5_000, interval: 10 });
    claim.release();
  });

  test('cannot be made where there is no directory', () => {
    using at = temporaryDirectory();
    expect(() => makeClaim(join(at.path, 'absent'))).toThrow(
      expect.objectContaining({ code: 'sandbox.directory-unusable' }),
    );
  });

  test('leaves other files alone', () => {
    using at = temporaryDirectory();
    for (const name of ['claim.txt', 'claim.1.lock', 'state.json']) writeFileSync(join(at.path, name), '');
    expect(createClaimWatch(at.path).rivals(undefined)).toEqual([]);
    expect(readdirSync(at.path)).toHaveLength(3);
  });
});
