import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../src/certificate.js';
import { poolConfig, startTestSandbox } from './support/sandbox.js';

describe('a sandbox', () => {
  test.each(['scaleout', 'SANDBOX\\scaleout'])(
    'lets mssql in as %s, with TLS checked against its certificate',
    async (login) => {
      await using sandbox = await startTestSandbox();
      const pool = await sandbox.connect(login);
      const answer = await pool.request().query('SELECT * FROM catalog.worker_agents');
      expect(answer.recordset.map(({ MachineName }) => MachineName).sort()).toEqual([
        'ETL01',
        'ETL02',
        'ETL03',
        'ETL04',
      ]);
      expect(Object.keys(answer.recordset.columns)).toEqual([
        'WorkerAgentId',
        'IsEnabled',
        'DisplayName',
        'Description',
        'MachineName',
        'Tags',
        'UserAccount',
        'LastOnlineTime',
      ]);
      const [who] = (await pool.request().query('SELECT SUSER_SNAME() AS login')).recordset;
      expect(who).toEqual({ login });
    },
  );

  test('lets nobody in with a wrong password, whatever the login', async () => {
    await using sandbox = await startTestSandbox();
    for (const name of ['scaleout', 'SANDBOX\\scaleout', 'nobody']) {
      const pool = new sql.ConnectionPool(poolConfig(sandbox.connection, { name, password: 'wrong' }));
      await expect(pool.connect()).rejects.toThrow(/Login failed|untrusted domain/);
    }
    expect(sandbox.running.sessionCount()).toBe(0);
  });

  test('is not trusted by a client that knows another certificate', async () => {
    await using sandbox = await startTestSandbox();
    const other = await createCertificate(new Date());
    const login = { name: 'scaleout', password: sandbox.passwordOf('scaleout') };
    const pool = new sql.ConnectionPool(poolConfig({ ...sandbox.connection, certificate: other.certificate }, login));
    await expect(pool.connect()).rejects.toThrow(/certificate/i);
  });

  test('says that a database cannot be opened and that the login failed, as SQL Server does', async () => {
    await using sandbox = await startTestSandbox();
    const numbers: number[] = [];
    const config = poolConfig(sandbox.connection, { name: 'scaleout', password: sandbox.passwordOf('scaleout') });
    const pool = new sql.ConnectionPool({
      ...config,
      database: 'NOWHERE',
      options: { ...config.options, maxRetriesOnTransientErrors: 0 },
      beforeConnect: (connection) => {
        connection.on('errorMessage', ({ number }: { number: number }) => numbers.push(number));
      },
    });
    await expect(pool.connect()).rejects.toThrow('Login failed');
    expect(numbers).toEqual([4060, 18456]);
  });

  test("has the time of its clock, and nobody else's", async () => {
    await using sandbox = await startTestSandbox({ time: Date.UTC(2031, 0, 1) });
    const pool = await sandbox.connect();
    const time = async () => (await pool.request().query('SELECT SYSUTCDATETIME() AS now')).recordset[0].now;
    expect(await time()).toEqual(new Date('2031-01-01T00:00:00Z'));
    sandbox.clock.advance(90);
    expect(await time()).toEqual(new Date('2031-01-01T00:01:30Z'));
  });

  test('records requests and tells of changes', async () => {
    await using sandbox = await startTestSandbox();
    const pool = await sandbox.connect(undefined, { validateConnection: false });
    // The pool opens its connection, and sets its options, for the first request.
    await pool.request().query('SELECT 0 AS zero');
    sandbox.requests.length = 0;
    await pool.request().query('SELECT 1 AS one');
    expect(sandbox.requests).toHaveLength(1);
    const { id } = (await pool.request().query('SELECT TOP 1 WorkerAgentId AS id FROM catalog.worker_agents'))
      .recordset[0];
    await pool.request().input('WorkerAgentId', sql.UniqueIdentifier, id).execute('catalog.enable_worker_agent');
    expect(sandbox.running.store.get('workerAgents', id)?.isEnabled).toBe(true);
  });

  test('starts with the world that a test gives it', async () => {
    await using sandbox = await startTestSandbox({
      fleet: { workers: [{ machine: 'NODE1' }], joined: false },
      edits: {
        workerAgents: { '00000000-0000-4000-8000-000000000001': { machineName: 'GONE', lastOnlineTime: '2020-01-01' } },
      },
    });
    const pool = await sandbox.connect();
    const answer = await pool.request().query('SELECT MachineName FROM catalog.worker_agents');
    expect(answer.recordset).toEqual([{ MachineName: 'GONE' }]);
  });
});
