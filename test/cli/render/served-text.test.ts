import { expect, test } from 'vitest';
import type { ServedSandbox } from '../../../packages/sandbox/src/directory/serve.js';
import { servedText } from '../../../src/cli/render/served-text.js';
import { screen } from '../../support/screen.js';

const served = (directory: string): ServedSandbox => ({
  host: '127.0.0.1',
  port: 1433,
  user: 'scaleout',
  password: 'p4ss-Word',
  database: 'SSISDB',
  serverName: 'SQLETL01',
  certificateFile: 'certificate.pem',
  directory,
  logins: [
    { kind: 'sql', user: 'scaleout', password: 'p4ss-Word', serverRoles: ['sysadmin'], databaseRoles: [] },
    {
      kind: 'windows',
      domain: 'SANDBOX',
      user: 'operator',
      password: 'p',
      serverRoles: [],
      databaseRoles: ['ssis_admin'],
    },
    { kind: 'sql', user: 'reader', password: 'p', serverRoles: [], databaseRoles: [] },
    { kind: 'sql', user: 'outsider', password: 'p', serverRoles: [], databaseRoles: null },
  ],
  ssh: { host: '127.0.0.1', port: 22, hostKey: 'ssh-ed25519 AAAA', identityFile: 'id', knownHostsFile: 'known_hosts' },
  pid: 1,
});
const commands = (directory: string, platform: NodeJS.Platform) =>
  servedText(served(directory), screen(), platform)
    .split('\n')
    .filter((line) => /^ {2}(?:sqlcmd |TDSVER=7\.4 tsql |\$env:|export |scaleout )/.test(line));

test('the commands on Windows have double quotes and single backslashes, for cmd.exe and PowerShell alike', () => {
  expect(commands('C:\\my fleets\\one', 'win32')).toEqual([
    "  $env:SCALEOUT_SQL_PASSWORD = 'p4ss-Word'",
    "  $env:NODE_EXTRA_CA_CERTS = 'certificate.pem'",
    '  scaleout status --server "127.0.0.1,1433" --user scaleout',
    '  scaleout status --sandbox "C:\\my fleets\\one"',
    '  sqlcmd -S "127.0.0.1,1433" -U scaleout -P p4ss-Word -d SSISDB -C -Q "SELECT * FROM catalog.worker_agents"',
    "  $env:TDSVER = '7.4'; tsql -H 127.0.0.1 -p 1433 -U scaleout -P p4ss-Word -D SSISDB",
  ]);
});

test('elsewhere they have single quotes where a shell needs them', () => {
  expect(commands("/srv/it's mine", 'linux')).toEqual([
    '  export SCALEOUT_SQL_PASSWORD=p4ss-Word',
    '  export NODE_EXTRA_CA_CERTS=certificate.pem',
    '  scaleout status --server 127.0.0.1,1433 --user scaleout',
    "  scaleout status --sandbox '/srv/it'\\''s mine'",
    '  sqlcmd -S 127.0.0.1,1433 -U scaleout -P p4ss-Word -d SSISDB -C -Q "SELECT * FROM catalog.worker_agents"',
    '  TDSVER=7.4 tsql -H 127.0.0.1 -p 1433 -U scaleout -P p4ss-Word -D SSISDB',
  ]);
});

test('each login is told with its rights', () => {
  const shown = servedText(served('/srv/fleet'), screen(), 'linux');
  expect(
    [...shown.matchAll(/^(\S+) +p\S* +(?:SQL Server|Windows \(NTLM\)) +(.*)$/gm)].map((row) => row.slice(1)),
  ).toEqual([
    ['scaleout', 'sysadmin'],
    ['SANDBOX\\operator', 'ssis_admin'],
    ['reader', 'no role in SSISDB'],
    ['outsider', 'no user in SSISDB'],
  ]);
});

test('on a narrow screen a command goes on as its shell has it', () => {
  const shown = servedText(served('/srv/fleet'), screen(60), 'linux');
  expect(shown.split('\n').filter(({ length }) => length > 60)).toEqual([]);
  expect(shown).toContain(' \\\n  -d SSISDB -C -Q ');
  expect(servedText(served('C:\\fleet'), screen(60), 'win32')).toMatch(/ `\n {2}-d SSISDB/);
});
