// Writes src/generated/*.ts from schemas/*.schema.json. With --check it only says whether they are up to date.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
let stale = 0;
for (const file of (await readdir(`${root}/schemas`)).filter((name) => name.endsWith('.schema.json')).sort()) {
  const target = `${root}/src/generated/${file.replace('.schema.json', '.ts')}`;
  const text = await compileFromFile(`${root}/schemas/${file}`, {
    cwd: `${root}/schemas`,
    bannerComment: `// Generated from schemas/${file} by scripts/generate-types.mjs. Do not edit.`,
    additionalProperties: false,
    style: { singleQuote: true, printWidth: 120 },
  });
  const before = await readFile(target, 'utf8').catch(() => '');
  if (before === text) continue;
  stale += 1;
  if (check) console.error(`${target} is not what ${file} generates: run npm run generate`);
  else await writeFile(target, text);
}
process.exitCode = check && stale > 0 ? 1 : 0;
