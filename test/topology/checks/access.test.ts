import { describe, expect, it } from 'vitest';
import { head, read } from '../read.js';

/** What is said of an access, each as its severity, place and text. */
function said(access: string): readonly string[] {
  const { diagnostics } = read(`${head}access: ${access}\n`);
  return diagnostics.map(({ severity, range, detail }) => `${severity} ${range?.start.column}: ${detail}`);
}

describe('a key that the transport has no use for', () => {
  it.each([
    ['winrm', 'identity: { file: ~/key }', 'identity'],
    ['winrm', 'jump: { host: bastion }', 'jump'],
    ['winrm', 'knownHosts: known_hosts', 'knownHosts'],
    ['local', 'user: svc', 'user'],
    ['manual', 'host: 10.0.0.1', 'host'],
    ['manual', 'jump: { host: bastion }', 'jump'],
    ['none', 'port: 22', 'port'],
    ['none', 'password: { env: SECRET }', 'password'],
  ])('%s with %s is a warning', (transport, key, name) => {
    expect(said(`{ transport: ${transport}, ${key} }`)).toEqual([
      `warning ${24 + transport.length}: access: the transport ${transport} has no use for ${name}.`,
    ]);
  });

  it('is told once for an access, at the first', () => {
    const { topology, diagnostics } = read(
      `${head}workers:\n  - machine: ETL01\n    access: { identity: { env: KEY }, transport: manual, user: svc }\n`,
    );
    expect(topology?.workers[0]?.access.transport).toBe('manual');
    expect(diagnostics).toMatchObject([
      {
        code: 'topology.access-unused',
        severity: 'warning',
        detail: 'access of worker ETL01: the transport manual has no use for identity or user.',
        remedy: 'Remove them, or write transport: ssh.',
        range: { start: { line: 7, column: 15 } },
      },
    ]);
  });

  it.each([
    '{ transport: ssh, user: svc, host: 10.0.0.1, port: 2222, identity: { file: k }, password: { env: P }, jump: { host: b }, knownHosts: h }',
    '{ transport: winrm, user: svc, host: 10.0.0.1, port: 5986, password: { env: P } }',
    '{ transport: winrm }',
    '{ transport: local }',
    '{ transport: manual }',
    '{ transport: none }',
  ])('is not found in %s', (access) => {
    expect(said(access)).toEqual([]);
  });

  it('does not hide that the transport is misspelt', () => {
    expect(said('{ transport: toString, user: svc }')).toEqual([expect.stringContaining('error 22: ')]);
  });
});

describe('a login of winrm', () => {
  it.each([
    ['user: svc', 'access has a user but no password.'],
    ['password: { env: SECRET }', 'access has a password but no user.'],
  ])('with its %s alone is an error', (half, detail) => {
    expect(said(`{ transport: winrm, ${half} }`)).toEqual([`error 29: ${detail}`]);
  });
});

describe('a bastion', () => {
  it.each(['password', 'identity'])('with its %s as plain text is refused, and the text shown nowhere', (key) => {
    for (const access of [
      `access: { transport: ssh, jump: { host: b, ${key}: hunter2 } }\n`,
      `workers: [{ machine: ETL01, access: { transport: ssh, jump: { host: b, ${key}: hunter2 } } }]\n`,
    ]) {
      const { topology, codes, shown } = read(head + access);
      expect(topology).toBeUndefined();
      expect(codes).toEqual(['topology.inline-secret']);
      expect(shown).not.toContain('hunter2');
    }
  });

  it('needs a host, and has no keys but its own', () => {
    expect(read(`${head}access: { transport: ssh, jump: { user: svc } }\n`).codes).toEqual(['topology.missing-key']);
    expect(read(`${head}access: { transport: ssh, jump: { host: b, transport: ssh } }\n`).codes).toEqual([
      'topology.unknown-key',
    ]);
  });
});
