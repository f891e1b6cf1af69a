import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginKeys } from '../../../src/generated/login-keys.js';
import { loadLoginFile } from '../../../src/page/login/login-file.js';
import { sourceDiagnosticText } from '../../../src/topology/source-text.js';
import { screen } from '../../support/screen.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const head = 'apiVersion: ssis-scaleout/v1\n';

/** A login file of that text, and what a person sees of its problems. */
async function loaded(text: string) {
  await using folder = await temporaryDirectory();
  const file = join(folder.path, 'login.yaml');
  await writeFile(file, text);
  const found = await loadLoginFile(file, '/home/anna');
  const shown = found.diagnostics.map((one) => sourceDiagnosticText(one, found.source, screen())).join('\n');
  return { ...found, folder: folder.path, shown: shown.replaceAll(file, 'login.yaml') };
}

test('every key is read, paths from the folder of the file', async () => {
  const { settings, folder, shown } = await loaded(`${head}
address: https://Scaleout.corp.example:443
tls: { certificate: { file: page.pem }, privateKey: { file: ~/page.key } }
proxy:
  addresses: [127.0.0.1, 10.1.0.0/16]
  userHeader: X-Forwarded-User
  groupsHeader: X-Forwarded-Groups
  secret: { env: SCALEOUT_PROXY_SECRET }
tokens:
  - { name: night-shift, role: viewer, token: { file: viewer.token } }
oidc: { issuer: "https://login.example/tenant/v2.0", clientId: scaleout, clientSecret: { env: SECRET } }
roles:
  approvers: { users: ['CORP\\anna'], groups: ['CORP\\dba'] }
  viewers: { anyone: true }
`);
  expect(shown).toBe('');
  expect(settings).toEqual({
    address: 'https://scaleout.corp.example',
    tls: { certificate: join(folder, 'page.pem'), privateKey: '/home/anna/page.key' },
    proxy: {
      addresses: ['127.0.0.1', '10.1.0.0/16'],
      userHeader: 'x-forwarded-user',
      groupsHeader: 'x-forwarded-groups',
      secretHeader: 'x-scaleout-proxy-secret',
      secret: { env: 'SCALEOUT_PROXY_SECRET' },
    },
    tokens: [{ name: 'night-shift', role: 'viewer', token: { file: join(folder, 'viewer.token') } }],
    oidc: {
      issuer: 'https://login.example/tenant/v2.0',
      clientId: 'scaleout',
      clientSecret: { env: 'SECRET' },
      scopes: ['openid', 'profile'],
      userClaim: 'preferred_username',
      groupsClaim: 'groups',
    },
    roles: {
      approvers: { users: ['CORP\\anna'], groups: ['CORP\\dba'] },
      viewers: { users: [], groups: [], anyone: true },
    },
  });
});

test('a misspelt key is shown at its place, with the one that was meant', async () => {
  const { settings, shown } = await loaded(`${head}tokens: [{ name: night, role: viewer, token: { env: T } }]
roles:
  aprovers: { users: [anna] }
`);
  expect(settings).toBeUndefined();
  expect(shown).toBe(`login.yaml:4:3: error: There is no key aprovers in roles; did you mean approvers? [login.wrong]
    4 |   aprovers: { users: [***] }
      |   ^^^^^^^^
  What to do: Write approvers, or remove the key.`);
});

test('a secret in the file is refused, and shown nowhere', async () => {
  const { diagnostics, shown } = await loaded(`${head}address: https://a.example
tls: { certificate: { file: a.pem }, privateKey: hunter2hunter2 }
proxy: { addresses: [127.0.0.1], userHeader: X-User, secret: hunter2hunter3 }
tokens: [{ name: night, role: viewer, token: hunter2hunter4 }]
oidc: { issuer: "https://login.example", clientId: a, clientSecret: hunter2hunter5 }
roles: {}
`);
  expect(diagnostics.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'login.inline-secret'));
  expect(shown).not.toContain('hunter2');
  expect(shown).toContain('tokens[0].token must say where the secret is, not hold it.');
});

