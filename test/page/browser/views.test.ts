import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings, test } from './browser.js';
import { startFarm } from './farm.js';

const views = ['overview', 'topology', 'workers', 'plan', 'executions', 'history', 'findings', 'workers/ETL01'];

const ways = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

/** What the view says, without what is hidden. */
const said = (page: Page) => page.locator('main').innerText();

/** As a link of the page does, without loading it anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

async function shows(page: Page, text: string | RegExp): Promise<void> {
  await expect.poll(() => said(page), { timeout: 20_000 }).toMatch(text);
}

test('a farm from well to down and out of sight: what each view says, and that the page follows by itself', async ({
  open,
}) => {
  await using farm = await startFarm();
  await using ui = await farm.show(['ui', '--interval', '1s', '--machine-interval', '1s']);
  const page = await open(ui.url);
  // The address says the view; of one topology alone there is no list.
  await shows(page, /Healthy/);
  await shows(page, /In sync/);
  await shows(page, /2 of 2 enabled workers online/);
  expect(await page.locator('.banner').count()).toBe(0);
  expect(await page.title()).toContain('warehouse');

  for (const way of ways) {
    await page.emulateMedia({ colorScheme: way.colorScheme });
    await page.setViewportSize(way.viewport);
    for (const view of views) {
      await goTo(page, `/t/warehouse/${view}`);
      await page.locator('main h1').waitFor();
      await page.locator('[aria-busy="true"], .waiting').waitFor({ state: 'detached' });
      expect(await axeFindings(page), `${view} ${JSON.stringify(way)}`).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `${view} is wider than ${way.viewport.width}`).toBeLessThanOrEqual(0);
    }
  }

  // Printed it is the view alone, on white.
  await page.setViewportSize(ways[0].viewport);
  await goTo(page, '/t/warehouse/workers');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await page.locator('nav').isVisible()).toBe(false);
  expect(await page.locator('main table').isVisible()).toBe(true);
  expect(await page.evaluate(movingParts)).toEqual([]);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light', reducedMotion: null });

  await farm.drill('worker-service-disabled', 'ETL02');
  await goTo(page, '/t/warehouse/overview');
  await shows(page, /Degraded: .*1 of 2 enabled workers/);
  await shows(page, /1 of 2 enabled workers (is )?online|1 failing/);
  await shows(page, /scaleout apply --sandbox fleet --target worker\/ETL02/);
  await expect.poll(() => page.locator('nav .count').innerText()).toMatch(/\d/);
  await goTo(page, '/t/warehouse/workers');
  // The worst first, by shape and word.
  const rows = page.locator('main tbody tr');
  expect(await rows.allInnerTexts()).toMatchObject(
    [/^ETL02\s+offline/, /^ETL01\s+healthy/, /^ETL03\s+disabled/].map(matching),
  );
  expect(await rows.first().locator('svg.mark').count()).toBeGreaterThan(0);
  await goTo(page, '/t/warehouse/findings');
  await shows(page, /The worker's service on ETL02 does not run and is disabled[\s\S]*worker\.service/);
  await goTo(page, '/t/warehouse/plan');
  await shows(page, /worker\/ETL02[\s\S]*stopped[\s\S]*running/);
  expect(await axeFindings(page)).toEqual([]);
  await farm.drill('--undo');

  await farm.drill('master-certificate-expired');
  await goTo(page, '/t/warehouse/overview');
  await shows(page, /Down: nothing can run/i);
  await shows(page, /master ended \d+ min ago/);
  expect(await axeFindings(page)).toEqual([]);
  await farm.drill('--undo');
  await shows(page, /Healthy/);

  await farm.drill('login-may-not-see');
  await shows(page, /Not known: the login may not see the workers/);
  await shows(page, /The workers are not shown: the login SANDBOX\\scaleout is in none of ssis_admin/);
  await shows(page, /It could not be compared: the last look failed\./);
  // What was seen before stays, said to be old; it is not empty.
  await goTo(page, '/t/warehouse/workers');
  expect(await rows.count()).toBe(3);
  expect(await page.locator('header').innerText()).toMatch(/\bold\b/);
  expect(await page.locator('.notices').innerText()).toContain('may be old');
  expect(await axeFindings(page)).toEqual([]);
  await farm.drill('--undo');
  await goTo(page, '/t/warehouse/overview');
  await shows(page, /Healthy/);
  await expect.poll(() => page.locator('.banner').count()).toBe(0);
}, 120_000);

test('filters and the sort are in the address: back, forward and a copied link lead to the same', async ({ open }) => {
  await using farm = await startFarm();
  await using ui = await farm.show(['ui']);
  const page = await open(`${ui.url}/t/warehouse/workers?q=month`);
  const rows = page.locator('main tbody tr');
  await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringMatching(/^ETL02/)]);
  // A filter is said to be on, and taken off in one step.
  expect(await said(page)).toMatch(/1 of 3 workers/);
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => rows.count()).toBe(3);
  await page.getByRole('button', { name: 'Worker' }).click();
  await page.getByRole('button', { name: 'Worker' }).click();
  expect(new URL(page.url()).searchParams.get('sort')).toMatch(/name/);
  const sorted = await rows.allInnerTexts();
  expect(sorted.map((row) => row.slice(0, 5))).toEqual(['ETL03', 'ETL02', 'ETL01']);
  const there = page.url();
  await page.getByRole('link', { name: 'ETL02' }).click();
  await page.getByRole('heading', { name: 'ETL02' }).waitFor();
  expect(page.url()).toContain('/workers/ETL02');
  await page.goBack();
  await expect
    .poll(async () => (await rows.allInnerTexts()).map((row) => row.slice(0, 5)))
    .toEqual(['ETL03', 'ETL02', 'ETL01']);
  expect(page.url()).toBe(there);
  await page.goForward();
  await page.getByRole('heading', { name: 'ETL02' }).waitFor();
  const copied = await open(there);
  await expect
    .poll(async () => (await copied.locator('main tbody tr').allInnerTexts()).map((row) => row.slice(0, 5)))
    .toEqual(['ETL03', 'ETL02', 'ETL01']);
  await copied.goto(`${ui.url}/t/nowhere/overview`);
  await expect.poll(() => copied.locator('body').innerText()).toMatch(/no topology of that name/i);
});

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** What moves although nothing should. */
function movingParts(): readonly string[] {
  return document.getAnimations().map((animation) => String(animation.id));
}
