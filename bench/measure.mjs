import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const reporter = new URL('./report-usage.mjs', import.meta.url).href;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function rounded(value, digits = 3) {
  return Number(value.toFixed(digits));
}

/** Runs a command to its end: wall time in seconds, and for node its peak memory in MB. Fails on an exit code but those. */
export async function timed(command, args, { allow = [0], env = {}, cwd } = {}) {
  const node = command === process.execPath;
  const began = performance.now();
  const child = spawn(command, node ? ['--import', reporter, ...args] : args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    cwd,
  });
  let usage = '';
  let errors = '';
  child.stdio[3].on('data', (chunk) => {
    usage += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (!allow.includes(code)) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors}`);
  return { seconds: (performance.now() - began) / 1000, peakMB: Number(usage) / 1024 };
}

/** The medians of several runs. */
export async function timedRuns(count, run) {
  const results = [];
  for (let index = 0; index < count; index += 1) results.push(await run());
  return {
    seconds: rounded(median(results.map((result) => result.seconds))),
    peakMB: rounded(Math.max(...results.map((result) => result.peakMB)), 1),
  };
}

/** A folder that is removed at the end. */
export async function inTemporaryFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
