// Writes dist/ and packages/sandbox/dist/: program and sandbox in few files, their libraries with them. One file is read faster than a thousand small ones, and
// a command that a person or a scheduler starts every minute should start fast (docs/decisions/0004).
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './build-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** tedious loads all of Azure's login library for every connection; only Entra logins need it. */
const lazyAzureIdentity = {
  name: 'lazy-azure-identity',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]tedious[\\/]lib[\\/]connection\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const eager = 'var _identity = require("@azure/identity");';
      if (!text.includes(eager))
        throw new Error(`${path} loads @azure/identity in another way: mend scripts/build.mjs`);
      const lazy = 'var _identity = new Proxy({}, { get: (_, name) => require("@azure/identity")[name] });';
      return { contents: text.replace(eager, lazy), loader: 'js' };
    });
  },
};

/** What both bundles have in common. */
const common = {
  metafile: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  // Bundled CommonJS libraries ask for Node's own modules by require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
};

/** Writes the dist of a package, and removes what an earlier build left there, but not `others`. */
async function bundle(folder, options, others = []) {
  const { metafile } = await build({ ...common, absWorkingDir: folder, outbase: 'src', outdir: 'dist', ...options });
  const written = Object.keys(metafile.outputs);
  // CommonJS that looks for files beside itself finds none of them here, and in a module not even these names.
  for (const file of written) {
    const [found] = /\b__(?:dirname|filename)\b/.exec(await readFile(join(folder, file), 'utf8')) ?? [];
    if (found !== undefined) throw new Error(`${file} holds a library that needs ${found}: name it in external`);
  }
  // Only now, so that a program that runs meanwhile finds its files.
  const kept = new Set([...written, ...others].map((file) => join(folder, file)));
  for (const entry of await readdir(join(folder, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) await rm(file);
  }
}

// First, so that a program that runs meanwhile never finds a sandbox that is older than itself.
await bundle(join(root, 'packages/sandbox'), {
  entryPoints: { index: 'src/index.ts', worlds: 'src/model/ways.ts' },
  // A file of its own beside the code that loads it.
  external: ['@guanmingchiu/sqlparser-ts', 'ssh2'],
});
// Before the program, which loads it by name.
const page = await buildPage(root);
await bundle(
  root,
  {
    // The program, and what bench/ measures alone.
    entryPoints: [
      'src/cli/main.ts',
      // Loaded by name, in a thread.
      'src/cli/page/edit-thread.ts',
      'src/reconciler/plan/plan.ts',
      'src/reconciler/apply/apply.ts',
      'src/providers/ssisdb/open-catalog.ts',
      'src/providers/machines/open-machines.ts',
      'src/providers/machines/ssh/known-hosts.ts',
      'src/providers/waiting.ts',
      'src/providers/secret.ts',
    ],
    // Large and rarely used, native code, a file of its own beside the code that loads it, and a package that need not be there.
    external: [
      '@azure/identity',
      'mssql/msnodesqlv8*',
      'msnodesqlv8',
      'ssh2',
      'pino',
      'ssis-scaleout-sandbox',
      '#page-assets',
    ],
    plugins: [lazyAzureIdentity],
  },
  [page],
);
await chmod(join(root, 'dist/cli/main.js'), 0o755);
