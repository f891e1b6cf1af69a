import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serve, writeTopology } from './fleet.mjs';
import { cli, inTemporaryFolder, median, rounded, timed } from './measure.mjs';

const warmUp = 10;
const measured = 30;

/** A clock tick of /proc in milliseconds: USER_HZ is 100 on Linux. */
const tick = 10;

/**
 * What one poll of `scaleout watch` costs in steady state with 1,000 workers: milliseconds of processor time (of all its
 * threads, over 30 polls a second apart) and of waiting, and its resident memory in MB. On Linux alone.
 */
export async function watch() {
  if (process.platform !== 'linux') return 'measured on Linux alone';
  return await inTemporaryFolder(async (folder) => {
    const topology = await writeTopology(folder, 1_000);
    const sandbox = ['--sandbox', join(folder, 'fleet')];
    const fleet = await serve(join(folder, 'fleet'), topology);
    try {
      await timed(process.execPath, [cli, 'apply', topology, ...sandbox, '--yes', '--no-history']);
      return await polls([cli, 'watch', topology, ...sandbox, '--json', '--interval', '1s', '--listen', '127.0.0.1:0']);
    } finally {
      await fleet.close();
    }
  });
}

async function polls(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const durations = [];
  let before;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line);
      if (event.type !== 'reconciled') continue;
      if (event.result.result !== 'in-sync') throw new Error(`the poll ended as ${event.result.result}`);
      durations.push(event.result.durationMs);
      if (durations.length === warmUp) before = await usage(child.pid);
      if (durations.length === warmUp + measured) break;
    }
    const after = await usage(child.pid);
    return {
      cpuMilliseconds: rounded((after.cpu - before.cpu) / measured, 1),
      milliseconds: rounded(median(durations.slice(warmUp)), 1),
      residentMB: rounded(after.residentMB, 1),
    };
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function usage(pid) {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  // The name in brackets may hold anything; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) * tick,
    residentMB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
  };
}
