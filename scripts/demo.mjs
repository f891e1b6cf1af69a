// npm run demo: the example's whole installation on a new sandbox of bare machines, the administrator of the manual
// machine included, then a plan that finds nothing to do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'scaleout-demo-'));
const fleet = join(folder, 'fleet');
const script = join(folder, 'etl09.ps1');
const topology = 'examples/topology.yaml';

/**
 * Runs a command of scaleout and shows what it prints, which it fits to the terminal; rejects where it ends otherwise than
 * expected. What is watched is a pipe for it: no line of that is wrapped.
 */
function scaleout(words, expected, watch) {
  process.stdout.write(`\n${titleOf(words)}\n\n`);
  const out = watch === undefined ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, [cli, ...words], { cwd: root, stdio: ['ignore', out, 'inherit'] });
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    watch(text);
  });
  return once(child, 'close').then(([code]) => {
    if (code !== expected) throw new Error(`scaleout ${words[0]} ended with ${code}, expected ${expected}`);
  });
}

try {
  await scaleout(['plan', topology, '--create', '--sandbox', fleet], 0);
  let administrator;
  await scaleout(['apply', topology, '--sandbox', fleet, '--yes', '--history', folder], 0, (text) => {
    // The apply waits for ETL09, which nobody but its administrator may touch.
    if (administrator === undefined && text.includes('waiting')) administrator = setUpByHand();
  });
  await administrator;
  await scaleout(['status', topology, '--sandbox', fleet], 0);
  await scaleout(['plan', topology, '--sandbox', fleet, '--detailed-exitcode'], 0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The command, in as many lines as the terminal is wide for. */
function titleOf(words) {
  const lines = ['> scaleout'];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length <= (process.stdout.columns || Number.POSITIVE_INFINITY)) lines[lines.length - 1] = longer;
    else lines.push(`    ${word}`);
  }
  return lines.join('\n');
}

async function setUpByHand() {
  await scaleout(['script', 'ETL09', topology, '--sandbox', fleet, '--out', script], 0);
  await scaleout(['sandbox', 'run', fleet, 'ETL09', script], 0);
}
