import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve, writeTopology } from './fleet.mjs';
import { cli, inTemporaryFolder, median, rounded, timed } from './measure.mjs';
import { startWatch } from './watching.mjs';

const workers = 1_000;
const openPages = 20;

/** Seconds for which processor time is counted, and between two looks. */
const measured = 60;
const interval = 15;

/**
 * What open pages cost a watch of 1,000 workers whose heartbeats go on, where nothing else changes: in percent of a core, beside the same
 * watch without any. `updateMilliseconds`: from the end of a look until a page has it. On Linux alone.
 */
export async function page() {
  if (process.platform !== 'linux') return 'measured on Linux alone';
  return await inTemporaryFolder(async (folder) => {
    const topology = await writeTopology(folder, workers);
    const sandbox = ['--sandbox', join(folder, 'fleet')];
    const fleet = await serve(join(folder, 'fleet'), topology);
    try {
      await timed(process.execPath, [cli, 'apply', topology, ...sandbox, '--yes', '--no-history']);
      const watched = startWatch([topology, ...sandbox, '--interval', `${interval}s`]);
      try {
        await watched.nextRun();
        await watched.nextRun();
        const alone = await costOf(watched);
        const url = await watched.url;
        const pages = await Promise.all(Array.from({ length: openPages }, () => openPage(url)));
        const together = await costOf(watched);
        for (const one of pages) one.close();
        const updates = pages.flatMap(({ updates }) => updates);
        return {
          workers,
          openPages,
          percentAlone: rounded(alone, 2),
          percentOfPages: rounded(together - alone, 2),
          updateMilliseconds: {
            median: rounded(median(updates), 1),
            most: Math.max(...updates),
            updates: updates.length,
          },
          snapshot: {
            milliseconds: rounded(median(pages.map(({ milliseconds }) => milliseconds)), 1),
            bytesOfRow: rounded(median(pages.map(({ bytesOfRow }) => bytesOfRow)), 1),
          },
          updateBytes: rounded(median(pages.flatMap(({ sizes }) => sizes)), 0),
        };
      } finally {
        await watched.stop();
      }
    } finally {
      await fleet.close();
    }
  });
}

/** Percent of a core. */
async function costOf(watched) {
  const before = await watched.usage();
  await sleep(measured * 1_000);
  const after = await watched.usage();
  return (after.cpu - before.cpu) / measured / 10;
}

/** A page as its stream goes, from the snapshot on. */
function openPage(url) {
  const began = performance.now();
  const found = { updates: [], sizes: [], milliseconds: 0, bytesOfRow: 0, close: () => asking.destroy() };
  let isNew = (_lookedAt) => false;
  let asking;
  return new Promise((resolve, reject) => {
    const take = (event) => {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      if (name !== 'snapshot' && name !== 'delta') return;
      const data = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null');
      if (name === 'snapshot') {
        found.milliseconds = performance.now() - began;
        const rows = data.topology.workers;
        found.bytesOfRow = rows.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0) / rows.length;
        resolve(found);
      }
      const lookedAt = (data.head ?? data.topology?.head)?.lookedAt;
      if (name === 'delta' && isNew(lookedAt)) {
        found.updates.push(Date.now() - Date.parse(lookedAt));
        found.sizes.push(Buffer.byteLength(event));
      }
      if (lookedAt !== undefined) isNew = (other) => other !== undefined && other !== lookedAt;
    };
    asking = request(new URL('/api/stream', url), { agent: false }, (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (text) => {
        const events = (rest + text).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) take(event);
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}
