import { describe, expect, test } from 'vitest';
import type { SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { errorOf, isLockConflict, isRefusal, isTransient } from '../../../../src/providers/ssisdb/errors/error-of.js';
import { failureOf, type ServerMessage, type SqlFailure } from '../../../../src/providers/ssisdb/errors/sql-failure.js';

const connection: SqlConnection = {
  host: 'SQLETL01',
  database: 'SSISDB',
  authentication: { type: 'integrated', odbcDriver: 'x' },
  encrypt: true,
  trustServerCertificate: false,
};
const reads = { what: 'reading workers', writes: false };
const writes = { what: 'catalog.enable_worker_agent', writes: true };

function said(number: number, severity = 16, stage: SqlFailure['stage'] = 'request'): SqlFailure {
  const message = { message: `text of ${number}`, number, state: 1, class: severity, procName: 'p' };
  return failureOf(stage, [Object.assign(new Error(message.message), message, { code: 'EREQUEST' })]);
}

function broke(code: string, stage: SqlFailure['stage'] = 'request', text = 'it broke'): SqlFailure {
  return failureOf(stage, [Object.assign(new Error(text), { code })]);
}

describe('a number of SQL Server becomes an error of the registry', () => {
  test.each([
    [208, 'catalog.no-ssisdb'],
    [229, 'catalog.permission-denied'],
    [911, 'catalog.database-not-found'],
    [916, 'catalog.database-not-found'],
    [976, 'catalog.database-unavailable'],
    [978, 'catalog.database-unavailable'],
    [983, 'catalog.database-unavailable'],
    [1205, 'catalog.deadlock'],
    [1222, 'catalog.lock-timeout'],
    [2628, 'catalog.value-too-long'],
    [2812, 'catalog.no-ssisdb'],
    [3906, 'catalog.read-only'],
    [3908, 'catalog.read-only'],
    [8152, 'catalog.value-too-long'],
    [9001, 'catalog.database-unavailable'],
    [9002, 'catalog.no-space'],
    [10928, 'catalog.server-busy'],
    [18054, 'catalog.refused'],
    [27100, 'catalog.value-refused'],
    [27101, 'catalog.value-refused'],
    [27112, 'catalog.setting-missing'],
    [27123, 'catalog.sql-login-refused'],
    [27139, 'catalog.in-use'],
    [27140, 'catalog.not-ssis-admin'],
    [27195, 'catalog.lock-timeout'],
    [27243, 'catalog.worker-not-found'],
    [27252, 'catalog.refused'],
    [27259, 'catalog.worker-limit'],
    [27260, 'catalog.sysadmin-required'],
    [27261, 'catalog.master-not-installed'],
    [40197, 'catalog.server-busy'],
    [40613, 'catalog.database-unavailable'],
  ])('%i: %s', (number, code) => {
    const error = errorOf(said(number), writes, connection);
    expect(error.code).toBe(code);
    expect(error.message).toBe(`catalog.enable_worker_agent: text of ${number} (error ${number}, state 1, in p)`);
    expect(error.remedy).not.toBe('');
  });

  test.each([
    [4060, 'catalog.database-not-found'],
    [18452, 'catalog.login-untrusted-domain'],
    [18456, 'catalog.login-failed'],
    [18470, 'catalog.login-disabled'],
    [18486, 'catalog.login-disabled'],
    [18487, 'catalog.password-expired'],
    [18488, 'catalog.password-expired'],
    [17892, 'catalog.login-refused'],
    [17830, 'catalog.login-refused'],
    [17835, 'catalog.encryption-required'],
    [40615, 'catalog.login-refused'],
  ])('of a login %i: %s, with the server named', (number, code) => {
    const error = errorOf(said(number, 14, 'connect'), writes, connection);
    expect(error).toMatchObject({ code, exitCode: 4, message: expect.stringContaining('SQLETL01,1433') });
  });

  test('an unknown number keeps its number, state and text', () => {
    const error = errorOf(said(8134), reads, connection);
    expect(error.code).toBe('catalog.sql-error');
    expect(error.message).toContain('text of 8134 (error 8134, state 1');
  });

  test('of several messages the one that says most: why the login failed, not that it did', () => {
    const messages: ServerMessage[] = [18456, 4060].map((number) => ({
      number,
      state: 1,
      class: 14,
      text: `text of ${number}`,
      procedure: '',
    }));
    const failure = failureOf('connect', [Object.assign(new Error('Login failed.'), { code: 'ELOGIN' })], messages);
    const error = errorOf(failure, reads, connection);
    expect(error).toMatchObject({ code: 'catalog.database-not-found', message: expect.stringContaining('SSISDB') });
    expect(isTransient(failure)).toBe(false);
  });
});

describe('what SQL Server says in the same number for several reasons', () => {
  test('a Windows login that it refuses: Extended Protection is named beside the domain', () => {
    for (const number of [17806, 17807, 18452]) {
      const { code, remedy } = errorOf(said(number, 14, 'connect'), reads, connection);
      expect([code, remedy]).toEqual([
        'catalog.login-untrusted-domain',
        expect.stringContaining('Extended Protection'),
      ]);
    }
  });

  test('an assembly that it does not trust, as after a restore: how to make it trusted', () => {
    expect(errorOf(said(10314), reads, connection)).toMatchObject({
      code: 'catalog.sql-error',
      remedy: expect.stringMatching(/restore.*UNSAFE ASSEMBLY.*sp_add_trusted_assembly/),
    });
  });
});

describe('a certificate that is too weak for the TLS library here', () => {
  const wrapped = (code: string, text: string) => {
    const cause = Object.assign(new Error(text), { code });
    return failureOf('connect', [Object.assign(new Error(`Failed to connect - ${text}`), { code: 'ESOCKET', cause })]);
  };

  test.each([
    ['UNSPECIFIED', 'EE certificate key too weak'],
    ['UNSPECIFIED', 'CA certificate key too weak'],
    ['UNSPECIFIED', 'CA signature digest algorithm too weak'],
    ['EE_KEY_TOO_SMALL', 'ee key too small'],
    ['ERR_SSL_EE_KEY_TOO_SMALL', 'error:0A00018F:SSL routines::ee key too small'],
    ['ERR_SSL_CA_MD_TOO_WEAK', 'error:0A00018E:SSL routines::ca md too weak'],
    ['ERR_SSL_DH_KEY_TOO_SMALL', 'error:0A00018A:SSL routines::dh key too small'],
  ])('%s, %s: neither untrusted nor TLS that failed', (code, text) => {
    const error = errorOf(wrapped(code, text), reads, connection);
    const told = expect.stringContaining(code === 'UNSPECIFIED' ? text : code);
    expect(error).toMatchObject({ code: 'catalog.tls-weak', exitCode: 4, message: told });
    expect(error.message).not.toContain('EWEAKCERT');
    expect(error.remedy).toMatch(/2048 bits/);
    expect(isTransient(wrapped(code, text))).toBe(false);
  });

  test('another finding without a code of its own stays untrusted', () => {
    const other = wrapped('UNSPECIFIED', 'permitted subtree violation');
    expect(errorOf(other, reads, connection).code).toBe('catalog.tls-untrusted');
  });
});

describe('a code of the driver becomes an error of the registry', () => {
  test.each([
    ['ECONNREFUSED', 'catalog.unreachable'],
    ['ENOTFOUND', 'catalog.unreachable'],
    ['ETIMEDOUT', 'catalog.unreachable'],
    ['EHOSTUNREACH', 'catalog.unreachable'],
    ['ETIMEOUT', 'catalog.unreachable'],
    ['EINSTLOOKUP', 'catalog.browser-no-answer'],
    ['EENCRYPT', 'catalog.encryption-required'],
    ['EFEDAUTH', 'catalog.entra-token'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'catalog.tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'catalog.tls-untrusted'],
    ['CERT_SIGNATURE_FAILURE', 'catalog.tls-untrusted'],
    // A violated name constraint, an unknown critical extension.
    ['UNSPECIFIED', 'catalog.tls-untrusted'],
    ['ERR_SOCKET_BAD_PORT', 'catalog.browser-no-answer'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'catalog.tls-failed'],
    ['EPROTO', 'catalog.tls-failed'],
    ['ECONNRESET', 'catalog.connection-lost'],
  ])('connecting, %s: %s', (code, expected) => {
    const error = errorOf(broke(code, 'connect'), writes, connection);
    expect(error).toMatchObject({ code: expected, exitCode: 4, message: expect.stringContaining('SQLETL01,1433') });
    expect(error.message).toContain(code);
  });

  test('an instance without an answer points at SQL Server Browser', () => {
    const error = errorOf(broke('ETIMEOUT', 'connect'), reads, { ...connection, instance: 'ETL' });
    expect(error).toMatchObject({
      code: 'catalog.browser-no-answer',
      message: expect.stringContaining('SQLETL01\\ETL'),
    });
  });

  test('the code counts wherever it is wrapped', () => {
    const inner = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const tedious = Object.assign(new Error('no', { cause: new AggregateError([inner]) }), { code: 'ESOCKET' });
    const outer = Object.assign(new Error('no'), { originalError: tedious, code: 'ESOCKET' });
    const failure = failureOf('connect', [outer]);
    expect(errorOf(failure, reads, connection).code).toBe('catalog.unreachable');
    expect(isRefusal(failure)).toBe(true);
  });
});

describe('a write', () => {
  test.each([
    'ECONNRESET',
    'ESOCKET',
    'ECLOSE',
    'ETIMEOUT',
    'EPIPE',
    'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
    'ESOMETHINGNEW',
  ])('that ended by %s: unknown', (code) => {
    expect(errorOf(broke(code), writes, connection).code).toBe('catalog.outcome-unknown');
  });

  test('that the server ended with the connection: unknown', () => {
    expect(errorOf(said(596, 21), writes, connection).code).toBe('catalog.outcome-unknown');
  });

  test('that was never sent is not unknown', () => {
    expect(errorOf(broke('ECONNREFUSED', 'connect'), writes, connection).code).toBe('catalog.unreachable');
    for (const code of ['EINVALIDSTATE', 'EPARAM']) {
      expect(errorOf(broke(code), writes, connection).code).not.toBe('catalog.outcome-unknown');
    }
  });

  test('is a lock conflict for a deadlock or a lock time-out alone', () => {
    expect([said(1205), said(1222), said(27195), said(596, 21)].map(isLockConflict)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a read', () => {
  test.each([
    ['broke ECONNRESET', broke('ECONNRESET'), 'catalog.connection-lost', true],
    ['broke ETIMEOUT', broke('ETIMEOUT'), 'catalog.timeout', false],
    ['said 596, 21', said(596, 21), 'catalog.connection-lost', true],
    ['said 21, 21', said(21, 21), 'catalog.sql-error', true],
    ['said 823, 24', said(823, 24), 'catalog.sql-error', false],
    ['said 1205', said(1205), 'catalog.deadlock', true],
    ['said 983', said(983), 'catalog.database-unavailable', true],
    ['said 229', said(229), 'catalog.permission-denied', false],
    ['said 208', said(208), 'catalog.no-ssisdb', false],
    ['said 18456, 14, connect', said(18456, 14, 'connect'), 'catalog.login-failed', false],
    ['said 4060, 11, connect', said(4060, 11, 'connect'), 'catalog.database-not-found', false],
    ['said 40613, 17, connect', said(40613, 17, 'connect'), 'catalog.database-unavailable', true],
    ['broke ECONNREFUSED, connect', broke('ECONNREFUSED', 'connect'), 'catalog.unreachable', true],
    ['broke ENOTFOUND, connect', broke('ENOTFOUND', 'connect'), 'catalog.unreachable', false],
    ['broke ETIMEOUT, connect', broke('ETIMEOUT', 'connect'), 'catalog.unreachable', false],
    [
      'broke DEPTH_ZERO_SELF_SIGNED_CERT, connect',
      broke('DEPTH_ZERO_SELF_SIGNED_CERT', 'connect'),
      'catalog.tls-untrusted',
      false,
    ],
  ])('%s', (_, failure, code, transient) => {
    expect(errorOf(failure, reads, connection).code).toBe(code);
    expect(isTransient(failure)).toBe(transient);
  });
});

test('nothing of the driver hangs on the cause', () => {
  const driverError = Object.assign(new Error('no'), { code: 'EREQUEST', connection: { password: 's3cret' } });
  const { cause } = failureOf('request', [driverError]);
  expect(Object.keys(cause)).toEqual(['name', 'code']);
});
