import { execFile } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { type Finished, runCli, temporaryFolder } from '../support/run-cli.js';
import { makeDevice, makePipe, withoutDevices } from '../support/special-files.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const topology = (more = '') =>
  `apiVersion: ssis-scaleout/v1\nname: piped\ncatalog: { server: "127.0.0.1,1"${more} }\nworkers: [{ machine: ETL01 }]\n`;

/** Runs a line of a shell in which $SCALEOUT is the program. */
function shell(line: string, cwd: string): Promise<Finished> {
  const env = { ...process.env, SCALEOUT: `${process.execPath} ${main}` };
  return new Promise((resolve) =>
    execFile('bash', ['-c', line], { cwd, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    }),
  );
}

// Each waits for a limit to pass, or for a server that is not there: together they wait once.
describe.skipIf(lacking.devices)('a command that runs once', { concurrent: true }, () => {
  test.each([
    ['from standard input', '$SCALEOUT validate -f /dev/stdin < t.yaml'],
    ['from a pipe on standard input', 'cat t.yaml | $SCALEOUT validate -f /dev/stdin'],
    ['from a process substitution', '$SCALEOUT validate <(cat t.yaml)'],
    ['from a named pipe', 'mkfifo p; (cat t.yaml > p) & $SCALEOUT validate p'],
  ])('reads its topology %s', async (_, line) => {
    await using folder = await temporaryFolder();
    await folder.write('t.yaml', topology());
    expect(await shell(line, folder.path)).toMatchObject({ code: 0, out: expect.stringContaining('valid, 1 worker') });
  });

  test('gives a pipe up into which nobody writes', async () => {
    await using folder = await temporaryFolder();
    makePipe(folder.path, 'p');
    const began = performance.now();
    const { code, out } = await runCli(['validate', 'p'], { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('could not be read within 10 s') });
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 30_000);
});

describe.skipIf(process.platform !== 'linux')("plan --out (links of /proc are Linux's)", { concurrent: true }, () => {
  const plan = '$SCALEOUT plan t.yaml --sandbox fleet --create --out';

  test('onto what /dev/stdout is writes there, whether that is a pipe, a file or a socket; the link stays one', async () => {
    await using folder = await temporaryFolder();
    await folder.write('t.yaml', topology());
    // A link of our own: a mistake would replace the machine's.
    symlinkSync('/proc/self/fd/1', folder.file('stdout'));
    const { out: piped } = await shell(`${plan} stdout | cat`, folder.path);
    await shell(`${plan} stdout > file`, folder.path);
    // Node gives its children sockets.
    const words = ['plan', 't.yaml', '--sandbox', 'fleet', '--out', 'stdout'];
    const { out } = await runCli(words, { cwd: folder.path });
    for (const text of [piped, readFileSync(folder.file('file'), 'utf8'), out]) {
      const end = text.indexOf('\n}\n') + 2;
      expect(JSON.parse(text.slice(0, end))).toMatchObject({ topology: { name: 'piped' } });
      expect(text.slice(end)).toContain('piped (t.yaml) against SSISDB');
    }
    expect(lstatSync(folder.file('stdout')).isSymbolicLink()).toBe(true);
  }, 60_000);

  test.skipIf(withoutDevices)(
    'onto a device leaves it a device, run as root',
    async () => {
      await using folder = await temporaryFolder();
      await folder.write('t.yaml', topology());
      const device = makeDevice(folder.path, 'null', 'null');
      expect((await shell(`${plan} null`, folder.path)).code).toBe(0);
      expect(lstatSync(device).isCharacterDevice()).toBe(true);
    },
    30_000,
  );
});

describe.skipIf(lacking.devices)('a secret', { concurrent: true }, () => {
  const sql = ', authentication: { type: sql, user: u, password: { file: secret } }';

  test('in a pipe is refused, and not waited for', async () => {
    await using folder = await temporaryFolder();
    await folder.write('t.yaml', topology(sql));
    const pipe = makePipe(folder.path, 'secret');
    const began = performance.now();
    const { code, err } = await runCli(['plan', 't.yaml'], { cwd: folder.path });
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining(`${pipe} is a pipe, not a regular file`) });
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  test.each([
    [['plan', 't.yaml']],
    [['apply', 't.yaml', '--yes']],
    [['status', 't.yaml']],
    [['watch', 't.yaml', '--once', '--no-listen']],
  ])('that everyone may read is warned of once: %j', async (words) => {
    await using folder = await temporaryFolder();
    await folder.write('t.yaml', topology(sql));
    await folder.write('secret', 'Planted-4711');
    chmodSync(folder.file('secret'), 0o644);
    const open = await runCli(words, { cwd: folder.path });
    expect(open.err.match(/\[command\.secret-exposed\]/g)).toHaveLength(1);
    expect(open.err).toContain(`Every account of this machine may read ${folder.file('secret')} (mode 0644).`);
    expect(open.err + open.out).not.toContain('Planted');
    for (const mode of [0o600, 0o640]) {
      chmodSync(folder.file('secret'), mode);
      expect((await runCli(words, { cwd: folder.path })).err).not.toContain('secret-exposed');
    }
  });

  test('of the watch itself too: its token', async () => {
    await using folder = await temporaryFolder();
    makePipe(folder.path, 'token');
    await folder.write('t.yaml', topology());
    const watch = ['watch', 't.yaml', '--listen', '127.0.0.1:0', '--token-file', 'token'];
    const { code, err } = await runCli(watch, { cwd: folder.path });
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('token is a pipe, not a regular file') });
  });
});
