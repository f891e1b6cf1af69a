import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sourceText } from '../../src/topology/source-text.js';
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
    ['on a line of its own, not indented', '  authentication:\n    type: sql\n    password:\n    hunter2\n'],
    ['on a line of its own at the margin', '  authentication:\n    type: sql\n    password:\nhunter2\n'],
    ['on a line of its own, and nothing else', 'hunter2\n'],
    ['as a key in brackets', '  authentication: { type: sql, user: sa, password, hunter2 }\n'],
    ['as a key in brackets without the colon', '  authentication: { type: sql, user: sa, password hunter2 }\n'],
    ['as a key of no plain word', '  authentication: { type: sql, user: sa, "hunter2!": x }\n'],
    ['as a key below its own', 'access: { transport: ssh, password: { hunter2: x } }\n'],
    ['as an explicit key', '  ? password\n  : hunter2\n'],
    ['as an explicit key without a value', '  ? hunter2\n'],
    ['in brackets over lines', '  authentication: { type: sql, user: sa, password:\n  {\n  env:\n  "hunter2!" } }\n'],
    ['in brackets that are not closed', '  authentication: {\n    type: sql, password:\n  hunter2\n'],
    ['as a block that is indented too little', '  password: |\n  hunter2\n'],
    ['as a block behind a broken line', '  a: @x\n  password: |\n    user: hunter2\n'],
    ['after a tab', '  authentication:\n\tpassword:\n\thunter2\n'],
    ['with the line ends of Windows', '  authentication:\r\n    password:\r\n  hunter2\r\n'],
    ['in a second document', '---\nhunter2\n'],
    ['without the colon, as a part of the line above', 'access:\n  transport: none\n    password hunter2\n'],
    ['as a variable that has lost its key', 'access: { env: "hunter2!" }\n'],
    ['as the name of a machine', 'workers: [{ machine: "Server=x;PWD=hunter2", x: 1 }]\n'],
    ['as a login for the name of a machine', 'workers: [{ machine: sa:hunter2@x, enabled: tru }]\n'],
    [
      'as a cron expression',
      'policy: { windows: [{ allow: "Server=x Password = hunter2", duration: 1h, timeZone: UTC }] }\n',
    ],
    [
      'as an anchor that a cron expression is',
      'access: { password: &p hunter2 1 2 3 4 }\npolicy: { windows: [{ allow: *p, duration: 1h, timeZone: UTC }] }\n',
    ],
    [
      'as an anchor that an endpoint is',
      'access: { password: &p "https://hunter2" }\nmaster: { machines: [A], endpoint: *p }\n',
    ],
    ['in a signed address', 'scaleOut: { enabled: "https://x.example/?sig=hunter2" }\n'],
    ['as the key of an account', 'scaleOut: { enabled: "AccountName=x;AccountKey=hunter2" }\n'],
    ['as an anchor that another key names', 'access: { password: &p hunter2, port: *p, transport: *p }\n'],
    [
      'as an anchor that a name is',
      'access: { password: &p hunter2 }\nworkers: [{ machine: *p, x: 1 }, { machine: *p }]\n',
    ],
    [
      'as a number that another key names',
      'access: { password: &p 8391, port: *p }\npolicy: { parallelism: *p }\n#hunter2\n',
    ],
    ['behind a quote that opens above', '  user: "sa\n  password: hunter2\n'],
    ['in a comment', '  authentication: { type: sqll } # hunter2\n'],
    ['below the word of another language', '  authentication: { type: sql, user: 5, kennwort: hunter2 }\n'],
    ['below a misspelt block', '  authentification: { type: sql, user: hunter2 }\n'],
    ['as a server with a login', 'master: { machines: [A], endpoint: "sa:hunter2@x:8391" }\n'],
    ['in a connection string of another word', 'access: { transport: 1, host: "x;Uid=sa;Pass=hunter2" }\n'],
    ['as the name of a variable with a space', 'access: { transport: ssh, password: { env: "hunter2 w0rd" } }\n'],
    ['in the place of its block', '  authentication: hunter2\n'],
    ['in a list in the place of its block', '  authentication: [hunter2]\naccess: hunter2\n'],
    ['in the place of a webhook', 'policy: { notify: [hunter2, { type: x }] }\n'],
    ['as a list of names', 'access: { transport: ssh, password: { env: [hunter2] } }\n'],
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

