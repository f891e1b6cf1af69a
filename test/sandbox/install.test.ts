import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

/** What `npm pack` of the product and of the sandbox would hold. */
async function packed(): Promise<readonly Packed[]> {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const options = { cwd: root, maxBuffer: 16 * 1024 * 1024, shell: process.platform === 'win32' };
  const ask = async (more: readonly string[]) =>
    JSON.parse((await run('npm', [...words, ...more], options)).stdout) as readonly Packed[];
  return [...(await ask([])), ...(await ask(['--workspace', 'ssis-scaleout-sandbox']))];
}

/** Puts a package into a folder's node_modules as its tarball would, with what it depends on. */
function install(folder: string, { name, files }: Packed, from: string): void {
  const modules = join(folder, 'node_modules');
  for (const { path } of files) {
    mkdirSync(dirname(join(modules, name, path)), { recursive: true });
    cpSync(join(from, path), join(modules, name, path));
  }
  const { dependencies } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) {
    const place = join(modules, name, 'node_modules', dependency);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', dependency), place, 'junction');
  }
}

describe.skipIf(lacking.links)('a folder in which the product alone is installed', () => {
  let place: ReturnType<typeof temporaryDirectory>;
  let product: Packed | undefined;
  let sandbox: Packed | undefined;

  beforeAll(async () => {
    place = temporaryDirectory();
    [product, sandbox] = await packed();
    if (product === undefined) throw new Error('npm packs the product');
    install(place.path, product, root);
    writeFileSync(
      join(place.path, 't.yaml'),
      'apiVersion: ssis-scaleout/v1\nname: x\ncatalog: { server: S1 }\nworkers: [{ machine: ETL01, enabled: true }]\naccess: { transport: none }\n',
    );
  });
  afterAll(() => place[Symbol.dispose]());

  async function scaleout(...words: readonly string[]) {
    const main = join(place.path, 'node_modules/ssis-scaleout/dist/cli/main.js');
    const asked = run(process.execPath, [main, ...words], { cwd: place.path });
    const { stdout, stderr } = await asked.catch(
      (error: { readonly stdout: string; readonly stderr: string }) => error,
    );
    return { code: asked.child.exitCode, out: stdout, err: stderr };
  }

  test('the package of the product holds nothing of the sandbox, and asks for none of its libraries', () => {
    const names = product?.files.map(({ path }) => path) ?? [];
    expect(names).toContain('dist/cli/main.js');
    expect(names.filter((path) => path.startsWith('packages/'))).toEqual([]);
    const code = names.filter((path) => path.endsWith('.js')).map((path) => readFileSync(join(root, path), 'utf8'));
    expect(code.filter((text) => /startTdsServer|sqlparser|createWorld\b/.test(text))).toEqual([]);
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const list of [own.dependencies, own.optionalDependencies ?? {}])
      expect(Object.keys(list)).not.toEqual(expect.arrayContaining([expect.stringMatching(/sqlparser|sandbox|forge/)]));
    expect(own.peerDependencies['ssis-scaleout-sandbox']).toBe(own.version);
    expect(own.peerDependenciesMeta['ssis-scaleout-sandbox']).toEqual({ optional: true });
  });

  test.each([
    ['plan', 't.yaml', '--sandbox', 'fleet'],
    ['apply', 't.yaml', '--sandbox', 'fleet', '--yes'],
    ['status', 't.yaml', '--sandbox', 'fleet'],
    ['watch', 't.yaml', '--sandbox', 'fleet'],
    ['import', '--sandbox', 'fleet'],
    ['sandbox', 'serve', 'fleet', '--world', 'no-retry'],
    ['sandbox', 'reset', 'fleet'],
  ])('%s %s %s ends with 3 and says what to install', async (...words) => {
    const { code, out, err } = await scaleout(...words);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toContain('error: The sandbox is not installed [sandbox.not-installed]\n');
    expect(err).toContain('npm install --global ./ssis-scaleout-sandbox-');
  });

  test('sandbox run ends with 3 too, and --json says it as a document', async () => {
    writeFileSync(join(place.path, 'none.ps1'), '');
    const planned = await scaleout('plan', 't.yaml', '--sandbox', 'fleet', '--json');
    expect(planned.code).toBe(3);
    expect(JSON.parse(planned.out)).toMatchObject({ diagnostics: [{ code: 'sandbox.not-installed' }] });
    expect(await scaleout('sandbox', 'run', 'fleet', 'ETL01', 'none.ps1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('[sandbox.not-installed]'),
    });
  });

  test('what needs no sandbox goes on', async () => {
    expect(await scaleout('validate', 't.yaml')).toMatchObject({ code: 0 });
    const help = await scaleout('sandbox', 'serve', '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('The package ssis-scaleout-sandbox, which has them, is not installed.');
  });

  test('with the package of the sandbox beside it, the same commands work', async () => {
    if (sandbox === undefined) throw new Error('npm packs the sandbox');
    install(place.path, sandbox, join(root, 'packages/sandbox'));
    const planned = await scaleout('plan', 't.yaml', '--sandbox', 'fleet', '--create', '--detailed-exitcode');
    expect(planned.err).toContain('Made a new sandbox of 2 machines in fleet.');
    expect(planned.out).toContain('worker/ETL01');
    expect(planned.code).toBe(2);
    expect((await scaleout('sandbox', 'reset', 'fleet')).code).toBe(0);
    expect((await scaleout('sandbox', 'serve', '--help')).out).toContain('no-retry');
  });
});
