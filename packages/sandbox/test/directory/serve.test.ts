import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import sql from 'mssql';
import { describe, expect, test, vi } from 'vitest';
import { openSandbox } from '../../src/directory/open.js';
import { resetSandbox } from '../../src/directory/reset.js';
import { serveSandbox } from '../../src/directory/serve.js';
import { instantOf } from '../../src/instant.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import type { Way } from '../../src/model/ways.js';
import { joinServer } from '../support/join.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const never = new AbortController().signal;
const noFleet = () => expect.unreachable('there is a sandbox already');

/** Serves for the length of a test. */
async function serving(directory: string, port?: number, world?: readonly Way[]) {
  const stop = new AbortController();
  const server = await serveSandbox(directory, {
    join: joinServer,
    signal: stop.signal,
    world,
    ...(port === undefined ? {} : { port }),
  });
  const end = async () => {
    stop.abort();
    await server.ended;
  };
  return { ...server, end, [Symbol.asyncDispose]: end };
}

describe('a served sandbox', () => {
  test('says what a client needs to connect, and lets it in', async () => {
    using at = temporaryDirectory();
    const directory = join(at.path, 'fleet');
    await using server = await serving(directory);
    const { served } = server;
    expect(served).toMatchObject({
      host: '127.0.0.1',
      user: 'scaleout',
      database: 'SSISDB',
      directory,
      pid: process.pid,
    });
    expect(served.logins).toContainEqual(
      expect.objectContaining({ kind: 'sql', user: served.user, password: served.password, serverRoles: ['sysadmin'] }),
    );
    expect(served.logins.map((login) => login.kind)).toContain('windows');
    const pool = await new sql.ConnectionPool({
      server: served.host,
      port: served.port,
      user: served.user,
      password: served.password,
      database: served.database,
      options: {
        encrypt: true,
        serverName: served.serverName,
        cryptoCredentialsDetails: { ca: readFileSync(served.certificateFile) },
      },
    }).connect();
    const answer = await pool.request().query('SELECT MachineName FROM catalog.worker_agents');
    expect(answer.recordset).toHaveLength(4);
    await pool.close();
  });

  test('is of the world that it was made in: also after a reset, and never of another', async () => {
    using at = temporaryDirectory();
    const directory = join(at.path, 'fleet');
    await (await serving(directory, undefined, ['no-retry', 'netbios-names'])).end();
    await resetSandbox(directory, { join: joinServer, signal: never });
    await expect(serving(directory, undefined, ['slow-heartbeat'])).rejects.toMatchObject({
      code: 'sandbox.other-world',
      message: expect.stringContaining('of the world no-retry,netbios-names, not of the world slow-heartbeat'),
    });
    await expect(serving(directory, undefined, [])).rejects.toMatchObject({ code: 'sandbox.other-world' });
    await (await serving(directory, undefined, ['no-retry', 'netbios-names'])).end();
    await (await serving(directory)).end();
  });

  test('is used by commands that name its directory', async () => {
    using at = temporaryDirectory();
    await using server = await serving(at.path);
    const member = await openSandbox(at.path, { join: joinServer, fleet: noFleet, signal: never });
    expect(member.serving).toBe(false);
    expect(member.connection.port).toBe(server.served.port);
    await member.close();
  });

  test('is served by one process only: a second one is told which and where', async () => {
    using at = temporaryDirectory();
    await using server = await serving(at.path);
    await expect(serveSandbox(at.path, { join: joinServer, signal: never })).rejects.toMatchObject({
      code: 'sandbox.already-served',
      message: expect.stringMatching(new RegExp(`${process.pid}.*${server.served.port}`)),
    });
  });

  test('stops when it is told to, whoever is connected', async () => {
    using at = temporaryDirectory();
    const server = await serving(at.path);
    const member = await openSandbox(at.path, { join: joinServer, fleet: noFleet, signal: never });
    await server.end();
    await member.close();
    expect(existsSync(join(at.path, 'server.json'))).toBe(false);
  });

  test('listens where it is told to, and says so when that port is taken', async () => {
    using at = temporaryDirectory();
    const other = createServer().listen(0, '127.0.0.1');
    await vi.waitFor(() => expect(other.listening).toBe(true));
    const { port } = other.address() as { port: number };
    await expect(serving(at.path, port)).rejects.toMatchObject({
      code: 'sandbox.port-in-use',
      message: expect.stringContaining(String(port)),
    });
    await new Promise((resolve) => other.close(resolve));
    // The directory was left free, and complete.
    await using server = await serving(at.path, port);
    expect(server.served.port).toBe(port);
  });
});

