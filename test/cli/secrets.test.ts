import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finished, finished, startCli } from '../support/run-cli.js';
import { master, type ReachedFleet, reachedFleet } from './machines-fleet.js';

/** Each can be told from all else, and has what shells, JSON and SQL would have to escape. */
const planted = {
  sql: `Planted-Sql-7f3a "q" $(id) é'`,
  wrongSql: 'Planted-Wrong-Sql-51c8',
  ssh: 'Planted-Ssh-Password-90d2',
  passphrase: 'Planted-Passphrase-3e11',
  wrongPassphrase: 'Planted-Wrong-Passphrase-c07b',
  inline: 'Planted-Inline-4402',
} as const;

const env = {
  PLANTED_SQL: planted.sql,
  PLANTED_WRONG_SQL: planted.wrongSql,
  PLANTED_SSH: planted.ssh,
  PLANTED_PASSPHRASE: planted.passphrase,
  PLANTED_WRONG_PASSPHRASE: planted.wrongPassphrase,
};

let fleet: ReachedFleet;
let needles: readonly string[];
/** Files that the test wrote itself, and the sandbox, whose directory holds its secrets by design. */
const ours = new Set(['fleet', 'fleet.yaml', 'sql.txt', 'encrypted_key', 'canary']);
const transcripts: { readonly words: string; readonly text: string; readonly commandLines: readonly string[] }[] = [];

beforeAll(async () => {
  fleet = await reachedFleet(['workers: [{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL09 }]']);
  await fleet.edit(({ logins = {} }) => {
    const login = Object.values(logins).find(({ name }) => name === 'scaleout');
    if (login !== undefined) login.password = planted.sql;
  });
  const { identityFile, directory } = { ...fleet.served().ssh, directory: fleet.served().directory };
  const encrypted = fleet.folder.file('encrypted_key');
  copyFileSync(identityFile, encrypted);
  chmodSync(encrypted, 0o600);
  spawnSync('ssh-keygen', ['-p', '-q', '-P', '', '-N', planted.passphrase, '-f', encrypted]);
  writeFileSync(fleet.folder.file('sql.txt'), `${planted.sql}\n`, { mode: 0o600 });
  const keys = [encrypted, ...['key.pem', 'ssh_key', 'ssh_host_key'].map((name) => join(directory, name))];
  needles = [...Object.values(planted).flatMap(spellings), ...keys.flatMap(keyBody)];
});
afterAll(() => fleet[Symbol.asyncDispose]());

/** A text as it may stand in JSON, in base64 and in hexadecimal. */
function spellings(text: string): readonly string[] {
  const bytes = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const encoded = bytes.flatMap((each) => [each.toString('base64').replace(/.?=*$/, ''), each.toString('hex')]);
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...encoded];
}

/** The lines of a key's file that are its secret, and not its head. */
function keyBody(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(2, -1);
  expect(lines.length).toBeGreaterThan(0);
  return lines.map((line) => line.slice(0, 40));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Runs the program, watches what can be seen of it from outside, and keeps all that it printed. */
async function run(...words: readonly string[]): Promise<Finished> {
  const child = startCli(words, { cwd: fleet.folder.path, env });
  const seen = new Set<string>();
  const watching = setInterval(() => {
    for (const pid of [child.pid ?? 0, ...childrenOf(child.pid ?? 0)]) seen.add(commandLine(pid));
  }, 5);
  const result = await finished(child).finally(() => clearInterval(watching));
  transcripts.push({ words: words.join(' '), text: result.out + result.err, commandLines: [...seen] });
  return result;
}

interface Variant {
  readonly sql?: string;
  readonly identity?: string;
  readonly password?: string;
  readonly worker?: string;
}

async function write(name: string, variant: Variant = {}): Promise<void> {
  const { sql = '{ env: PLANTED_SQL }', identity = '{ file: encrypted_key }', worker = '' } = variant;
  const { port, ssh } = fleet.served();
  const password = variant.password ?? '{ env: PLANTED_PASSPHRASE }';
  const access = (machine: string) =>
    `access: { transport: ssh, host: 127.0.0.1, port: ${ssh.port}, user: ${machine}, ${identity === '' ? '' : `identity: ${identity}, `}password: ${password}, knownHosts: ${ssh.knownHostsFile} }`;
  const lines = [
    'apiVersion: ssis-scaleout/v1',
    'name: warehouse',
    'catalog:',
    `  server: "127.0.0.1,${port}"`,
    '  trustServerCertificate: true',
    `  authentication: { type: sql, user: scaleout, password: ${sql} }`,
    'scaleOut: { enabled: true }',
    master,
    'workers:',
    `  - { machine: ETL01, enabled: true, description: Nightly, ${access('ETL01')} }`,
    `  - { machine: ETL02, enabled: true, ${access('ETL02')} ${worker} }`,
    '  - { machine: ETL09, access: { transport: manual } }',
    access('SQLETL01'),
    'policy: { registrationTimeout: 1s }',
  ];
  await fleet.folder.write(name, `${lines.join('\n')}\n`);
  ours.add(name);
}

/** Every file below a folder, with its path from there. */
function filesBelow(folder: string, path = ''): readonly string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    if (ours.has(inside)) return [];
    return entry.isDirectory() ? filesBelow(folder, inside) : [inside];
  });
}

function expectNoneIn(where: string, text: string): void {
  for (const needle of needles) expect({ where, leaked: text.includes(needle) }).toEqual({ where, leaked: false });
}

