import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretPlaces } from '../../src/topology/secret-places.js';
import { head, read } from './read.js';

const secret = 'hunter2';

describe('a secret in the file', () => {
  it.each([
    ['in its place', '  authentication: { type: sql, user: sa, password: hunter2 }\n'],
    ['in its place, on a line of its own', '  authentication:\n    type: sql\n    user: sa\n    password: hunter2\n'],
    ['as a number', '  authentication: { type: sql, user: sa, password: 8391hunter2 }\n'],
    ['as a block of text', '  authentication:\n    type: sql\n    user: sa\n    password: |\n      hunter2\n'],
    ['in quotes over lines', '  authentication:\n    type: sql\n    user: sa\n    password: "\n      hunter2"\n'],
    ['as a list', '  authentication: { type: sql, user: sa, password: [hunter2] }\n'],
    ['under a key of its own', '  authentication: { type: sql, user: sa, password: { value: hunter2 } }\n'],
    ['as the name of a variable', '  authentication: { type: sql, user: sa, password: { env: "hunter2!" } }\n'],
    ['as a client secret', '  authentication: { type: entra, method: servicePrincipal, clientSecret: hunter2 }\n'],
    ['as a token', '  authentication: { type: entra, method: accessToken, token: hunter2 }\n'],
    [
      'as a key',
      'access:\n  transport: ssh\n  identity: |\n    -----BEGIN KEY-----\n    hunter2\n    -----END KEY-----\n',
    ],
    ['of a worker', 'workers:\n  - machine: ETL01\n    access: { transport: winrm, password: hunter2 }\n'],
    ['as the address of a webhook', 'policy: { notify: [{ type: slack, url: https://x.example/hunter2 }] }\n'],
    ['as the key of a webhook', 'policy: { notify: [{ type: slack, url: { env: A }, secret: hunter2 }] }\n'],
    ['as a misspelt address', 'policy: { notify: [{ type: slack, adress: https://hooks.slack.com/hunter2 }] }\n'],
    ['as an address in the list', 'policy: { notify: [https://hooks.slack.com/hunter2] }\n'],
    [
      'as an address as the file',
      'policy: { notify: [{ type: teams, url: { env: https://a.webhook.office.com/hunter2 } }] }\n',
    ],
    ['below a misspelt key', '  pasword: hunter2\n'],
    ['below a badly misspelt key', '  Passwrod: hunter2\n'],
    ['below a key that the format does not know', '  pwd: hunter2\n'],
    ['below a key in quotes', '  "api_key": hunter2\n'],
    ['in a connection string', '  connectionString: "Server=x;Password=hunter2"\n'],
    ['in an address', 'master: { machines: [A], endpoint: "https://sa:hunter2@x:8391" }\n'],
    ['in a line with another mistake', '  authentication: { type: sql, password: hunter2, user: 1 }\n'],
    ['as a flag', 'scaleOut: { enabled: "password=hunter2" }\n'],
    ['behind a quote that is not closed', '  authentication: { type: sql, user: sa, password: "hunter2 }\n'],
    ['in a line with broken YAML', '  authentication: { type: sql, password: hunter2, ]\n'],
    ['behind a colon too many', '  password: x: hunter2\n'],
    ['without the colon', '  password hunter2\n  user: x\n'],
    ['below a key that stands twice', '  password: a\n  password: hunter2\n'],
    ['as a tag', '  password: !hunter2 x\n'],
    ['as an escape', '  password: "\\hunter2"\n'],
    ['as an alias', '  password: *hunter2\n'],
  ])('%s: it is refused, and shown nowhere', (_name, text) => {
    const { topology, diagnostics, shown } = read(head + text);
    expect(topology).toBeUndefined();
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(shown).not.toContain(secret);
    expect(JSON.stringify(diagnostics)).not.toContain(secret);
  });

  it.each(['url', 'secret'])('%s of a webhook as plain text has its own error', (key) => {
    expect(read(`${head}policy: { notify: [{ type: slack, ${key}: hunter2 }] }\n`).codes).toContain(
      'topology.inline-secret',
    );
  });

  it.each(['password', 'identity'])('%s as plain text has its own error', (key) => {
    expect(read(`${head}access: { transport: ssh, ${key}: hunter2 }\n`).codes).toContain('topology.inline-secret');
  });
});

describe('the line of a mistake', () => {
  it.each([
    ['password: { env: NAME }, user: 5'],
    ['password: { "env": "NAME" }'],
    ['identity: { file: ~/.ssh/id_ed25519 }, port: 0'],
    ['enabled: yes'],
    ['displayName: Loader 1'],
    ['endpoint: https://sqletl01.corp.example:8391/x@y'],
    ['tags: nightly # not by day'],
  ])('%s is shown whole', (line) => {
    expect(secretPlaces([line]).size).toBe(0);
  });

  it('a reference in lines of its own is shown', () => {
    expect(secretPlaces(['password:', '  env: NAME', 'token:', '  file: "a b" # c']).size).toBe(0);
  });

  it('lines that go on with a secret are hidden, the next key is not', () => {
    const hidden = secretPlaces(['a:', '  password: >-', '    one', '', '    two', '  user: x']);
    expect([...hidden]).toEqual([
      [2, 12],
      [3, 4],
      [5, 4],
    ]);
  });

  it('whatever stands before and behind a password, it is hidden', () => {
    const around = fc.stringMatching(/^[ -~]{0,20}$/);
    fc.assert(
      fc.property(
        around,
        around,
        fc.constantFrom('password', 'Pwd', 'clientSecret', 'token'),
        (before, behind, key) => {
          const line = `${before} ${key}: ${secret}${behind}`;
          const from = secretPlaces([line]).get(1);
          expect(line.slice(0, from)).not.toContain(secret);
        },
      ),
    );
  });
});
