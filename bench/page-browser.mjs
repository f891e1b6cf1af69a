import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sql from 'mssql';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../scripts/chromium.mjs';
import { serve, writeTopology } from './fleet.mjs';
import { cli, inTemporaryFolder, median, rounded, timed } from './measure.mjs';
import { startWatch } from './watching.mjs';

/**
 * The page of a watch over 1,000 workers in a browser. `firstPaint`: milliseconds from the navigation until rows are on the screen.
 * `update`: from the end of a look until what it saw is on the screen. `row`: bytes of a row in the stream, `hostile` with names and
 * descriptions of 10,000 characters. `sentBytes`: all that is loaded, compressed. It needs a Chromium (CONTRIBUTING.md) and Linux.
 */
export async function pageInBrowser() {
  const executablePath = findChromium();
  if (executablePath === undefined || process.platform !== 'linux') return 'needs a Chromium and Linux';
  return await inTemporaryFolder(async (folder) => {
    const topology = await writeTopology(folder, 1_000);
    const sandbox = join(folder, 'fleet');
    const words = [topology, '--sandbox', sandbox];
    await timed(process.execPath, [cli, 'apply', ...words, '--yes', '--no-history']);
    const fleet = await serve(sandbox, topology);
    const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
    let measured;
    try {
      const quick = await watching([...words, '--interval', '1s'], async ({ url, nextRun }) => ({
        firstPaint: await firstPaints(browser, url),
        update: await updates(browser, { url, nextRun }, fleet.server),
        sentBytes: await sent(url),
      }));
      measured = { ...quick, row: await watching([...words, '--interval', '1m'], ({ url }) => rowBytes(url)) };
    } finally {
      await browser.close();
      await fleet.close();
    }
    makeHostile(sandbox);
    const hostile = await watching([...words, '--interval', '15s'], ({ url }) => rowBytes(url));
    return { ...measured, row: { ...measured.row, hostile } };
  });
}

/** Measures a watch that has looked, by the address of its page. It ends with the measurement, however that ends. */
async function watching(words, measure) {
  const watch = startWatch(words);
  try {
    await watch.nextRun();
    return await measure({ ...watch, url: await watch.url });
  } finally {
    await watch.stop();
  }
}

/** `processor`: milliseconds of the page's main thread, which do not grow where the machine has other work. */
async function firstPaints(browser, url) {
  const found = {};
  for (const view of ['overview', 'topology', 'workers']) {
    const runs = [];
    for (let run = 0; run < 5; run += 1) runs.push(await firstRows(browser, `${url}/t/bench/${view}`));
    const times = runs.map(({ at }) => at);
    found[view] = {
      median: rounded(median(times), 0),
      worst: rounded(Math.max(...times), 0),
      processor: rounded(median(runs.map(({ processor }) => processor)), 0),
    };
  }
  return found;
}

/** In the page, before anything of it: when the first row or tile of a worker was painted. */
function noteRows() {
  const isThere = () => document.querySelector('main tbody tr, main svg a, main .tiles a') !== null;
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    // After the frame that has it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        globalThis.rowsAt = performance.now();
      };
      port2.postMessage(null);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function firstRows(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const shown = await context.newPage();
  const inspector = await context.newCDPSession(shown);
  await inspector.send('Performance.enable', { timeDomain: 'threadTicks' });
  await shown.addInitScript(noteRows);
  await shown.goto(url);
  await shown.waitForFunction(() => globalThis.rowsAt !== undefined);
  const at = await shown.evaluate(() => globalThis.rowsAt);
  const { metrics } = await inspector.send('Performance.getMetrics');
  await context.close();
  return { at, processor: 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) };
}

/** Descriptions that somebody changes, one after the other. */
async function updates(browser, watch, server) {
  const pool = await sql.connect({
    server: server.host,
    port: server.port,
    database: server.database,
    user: server.user,
    password: server.password,
    options: { trustServerCertificate: true },
  });
  const shown = await (await browser.newContext()).newPage();
  await shown.goto(`${watch.url}/t/bench/workers?q=ETL00000`);
  await shown.locator('main tbody tr').first().waitFor();
  const runs = [];
  for (let run = 0; run < 7; run += 1) {
    const text = `changed ${run}`;
    const seen = shown.evaluate(
      (wanted) =>
        new Promise((resolve) => {
          const look = () => document.body.textContent.includes(wanted) && resolve(Date.now());
          new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
        }),
      text,
    );
    await pool
      .request()
      .input('text', sql.NVarChar, text)
      .query(`DECLARE @worker uniqueidentifier = (SELECT WorkerAgentId FROM catalog.worker_agents WHERE MachineName = N'ETL00000');
EXEC catalog.set_worker_agent_property @WorkerAgentId = @worker, @PropertyName = N'Description', @PropertyValue = @text;`);
    let event;
    const at = await Promise.race([seen, delay(20_000).then(() => undefined)]);
    if (at === undefined) throw new Error('the change did not come');
    // The look that saw it ended before, and told so: the last one by then.
    do event = await watch.nextRun();
    while (Date.parse(event.time) < at - 900);
    runs.push(Math.max(0, at - Date.parse(event.time)));
  }
  await pool.close();
  return { median: rounded(median(runs), 0), worst: rounded(Math.max(...runs), 0) };
}

/** What a page is sent first. */
async function snapshot(url) {
  const response = await stream(url);
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    const event = text
      .split('\n\n')
      .slice(0, -1)
      .find((one) => /^event: ?snapshot$/m.test(one));
    if (event !== undefined) return JSON.parse(/^data: ?(.*)$/m.exec(event)?.[1]);
  }
  throw new Error('the stream ended without a snapshot');
}

async function stream(url) {
  const [response] = await once(get(`${url}/api/stream?topology=bench`), 'response');
  if (response.statusCode !== 200) throw new Error(`the stream answers ${response.statusCode}`);
  return response;
}

async function rowBytes(url) {
  const { topology } = await snapshot(url);
  const sizes = topology.workers.map((row) => Buffer.byteLength(JSON.stringify(row)));
  return {
    rows: sizes.length,
    mean: rounded(sizes.reduce((sum, size) => sum + size, 0) / sizes.length, 1),
    most: Math.max(...sizes),
  };
}

/** The document and all that it loads. */
async function sent(url) {
  const bytesOf = async (path) => {
    const [response] = await once(get(url + path, { headers: { 'Accept-Encoding': 'gzip, br' } }), 'response');
    const chunks = await response.toArray();
    return { bytes: chunks.reduce((sum, { length }) => sum + length, 0), text: Buffer.concat(chunks).toString() };
  };
  const { bytes, text } = await bytesOf('/');
  const plain = await (await fetch(url)).text();
  const paths = new Set([...`${text}${plain}`.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path));
  let all = bytes;
  for (const path of paths) all += (await bytesOf(path)).bytes;
  return all;
}

/** A hundred rows more, whose every text has 10,000 characters that take the most bytes. */
function makeHostile(sandbox) {
  const file = join(sandbox, 'state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const rows = state.tables.workerAgents;
  const [first] = Object.values(rows);
  for (let row = 0; row < 100; row += 1) {
    const text = `${row}${'\u0001"\\\u202e\u{1F600}'.repeat(2_000)}`;
    const key = `00000000-0000-4000-8000-0000000E${String(row).padStart(4, '0')}`;
    rows[key] = { ...first, machineName: text, displayName: text, description: text };
  }
  writeFileSync(file, JSON.stringify(state));
}
