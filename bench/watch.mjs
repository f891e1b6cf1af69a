import { join } from 'node:path';
import { serve, writeTopology } from './fleet.mjs';
import { cli, inTemporaryFolder, median, rounded, timed } from './measure.mjs';
import { startWatch } from './watching.mjs';

const warmUp = 10;
const measured = 30;

/** Between the first and the last of these polls nothing may grow. */
const growth = { from: 500, to: 5_000 };

/**
 * What `scaleout watch` costs in steady state with 1,000 workers. `poll`: milliseconds of processor time (of all its
 * threads, over 30 polls a second apart) and of waiting, and its resident memory in MB. `growth`: memory, open files and
 * sockets after 500 and after 5,000 polls, which follow each other at once. On Linux alone.
 */
export async function watch() {
  if (process.platform !== 'linux') return 'measured on Linux alone';
  return await inTemporaryFolder(async (folder) => {
    const topology = await writeTopology(folder, 1_000);
    const sandbox = ['--sandbox', join(folder, 'fleet')];
    const fleet = await serve(join(folder, 'fleet'), topology);
    try {
      await timed(process.execPath, [cli, 'apply', topology, ...sandbox, '--yes', '--no-history']);
      const words = [topology, ...sandbox];
      return { poll: await costOfPolls(words), growth: await growthOfPolls(words) };
    } finally {
      await fleet.close();
    }
  });
}

async function costOfPolls(words) {
  const watched = startWatch([...words, '--interval', '1s']);
  try {
    for (let poll = 0; poll < warmUp; poll += 1) await inSync(watched);
    const before = await watched.usage();
    const durations = [];
    for (let poll = 0; poll < measured; poll += 1) durations.push((await inSync(watched)).durationMs);
    const after = await watched.usage();
    return {
      cpuMilliseconds: rounded((after.cpu - before.cpu) / measured, 1),
      milliseconds: rounded(median(durations), 1),
      residentMB: rounded(after.residentMB, 1),
    };
  } finally {
    await watched.stop();
  }
}

async function growthOfPolls(words) {
  const watched = startWatch([...words, '--interval', '1h']);
  try {
    let before;
    for (let poll = 1; poll <= growth.to; poll += 1) {
      if (poll > 1) watched.wake();
      await inSync(watched);
      if (poll === growth.from) before = await watched.usage();
    }
    const after = await watched.usage();
    return {
      polls: [growth.from, growth.to],
      residentMB: [before, after].map(({ residentMB }) => rounded(residentMB, 1)),
      handles: [before, after].map(({ handles }) => handles),
      ratio: rounded(after.residentMB / before.residentMB),
    };
  } finally {
    await watched.stop();
  }
}

async function inSync(watched) {
  const { result } = await watched.nextRun();
  if (result.result !== 'in-sync') throw new Error(`the poll ended as ${result.result}`);
  return result;
}
