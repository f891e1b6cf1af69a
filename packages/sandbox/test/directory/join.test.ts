import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import sql from 'mssql';
import { describe, expect, test, vi } from 'vitest';
import { claimOrJoin, makeClaim } from '../../src/directory/claim.js';
import { layoutOf } from '../../src/directory/layout.js';
import { openSandbox } from '../../src/directory/open.js';
import { joinServer } from '../support/join.js';
import { poolConfig } from '../support/sandbox.js';
import { never, noFleet, type SandboxPlace, sandboxPlace } from '../support/sandbox-place.js';

describe('a directory that is served', () => {
  test('tells a user whom it waits for', async () => {
    using at = sandboxPlace();
    const said: string[] = [];
    const server = await at.open({ log: (message) => said.push(message) });
    const member = await at.open();
    const closing = server.close();
    await vi.waitFor(() => expect(said).toEqual(['Waiting for another session to end']), { timeout: 5_000 });
    await member.close();
    await closing;
    expect(said).toHaveLength(1);
  });

  test('is joined by those who come later, and waits for them', async () => {
    using at = sandboxPlace();
    const server = await at.open();
    const member = await at.open({ fleet: noFleet });
    expect(member.serving).toBe(false);
    expect(member.connection).toEqual(server.connection);
    let closed = false;
    const closing = server.close().then(() => {
      closed = true;
    });
    // New connections of a member are served while the server waits.
    const { connection } = member;
    const { user, domain, password } = connection;
    const pool = new sql.ConnectionPool(poolConfig(connection, { name: `${domain}\\${user}`, password }));
    await pool.connect();
    expect(closed).toBe(false);
    await pool.close();
    await member.close();
    await closing;
    expect(existsSync(at.file('server.json'))).toBe(false);
  });

  test('waits no longer than it is told to, or until it is interrupted', async () => {
    using at = sandboxPlace();
    const said: string[] = [];
    const interrupt = new AbortController();
    const server = await at.open({ signal: interrupt.signal, log: (message) => said.push(message) });
    const member = await at.open();
    const closing = server.close();
    interrupt.abort();
    await closing;
    await member.close();
    expect(said).toEqual([]);

    const hasty = await at.open({ patience: 0, log: (message) => said.push(message) });
    const second = await at.open();
    await hasty.close();
    await second.close();
    expect(said).toEqual(['Closing the sandbox although it is in use']);
  });

  test('passes to one who comes while the server closes', async () => {
    using at = sandboxPlace();
    const server = await at.open();
    const member = await at.open();
    const closing = server.close();
    const later = at.open({ fleet: noFleet });
    await member.close();
    await closing;
    const successor = await later;
    expect(successor.serving).toBe(true);
    await successor.close();
  });

  test('lets a wait be interrupted', async () => {
    using at = sandboxPlace();
    const server = await at.open();
    const member = await at.open();
    const closing = server.close();
    const interrupt = new AbortController();
    const later = at.open({ signal: interrupt.signal });
    interrupt.abort(new Error('enough'));
    await expect(later).rejects.toThrow('enough');
    await member.close();
    await closing;
    expect(readdirSync(at.directory).filter((name) => name.startsWith('claim.'))).toEqual([]);
  });

  test('is given up where it does not answer for too long', async () => {
    using at = sandboxPlace();
    await (await at.open()).close();
    const silent = makeClaim(at.directory);
    await expect(
      claimOrJoin(layoutOf(at.directory), { join: joinServer, signal: never, limit: 100 }),
    ).rejects.toMatchObject({
      code: 'sandbox.held',
      message: expect.stringContaining(String(process.pid)),
    });
    silent.release();
  });

  test('that is removed ends the server, which writes nothing more', async () => {
    using at = sandboxPlace();
    const server = await at.open({ timing: { heartbeat: 10, patience: 200 } });
    const { host, port } = server.connection;
    rmSync(at.directory, { recursive: true });
    const refused = () =>
      new Promise((resolve) => {
        connect({ host, port })
          .once('error', () => resolve(true))
          .once('connect', () => resolve(false));
      });
    await vi.waitFor(async () => expect(await refused()).toBe(true), { timeout: 5_000, interval: 20 });
    await server.close();
    expect(existsSync(at.directory)).toBe(false);
  });
});

describe('what a killed server left', () => {
  /** A copy of a served directory is what a process leaves that is killed, but for the number of the process. */
  async function leftBehind(at: SandboxPlace, pid: number) {
    const server = await at.open();
    const left = `${at.directory}-left`;
    cpSync(at.directory, left, { recursive: true });
    await server.close();
    const claim = readdirSync(left).find((name) => name.startsWith('claim.')) ?? '';
    const renamed = claim.replace(`.${process.pid}.`, `.${pid}.`);
    renameSync(join(left, claim), join(left, renamed));
    const document = JSON.parse(readFileSync(join(left, 'server.json'), 'utf8'));
    return { left, document: { ...document, pid, claim: renamed } };
  }
  const options = { join: joinServer, fleet: noFleet, signal: never, timing: { heartbeat: 20, patience: 300 } };

  function publish(left: string, document: { readonly connection: object }, port: number): void {
    const published = {
      ...document,
      directory: realpathSync.native(left),
      connection: { ...document.connection, port },
    };
    writeFileSync(join(left, 'server.json'), JSON.stringify(published));
  }

  test('is never joined where a stranger has its port and another process its number', {
    timeout: 30_000,
  }, async () => {
    using at = sandboxPlace();
    const sent: Buffer[] = [];
    const stranger = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => sent.push(bytes));
    }).listen(0, '127.0.0.1');
    await vi.waitFor(() => expect(stranger.listening).toBe(true));
    const { port } = stranger.address() as { port: number };
    const { left, document } = await leftBehind(at, process.pid);
    publish(left, document, port);
    const sandbox = await openSandbox(left, options);
    expect(sandbox.serving).toBe(true);
    expect(sandbox.connection.port).not.toBe(port);
    await sandbox.close();
    // It was asked whether it is the server; it learnt no secret.
    const heard = Buffer.concat(sent);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.includes(Buffer.from(document.instance, 'utf16le'))).toBe(false);
    expect(heard.includes(Buffer.from(document.instance))).toBe(false);
    stranger.close();
  });

  test('is never joined where another sandbox has its port', async () => {
    using at = sandboxPlace();
    using elsewhere = sandboxPlace();
    const { left, document } = await leftBehind(at, process.pid);
    const other = await elsewhere.open();
    publish(left, document, other.connection.port);
    const sandbox = await openSandbox(left, options);
    expect(sandbox.serving).toBe(true);
    await sandbox.close();
    await other.close();
  });

  test('is not joined where the directory is a copy of one that is served', async () => {
    using at = sandboxPlace();
    const server = await at.open();
    const copy = `${at.directory}-copy`;
    cpSync(at.directory, copy, { recursive: true });
    const sandbox = await openSandbox(copy, options);
    expect(sandbox.serving).toBe(true);
    expect(sandbox.connection.port).not.toBe(server.connection.port);
    await sandbox.close();
    await server.close();
  });
});
