// npm run demo: the example's whole installation on a new sandbox, then a plan that finds nothing to do.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'scaleout-demo-'));
const fleet = join(folder, 'fleet');

function scaleout(...words) {
  process.stdout.write(`\n> scaleout ${words.join(' ')} --sandbox ${fleet}\n\n`);
  const { status } = spawnSync(process.execPath, [cli, ...words, '--sandbox', fleet], { cwd: root, stdio: 'inherit' });
  return status;
}

const expected = [
  [['plan', 'examples/topology.yaml'], 0],
  [['apply', 'examples/topology.yaml', '--yes'], 0],
  [['status', 'examples/topology.yaml'], 0],
  [['plan', 'examples/topology.yaml', '--detailed-exitcode'], 0],
];
try {
  for (const [words, code] of expected) {
    const status = scaleout(...words);
    if (status !== code) {
      process.stderr.write(`\nscaleout ${words[0]} ended with ${status}, expected ${code}\n`);
      process.exitCode = 1;
      break;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