/** What is shown of the lines of a text. */
function quoted(text: string): readonly string[] {
  const source = sourceText('f', text);
  return Array.from({ length: source.lineCount }, (_line, index) => {
    const parts = source.hidden(index + 1);
    return parts.reduceRight(
      (line, { from, to }) => `${line.slice(0, from)}***${line.slice(to)}`,
      source.line(index + 1),
    );
  });
}

describe('of well-formed YAML a message may quote', () => {
  it.each([
    ['{ password: { env: NAME }, user: 5 }'],
    ['password: { "env": "NAME" }'],
    ['{ identity: { file: ~/.ssh/id_ed25519 }, port: 0 }'],
    ['enabled: yes'],
    ['displayName: Loader 1'],
    ['endpoint: https://sqletl01.corp.example:8391/'],
    ['{ tags: "a: b", settings: { MaxTaskCount: 8 } }'],
    ['server: tcp:SQL01\\ETL,1433'],
    ['- { machine: 漢字, description: 🚚 lorry }'],
  ])('%s whole', (line) => {
    expect(quoted(line)).toEqual([line]);
  });

  it.each([
    ['tags: nightly # not by day', 'tags: nightly ***'],
    ['# not by day, user: x', '***'],
    ['enabled: &name true', 'enabled: *** true'],
    ['passwrd: { env: NAME }', 'passwrd: { env: NAME }'],
    ['enabeld: true', 'enabeld: ***'],
    ['"two words": x', '***: ***'],
    ['server: "a;b"', 'server: ***'],
  ])('of %s only what is known to be harmless', (line, shown) => {
    expect(quoted(line)).toEqual([shown]);
  });

  it('a reference in lines of its own', () => {
    const lines = ['password:', '  env: NAME', 'token:', '  file: "a b"'];
    expect(quoted(lines.join('\n'))).toEqual(lines);
  });

  it('nothing of a secret that goes over lines, and the next key', () => {
    const text = 'access:\n  password: >-\n    one\n\n    user: two\n  user: x\n';
    expect(quoted(text)).toEqual(['access:', '  password: ***', '    ***', '', '    ***', '  user: x', '']);
  });
});

describe('of broken YAML a message may quote', () => {
  it.each([
    ['workers: [', 'workers: ***'],
    ['  - machine: ETL01', '  - machine: ***'],
    [
      '  authentication: { type: sql, user: sa, password: hunter2',
      '  authentication: { type: ***, user: ***, password: ***',
    ],
    ['\tserver:SQLETL01', '\tserver:***'],
    ['hunter2', '***'],
    ['hunter2: x', '***'],
    ['user hunter2', '***'],
  ])('of %j the keys of the format alone', (line, shown) => {
    expect(quoted(`${line}\nname: "x\n`)[0]).toBe(shown);
  });
});

describe('a file with a secret', () => {
  const forms = [
    '  authentication: { type: sql, user: sa, password: hunter2, x: 1 }\n',
    '  authentication:\n    type: sql\n    user: sa\n    password: hunter2\n    x: 1\n',
    '  authentication:\n    type: sql\n    user: sa\n    password: |\n      hunter2\n    x: 1\n',
    '  authentication:\n    type: sql\n    user: sa\n    password:\n      "hunter2"\n    x: 1\n',
    '  authentication:\n    type: sql\n    user: sa\n    password: { env: "hunter2 !" }\n    x: 1\n',
  ];
  const slips = fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    '\r\n',
    ':',
    ' :',
    ': ',
    '-',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    '&a ',
    '*a',
    '!',
    '|',
    '? ',
    '@',
    '\ufeff',
  );

  it('shows it in no message, whatever slip is made before it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.nat(), fc.nat({ max: 2 }), slips, (form, place, removed, slip) => {
        const text = head + form;
        const secretAt = text.indexOf(secret);
        // Where the key of the password itself is destroyed, the text may become that of the key before it.
        const at = place % text.lastIndexOf('password', secretAt);
        const broken = text.slice(0, at) + slip + text.slice(at + removed);
        expect(read(broken).shown).not.toContain(secret);
      }),
      { numRuns: 1_000 },
    );
  });
});