// Permissions and /proc are of the systems that have them.
describe.skipIf(process.platform !== 'linux')('planted secrets', () => {
  test('runs that work: validate, plan, apply, status, script, with all that the log has to say', async () => {
    await write('topology.yaml');
    const debug = ['--log-level', 'debug'];
    expect((await run('validate', ...debug)).code).toBe(0);
    expect((await run('plan', ...debug)).code).toBe(0);
    expect((await run('plan', '--json', '--out', 'plan.json', ...debug)).code).toBe(0);
    // ETL09 is nobody's here: it stays away.
    expect((await run('apply', '--yes', '--json', ...debug)).code).toBe(6);
    expect((await run('status', '--json', ...debug)).code).toBe(0);
    expect((await run('status', ...debug)).out).toMatch(/^ETL01 +\S+ +yes +yes/m);
    expect((await run('script', 'ETL09', '--out', 'etl09.ps1', ...debug)).code).toBe(0);
    expect((await run('script', 'SQLETL01', ...debug)).code).toBe(0);
  });

  test.concurrent.each<readonly [string, Variant, number]>([
    ['sql-file', { sql: '{ file: sql.txt }' }, 0],
    ['wrong-sql', { sql: '{ env: PLANTED_WRONG_SQL }' }, 4],
    ['no-sql', { sql: '{ env: PLANTED_NOWHERE }' }, 4],
    ['wrong-passphrase', { password: '{ env: PLANTED_WRONG_PASSPHRASE }' }, 0],
    ['ssh-password', { identity: '', password: '{ env: PLANTED_SSH }' }, 0],
    ['key-as-password', { identity: '', password: '{ file: encrypted_key }' }, 0],
    ['password-as-key', { identity: '{ env: PLANTED_SSH }' }, 0],
    ['inline', { sql: planted.inline }, 3],
    ['inline-quoted', { sql: `"${planted.inline}"`, password: `'${planted.inline}'` }, 3],
    ['inline-block', { sql: `{ value: ${planted.inline} }` }, 3],
    ['open-quote', { sql: `"${planted.inline}` }, 3],
    ['open-block', { sql: `{ env: PLANTED_SQL, ${planted.inline}` }, 3],
    ['key-inline', { identity: `"-----BEGIN OPENSSH PRIVATE KEY----- ${planted.inline}"` }, 3],
    ['wrong-key-beside', { worker: `, pasword: ${planted.inline}` }, 3],
  ])('%s: nothing is repeated of it, in words or in JSON', async (name, variant, code) => {
    const file = `${name}.yaml`;
    await write(file, variant);
    const planned = await run('plan', '-f', file, '--log-level', 'debug');
    expect({ name, code: planned.code, text: planned.out + planned.err }).toMatchObject({ code });
    const out = `${name}.plan.json`;
    expect((await run('plan', '-f', file, '--json', '--out', out)).code).toBe(code);
    if (code !== 0) await run('apply', '-f', file, '--yes', '--json');
    expect((await run('status', '-f', file, '--json')).code).toBe(code);
  });

  test.concurrent('nothing listens at the ports: nothing is repeated either', async () => {
    await write('closed.yaml');
    const text = readFileSync(fleet.folder.file('closed.yaml'), 'utf8');
    const { port, ssh } = fleet.served();
    await fleet.folder.write(
      'closed.yaml',
      text.replaceAll(`${port}"`, '1"').replaceAll(`port: ${ssh.port}`, 'port: 1'),
    );
    expect((await run('plan', '-f', 'closed.yaml', '--log-level', 'debug')).code).toBe(4);
    expect((await run('apply', '-f', 'closed.yaml', '--yes', '--json', '--log-level', 'debug')).code).toBe(4);
  });

  test('none of them stands in what was printed, in a command line, or in a file', () => {
    expect(transcripts.length).toBeGreaterThan(40);
    for (const { words, text, commandLines } of transcripts) {
      expect(commandLines.some((line) => line.includes('dist/cli/main.js'))).toBe(true);
      expectNoneIn(`the output of ${words}`, text);
      for (const line of commandLines) expectNoneIn(`the command line of ${words}`, line);
    }
    const files = filesBelow(fleet.folder.path);
    expect(files).toEqual(expect.arrayContaining(['plan.json', 'etl09.ps1']));
    expect(files.some((file) => file.startsWith('.scaleout'))).toBe(true);
    for (const file of files) expectNoneIn(file, readFileSync(fleet.folder.file(file), 'utf8'));
  });

  test('the search would have found them', () => {
    for (const secret of Object.values(planted)) {
      const text = `x${JSON.stringify({ secret })}`;
      expect(needles.some((needle) => text.includes(needle))).toBe(true);
    }
  });

  test("what tells of the fleet, and all that the sandbox keeps, is its owner's alone", () => {
    const kept = readdirSync(fleet.folder.file('fleet')).map((name) => join('fleet', name));
    expect(kept).toEqual(expect.arrayContaining([join('fleet', 'key.pem'), join('fleet', 'ssh_key')]));
    for (const file of [...filesBelow(fleet.folder.path), ...kept]) {
      const mode = (statSync(fleet.folder.file(file)).mode & 0o777).toString(8);
      expect({ file, mode }).toEqual({ file, mode: '600' });
    }
    for (const folder of ['fleet', '.scaleout']) {
      expect((statSync(fleet.folder.file(folder)).mode & 0o777).toString(8)).toBe('700');
    }
  });
});
