// node scripts/page-pictures.mjs [FOLDER]: the pictures of docs/page.md and of the README, docs/pictures/page/*.png: each view of the page in light
// and dark, two of them on a phone, as scaleout ui shows the farm of page-story.mjs in a browser. Clocks stand still; thumbprints and
// fingerprints are others each time.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { startAt, storyMoment, tellStory } from './page-story.mjs';
import { palettePng } from './palette-png.mjs';

const target = process.argv[2] ?? fileURLToPath(new URL('../docs/pictures/page', import.meta.url));
const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

const at = (view) => `t/warehouse/${view}`;
const views = {
  overview: at('overview'),
  topology: at('topology'),
  workers: at('workers'),
  worker: at('workers/ETL03'),
  plan: at('plan'),
  executions: at('executions'),
  history: at('history'),
  findings: at('findings'),
};
const onPhone = ['overview', 'workers'];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium is here: name one in SCALEOUT_TEST_CHROMIUM.');
const folder = mkdtempSync(join(tmpdir(), 'scaleout-page-'));
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
try {
  mkdirSync(target, { recursive: true });
  await tellStory(folder);
  const words = ['ui', '--sandbox', 'fleet', '--listen', '127.0.0.1:0', '--json'];
  const served = startAt(folder, storyMoment, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(served, 'exit');
  const [line] = await once(createInterface({ input: served.stdout }), 'line');
  const { url } = JSON.parse(line);
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, path] of Object.entries(views))
      await take(`${name}-${colorScheme}`, url + path, wide, colorScheme);
  }
  for (const name of onPhone) await take(`${name}-phone`, url + views[name], phone, 'light');
  served.kill('SIGTERM');
  await gone;
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The whole view, and at least the height of a window. */
async function take(name, url, viewport, colorScheme) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(storyMoment);
  await page.goto(url);
  // What a view asks for comes after its heading, and all of it after the first look.
  await page.locator('main h1').first().waitFor();
  await page
    .locator('header')
    .getByText(/^looked/)
    .waitFor();
  await page.locator('main .card').first().waitFor();
  // Executions are read when somebody looks.
  await page.getByText('have not been read yet').waitFor({ state: 'detached' });
  await page.locator('.waiting, [aria-busy="true"]').waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const file = join(target, `${name}.png`);
  const picture = palettePng(await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }));
  writeFileSync(file, picture);
  process.stdout.write(`${file} ${Math.round(picture.length / 1000)} kB\n`);
  await context.close();
}
