import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loginTo, type SandboxLogin } from '../../packages/sandbox/test/support/sandbox-ssh.js';
import { readConfigFile } from '../../src/config-file/read-config-file.js';
import { master, type ReachedFleet, reachedFleet } from './machines-fleet.js';

/** What a machine's name may hold besides letters. */
const machine = 'Etl_3-x';
const quiet = 'ETL02';

let fleet: ReachedFleet;
let canary: string;
beforeAll(async () => {
  fleet = await reachedFleet([`workers: [{ machine: ${machine} }, { machine: ${quiet} }]`]);
  canary = fleet.folder.file('canary');
});
afterAll(() => fleet[Symbol.asyncDispose]());

/** Every way that we know to make a shell, PowerShell, SQL, YAML or JSON run or end something. */
const hostile = () => {
  const touch = `touch ${canary}`;
  return [
    `'; ${touch}; '"; ${touch}; " && ${touch} | ${touch}`,
    `$(${touch}) \`${touch}\` $({ ${touch} }) %COMSPEC% $env:TEMP \${IFS}`,
    `'; EXEC xp_cmdshell '${touch}'; --`,
    `line one\r\nline two\n\ttab'@\n"@\n'@ ; New-Item ${canary}`,
    '\u202Egnirts\u202C \u200F\u2066\u2069 \u00A0\u3000 \u{1F600}\u{1F468}\u200D\u{1F469} e\u0301 \uFFFD \u2028\u2029',
    '\u2018quotes\u2019 \u201Cdouble\u201D \u201E \\" \\\\ \\n \\u0041 </script> <!-- & -->',
    `#<# ${touch} #> ###SSIS-SCALEOUT### {"ok":true} -- /* */ GO`,
  ].join(' ');
};
const tags = 'night, "q\'d" $(touch x) `touch x` \u202E\u{1F600}';
const folder = `D:\\ta'sks $(x) \`y\` "z"\n\u202E\u{1F600}\\ü`;

async function write(): Promise<void> {
  const quoted = (text: string) => JSON.stringify(text);
  await fleet.topology(
    'topology.yaml',
    'scaleOut: { enabled: true }',
    master,
    'workers:',
    `  - machine: ${machine}`,
    '    enabled: true',
    `    displayName: ${quoted(hostile().slice(0, 250))}`,
    `    description: ${quoted(hostile())}`,
    `    tags: ${quoted(tags)}`,
    `    settings: { TasksRootFolder: ${quoted(folder)} }`,
    `    ${fleet.access(machine)}`,
    `  - { machine: ${quiet}, access: { transport: manual }, settings: { TasksRootFolder: ${quoted(folder)} } }`,
    fleet.access('SQLETL01'),
    'policy: { registrationTimeout: 30s }',
  );
}

async function loginAs(user: string): Promise<SandboxLogin> {
  const { host, port, hostKey, identityFile } = fleet.served().ssh;
  return loginTo({ host, port, hostKey, privateKey: readFileSync(identityFile, 'utf8') }, user);
}

async function configOf(user: string) {
  await using login = await loginAs(user);
  const { installations } = await login.inspect();
  return readConfigFile(Buffer.from(installations[0]?.config.content ?? '', 'base64'));
}

describe('hostile texts', () => {
  test('come back byte for byte from the catalog and from the config, and nothing of them is executed', async () => {
    await write();
    const applied = await fleet.run('apply', '--yes', '--target', `worker/${machine}`);
    expect({ code: applied.code, err: applied.err, out: applied.out }).toMatchObject({ code: 0, err: '' });
    const status = JSON.parse((await fleet.run('status', '--json')).out);
    expect(status.workers[0]).toMatchObject({
      machine,
      enabled: true,
      displayName: hostile().slice(0, 250),
      description: hostile(),
      tags,
    });
    expect((await configOf(machine)).get('TasksRootFolder')).toBe(folder);
    const again = await fleet.run('plan', '--detailed-exitcode', '--target', `worker/${machine}`);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(existsSync(canary)).toBe(false);
  });

  test('by hand: they stand in the script as data, and come back byte for byte', async () => {
    await write();
    expect((await fleet.run('script', quiet, '--out', 'quiet.ps1')).code).toBe(0);
    expect((await fleet.run('sandbox', 'run', 'fleet', quiet, 'quiet.ps1')).code).toBe(0);
    expect((await configOf(quiet)).get('TasksRootFolder')).toBe(folder);
    expect(existsSync(canary)).toBe(false);
  });

  test('no screen of text holds a character that moves the cursor or turns the reading order round', async () => {
    await write();
    for (const words of [['plan'], ['status'], ['apply', '--yes', '--target', `worker/${machine}`]]) {
      const { out, err } = await fleet.run(...words);
      expect(`${out}${err}`).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    }
  });
});

describe('names that are no machine names', () => {
  test.each([
    ["ETL'01", 'a quote'],
    ['ETL$(x)', 'a subexpression'],
    ['ETL`x`', 'backticks'],
    ['ETL01\nETL02', 'a newline'],
    ['ETL\u202E01', 'a right-to-left mark'],
    ['ETL\u{1F600}', 'an emoji'],
    ['ETL01; touch canary', 'a command'],
    ['..\\ETL01', 'a path'],
  ])('%j is refused before anything is connected to: it holds %s', async (name) => {
    await fleet.topology('bad.yaml', `workers: [{ machine: ${JSON.stringify(name)}, ${fleet.access('ETL01')} }]`);
    const { code, out, err } = await fleet.run('plan', '-f', 'bad.yaml');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('[topology.machine-name]');
    expect(err).not.toMatch(/[^\P{C}\n]/u);
  });
});
