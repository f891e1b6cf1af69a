import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../support/sandbox.js';
import { type Ask, inspect, installFleet, ownCertificate } from '../support/sandbox-machines.js';
import { loginTo, type SandboxLogin } from '../support/sandbox-ssh.js';

const hostile = [
  'O\'Neil "quoted"',
  '$(Remove-Item C:\\)',
  '`backtick`',
  'line\nbreak\ttab',
  '\u200f\u202eRTL',
  '😀 ÄÖß',
  '<&>;|%PATH%',
];

/** Asks each machine over a login of its own. */
async function asking(ssh: Parameters<typeof loginTo>[0], machines: readonly string[]) {
  const logins = new Map<string, SandboxLogin>();
  for (const machine of machines) logins.set(machine, await loginTo(ssh, machine));
  const ask: Ask = (machine, request) => {
    const login = logins.get(machine);
    if (login === undefined) throw new Error(`no login to ${machine}`);
    return login.request(request);
  };
  return {
    ask,
    async [Symbol.asyncDispose]() {
      for (const login of logins.values()) await login[Symbol.asyncDispose]();
    },
  };
}

describe('a whole installation over SSH', () => {
  test('brings bare machines into service, whatever their names are', async () => {
    const endpoint = 'https://sqletl01.corp.example:8391';
    await using sandbox = await startTestSandbox({
      fleet: { joined: false, workers: ['ETL01', ...hostile].map((machine) => ({ machine })), endpoint },
    });
    await using logins = await asking(sandbox.connection.ssh, ['SQLETL01', 'ETL01', ...hostile]);
    const { ask } = logins;
    await installFleet(ask, { masters: ['SQLETL01'], workers: ['ETL01', ...hostile], endpoint });
    for (const name of hostile) {
      expect((await inspect(ask, name)).hostName).toBe(name);
      expect(await ownCertificate(ask, name, 'worker')).not.toBe('');
    }
    const pool = await sandbox.connect();
    const { recordset } = await pool.query('SELECT MachineName, IsEnabled FROM catalog.worker_agents');
    expect(recordset.map((row) => row.MachineName).sort()).toEqual(['ETL01', ...hostile].sort());
  });
});

describe('the request of a script for an administrator', () => {
  test('brings worker and master into service, each in one, and is safe to carry out twice', async () => {
    const endpoint = 'https://SQLETL01:8391';
    await using sandbox = await startTestSandbox({
      fleet: { joined: false, endpoint, workers: [{ machine: 'ETL09' }] },
    });
    await using logins = await asking(sandbox.connection.ssh, ['SQLETL01', 'ETL09']);
    const { ask } = logins;
    const onWorker = {
      operation: 'ensureWorker',
      endpoint,
      masterCertificate: await ownCertificate(ask, 'SQLETL01', 'master'),
      workerThumbprint: null,
      mark: 'ssis-scaleout warehouse',
      settings: { MaxTaskCount: 4, LeaseInternval: '00:02:00' },
      timeoutSeconds: 60,
    } as const;
    const first = await ask('ETL09', onWorker);
    expect(first).toMatchObject({
      ok: true,
      value: { changed: true, report: expect.arrayContaining([expect.stringContaining('restarted')]) },
    });
    const certificate = first.ok && 'certificate' in first.value ? String(first.value.certificate) : '';
    const onMaster = {
      operation: 'ensureMaster',
      trust: [{ certificate, mark: 'ssis-scaleout warehouse' }],
      port: 8391,
      firewallRule: 'ssis-scaleout warehouse',
      timeoutSeconds: 60,
    } as const;
    expect(await ask('SQLETL01', onMaster)).toMatchObject({ ok: true, value: { changed: true } });
    for (const [machine, request] of [
      ['ETL09', onWorker],
      ['SQLETL01', onMaster],
    ] as const) {
      const again = await ask(machine, request);
      expect(again).toMatchObject({ ok: true, value: { changed: false } });
    }
    sandbox.clock.advance(60);
    const pool = await sandbox.connect();
    const { recordset } = await pool.query('SELECT MachineName FROM catalog.worker_agents');
    expect(recordset).toEqual([{ MachineName: 'ETL09' }]);
    const { installations } = await inspect(ask, 'ETL09');
    const config = Buffer.from(installations[0]?.config.content ?? '', 'base64').toString();
    expect(config).toMatch(/"MaxTaskCount": 4,\r\n {2}"LeaseInterval": "00:02:00"/);
    expect(config).not.toContain('LeaseInternval');
  });

  test('makes a certificate where the config names none that is there', async () => {
    await using sandbox = await startTestSandbox({ fleet: { joined: false, workers: [{ machine: 'ETL09' }] } });
    sandbox.running.world.editMachine('ETL09', ({ windows }) => ({ windows: { ...windows, my: {} } }));
    await using logins = await asking(sandbox.connection.ssh, ['ETL09']);
    const request = {
      operation: 'ensureWorker',
      endpoint: null,
      masterCertificate: null,
      workerThumbprint: null,
      mark: 'ssis-scaleout warehouse',
      settings: {},
      timeoutSeconds: 60,
    } as const;
    expect(await logins.ask('ETL09', request)).toMatchObject({ ok: true, value: { changed: true } });
    const { my, root } = await inspect(logins.ask, 'ETL09');
    expect(my.value?.certificates).toEqual([
      expect.objectContaining({
        friendlyName: request.mark,
        hasKey: true,
        readers: expect.arrayContaining([expect.stringContaining('S-1-5-80-')]),
      }),
    ]);
    expect(root.value?.thumbprints).toContain(my.value?.thumbprints[0]);
    expect(await logins.ask('ETL09', { ...request, workerThumbprint: 'F'.repeat(40) })).toMatchObject({
      code: 'certificateMissing',
    });
  });
});
