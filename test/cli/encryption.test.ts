import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCertificate } from '../../packages/sandbox/src/certificate.js';
import { encryptionByte } from '../../packages/sandbox/src/tds/login/prelogin.js';
import { type BoundaryProxy, startBoundaryProxy, tdsMessageLength } from '../support/boundary-proxy.js';
import { runCli } from '../support/run-cli.js';
import { type Served, servedSandbox } from '../support/served-sandbox.js';
import { accepted, leaks, startTlsPeer, withEncryption } from '../support/tds-peer.js';

let sandbox: Served;
beforeAll(async () => {
  sandbox = await servedSandbox();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const user = 'operator';
const env = () => ({
  TEST_PASSWORD: sandbox.passwordOf(user),
  // For import, which takes no topology.
  SCALEOUT_SQL_PASSWORD: sandbox.passwordOf(user),
});

/** Writes topology.yaml into a folder beside the fleet's, for the server at this port. */
async function topology(port: number, lines: readonly string[] = []): Promise<void> {
  await sandbox.folder.write(
    'topology.yaml',
    [
      'apiVersion: ssis-scaleout/v1',
      'name: encrypted',
      'catalog:',
      `  server: "127.0.0.1,${port}"`,
      `  authentication: { type: sql, user: ${user}, password: { env: TEST_PASSWORD } }`,
      ...lines,
      'workers: [{ machine: ETL01, tags: night }]',
      '',
    ].join('\n'),
  );
}

const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runCli(words, { cwd: sandbox.folder.path, env: { ...env(), ...more } });

/** A machine in the middle that makes of the first question one of a client that cannot encrypt: one byte. */
function startMeddler(): Promise<BoundaryProxy> {
  return startBoundaryProxy({
    target: sandbox.served,
    messageLength: tdsMessageLength,
    alter: (message, { way, message: number }) =>
      way === 'toServer' && number === 0 ? withEncryption(message, encryptionByte.notSupported) : message,
  });
}

// A watch asks for the lead and looks at the catalog, each on a connection of its own.
const commands: readonly (readonly [command: string, words: readonly string[], connections: number])[] = [
  ['plan', ['plan'], 1],
  ['plan --json', ['plan', '--json'], 1],
  ['apply', ['apply', '--yes', '--no-history'], 1],
  ['status', ['status'], 1],
  ['script', ['script', 'ETL01'], 1],
  ['suspend', ['suspend', '--reason', 'x'], 1],
  ['resume', ['resume'], 1],
  ['approve', ['approve', 'a'.repeat(64)], 1],
  ['watch --once', ['watch', '--once', '--json', '--no-history'], 2],
];

describe('encryption is a demand', () => {
  test.each(commands)('%s: refused before the login, with 4, and not tried again', async (_, words, connections) => {
    await using meddler = await startMeddler();
    await topology(meddler.port, ['  trustServerCertificate: true']);
    const { code, out, err } = await run(words);
    expect({ code, told: `${out}${err}` }).toEqual({ code: 4, told: expect.stringContaining('catalog.not-encrypted') });
    expect(`${out}${err}`).not.toContain(sandbox.passwordOf(user));
    expect(meddler.sent).toHaveLength(connections);
    expect(leaks(meddler.sent, sandbox.passwordOf(user))).toEqual([]);
  });

  test('import: the same', async () => {
    await using meddler = await startMeddler();
    const { code, err } = await run(['import', '--server', `127.0.0.1,${meddler.port}`, '--user', user]);
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('catalog.not-encrypted') });
    expect(err).toContain('What to do: ');
    expect(meddler.sent).toHaveLength(1);
    expect(leaks(meddler.sent, sandbox.passwordOf(user))).toEqual([]);
  });

  test('a certificate that Node was told not to check is not taken for a checked one', async () => {
    await using peer = await startTlsPeer(await createCertificate(new Date()), accepted);
    await topology(peer.port, ['  encrypt: strict']);
    const { code, err } = await run(['status'], { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('catalog.not-encrypted') });
    expect(err).toContain("the server's certificate was not checked");
    expect(leaks(peer.sent, sandbox.passwordOf(user))).toEqual([]);
  });
});

describe('what the topology gives up is told', () => {
  const cases = [
    ['encrypt: false', 'catalog.encryption-off'],
    ['trustServerCertificate: true', 'catalog.certificate-unchecked'],
  ] as const;

  test.each(cases)('%s: a warning in plan, apply and status, in words and in JSON', async (line, warning) => {
    await topology(sandbox.served.port, [`  ${line}`]);
    const found = expect.arrayContaining([
      expect.objectContaining({ severity: 'warning', code: warning, detail: expect.stringContaining('catalog.') }),
    ]);
    const [plan, planned, status, shown, applied] = [
      await run(['plan']),
      await run(['plan', '--json']),
      await run(['status']),
      await run(['status', '--json']),
      await run(['apply', '--yes', '--json', '--no-history']),
    ];
    expect(plan.out).toContain(`[${warning}]`);
    expect(JSON.parse(planned.out)).toMatchObject({ applyable: true, diagnostics: found });
    expect(status.out).toContain(`[${warning}]`);
    expect(JSON.parse(shown.out)).toMatchObject({ diagnostics: found });
    expect(applied.out).toContain(warning);
    expect([plan, planned, status, shown, applied].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });

  test.each(cases)('%s: told on standard error where the login then fails', async (line, warning) => {
    await topology(sandbox.served.port, [`  ${line}`]);
    for (const words of [['plan'], ['plan', '--json'], ['status'], ['apply', '--yes', '--no-history']]) {
      const { code, err } = await run(words, { TEST_PASSWORD: 'not-the-password' });
      expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('[catalog.login-failed]') });
      expect(err).toContain(`[${warning}]`);
    }
  });

  test.each(cases)(
    '%s: the log of a watch has it where the topology is loaded, and nowhere else',
    async (line, warning) => {
      await topology(sandbox.served.port, [`  ${line}`]);
      const logged = await run(['watch', '--once', '--no-history']);
      expect(logged.code).toBe(0);
      const lines = logged.out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
      expect(lines.filter((one) => JSON.stringify(one).includes(warning))).toEqual([
        expect.objectContaining({ level: 'warn', event: 'topology_loaded', topology: 'encrypted' }),
      ]);
      const { out } = await run(['watch', '--once', '--json', '--no-history']);
      const events = out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
      expect(events.filter((one) => JSON.stringify(one).includes(warning)).map(({ type }) => type)).toEqual([
        'topology_loaded',
      ]);
    },
  );

  test('a sandbox stands in for the server: nothing is told', async () => {
    await topology(sandbox.served.port, ['  encrypt: false', '  trustServerCertificate: true']);
    for (const words of [
      ['plan', '--create'],
      ['status', '--json'],
      ['watch', '--once', '--json', '--no-history'],
    ]) {
      const { code, out, err } = await run([...words, '--sandbox', 'fleet']);
      expect(code).toBe(0);
      expect(`${out}${err}`).not.toMatch(/encryption-off|certificate-unchecked/);
    }
  });
});
