import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Modules as they are now, compiled for processes that a test starts: Node 20 runs no TypeScript. Inside node_modules, so
 * that the compiled files find their packages. `moduleUrl` takes a path from the package's root on.
 */
export function compileSources(modules: readonly string[]): { moduleUrl(path: string): string } & Disposable {
  const cache = join(project, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, 'scaleout-test-'));
  const entryPoints = modules.map((path) => join(project, path));
  buildSync({
    entryPoints,
    outdir: root,
    outbase: project,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  return {
    moduleUrl: (path) => pathToFileURL(join(root, path.replace(/\.ts$/, '.mjs'))).href,
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
