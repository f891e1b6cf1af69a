import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine, password, sqlUser } from './canned-engine.js';
import { serve } from './serving.js';

/** FreeTDS's tsql, a client of another make and another TLS library. */
const program = 'tsql';
const installed = hasTsql();

function hasTsql(): boolean {
  try {
    execFileSync(program, ['-C'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Run {
  readonly output: string;
  readonly errors: string;
}

describe.skipIf(!installed)(`tsql of FreeTDS${installed ? '' : ' (skipped: tsql is not on PATH)'}`, () => {
  const engine = createCannedEngine();
  let optional: TdsServer;
  let required: TdsServer;
  let off: TdsServer;
  let directory: string;

  beforeAll(async () => {
    optional = await serve(engine);
    required = await serve(engine, { encryption: 'required' });
    off = await serve(engine, { encryption: 'off' });
    directory = await mkdtemp(join(tmpdir(), 'freetds-'));
  });

  afterAll(async () => {
    await Promise.all([optional.close(), required.close(), off.close()]);
    await rm(directory, { recursive: true });
  });

  async function tsql(
    server: TdsServer,
    encryption: 'off' | 'request' | 'require',
    statements: readonly string[],
    { user = sqlUser, secret = password, version = '7.4' } = {},
  ): Promise<Run> {
    const file = join(directory, `${server.port}-${encryption}-${version}.conf`);
    await writeFile(
      file,
      [
        '[global]',
        'client charset = UTF-8',
        `tds version = ${version}`,
        '[sandbox]',
        `host = ${server.host}`,
        `port = ${server.port}`,
        `encryption = ${encryption}`,
        'use ntlmv2 = yes',
        '',
      ].join('\n'),
    );
    const input = `${statements.flatMap((statement) => [statement, 'go']).join('\n')}\nexit\n`;
    return new Promise((resolve) => {
      const env = { ...process.env, FREETDSCONF: file, LC_ALL: 'C.UTF-8' };
      const child = execFile(
        program,
        ['-S', 'sandbox', '-U', user, '-P', secret],
        { env, timeout: 15_000 },
        (_error, output, errors) => resolve({ output, errors }),
      );
      child.stdin?.end(input);
    });
  }

  test.each([
    ['off', 'off'],
    ['off', 'request'],
    ['optional', 'off'],
    ['optional', 'request'],
    ['optional', 'require'],
    ['required', 'off'],
    ['required', 'request'],
    ['required', 'require'],
  ] as const)(
    'encryption of the server %s, of the client %s: rows, types, messages, errors and calls',
    async (kind, client) => {
      const server = { off, optional, required }[kind];
      const { output, errors } = await tsql(server, client, [
        'select 42',
        'types',
        'raise',
        'exec p',
        'many 2000',
        'database',
      ]);
      const expected = [
        '42',
        ['1', '200', '-12345', '-1234567890', '-9223372036854775807', '1.5', '-0.10000000000000001', '-12.50'].join(
          '\t',
        ),
        '123456789012.3456\t99999999999999999999999999999999999999\t01234567-89AB-CDEF-0123-456789ABCDEF',
        'Größe € ?',
        'Łódź',
        '01234567-89AB-CDEF-0123-0000000007CF',
        '(2000 rows affected)',
        '(return status = 7)',
        'master',
        'Msg 50001 (severity 16, state 1) from SANDBOX\\SQL1, Procedure catalog.p Line 7:',
      ];
      expect(expected.filter((text) => !(output + errors).includes(text))).toEqual([]);
    },
  );

  test('a server that does not encrypt is not used by a client that requires it', async () => {
    const { output } = await tsql(off, 'require', ['select 42']);
    expect(output).not.toContain('42');
  });

  test.each(['7.2', '7.3', '7.4'])('TDS %s is spoken', async (version) => {
    const { output } = await tsql(optional, 'request', ['types'], { version });
    expect(output).toContain('01234567-89AB-CDEF-0123-456789ABCDEF');
    expect(output.includes('2026-07-05 23:30:15.1230000 +02:00')).toBe(version === '7.2');
  });

  test('TDS 7.1 is refused with a reason', async () => {
    const { output, errors } = await tsql(optional, 'off', ['select 42'], { version: '7.1' });
    expect(output + errors).toContain('TDS 7.2 is the oldest version that is spoken here.');
  });

  test.each(['off', 'require'] as const)('a wrong password is told (encryption %s)', async (encryption) => {
    const { output, errors } = await tsql(optional, encryption, [], { secret: 'wrong' });
    expect(output + errors).toContain("Login failed for user 'scaleout'.");
  });

  test.each(['off', 'request', 'require'] as const)('NTLM works (encryption %s)', async (encryption) => {
    const right = await tsql(optional, encryption, ['select 42'], { user: 'CORP\\dba' });
    expect(right.output).toContain('42');
    const wrong = await tsql(optional, encryption, [], { user: 'CORP\\dba', secret: 'wrong' });
    expect(wrong.output + wrong.errors).toContain('The login is from an untrusted domain');
  });
});
