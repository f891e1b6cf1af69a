import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { connectionWarnings, loadTopology } from '../../src/topology/load-topology.js';
import { topologyOf } from '../support/build.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { folders, head, read, readValid, someCertificate } from './read.js';

const whole = `apiVersion: ssis-scaleout/v1
name: warehouse
catalog:
  server: SQLETL01\\ETL
  database: SSISDB_COPY
  authentication: { type: sql, user: scaleout, password: { file: secrets/sql } }
  encrypt: strict
  trustServerCertificate: true
scaleOut:
  enabled: true
  defaultExecutionMode: scaleOut
master:
  machines: [SQLETL01, SQLETL02]
  endpoint: https://sqletl01.corp.example:8391/
workers:
  - machine: ETL01
    enabled: true
    displayName: Loader 1
    description: ""
    tags: nightly
    certificate: { thumbprint: "0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9:01:23:45:67" }
    settings: { MaxTaskCount: 8, TaskLogEnabled: true, AgentHeartbeatInterval: 00:01:00 }
    access: { transport: manual }
  - machine: etl02.corp.example
    certificate: { file: certs/etl02.cer }
access:
  transport: ssh
  user: svc
  port: 2222
  identity: { file: ~/.ssh/id_ed25519 }
  jump: { host: bastion, port: 22022, user: jump, identity: { file: keys/jump }, password: { env: JUMP_PASSPHRASE } }
  knownHosts: known_hosts
policy:
  prune: true
  maxRemovals: 0
  requireRehearsal: disruptive
  certificates: { renewBefore: 90d, keepOld: 14d, validity: 2y, warnBefore: 45d }
  drain: { timeout: 1h30m, onTimeout: disable }
  rollout: { maxUnavailable: 3, order: idleFirst, healthyWithin: 2m, pauseAfterFirst: 10m, maxFailures: 1 }
  registrationTimeout: 90s
  parallelism: 16
`;

const at = (line: number, start: number, end: number) => ({
  file: 'topology.yaml',
  start: { line, column: start },
  end: { line, column: end },
});

describe('a topology that uses all of the format', () => {
  it('is read with its values in order, its files absolute and its places', () => {
    const access = {
      transport: 'ssh',
      user: 'svc',
      port: 2222,
      identity: { file: join(folders.home, '.ssh', 'id_ed25519') },
      jump: {
        host: 'bastion',
        port: 22022,
        user: 'jump',
        identity: { file: join(folders.topology, 'keys', 'jump') },
        password: { env: 'JUMP_PASSPHRASE' },
      },
      knownHosts: join(folders.topology, 'known_hosts'),
      range: at(27, 14, 17),
    };
    const { topology, diagnostics } = read(whole);
    expect(diagnostics).toEqual([]);
    expect(topology).toEqual({
      name: 'warehouse',
      source: { file: 'topology.yaml', sha256: '0'.repeat(64) },
      catalog: {
        server: { text: 'SQLETL01\\ETL', host: 'SQLETL01', instance: 'ETL' },
        database: 'SSISDB_COPY',
        authentication: {
          type: 'sql',
          user: 'scaleout',
          password: { file: join(folders.topology, 'secrets', 'sql') },
        },
        encrypt: 'strict',
        trustServerCertificate: true,
      },
      scaleOut: {
        enabled: true,
        defaultExecutionMode: 'scaleOut',
        ranges: { enabled: at(10, 12, 16), defaultExecutionMode: at(11, 25, 33) },
      },
      master: { machines: ['SQLETL01', 'SQLETL02'], endpoint: 'https://sqletl01.corp.example:8391' },
      workers: [
        {
          machine: 'ETL01',
          enabled: true,
          displayName: 'Loader 1',
          description: '',
          tags: 'nightly',
          certificate: { thumbprint: '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567' },
          settings: { MaxTaskCount: 8, TaskLogEnabled: true, AgentHeartbeatInterval: '00:01:00' },
          access: { transport: 'manual', range: at(23, 26, 32) },
          range: at(16, 14, 19),
        },
        {
          machine: 'etl02.corp.example',
          certificate: { file: join(folders.topology, 'certs', 'etl02.cer'), certificate: someCertificate },
          access,
          range: at(24, 14, 32),
        },
      ],
      access,
      policy: {
        prune: true,
        maxRemovals: 0,
        requireRehearsal: 'disruptive',
        drain: { timeoutSeconds: 5400, onTimeout: 'disable' },
        rollout: {
          maxUnavailable: { workers: 3 },
          order: 'idleFirst',
          healthyWithinSeconds: 120,
          pauseAfterFirstSeconds: 600,
          maxFailures: 1,
        },
        certificates: { renewBeforeDays: 90, keepOldDays: 14, validityDays: 730, warnBeforeDays: 45 },
        registrationTimeoutSeconds: 90,
        parallelism: 16,
      },
    });
  });

  it.each([
    ['with Windows line ends', whole.replaceAll('\n', '\r\n')],
    ['without a line end at the end', whole.trimEnd()],
    ['after the mark ---', `---\n${whole}`],
  ])('%s it is the same', (_name, text) => {
    const { workers: _workers, scaleOut: _scaleOut, access: _access, ...rest } = readValid(whole);
    expect(readValid(text)).toMatchObject(rest);
  });
});

