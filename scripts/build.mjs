// Writes dist/: the program in few files, its libraries with it. One file is read faster than a thousand small ones, and
// a command that a person or a scheduler starts every minute should start fast (docs/decisions/0004).
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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

const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  // The program, and what bench/ measures alone.
  entryPoints: [
    'src/cli/main.ts',
    'src/reconciler/plan/plan.ts',
    'src/reconciler/apply/apply.ts',
    'src/providers/ssisdb/open-catalog.ts',
    'src/providers/machines/open-machines.ts',
    'src/providers/machines/ssh/known-hosts.ts',
    'src/providers/waiting.ts',
    'src/providers/secret.ts',
  ],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Large and rarely used, native code, and a file of its own beside the code that loads it.
  external: ['@azure/identity', 'mssql/msnodesqlv8*', 'msnodesqlv8', '@guanmingchiu/sqlparser-ts', 'ssh2', 'pino'],
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  // Bundled CommonJS libraries ask for Node's own modules by require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  plugins: [lazyAzureIdentity],
  logLevel: 'warning',
});
await chmod(join(root, 'dist/cli/main.js'), 0o755);

// CommonJS that looks for files beside itself finds none of them here, and in a module not even these names.
for (const file of Object.keys(metafile.outputs)) {
  const [found] = /\b__(?:dirname|filename)\b/.exec(await readFile(join(root, file), 'utf8')) ?? [];
  if (found !== undefined) throw new Error(`${file} holds a library that needs ${found}: name it in external`);
}

// What an earlier build left; only now, so that a program that runs meanwhile finds its files.
const written = new Set(Object.keys(metafile.outputs).map((file) => join(root, file)));
for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(file)) await rm(file);
}
