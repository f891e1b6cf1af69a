import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = new URL('../src/providers/machines/script/powershell/', import.meta.url);
/** Its `param` must stand before everything else, and what calls the functions after them. */
const first = 'begin.ps1';
const last = 'end.ps1';

/** The one script for machines as a TypeScript module: src/providers/machines/script/powershell/*.ps1, joined. */
export async function machineScriptModule() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ps1') && name !== first && name !== last);
  const functions = await Promise.all(names.sort().map(linesOf));
  return [
    '// Generated from src/providers/machines/script/powershell by scripts/machine-script.mjs. Do not edit.',
    '/** The functions alone: they run nothing by themselves. LF. */',
    `export const machineFunctions: string = ${literal(functions.flat())};`,
    '',
    '/** The PowerShell script that runs on a machine. Its one argument is the request as JSON; it returns the answer. */',
    `export const machineScript: string = ${literal(await linesOf(first))}`,
    '  .concat(machineFunctions)',
    `  .concat(${literal(await linesOf(last))});`,
    '',
  ].join('\n');
}

/** The facts of src/facts that the script works by, as the function Get-Fact. */
export async function factScript() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/facts/script-facts.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  const { scriptFacts } = await import(module);
  const lines = scriptFacts.map(
    ({ id, value }) => `        ${powerShellText(id)} { return ${powerShellValue(value)} }`,
  );
  return [
    '# What the script takes for granted of Windows and of SQL Server.',
    '# Generated from src/facts by scripts/machine-script.mjs. Do not edit.',
    'function Get-Fact([string]$Id) {',
    '    switch ($Id) {',
    ...lines,
    '    }',
    '    throw "There is no fact $Id."',
    '}',
    '',
  ].join('\n');
}

function powerShellValue(value) {
  if (Array.isArray(value)) return `@(${value.map(powerShellValue).join(', ')})`;
  return typeof value === 'number' ? String(value) : powerShellText(value);
}

function powerShellText(text) {
  if (typeof text !== 'string' || /[^ -~]/.test(text))
    throw new Error(`${text}: a fact of the script is a text in ASCII`);
  return `'${text.replaceAll("'", "''")}'`;
}

async function linesOf(name) {
  const text = await readFile(new URL(name, folder), 'utf8');
  // Windows PowerShell takes a script without a byte order mark for ANSI: only ASCII means the same everywhere.
  if (/[^\n -~]/.test(text) || !text.endsWith('\n')) throw new Error(`${name}: only ASCII, LF, and LF at the end`);
  return text.slice(0, -1).split('\n');
}

function literal(lines) {
  return `[\n${lines.map((line) => `  ${JSON.stringify(line)},\n`).join('')}  '',\n].join('\\n')`;
}
