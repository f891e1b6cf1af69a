// The page that scaleout watch and scaleout ui serve: one script, one style sheet and one icon, in a module of their texts, so that
// the program needs no file beside itself (docs/decisions/0024).
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes after gzip of all that a browser is sent; more is a mistake. */
const most = 120_000;

/** Writes dist/page-assets.js, and returns its path below the root. */
export async function buildPage(root) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { page: 'src/page/client/main.tsx' },
    outdir: 'dist/page',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'inline',
    tsconfig: 'src/page/client/tsconfig.json',
    logLevel: 'warning',
  });
  const icon = await readFile(join(root, 'src/page/client/icon.svg'), 'utf8');
  const texts = [
    ...outputFiles.map(({ path, text }) => ({ kind: path.endsWith('.css') ? 'style' : 'script', text })),
    { kind: 'icon', text: icon },
  ];
  const assets = texts.map(({ kind, text }) => ({ kind, name: nameOf(kind, text), text }));
  const size = assets.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
  if (size > most) throw new Error(`The page has ${size} bytes after gzip, and may have ${most}.`);
  const file = 'dist/page-assets.js';
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), `export const pageAssets = ${JSON.stringify(assets)};\n`);
  return file;
}

/** Another content has another name, so that a browser may keep it for ever. */
function nameOf(kind, text) {
  const ending = { script: 'js', style: 'css', icon: 'svg' }[kind];
  return `page-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${ending}`;
}
