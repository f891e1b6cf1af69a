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

/** Runs a command of scaleout and shows what it prints; rejects where it ends otherwise than expected. */
function scaleout(words, expected, watch = () => {}) {
  process.stdout.write(`\n> scaleout ${words.join(' ')}\n\n`);
  const child = spawn(process.execPath, [cli, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text) => {
    process.stdout.write(text);
    watch(text);
  });
  return once(child, 'close').then(([code]) => {
    if (code !== expected) throw new Error(`scaleout ${words[0]} ended with ${code}, expected ${expected}`);
  });
}

try {
  await scaleout(['plan', topology, '--sandbox', fleet], 0);
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

async function setUpByHand() {
  await scaleout(['script', 'ETL09', topology, '--sandbox', fleet, '--out', script], 0);
  await scaleout(['sandbox', 'run', fleet, 'ETL09', script], 0);
}