describe('a reset', () => {
  const workers = (directory: string) =>
    Object.values(JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8')).tables.workerAgents) as {
      readonly machineName: string;
      readonly isEnabled: boolean;
    }[];

  test('sets the same machines up afresh and keeps the passwords', async () => {
    using at = temporaryDirectory();
    const { served, end } = await serving(at.path);
    await end();
    const path = join(at.path, 'state.json');
    const { connection: before } = await openAndClose(at.path);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"isEnabled": false', '"isEnabled": true'));
    expect(workers(at.path).every(({ isEnabled }) => isEnabled)).toBe(true);
    await resetSandbox(at.path, { join: joinServer, signal: never });
    expect(workers(at.path).map(({ machineName }) => machineName)).toEqual(['ETL01', 'ETL02', 'ETL03', 'ETL04']);
    expect(workers(at.path).some(({ isEnabled }) => isEnabled)).toBe(false);
    const { connection: after } = await openAndClose(at.path);
    expect(after).toEqual({ ...before, port: after.port, ssh: { ...before.ssh, port: after.ssh.port } });
    expect(after.sqlLogin.password).toBe(served.password);
  });

  test('mends a sandbox whose rows or journal are damaged', async () => {
    using at = temporaryDirectory();
    await openAndClose(at.path);
    const path = join(at.path, 'state.json');
    const good = readFileSync(path, 'utf8');
    for (const damaged of [good.slice(0, -40), good.replace('"isEnabled": false', '"isEnabled": no')]) {
      writeFileSync(path, damaged);
      await expect(openAndClose(at.path)).rejects.toMatchObject({ code: 'sandbox.state-damaged' });
      await resetSandbox(at.path, { join: joinServer, signal: never });
      expect(workers(at.path)).toHaveLength(4);
    }
    const { generation } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(join(at.path, 'journal.jsonl'), `${JSON.stringify({ generation })}\nrubbish\n[]\n`);
    await expect(openAndClose(at.path)).rejects.toMatchObject({ code: 'sandbox.state-damaged' });
    await resetSandbox(at.path, { join: joinServer, signal: never });
    await openAndClose(at.path);
  });

  test('is refused while the sandbox is served', async () => {
    using at = temporaryDirectory();
    await using server = await serving(at.path);
    await expect(resetSandbox(at.path, { join: joinServer, signal: never })).rejects.toMatchObject({
      code: 'sandbox.already-served',
      message: expect.stringContaining(String(server.served.port)),
    });
  });

  test.each([
    ['that does not exist', () => {}, 'sandbox.no-sandbox'],
    ['that is empty', (path: string) => mkdirSync(path), 'sandbox.no-sandbox'],
    [
      'that holds something else',
      (path: string) => {
        mkdirSync(path);
        writeFileSync(join(path, 'thesis.txt'), 'years of work');
      },
      'sandbox.not-a-sandbox',
    ],
    ['that is a file', (path: string) => writeFileSync(path, ''), 'sandbox.directory-unusable'],
  ])('is refused for a directory %s, which is left as it is', async (_, prepare, code) => {
    using at = temporaryDirectory();
    const path = join(at.path, 'fleet');
    prepare(path);
    const before = JSON.stringify(readdirSync(at.path, { recursive: true }));
    await expect(resetSandbox(path, { join: joinServer, signal: never })).rejects.toMatchObject({ code });
    expect(JSON.stringify(readdirSync(at.path, { recursive: true }))).toBe(before);
  });

  test('says which part of an edited fleet is wrong', async () => {
    using at = temporaryDirectory();
    await openAndClose(at.path);
    const path = join(at.path, 'state.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"ETL02",', '7,'));
    await expect(resetSandbox(at.path, { join: joinServer, signal: never })).rejects.toMatchObject({
      code: 'sandbox.state-damaged',
      message: expect.stringContaining('worker 2'),
    });
  });
});

async function openAndClose(directory: string) {
  const sandbox = await openSandbox(directory, {
    join: joinServer,
    fleet: () => exampleFleet(instantOf(Date.now())),
    signal: never,
  });
  await sandbox.close();
  return sandbox;
}
