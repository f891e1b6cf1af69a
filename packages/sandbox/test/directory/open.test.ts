import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSandbox } from '../../src/directory/open.js';
import { joinServer } from '../support/join.js';
import { lacking } from '../support/posix.js';
import { fleet, never, noFleet, sandboxPlace } from '../support/sandbox-place.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const whenClosed = ['certificate.pem', 'key.pem', 'known_hosts', 'ssh_host_key', 'ssh_key', 'state.json'];

describe('a new directory', () => {
  test('is made, with a fresh fleet, for its owner alone', async () => {
    using at = sandboxPlace();
    const sandbox = await at.open();
    expect(sandbox.serving).toBe(true);
    expect(
      readdirSync(at.directory)
        .filter((name) => !name.startsWith('claim.'))
        .sort(),
    ).toEqual([...whenClosed, 'server.json'].sort());
    if (lacking.modes === undefined) {
      expect(statSync(at.directory).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(at.directory)) expect(statSync(at.file(name)).mode & 0o777).toBe(0o600);
    }
    await sandbox.close();
    expect(readdirSync(at.directory).sort()).toEqual(whenClosed);
  });

  test('is not asked for a fleet when it is opened again, and keeps its passwords and certificate', async () => {
    using at = sandboxPlace();
    const first = await at.open();
    await first.close();
    const second = await at.open({ fleet: noFleet });
    const { port, ssh } = second.connection;
    expect(second.connection).toEqual({ ...first.connection, port, ssh: { ...first.connection.ssh, port: ssh.port } });
    await second.close();
  });

  test('may exist and be empty, or hold what a process left that died at the start', async () => {
    using at = sandboxPlace();
    mkdirSync(at.directory, { recursive: true });
    writeFileSync(at.file('state.json.0123456789ab.tmp'), '{');
    const sandbox = await at.open();
    await sandbox.close();
    expect(readdirSync(at.directory).sort()).toEqual(whenClosed);
  });
});

describe('what is no sandbox', () => {
  test('is refused, and nothing is written into it', async () => {
    using at = sandboxPlace();
    mkdirSync(at.directory, { recursive: true });
    writeFileSync(at.file('certificate.pem'), "somebody else's");
    await expect(at.open()).rejects.toMatchObject({
      code: 'sandbox.not-a-sandbox',
      message: expect.stringContaining('certificate.pem'),
    });
    expect(readdirSync(at.directory)).toEqual(['certificate.pem']);
  });

  test('is refused where the path is a file, or leads through one', async () => {
    using at = temporaryDirectory();
    const file = join(at.path, 'file');
    writeFileSync(file, 'text');
    for (const path of [file, join(file, 'below')]) {
      await expect(openSandbox(path, { join: joinServer, fleet, signal: never })).rejects.toMatchObject({
        code: 'sandbox.directory-unusable',
        message: expect.stringContaining('a file is in its place'),
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  test('is refused where the system lets nobody write', { skip: !existsSync('/proc/self') }, async () => {
    await expect(openSandbox('/proc/self/fleet', { join: joinServer, fleet, signal: never })).rejects.toMatchObject({
      code: 'sandbox.directory-unusable',
    });
  });

  test('is told with the place where the state is damaged, and the directory is free again', async () => {
    using at = sandboxPlace();
    await (await at.open()).close();
    const good = readFileSync(at.file('state.json'), 'utf8');
    writeFileSync(at.file('state.json'), good.replace('"tables"', '"tables'));
    await expect(at.open()).rejects.toMatchObject({ code: 'sandbox.state-damaged' });
    writeFileSync(at.file('state.json'), good);
    await (await at.open({ fleet: noFleet })).close();
  });

  test('is told where our own login was taken out of the state', async () => {
    using at = sandboxPlace();
    await (await at.open()).close();
    const state = readFileSync(at.file('state.json'), 'utf8');
    writeFileSync(at.file('state.json'), state.replaceAll('SANDBOX\\\\scaleout', 'SANDBOX\\\\other'));
    await expect(at.open()).rejects.toMatchObject({
      code: 'sandbox.state-damaged',
      message: expect.stringContaining('SANDBOX\\scaleout'),
    });
  });
});
