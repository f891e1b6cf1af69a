import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The sources as they are now, compiled for processes that a test starts: Node 20 runs no TypeScript. Inside
 * node_modules, so that the compiled files find their packages.
 */
export function compileSources(): { moduleUrl(path: string): string } & Disposable {
  const cache = join(project, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, 'scaleout-test-'));
  copyFileSync(join(project, 'package.json'), join(root, 'package.json'));
  const out = join(root, 'dist');
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = spawnSync(
    process.execPath,
    [
      compiler,
      '-p',
      join(project, 'test', 'support', 'tsconfig.sources.json'),
      '--outDir',
      out,
      '--declaration',
      'false',
    ],
    { cwd: project, encoding: 'utf8' },
  );
  return {
    moduleUrl(path) {
      const file = join(out, path);
      if (!existsSync(file)) throw new Error(`${path} was not compiled: ${compiled.stdout}${compiled.stderr}`);
      return pathToFileURL(file).href;
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
