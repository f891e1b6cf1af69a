// Writes src/generated/*.ts: from schemas/*.schema.json the types of each, and the validators of those that are read at
// each start; from src/facts what the machines' script takes for granted, and from its PowerShell one script; from the
// program docs/commands.md and the man page. With --check it only says whether they are up to date.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { commandsPage } from './commands-page.mjs';
import { describedProgram } from './described-program.mjs';
import { factScript, machineScriptModule } from './machine-script.mjs';
import { manPage } from './man-page.mjs';
import { validatorModule } from './validator-module.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
/** Those that are read, and how their mistakes are told: a person wrote the topology and the login, the rest is our own. */
const validated = new Map([
  ['topology.schema.json', { everyError: true }],
  ['login.schema.json', { everyError: true }],
  ['plan.schema.json', { everyError: false }],
  ['history.schema.json', { everyError: false }],
  ['rehearsal.schema.json', { everyError: false }],
]);
let stale = 0;

async function write(name, file, text) {
  const target = join(root, 'src', name);
  const before = await readFile(target, 'utf8').catch(() => '');
  if (before === text) return;
  stale += 1;
  if (check) console.error(`${target} is not what ${file} generates: run npm run generate`);
  else await writeFile(target, text);
}

for (const file of (await readdir(`${root}/schemas`)).filter((name) => name.endsWith('.schema.json')).sort()) {
  const banner = `// Generated from schemas/${file} by scripts/generate-types.mjs. Do not edit.`;
  const schema = JSON.parse(await readFile(`${root}/schemas/${file}`, 'utf8'));
  const types = await compile(withPatternTypes(structuredClone(schema)), file.replace('.schema.json', ''), {
    cwd: `${root}/schemas`,
    bannerComment: banner,
    additionalProperties: false,
    style: { singleQuote: true, printWidth: 120 },
  });
  await write(`generated/${file.replace('.schema.json', '.ts')}`, file, types);
  const options = validated.get(file);
  if (options !== undefined) {
    await write(
      `generated/${file.replace('.schema.json', '-validator.ts')}`,
      file,
      validatorModule(schema, banner, { ...options, others: await referredBy(schema) }),
    );
  }
}
for (const name of ['topology', 'login']) {
  await write(`generated/${name}-keys.ts`, `schemas/${name}.schema.json`, await keysModule(name));
}
// Before the script, which it is a part of.
await write('providers/machines/script/powershell/facts.ps1', 'src/facts', await factScript());
await write('generated/machine-script.ts', 'src/providers/machines/script/powershell', await machineScriptModule());
// Last, since the program is made of the rest.
const described = await describedProgram();
await write('../docs/commands.md', 'src/cli/groups', commandsPage(described));
await write('../man/scaleout.1', 'src/cli/groups', manPage(described));

/** The schemas that a schema refers to by their files. */
async function referredBy(schema) {
  const names = new Set(
    Array.from(JSON.stringify(schema).matchAll(/"\$ref":"([\w-]+\.schema\.json)#/g), ([, name]) => name),
  );
  return Promise.all([...names].map(async (name) => JSON.parse(await readFile(`${root}/schemas/${name}`, 'utf8'))));
}

/** Keys with a prefix (`^config\\.`) are told as such: the library knows only objects that may have any key. */
function withPatternTypes(node) {
  if (typeof node !== 'object' || node === null) return node;
  for (const inner of Object.values(node)) withPatternTypes(inner);
  if (node.patternProperties === undefined) return node;
  const keys = Object.entries(node.properties ?? {}).map(([name, value]) => `${name}: ${nameOfType(value)}`);
  const patterns = Object.entries(node.patternProperties).map(([pattern, value]) => {
    const prefix = /^\^(\w+)\\\.$/.exec(pattern)?.[1];
    if (prefix === undefined) throw new Error(`${pattern} is no prefix: say how its type is to be`);
    return `[key: \`${prefix}.\${string}\`]: ${nameOfType(value)}`;
  });
  node.tsType = `{ ${[...keys, ...patterns].join('; ')} }`;
  return node;
}

function nameOfType({ type, $ref }) {
  const named = $ref?.split('/').at(-1);
  return named === undefined ? type : `${named[0].toUpperCase()}${named.slice(1)}`;
}

/** The names of all keys of a format: what of a broken file may be quoted. */
async function keysModule(format) {
  const schema = JSON.parse(await readFile(`${root}/schemas/${format}.schema.json`, 'utf8'));
  const blocks = [schema, ...Object.values(schema.$defs)];
  const names = [...new Set(blocks.flatMap(({ properties = {} }) => Object.keys(properties)))].sort();
  const list = names.map((name) => `  '${name}',\n`).join('');
  const banner = `// Generated from schemas/${format}.schema.json by scripts/generate-types.mjs. Do not edit.`;
  return `${banner}\n\n/** Every key of the format. */\nexport const ${format}Keys: ReadonlySet<string> = new Set([\n${list}]);\n`;
}

process.exitCode = check && stale > 0 ? 1 : 0;
