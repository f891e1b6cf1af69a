// npm run demo: the example's whole installation on a new sandbox of bare machines, the administrator of the manual
// machine included, then a plan that finds nothing to do.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'scaleout-demo-'));
const fleet = join(folder, 'fleet');
const script = join(folder, 'etl09.ps1');
const topology = 'examples/topology.yaml';
const onSandbox = [topology, '--sandbox', fleet];
const yes = ['--yes', '--history', folder];

try {
  tell('An apply shows its plan and carries it out: here from machines on which nothing but setup has run.');
  tell('ETL09 is left for later: nobody may log in there from here.');
  await scaleout(['apply', ...onSandbox, '--exclude', 'worker/ETL09', ...yes]);
  tell('The administrator of ETL09 gets a script, to be run there.');
  await scaleout(['script', 'ETL09', ...onSandbox, '--out', script]);
  tell('This apply waits for ETL09, until its administrator has run the script. The demo plays the administrator.');
  const byHand = ['sandbox', 'run', fleet, 'ETL09', script];
  // Where the apply has not come to its wait by then, ETL09 is heard of within a minute nevertheless.
  const administrator = sleep(5000).then(() => quietly(byHand));
  await scaleout(['apply', ...onSandbox, ...yes]);
  tell('That is what the administrator had done meanwhile:');
  title(byHand);
  const done = await administrator;
  process.stdout.write(done.replaceAll(/.+/g, (line) => folded(line, '  ')));
  tell('Can packages run?');
  await scaleout(['status', ...onSandbox]);
  tell('A second plan finds nothing to do.');
  await scaleout(['plan', ...onSandbox, '--detailed-exitcode']);
  tell('That was the demo; its sandbox is removed again. Next, in this folder:');
  process.stdout.write(
    [
      '  npm link               # "scaleout" is a command then',
      '  scaleout apply examples/topology.yaml --exclude worker/ETL09 --sandbox ./fleet',
      '  scaleout sandbox drill ./fleet worker-service-stopped ETL01',
      '  scaleout doctor examples/topology.yaml --sandbox ./fleet',
      'And look at it in a browser, until Ctrl-C:',
      '  scaleout ui examples/topology.yaml --sandbox ./fleet --open',
      'docs/getting-started.md goes on from there, and to your own server.',
      '',
    ].join('\n'),
  );
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a command of scaleout, which has the terminal for itself; rejects where it does not end with 0. */
async function scaleout(words) {
  title(words);
  const child = spawn(process.execPath, [cli, ...words], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`scaleout ${words[0]} ended with ${code}.`);
}

/** Runs a command of scaleout beside another one that has the terminal; what it printed. */
async function quietly(words) {
  return (await promisify(execFile)(process.execPath, [cli, ...words], { cwd: root })).stdout;
}

function title(words) {
  process.stdout.write(`\n${folded(`> scaleout ${words.join(' ')}`, '    ')}\n\n`);
}

/** Says what comes next, and why. */
function tell(text) {
  process.stdout.write(`\n${folded(`# ${text}`, '# ')}\n`);
}

/** A line in as many lines as the terminal is wide for. */
function folded(text, indent) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length <= (process.stdout.columns || Number.POSITIVE_INFINITY)) lines[lines.length - 1] = longer;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}