test.each([
  ['', 'has no content'],
  ['apiVersion: ssis-scaleout/v1\n', 'The file has no login: nobody could see the page.'],
  ['tokens: []\n', 'must have the key apiVersion'],
  [`${head}tokens: [\n`, 'A bracket above is not closed.'],
  [`${head}tokens: []\ntokens: []\n`, 'The key tokens stands twice'],
  [`${head}tokens: []\n`, 'tokens must have at least one entry.'],
  [`${head}tokens:\n  - { name: a, role: boss, token: { env: A } }\n`, 'role must be viewer or approver'],
  [`${head}tokens: [{ name: a, role: viewer, token: {} }]\n`, 'must name env or file.'],
  [
    `${head}tokens: [{ name: a, role: viewer, token: { env: A } }, { name: A, role: viewer, token: { env: B } }]\n`,
    'Two tokens have this name.',
  ],
  [
    `${head}address: http://scaleout.example\ntokens: [{ name: a, role: viewer, token: { env: A } }]\n`,
    'is not this machine',
  ],
  [
    `${head}address: https://a.example/page\ntokens: [{ name: a, role: viewer, token: { env: A } }]\n`,
    'must be a scheme and a name alone',
  ],
  [
    `${head}proxy: { addresses: [10.0.0.300], userHeader: X-User, secret: { env: A } }\nroles: {}\n`,
    'not "10.0.0.300"',
  ],
  [
    `${head}proxy: { addresses: [10.0.0.3], userHeader: x-scaleout-proxy-secret, secret: { env: A } }\nroles: {}\n`,
    'must be three headers',
  ],
  [`${head}proxy: { addresses: [10.0.0.3], userHeader: X-User }\nroles: {}\n`, 'believed only with proxy.secret'],
  [
    `${head}proxy: { addresses: [10.0.0.3], userHeader: X-User, secret: { env: A } }\n`,
    'proxy.userHeader needs the key roles',
  ],
  [`${head}proxy: { addresses: [10.0.0.3], groupsHeader: X-G }\nroles: {}\n`, 'groupsHeader needs proxy.userHeader'],
  [`${head}oidc: { issuer: "https://a.example", clientId: a }\nroles: {}\n`, 'oidc needs the key address'],
  [
    `${head}address: https://a.example\noidc: { issuer: "http://a.example", clientId: a }\nroles: {}\n`,
    'oidc.issuer must begin with https://',
  ],
  [
    `${head}address: https://a.example\noidc: { issuer: "https://a.example", clientId: a, scopes: [profile] }\nroles: {}\n`,
    'must hold openid',
  ],
])('wrong: %j', async (text, detail) => {
  const { settings, shown, diagnostics } = await loaded(text);
  expect(shown).toContain(detail);
  expect(diagnostics.map(({ code }) => code)).toContain('login.wrong');
  expect(settings).toBeUndefined();
});

test('a file that is not there, and one that is no text', async () => {
  await using folder = await temporaryDirectory();
  const missing = await loadLoginFile(join(folder.path, 'none.yaml'));
  expect(missing.diagnostics).toMatchObject([{ code: 'login.file-unreadable' }]);
  await writeFile(join(folder.path, 'utf16.yaml'), Buffer.from(`\ufeff${head}`, 'utf16le'));
  const wide = await loadLoginFile(join(folder.path, 'utf16.yaml'));
  expect(wide.diagnostics).toMatchObject([
    { code: 'login.file-unreadable', detail: expect.stringContaining('UTF-16') },
  ]);
});

test('every login file that docs/login.md shows is one', async () => {
  const page = await readFile(new URL('../../../docs/login.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
  expect(shown.length).toBeGreaterThan(3);
  for (const text of shown) expect(await loaded(text)).toMatchObject({ shown: '', settings: expect.anything() });
});

test('the schema names every key in docs/login.md', async () => {
  const page = await readFile(new URL('../../../docs/login.md', import.meta.url), 'utf8');
  expect([...loginKeys].filter((key) => !page.includes(key))).toEqual([]);
});
