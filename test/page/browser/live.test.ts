import { mkdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { axeFindings, test } from './browser.js';
import { smallTopology, startFarm } from './farm.js';
import { startPageProxy } from './page-proxy.js';

test('an apply of the watch is followed step by step to its end, by no loading anew', async ({ open }) => {
  await using farm = await startFarm();
  await using watch = await farm.show(['watch', '--mode', 'full', '--interval', '1s']);
  const page = await open(`${watch.url}/t/warehouse/workers`);
  await page.getByRole('link', { name: 'ETL02' }).waitFor();
  const loaded = await page.evaluate(() => performance.timeOrigin);
  const running = page.getByText(/An apply is under way/);
  const description = page.locator('main tbody tr', { hasText: 'Books of the month' });
  const settings = 'settings: { MaxTaskCount: 6 }';
  await farm.folder.write(
    'topology.yaml',
    smallTopology().replace('description: Month end', `description: Books of the month, ${settings}`),
  );
  await running.waitFor();
  await page.getByText(/steps, for/).waitFor();
  await description.waitFor();
  await running.waitFor({ state: 'detached' });
  await expect.poll(() => description.innerText()).toMatch(/ETL02\s+healthy[\s\S]*of 6/);
  await page.getByRole('link', { name: 'History' }).click();
  await expect.poll(() => page.locator('main').innerText()).toMatch(/#2[\s\S]*done/);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
});

test('a server that is away is said, since when; the page comes back by itself, and misses nothing', async ({
  open,
}) => {
  await using farm = await startFarm();
  const words = ['ui', '--interval', '1s'];
  const first = await farm.show(words);
  const page = await open(`${first.url}/t/warehouse/workers`);
  const row = page.locator('main tbody tr', { hasText: 'ETL01' });
  await row.getByText('healthy').waitFor();
  await first.kill();
  await page.getByText("The connection to this page's server is lost").waitFor();
  await page.getByText(/What is shown is of .*20\d\d.*, and may be old\./).waitFor();
  expect(await page.locator('header').innerText()).toContain('not connected');
  // What was seen stays to be read.
  expect(await row.innerText()).toContain('healthy');
  await farm.drill('worker-service-disabled', 'ETL01');
  await using again = await farm.show([...words, '--listen', `127.0.0.1:${first.port}`]);
  expect(again.port).toBe(first.port);
  await row.getByText('offline').waitFor({ timeout: 40_000 });
  await page.getByText("The connection to this page's server is lost").waitFor({ state: 'detached' });
  expect(await page.locator('header').innerText()).toContain('live');
}, 120_000);

test('an event that is lost on the way, a connection that is cut: a snapshot makes up for it', async ({ open }) => {
  await using farm = await startFarm();
  await using ui = await farm.show(['ui', '--interval', '1s']);
  await using proxy = await startPageProxy(ui.port);
  // Whoever names no topology has the only one by the same stream.
  const page = await open(proxy.url);
  const first = page.locator('main tbody tr', { hasText: 'ETL01' });
  await first.getByText('healthy').waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Workers' }).click();
  await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();
  await first.getByText('healthy').waitFor();
  const streams = () => proxy.asked.filter((path) => path.startsWith('/api/stream')).length;
  expect(streams()).toBe(1);

  // The delta that says it is lost, and the next one shows that one is missing.
  proxy.lose('delta', 1);
  await farm.drill('worker-service-disabled', 'ETL01');
  await first.getByText('offline').waitFor();
  await expect.poll(() => proxy.lost).toBe(1);
  await expect.poll(streams).toBe(2);

  proxy.isOpen = false;
  proxy.cut();
  await page.getByText("The connection to this page's server is lost").waitFor();
  await farm.drill('--undo');
  proxy.isOpen = true;
  await first.getByText('healthy').waitFor({ timeout: 40_000 });
  expect(await page.locator('header').innerText()).toContain('live');
}, 120_000);

test('several topologies: a row each, the worst first, and each has its own address', async ({ open }) => {
  await using farm = await startFarm();
  await mkdir(farm.folder.file('all'));
  await farm.folder.write('all/one.yaml', smallTopology());
  const stock = smallTopology()
    .replace('name: warehouse', 'name: stock')
    .replace('description: Month end', 'tags: late');
  await farm.folder.write('all/two.yaml', stock);
  await farm.folder.write('all/wrong.yaml', 'apiVersion: nonsense\n');
  await using ui = await farm.show(['ui', 'all', '--interval', '1s']);
  const page = await open(ui.url);
  const rows = page.locator('main tbody tr');
  // One that cannot be read is not left out.
  const texts = [
    /wrong\.yaml\s+not known[\s\S]*file is not good/,
    /stock\s+healthy\s+(differs|held back)/,
    /warehouse\s+healthy\s+in sync/,
  ];
  await expect.poll(() => rows.allInnerTexts()).toEqual(texts.map((text) => expect.stringMatching(text)));
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'stock' }).click();
  await page.getByText('Differs', { exact: true }).or(page.getByText('Held back')).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/t/stock/overview');
  await page.goBack();
  await expect.poll(() => rows.count()).toBe(3);
});
