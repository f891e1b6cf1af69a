import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxConnection } from '../../src/connection.js';
import { compileSources } from '../support/compiled-sources.js';
import { type Opened, type OpeningProcess, sandboxModules, startOpeningProcess } from '../support/opening-process.js';
import { poolConfig } from '../support/sandbox.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

let compiled: ReturnType<typeof compileSources>;
beforeAll(() => {
  compiled = compileSources(sandboxModules);
});
afterAll(() => compiled[Symbol.dispose]());

/** Starts so many processes and lets them open the directory at one moment. */
async function openAtOnce(directory: string, count: number) {
  const processes = await Promise.all(Array.from({ length: count }, () => startOpeningProcess(compiled, directory)));
  const opened = await Promise.all(processes.map((process) => process.open()));
  const servers = opened.filter(({ serving }) => serving);
  const server = processes[opened.findIndex(({ serving }) => serving)];
  return { processes, opened, servers, server };
}

async function query(connection: SandboxConnection, text: string) {
  const { user, domain, password } = connection;
  const pool = await new sql.ConnectionPool(poolConfig(connection, { name: `${domain}\\${user}`, password })).connect();
  try {
    return (await pool.request().query(text)).recordset;
  } finally {
    await pool.close();
  }
}

function ports(opened: readonly Opened[]): Set<number> {
  return new Set(opened.map(({ connection }) => connection.port));
}

async function closeAll(processes: readonly OpeningProcess[]): Promise<void> {
  await Promise.all(processes.map((process) => process.close()));
}

describe('eight processes that open a sandbox at the same moment', { timeout: 180_000 }, () => {
  test('have one server among them, wherever it is closed, and leave the state alone', async () => {
    using at = temporaryDirectory();
    const directory = join(at.path, 'fleet');
    const { processes, opened, servers } = await openAtOnce(directory, 8);
    expect(servers).toHaveLength(1);
    expect(ports(opened).size).toBe(1);
    const [first] = opened;
    const rows = await query(first?.connection as SandboxConnection, 'SELECT MachineName FROM catalog.worker_agents');
    expect(rows).toHaveLength(4);
    await closeAll(processes);
    expect(readdirSync(directory).sort()).toEqual([
      'certificate.pem',
      'key.pem',
      'known_hosts',
      'ssh_host_key',
      'ssh_key',
      'state.json',
    ]);
  });

  test('take over from a server that was killed, and find what it had answered', async () => {
    using at = temporaryDirectory();
    const directory = join(at.path, 'fleet');
    for (let round = 1; round <= 2; round++) {
      const { processes, opened, servers, server } = await openAtOnce(directory, 8);
      expect(servers).toHaveLength(1);
      expect(ports(opened).size).toBe(1);
      const connection = servers[0]?.connection as SandboxConnection;
      const before = await query(connection, 'SELECT WorkerAgentId, Description FROM catalog.worker_agents');
      expect(before.filter(({ Description }) => Description === `round ${round - 1}`)).toHaveLength(round > 1 ? 1 : 0);
      const id = before[0]?.WorkerAgentId;
      await query(
        connection,
        `EXEC catalog.set_worker_agent_property @WorkerAgentId = '${id}', @PropertyName = N'Description', @PropertyValue = N'round ${round}'`,
      );
      await server?.kill();
      expect(existsSync(join(directory, 'server.json'))).toBe(true);
      // The others still hold connections to nobody; they close without a word.
      await closeAll(processes.filter((process) => process !== server));
    }
    const { processes, opened, servers } = await openAtOnce(directory, 2);
    expect(servers).toHaveLength(1);
    const after = await query(
      opened[0]?.connection as SandboxConnection,
      "SELECT COUNT(*) AS found FROM catalog.worker_agents WHERE Description = N'round 2'",
    );
    expect(after[0]?.found).toBe(1);
    await closeAll(processes);
  });

  test('and those that come while the others close or are killed never serve together', async () => {
    using at = temporaryDirectory();
    const directory = join(at.path, 'fleet');
    for (let round = 0; round < 3; round++) {
      const { processes, servers, server } = await openAtOnce(directory, 3);
      expect(servers).toHaveLength(1);
      const next = await startOpeningProcess(compiled, directory);
      const killed = round % 2 === 0 ? server : undefined;
      const [{ connection }] = await Promise.all([
        next.open(),
        killed?.kill(),
        closeAll(processes.filter((process) => process !== killed)),
      ]);
      expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await next.close();
    }
    expect(readdirSync(directory).sort()).toEqual([
      'certificate.pem',
      'key.pem',
      'known_hosts',
      'ssh_host_key',
      'ssh_key',
      'state.json',
    ]);
  });
});