describe('a topology that says no more than it must', () => {
  it('has the defaults', () => {
    expect(readValid(head)).toEqual({
      name: 'warehouse',
      source: { file: 'topology.yaml', sha256: '0'.repeat(64) },
      catalog: {
        server: { text: 'SQLETL01', host: 'SQLETL01' },
        database: 'SSISDB',
        encrypt: true,
        trustServerCertificate: false,
      },
      scaleOut: { ranges: {} },
      workers: [],
      access: { transport: 'none' },
      policy: {
        prune: false,
        maxRemovals: 1,
        drain: { timeoutSeconds: 1800, onTimeout: 'stop' },
        rollout: {
          maxUnavailable: { percent: 25 },
          order: 'listed',
          healthyWithinSeconds: 300,
          pauseAfterFirstSeconds: 0,
          maxFailures: 0,
        },
        certificates: { renewBeforeDays: 60, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 },
        registrationTimeoutSeconds: 600,
        parallelism: 8,
      },
    });
  });

  it('a certificate is never renewed where the policy says so, and a worker can be on its way out', () => {
    const text = `${head}workers: [{ machine: ETL01, state: absent }, { machine: ETL02, state: present }]
policy: { certificates: { renewBefore: never, validity: 398d } }
`;
    const { workers, leaving, policy } = readValid(text);
    expect(leaving?.map(({ machine }) => machine)).toEqual(['ETL01']);
    expect(workers.map(({ machine }) => machine)).toEqual(['ETL02']);
    expect(policy.certificates).toMatchObject({ renewBeforeDays: undefined, validityDays: 398 });
  });

  it('a worker that names only its machine manages nothing of it', () => {
    const [worker] = readValid(`${head}workers: [{ machine: ETL01 }]\n`).workers;
    expect(Object.keys(worker ?? {}).sort()).toEqual(['access', 'machine', 'range']);
  });

  it('enabled: false of Scale Out is a matter for the plan, not for the file', () => {
    expect(readValid(`${head}scaleOut: { enabled: false }\n`).scaleOut.enabled).toBe(false);
  });
});

describe('the ways to log in', () => {
  it.each([
    ['{ type: integrated }', { type: 'integrated' }],
    [
      '{ type: ntlm, domain: CORP, user: svc, password: { env: PW } }',
      { type: 'ntlm', domain: 'CORP', user: 'svc', password: { env: 'PW' } },
    ],
    ['{ type: entra, method: default }', { type: 'entra', method: 'default' }],
    ['{ type: entra, method: managedIdentity }', { type: 'entra', method: 'managedIdentity' }],
    [
      '{ type: entra, method: managedIdentity, clientId: c }',
      { type: 'entra', method: 'managedIdentity', clientId: 'c' },
    ],
    [
      '{ type: entra, method: password, clientId: c, user: u, password: { env: PW } }',
      { type: 'entra', method: 'password', clientId: 'c', user: 'u', password: { env: 'PW' } },
    ],
    [
      '{ type: entra, method: servicePrincipal, clientId: c, tenantId: t, clientSecret: { file: s } }',
      {
        type: 'entra',
        method: 'servicePrincipal',
        clientId: 'c',
        tenantId: 't',
        clientSecret: { file: join(folders.topology, 's') },
      },
    ],
    [
      '{ type: entra, method: accessToken, token: { env: TOKEN } }',
      { type: 'entra', method: 'accessToken', token: { env: 'TOKEN' } },
    ],
  ])('%s', (text, expected) => {
    expect(readValid(`${head}  authentication: ${text}\n`).catalog.authentication).toEqual(expected);
  });
});

describe('a file on disk', () => {
  it('is named as it was given, with the SHA-256 of its bytes; its folder is what its files are relative to', async () => {
    using place = temporaryDirectory();
    const file = join(place.path, 'my topology.yaml');
    const text = `\ufeff${head}  authentication: { type: sql, user: u, password: { file: pw } }\n`;
    writeFileSync(file, text);
    const { topology, diagnostics, source } = await loadTopology(file, { home: '/home' });
    expect(diagnostics).toEqual([]);
    expect(topology?.source).toEqual({ file, sha256: createHash('sha256').update(text).digest('hex') });
    expect(topology?.catalog.authentication).toMatchObject({ password: { file: join(place.path, 'pw') } });
    expect(source?.line(1)).toBe('apiVersion: ssis-scaleout/v1');
  });
});

const { catalog } = topologyOf({});

test.each([
  [{ encrypt: true, trustServerCertificate: false }, []],
  [{ encrypt: 'strict', trustServerCertificate: false }, []],
  // The certificate is checked under strict whatever else the topology says.
  [{ encrypt: 'strict', trustServerCertificate: true }, []],
  [{ encrypt: true, trustServerCertificate: true }, ['catalog.certificate-unchecked']],
  [{ encrypt: false, trustServerCertificate: false }, ['catalog.encryption-off']],
  [{ encrypt: false, trustServerCertificate: true }, ['catalog.encryption-off']],
] as const)('%j: %j', (given, codes) => {
  const found = connectionWarnings({ ...catalog, ...given });
  expect(found.map(({ code }) => code)).toEqual(codes);
  for (const one of found) {
    expect(one.severity).toBe('warning');
    expect(one.detail).toContain(catalog.server.text);
  }
});
